import { categoryOf, kindOf, type MachineCount } from '../../goods/index.ts';
import { type Fen, parseYuan } from '../../kernel/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import type { PartialFacts } from '../merged-facts.ts';
import { oncePerInput } from '../once-per-input.ts';
import type { OrderLine, OrderSubmission } from '../submission.ts';
import { isGift } from './amounts.ts';
import { boughtSystems, type Fields, fieldsOf, mergedFields, type NamedSystem } from './stated-fields.ts';
import { type TextReaders, textReadersOf } from './text-readers.ts';

/** Where the text says something else than its field; of several the one that weighs most. */
interface Contradiction {
  readonly is: 'system' | 'processor' | 'platform' | 'machine' | 'number' | 'price' | 'origin' | 'bare';
  readonly words: readonly string[];
  readonly places: readonly Place[];
  /** What the field says. */
  readonly field: string;
}

/** As pointers, the line's own from the line. */
type Place = '/description' | '/brand' | '/model' | '/justification';

/**
 * Whether texts say something else than the fields of a computer: another system, another processor, more machines, none of
 * a genuine system. A policy without words for it gives none of these facts, as it never did.
 */
export function contradictionFacts(input: DeriveInput, lineIndex: number, line: OrderLine): PartialFacts {
  const { textWords, goodsWords } = input.policy.decisionDate;
  if (!textWords || !goodsWords || !kindOf(line).runsSoftware) return NONE;
  const readers = textReadersOf(textWords, goodsWords);
  const found = inLine(input, line, readers) ?? (isFirstComputer(input, lineIndex) ? inReasons(input) : undefined);
  return {
    'line.contradiction': found?.is ?? 'none',
    'line.contradictionWords': found?.words ?? [],
    'line.contradictionPlaces': found?.places ?? [],
    'line.contradictionField': found?.field ?? '',
  };
}

const NONE: PartialFacts = {};

const boughtOf = oncePerInput((input: DeriveInput): readonly NamedSystem[] => {
  const { textWords, goodsWords } = input.policy.decisionDate;
  return textWords && goodsWords ? boughtSystems(input, textReadersOf(textWords, goodsWords)) : [];
});

function inLine(input: DeriveInput, line: OrderLine, readers: TextReaders): Contradiction | undefined {
  const fields = fieldsOf(line, boughtOf(input), readers);
  const texts = textsOf(line);
  return (
    otherSystem(texts, fields, readers) ??
    otherProcessor(texts, fields, readers) ??
    wrongPlatform(fields, readers) ??
    wrongMachine(line, fields, readers) ??
    otherNumber(texts, line, { order: input.order, readers }) ??
    otherPrice(texts, line, readers) ??
    otherOrigin(texts, [line], readers)
  );
}

interface PlacedText {
  readonly place: Place;
  readonly text: string;
}

function textsOf({ description, brand, model }: OrderLine): readonly PlacedText[] {
  const placed = [
    ['/description', description],
    ['/brand', brand],
    ['/model', model],
  ] as const;
  return placed.flatMap(([place, text]) => (text ? [{ place, text }] : []));
}

function otherSystem(
  texts: readonly PlacedText[],
  { systems, named, isHome, system }: Fields,
  { claims }: TextReaders,
): Contradiction | undefined {
  if (systems.length === 0) return undefined;
  const read = texts.flatMap(({ place, text }) =>
    claims(text, kindOfText(place)).systems.map((claim) => ({ ...claim, place })),
  );
  const other = read.filter((claim) => !systems.includes(claim.name) || (claim.isHome && !isHome));
  // Where the text names the field's system as well, only what is said to be there in fact contradicts it.
  const isOwnNamed = read.some((claim) => !other.includes(claim));
  const otherRelease = read.filter((claim) => !other.includes(claim) && isOtherRelease(claim, named));
  const isReleaseNamed = read.some(
    (claim) => claim.release !== null && !other.includes(claim) && !otherRelease.includes(claim),
  );
  const contradicting = [
    ...other.map((claim) => ({ ...claim, isExcused: isOwnNamed && !claim.isHome })),
    ...otherRelease.map((claim) => ({ ...claim, isExcused: isReleaseNamed })),
  ];
  return contradiction(
    'system',
    contradicting.filter(({ isInFact, isExcused, place }) => !isExcused || isInFact || place === '/justification'),
    system,
  );
}

/** Windows 10 where the field has Windows 11; nothing is known beside a field that does not tell its release. */
function isOtherRelease({ name, release }: NamedSystem, named: readonly NamedSystem[]): boolean {
  const stated = named.filter((each) => each.name === name).map((each) => each.release);
  return release !== null && stated.length > 0 && !stated.includes(null) && !stated.includes(release);
}

