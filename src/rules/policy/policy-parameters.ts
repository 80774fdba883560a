import {
  type CapParameter,
  capParameterOf,
  type LineWords,
  type TextWords,
  type Vocabulary,
} from '../../goods/index.ts';
import { type CivilDate, type Fen, fen, regionsUpwards } from '../../kernel/index.ts';
import type { FactCatalogue, Facts, FactValue } from '../documents/fact-catalogue.ts';
import type { PolicyDocument, PolicyParameter } from './policy-document.ts';
import type {
  BannedOperatingSystem,
  FreeSoftware,
  KnownProduct,
  ParameterKind,
  ParameterName,
  ParameterOfKind,
  ParameterValues,
  RatedCpu,
  RatedOperatingSystem,
} from './policy-values.ts';
import type { CalendarYear } from './work-calendar.ts';

/** Whose parameters, and of which day. */
export interface PolicyQuestion {
  readonly region: string;
  /** The agency's level; one that no entry names is bound only by the entries for all levels. */
  readonly level: string;
  readonly on: CivilDate;
}

/** The parameters that bind one agency on one day. Throughout, `undefined` is absent and `null` says "none here". */
export interface Policy extends PolicyQuestion {
  /** The scalar parameters that rules may compare with: exactly the `policy.*` facts of the catalogue. */
  readonly facts: Facts;
  /** All of them as they are written, to tell whether two rule sets say the same. */
  readonly parameters: ReadonlyMap<string, unknown>;
  readonly fen: (name: ParameterOfKind<'fen'>) => Fen | null | undefined;
  readonly integer: (name: ParameterOfKind<'integer'>) => number | null | undefined;
  readonly boolean: (name: ParameterOfKind<'boolean'>) => boolean | null | undefined;
  readonly text: (name: ParameterOfKind<'text'>) => string | null | undefined;
  readonly texts: (name: ParameterOfKind<'texts'>) => readonly string[] | null | undefined;
  /** The cap on one device of a category; categories without a parameter have none. */
  readonly deviceCap: (category: string) => Fen | null | undefined;
  readonly knownProducts: readonly KnownProduct[] | undefined;
  /** By what words products are read in what people type; without them a name is good as a whole or not at all. */
  readonly productWords: Vocabulary | undefined;
  /** By what words texts of a line are read; without them single words are looked for. */
  readonly goodsWords: LineWords | undefined;
  /** By what words texts are held against the fields beside them; without them they are not. */
  readonly textWords: TextWords | undefined;
  readonly bannedOperatingSystems: readonly BannedOperatingSystem[] | undefined;
  readonly freeList: readonly FreeSoftware[] | undefined;
  readonly ratedCpus: readonly RatedCpu[] | undefined;
  readonly ratedOperatingSystems: readonly RatedOperatingSystem[] | undefined;
  readonly editionNames: Readonly<Record<'home' | 'personal' | 'unit', readonly string[] | undefined>>;
  readonly classes: Readonly<
    Record<'hardware' | 'software' | 'expense' | 'antivirusFirstYear', readonly string[] | undefined>
  >;
  readonly centralCatalogue: readonly string[] | undefined;
  readonly tenderEquivalentMethods: readonly string[] | undefined;
  readonly brandNeutralMethods: readonly string[] | undefined;
  readonly ratedLevels: readonly string[] | undefined;
  readonly ratedKinds: readonly string[] | undefined;
  readonly exemptionKinds: readonly string[] | undefined;
  /** The years whose working days are known; no other is guessed. */
  readonly calendar: readonly CalendarYear[];
}

export type PolicyFor = (question: PolicyQuestion) => Policy;

/** More answers than a city has region, level and day pairs in a month; a fuller memory starts anew. */
const REMEMBERED_MAX = 4_096;

/** Resolves parameters for agencies and remembers the answers, because a batch asks the same question hundreds of times. */
export function policyResolver(documents: readonly PolicyDocument[], catalogue: FactCatalogue): PolicyFor {
  const byJurisdiction = new Map(documents.map((document) => [document.jurisdiction, document]));
  const remembered = new Map<string, Policy>();
  return (question) => {
    const key = `${question.region}|${question.level}|${question.on}`;
    const known = remembered.get(key);
    if (known) return known;
    if (remembered.size >= REMEMBERED_MAX) remembered.clear();
    const policy = policyOf(question, resolveParameters(byJurisdiction, question), catalogue);
    remembered.set(key, policy);
    return policy;
  };
}

type ResolvedParameters = ReadonlyMap<ParameterName, unknown>;

/** An entry of a parameter, with the region that it is for. */
export interface BindingParameter extends PolicyParameter {
  readonly jurisdiction: string;
}

