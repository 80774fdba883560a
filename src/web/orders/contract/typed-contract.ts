import type { Schemas } from '../../client/operation.ts';
import { type ContractPart, OPEN_NAMES, type OpenName } from './contract-parts.ts';

/** What a contract says of a line or an item: every field is a text. */
export type TypedPart = { readonly price: string; readonly funding: readonly string[] } & {
  readonly [name in OpenName]: string;
};

/** A contract as it is typed. */
export interface TypedContract {
  readonly number: string;
  readonly signedOn: string;
  readonly supplier: string;
  readonly creditCode: string;
  readonly creditCheckedOn: string;
  readonly parts: { readonly [key: string]: TypedPart | undefined };
}

/** What every part of the form is given. */
export interface TypedFieldsProps {
  readonly typed: TypedContract;
  readonly change: (next: (before: TypedContract) => TypedContract) => void;
  readonly errorOf: (name: string) => string | undefined;
  readonly isGiven: boolean;
}

const HEAD_FIELDS = ['number', 'signedOn', 'supplier', 'creditCode', 'creditCheckedOn'] as const;
export type HeadField = (typeof HEAD_FIELDS)[number];

/** What was approved, to begin with; number and day are the contract's own. */
export function contractOf(submission: Schemas['OrderSubmission'], parts: readonly ContractPart[]): TypedContract {
  const { supplier } = submission;
  return {
    ...{ number: '', signedOn: '', supplier: supplier?.name ?? '', creditCode: supplier?.creditCode ?? '' },
    creditCheckedOn: supplier?.creditCheckedOn ?? '',
    parts: Object.fromEntries(parts.map((part) => [part.key, approvedPart(part)])),
  };
}

function approvedPart({ price, funding }: ContractPart): TypedPart {
  return { price: price ?? '', funding: funding.map(({ amount }) => amount), ...namesIn({}) };
}

function namesIn(kept: Unknown): { readonly [name in OpenName]: string } {
  const names = OPEN_NAMES.map((name) => [name, textOr(kept[name], '')] as const);
  return Object.fromEntries(names) as { readonly [name in OpenName]: string };
}

export function typedPart({ parts }: Pick<TypedContract, 'parts'>, part: ContractPart): TypedPart {
  return parts[part.key] ?? approvedPart(part);
}

/** With another word about a part. What a line buys costs as much a seat as the line, as long as it did before. */
export function withPart(
  typed: TypedContract,
  {
    part,
    parts,
    said,
  }: { readonly part: ContractPart; readonly parts: readonly ContractPart[]; readonly said: Partial<TypedPart> },
): TypedContract {
  const before = typedPart(typed, part);
  const { price } = said;
  const following = price === undefined ? [] : parts.filter(({ boughtBy }) => boughtBy === part.key);
  const followed = following
    .filter((one) => typedPart(typed, one).price === before.price)
    .map((one) => [one.key, { ...typedPart(typed, one), price: price ?? '' }] as const);
  return {
    ...typed,
    parts: { ...typed.parts, [part.key]: { ...before, ...said }, ...Object.fromEntries(followed) },
  };
}

/** What a draft holds; whatever is missing or of another shape is as in `blank`, for the order may have been amended since. */
export function contractIn(content: object, blank: TypedContract): TypedContract {
  const kept = content as { readonly [name: string]: unknown };
  const head = Object.fromEntries(HEAD_FIELDS.map((name) => [name, textOr(kept[name], blank[name])]));
  const parts = typeof kept.parts === 'object' && kept.parts !== null ? (kept.parts as Unknown) : {};
  return {
    ...blank,
    ...head,
    parts: Object.fromEntries(
      Object.entries(blank.parts).map(([key, part]) => [key, part && partIn(parts[key], part)]),
    ),
  };
}

type Unknown = { readonly [name: string]: unknown };

function partIn(content: unknown, blank: TypedPart): TypedPart {
  if (typeof content !== 'object' || content === null) return blank;
  const { price, funding } = content as Unknown;
  const amounts: readonly unknown[] = Array.isArray(funding) ? funding : [];
  return {
    ...{ price: textOr(price, blank.price), ...namesIn(content as Unknown) },
    funding: blank.funding.map((amount, index) => textOr(amounts[index], amount)),
  };
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

/** Two people's words about one contract: what only one of them has typed is taken, else it stands as here. */
export function mergedContract(mine: TypedContract, content: object, blank: TypedContract): TypedContract {
  const theirs = contractIn(content, blank);
  const head = HEAD_FIELDS.map((name) => [name, mine[name] === blank[name] ? theirs[name] : mine[name]]);
  const parts = Object.entries(blank.parts).map(([key, part]) => {
    const isUntouched = JSON.stringify(mine.parts[key]) === JSON.stringify(part);
    return [key, isUntouched ? theirs.parts[key] : mine.parts[key]];
  });
  return { ...mine, ...Object.fromEntries(head), parts: Object.fromEntries(parts) };
}