function otherProcessor(
  texts: readonly PlacedText[],
  { processors, architecture, processor }: Fields,
  { claims, architecturesOf, processorsOf }: TextReaders,
): Contradiction | undefined {
  if (processors.length === 0 && architecture === null) return undefined;
  const isStated = (name: string): boolean =>
    processors.length > 0 ? processors.includes(name) : architecturesOf(name).includes(architecture ?? '');
  const read = texts.flatMap(({ place, text }) =>
    claims(text, kindOfText(place)).processors.map((claim) => ({ ...claim, place })),
  );
  // A family is built with the processors of its maker, and contradicts what is none of them.
  const families = texts.flatMap(({ place, text }) =>
    claims(text, kindOfText(place)).families.map((claim) => ({ ...claim, place })),
  );
  const other = families.filter(({ name }) => !processorsOf(name).some(isStated));
  const isOwnNamed = read.some(({ name, place }) => isStated(name) && place !== '/justification');
  const all = [...read.filter(({ name }) => !isStated(name)), ...other];
  return contradiction('processor', isOwnNamed ? [] : all, processor);
}

function wrongPlatform(
  { own, target, processors, architecture, processor }: Fields,
  { runsNot, platformRunsNot }: TextReaders,
): Contradiction | undefined {
  // Under lists of before, neither a system to be installed nor an architecture says anything.
  const systems = platformRunsNot ? [...new Set([...own, ...target])] : own;
  const ofArchitecture = platformRunsNot?.(architecture ?? '') ?? [];
  const words = systems.filter(
    (name) => processors.some((each) => runsNot(each).includes(name)) || ofArchitecture.includes(name),
  );
  return words.length === 0 ? undefined : { is: 'platform', words, places: [], field: processor };
}

/** A system for servers on a desktop, one maker's own on a machine of another. */
function wrongMachine(line: OrderLine, { system }: Fields, { comesWith }: TextReaders): Contradiction | undefined {
  const texts = textsOf(line);
  const machine = {
    system,
    category: categoryOf(line),
    texts: texts.map(({ text }) => text),
    isNamed: texts.some(({ place }) => place !== '/description'),
  };
  return comesWith(machine) ? undefined : { is: 'machine', words: [system], places: [], field: line.brand ?? '' };
}

function otherNumber(
  texts: readonly PlacedText[],
  line: OrderLine,
  { order, readers: { counts } }: { readonly order: OrderSubmission; readonly readers: TextReaders },
): Contradiction | undefined {
  const { quantity } = line;
  const read = texts.flatMap(({ place, text }) => counts(text, 'goods').map((count) => ({ ...count, place })));
  const some = read.filter(({ of }) => of === 'some' || of === 'total');
  // Of a gift nothing comes besides what is given.
  const quantities = computersOf(order).map((each) => each.quantity);
  const given = isGift(order) ? [] : givenBesides(read, { some, quantities });
  if (given.length > 0) return contradiction('number', given, String(quantity));
  const sets = read.filter(({ of }) => of === 'each');
  const isCounted = [sumOf(some), ...some].some(mayBe(quantity));
  const isProduct = sets.some((set) => some.some((count) => mayBe(quantity)(productOf(count, set))));
  const more = sets.filter(({ least }) => least > 1);
  if (isProduct || (isCounted && more.length === 0)) return undefined;
  const others = some.filter((count) => count.least > quantity || (count.of === 'total' && !mayBe(quantity)(count)));
  return contradiction('number', more.length > 0 ? more : others, String(quantity));
}

function otherPrice(
  texts: readonly PlacedText[],
  { unitPrice }: OrderLine,
  { terms }: TextReaders,
): Contradiction | undefined {
  if (!terms || !unitPrice) return undefined;
  const stated = parseYuan(unitPrice);
  const read = texts.flatMap(({ place, text }) => terms(text).prices.map((price) => ({ ...price, place })));
  const isSaid = read.some(({ yuan }) => isPrice(yuan, stated));
  return contradiction('price', isSaid ? [] : read.filter(({ yuan }) => yuan * FEN_PER_YUAN > stated), unitPrice);
}

const FEN_PER_YUAN = 100;

/** Who rounds a price rounds it up to the hundred: 5000 of 4999. */
function isPrice(yuan: number, stated: Fen): boolean {
  const hundreds = Math.ceil(stated / FEN_PER_YUAN / 100) * 100;
  return Math.round(yuan * FEN_PER_YUAN) === stated || yuan === hundreds;
}

/** A machine that is imported needs an approval that a domestic one does not. */
function otherOrigin(
  texts: readonly PlacedText[],
  lines: readonly OrderLine[],
  { terms }: TextReaders,
): Contradiction | undefined {
  if (!terms || !lines.every(({ domestic }) => domestic === true)) return undefined;
  const imported = texts.flatMap(({ place, text }) => terms(text).imported.map((told) => ({ told, place })));
  return contradiction('origin', imported, '');
}

/** Machines that come besides what is bought need a system and seats as any other: nobody has stated them unless a line has. */
function givenBesides<Count extends MachineCount>(
  read: readonly Count[],
  { some, quantities }: { readonly some: readonly Count[]; readonly quantities: readonly number[] },
): readonly Count[] {
  const given = read.filter(({ of }) => of === 'given');
  const sum = sumOf([...some, ...given]);
  const isAny = (count: Machines): boolean => quantities.some((quantity) => mayBe(quantity)(count));
  const isWithin = some.length > 0 && isAny(sum);
  return isWithin ? [] : given.filter((count) => !(quantities.length > 1 && isAny(count)));
}