/** The entries that bind an agency on a day, one of a name. */
export function bindingParameters(
  documents: readonly PolicyDocument[],
  question: PolicyQuestion,
): readonly BindingParameter[] {
  return [...bindingByName(new Map(documents.map((document) => [document.jurisdiction, document])), question).values()];
}

/** The agency's region first, then upwards to the nation; at each step the entry of its level and the day. Lists replace. */
function bindingByName(
  byJurisdiction: ReadonlyMap<string, PolicyDocument>,
  { region, level, on }: PolicyQuestion,
): ReadonlyMap<ParameterName, BindingParameter> {
  const binding = new Map<ParameterName, BindingParameter>();
  for (const jurisdiction of regionsUpwards(region)) {
    for (const parameter of byJurisdiction.get(jurisdiction)?.parameters ?? []) {
      if (!binding.has(parameter.name) && binds(parameter, level) && coversDay(parameter, on)) {
        binding.set(parameter.name, { ...parameter, jurisdiction });
      }
    }
  }
  return binding;
}

function resolveParameters(
  byJurisdiction: ReadonlyMap<string, PolicyDocument>,
  question: PolicyQuestion,
): ResolvedParameters {
  return new Map([...bindingByName(byJurisdiction, question)].map(([name, { value }]) => [name, value]));
}

function binds(parameter: PolicyParameter, level: string): boolean {
  return parameter.levels === null || parameter.levels.some((bound) => bound === level);
}

/** Whether a day lies within `from` and `until`, both included; null is open. */
export function coversDay(
  entry: { readonly from: string | null; readonly until: string | null },
  day: CivilDate,
): boolean {
  return (entry.from === null || entry.from <= day) && (entry.until === null || day <= entry.until);
}

function policyOf(question: PolicyQuestion, resolved: ResolvedParameters, catalogue: FactCatalogue): Policy {
  // The documents were checked against the kind of every parameter, so a value read by its kind has it.
  const read = <K extends ParameterKind>(name: ParameterOfKind<K> | CapParameter) =>
    resolved.get(name) as ParameterValues[K] | null | undefined;
  const readFen = (name: ParameterOfKind<'fen'> | CapParameter) => {
    const value = read<'fen'>(name);
    return typeof value === 'number' ? fen(value) : value;
  };
  const texts = (name: ParameterOfKind<'texts'>) => read<'texts'>(name) ?? undefined;
  return {
    ...question,
    facts: factsOf(resolved, catalogue),
    parameters: resolved,
    fen: readFen,
    integer: (name) => read<'integer'>(name),
    boolean: (name) => read<'boolean'>(name),
    text: (name) => read<'text'>(name),
    texts: (name) => read<'texts'>(name),
    deviceCap: (category) => {
      const name = capParameterOf(category);
      return name === undefined ? null : readFen(name);
    },
    knownProducts: read<'products'>('policy.products.known') ?? undefined,
    productWords: read<'product-words'>('policy.products.words') ?? undefined,
    goodsWords: read<'goods-words'>('policy.goods.words') ?? undefined,
    textWords: read<'text-words'>('policy.texts.words') ?? undefined,
    bannedOperatingSystems: read<'banned'>('policy.os.banned') ?? undefined,
    freeList: read<'free'>('policy.software.freeList') ?? undefined,
    ratedCpus: read<'cpus'>('policy.securityRating.cpus') ?? undefined,
    ratedOperatingSystems: read<'systems'>('policy.securityRating.operatingSystems') ?? undefined,
    editionNames: {
      home: texts('policy.edition.home'),
      personal: texts('policy.edition.personal'),
      unit: texts('policy.edition.unit'),
    },
    classes: {
      hardware: texts('policy.class.hardware'),
      software: texts('policy.class.software'),
      expense: texts('policy.class.expense'),
      antivirusFirstYear: texts('policy.class.antivirusFirstYear'),
    },
    centralCatalogue: texts('policy.catalogue.central'),
    tenderEquivalentMethods: texts('policy.tender.equivalentMethods'),
    brandNeutralMethods: texts('policy.tender.brandNeutralMethods'),
    ratedLevels: texts('policy.securityRating.levels'),
    ratedKinds: texts('policy.securityRating.kinds'),
    exemptionKinds: texts('policy.exemption.kinds'),
    calendar: read<'calendar'>('policy.calendar.days') ?? [],
  };
}

/** Lists and parameters that are no facts stay out: rules must not see what the catalogue does not describe. */
function factsOf(resolved: ResolvedParameters, catalogue: FactCatalogue): Facts {
  const facts: Record<string, FactValue> = {};
  for (const [name, value] of resolved) {
    const isScalar =
      value === null || typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string';
    if (isScalar && catalogue.has(name)) facts[name] = value;
  }
  return Object.freeze(facts);
}
