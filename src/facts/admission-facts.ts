import {
  ADMITTED,
  kindOf,
  type NamedSystem,
  namedSystemsReader,
  type SaidTogether,
  type TextWords,
  togetherReader,
} from '../goods/index.ts';
import type { DeriveInput } from './derive-input.ts';
import { written } from './line/stated-fields.ts';
import type { PartialFacts } from './merged-facts.ts';
import { oncePer } from './once-per.ts';
import type { OrderSubmission } from './submission.ts';

/**
 * What the texts of an order admit: in its reasons that the goods are there already or that a tender is got round, there or
 * in the description of a computer what its fields do not say. A policy without words for it gives none of these facts.
 */
export function admissionFacts({ order, policy }: DeriveInput): PartialFacts {
  const { textWords } = policy.decisionDate;
  if (!textWords?.admissions) return {};
  const readers = readersOf(textWords);
  const said = textsOf(order).flatMap(({ place, text }) => readers.said(text).map((each) => ({ ...each, place })));
  const admissions = toldBy(
    said.filter(({ words, place }) => words.admits === undefined && place === '/justification'),
  );
  const isSaid = saidOf(order, readers);
  const all = said.filter((each) => each.words.admits !== undefined && isSaid(each));
  const kind = ADMITTED.find((admits) => all.some(({ words }) => words.admits === admits));
  const admitted = all.filter(({ words }) => words.admits === kind);
  return {
    'order.admissions': admissions,
    'order.admissionCount': admissions.length,
    'order.admitted': kind ?? 'none',
    'order.admittedWords': longestOf(toldBy(admitted)),
    'order.admittedPlaces': [...new Set(admitted.map(({ place }) => place))],
  };
}

const readersOf = oncePer((words: TextWords) => ({
  said: togetherReader(words),
  systems: namedSystemsReader(words),
}));

type Readers = ReturnType<typeof readersOf>;

/** The same description of many lines is read once. */
function textsOf({ justification, lines }: OrderSubmission) {
  const descriptions = lines.filter((line) => kindOf(line).runsSoftware).map(({ description }) => description);
  return [
    ...(justification ? [{ place: '/justification', text: justification }] : []),
    ...[...new Set(descriptions)].map((text) => ({ place: '/description', text })),
  ];
}

function toldBy(said: readonly SaidTogether[]): readonly string[] {
  return [...new Set(said.map(({ told }) => told))];
}

/** 密钥…转到…新机 says what 密钥…转到 does. */
function longestOf(told: readonly string[]): readonly string[] {
  const isWithin = (one: string, other: string): boolean => one.split('…').every((word) => other.includes(word));
  return told.filter((one) => !told.some((other) => other.length > one.length && isWithin(one, other)));
}

/** Another system than those of the order is put on its computers, so without computers there is none. */
function saidOf({ lines, softwarePlan }: OrderSubmission, { systems }: Readers): (said: SaidTogether) => boolean {
  const computers = lines.filter((line) => kindOf(line).runsSoftware);
  const stated = computers.flatMap(({ computer }) => {
    const { product, edition, version, target } = computer?.operatingSystem ?? {};
    return [written(product, version, edition), written(target?.product, target?.version)];
  });
  const apart = lines.filter(({ software }) => software?.category === 'operating-system');
  const bought = [
    ...(softwarePlan ?? []).map(({ product, version }) => written(product, version)),
    ...apart.map(({ description }) => description),
  ];
  // Where the field says nothing, nothing is another one.
  const isStated = stated.some((text) => text !== '');
  const own = [...stated, ...bought].flatMap((text) => systems(text));
  const isOther = ({ name, release }: NamedSystem): boolean => {
    const releases = own.filter((each) => each.name === name).map((each) => each.release);
    return releases.length === 0 || (release !== null && !releases.includes(null) && !releases.includes(release));
  };
  return (said) => {
    if (said.words.admits === 'system' && computers.length === 0) return false;
    return !said.words.otherSystem || (isStated && systems(said.behind).some(isOther));
  };
}