type Machines = Pick<MachineCount, 'least' | 'most'>;

/** Whether so many are what a text counts, as roughly as it does. */
function mayBe(quantity: number): (count: Machines) => boolean {
  return ({ least, most }) => least <= quantity && quantity <= most;
}

function sumOf(counts: readonly Machines[]): Machines {
  return counts.reduce((sum, { least, most }) => ({ least: sum.least + least, most: sum.most + most }), NO_MACHINES);
}

const NO_MACHINES: Machines = { least: 0, most: 0 };

function productOf(count: Machines, set: Machines): Machines {
  return { least: count.least * set.least, most: count.most * set.most };
}

/** What the reasons say to be bought agrees with all computers of the order, with a part of them, or with nothing. */
function otherNumberInReasons(
  { place, text }: PlacedText,
  quantities: readonly number[],
  { claims, counts }: TextReaders,
): Contradiction | undefined {
  const said = claims(text, 'reasons');
  const read = said.counting.flatMap((clause) => counts(clause, 'reasons')).filter(({ of }) => of !== 'given');
  const some = read.filter(({ of }) => of !== 'each');
  const besides = said.ofBought.flatMap((clause) => counts(clause, 'reasons'));
  const given = givenBesides(besides, { some, quantities });
  if (given.length > 0) return contradictionOfReasons(given, { place, quantities });
  const total = quantities.reduce((all, quantity) => all + quantity, 0);
  const isSaid = [sumOf(some), ...some].some((count) => [total, ...quantities].some((each) => mayBe(each)(count)));
  return isSaid || some.length < read.length ? undefined : contradictionOfReasons(some, { place, quantities });
}

function contradictionOfReasons(
  counts: readonly { readonly told: string }[],
  { place, quantities }: { readonly place: Place; readonly quantities: readonly number[] },
): Contradiction | undefined {
  return contradiction(
    'number',
    counts.map(({ told }) => ({ told, place })),
    quantities.join('+'),
  );
}

function contradiction(
  is: Contradiction['is'],
  found: readonly { readonly told: string; readonly place: Place }[],
  field: string,
): Contradiction | undefined {
  if (found.length === 0) return undefined;
  const told = [...new Set(found.map((each) => each.told))];
  // 飞腾 D2000 says more than 飞腾 does.
  const words = told.filter((word) => !told.some((other) => other !== word && other.startsWith(word)));
  return { is, words, places: [...new Set(found.map(({ place }) => place))], field };
}

function kindOfText(place: Place): 'goods' | 'names' | 'reasons' {
  if (place === '/justification') return 'reasons';
  return place === '/description' ? 'goods' : 'names';
}

/** What the reasons of the order say is told once, at its first computers. */
function isFirstComputer({ order }: DeriveInput, lineIndex: number): boolean {
  return order.lines.findIndex((line) => kindOf(line).runsSoftware) === lineIndex;
}

function computersOf({ lines }: OrderSubmission): readonly OrderLine[] {
  return lines.filter((line) => kindOf(line).runsSoftware);
}

/** The reasons speak of all computers of the order, so they contradict only what none of them has. */
const inReasons = oncePerInput((input: DeriveInput): Contradiction | undefined => {
  const { order, policy } = input;
  const { textWords, goodsWords } = policy.decisionDate;
  if (!order.justification || !textWords || !goodsWords) return undefined;
  const readers = textReadersOf(textWords, goodsWords);
  const computers = computersOf(order);
  const fields = mergedFields(computers.map((line) => fieldsOf(line, boughtOf(input), readers)));
  const reasons = { place: '/justification' as const, text: order.justification };
  const texts = [reasons];
  const isBare = computers.some(({ computer }) => BARE.includes(computer?.operatingSystem?.state ?? ''));
  const bare = isBare ? [] : bareInReasons(order.justification, fields.systems, readers);
  return (
    otherSystem(texts, fields, readers) ??
    otherProcessor(texts, fields, readers) ??
    otherNumberInReasons(
      reasons,
      computers.map(({ quantity }) => quantity),
      readers,
    ) ??
    // A budget has other prices than the order, so what reasons say of them contradicts nothing.
    otherOrigin(
      readers.claims(order.justification, 'reasons').counting.map((text) => ({ place: '/justification', text })),
      computers,
      readers,
    ) ??
    contradiction(
      'bare',
      bare.map((told) => ({ told, place: '/justification' })),
      fields.system,
    )
  );
});

const BARE: readonly string[] = ['none', 'dos'];

/** 不采购Windows lacks nothing where the fields have another system, as if that were named beside it. */
function bareInReasons(reasons: string, systems: readonly string[], readers: TextReaders): readonly string[] {
  const ofBought = readers.claims(reasons, 'reasons').ofBought.join('，');
  const told = readers.bare(ofBought);
  if (told.length === 0 || readers.named(ofBought).some(({ name }) => systems.includes(name))) return told;
  const beside = readers.bare([ofBought, ...systems].join('，'));
  return told.filter((words) => beside.includes(words) || readers.named(words).length === 0);
}
