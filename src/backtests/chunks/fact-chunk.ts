import type { Json } from '../../kernel/index.ts';
import type { PlacedFacts } from '../../rules/index.ts';
import type { SilentDecision } from '../run/silent-decision.ts';
import { cellAt, type FactColumn, rowsIn, toColumn, toColumns } from './fact-column.ts';

/**
 * What rules look at of some decisions that follow one another under one rule set, in columns: a tenth of their records,
 * and read at once. It says nothing that the records do not say.
 */
export interface FactChunk {
  readonly from: number;
  /** The first leaf after it. */
  readonly next: number;
  /** The number of the rule set that decided all of them. */
  readonly ruleSet: number;
  /** Of every kind. */
  readonly decisions: number;
  readonly content: string;
}

interface Content {
  /** Decisions that only their records tell: those with findings, of other stages, and classified ones. */
  readonly others: readonly number[];
  readonly rows: number;
  /** The members of a decision but its facts, in the order of `PLAIN`. */
  readonly plain: readonly FactColumn[];
  readonly order: readonly FactColumn[];
  readonly lines: Parts;
  readonly planItems: Parts;
  readonly funding: Parts;
}

/** Facts of which a decision has any number, one after another, and how many each has. */
interface Parts {
  readonly counts: FactColumn;
  readonly rows: number;
  readonly columns: readonly FactColumn[];
}

const PLAIN: readonly Exclude<keyof SilentDecision, 'facts'>[] = [
  ...(['decision', 'logIndex', 'agencyCode', 'stage', 'submittedAt', 'decidedAt', 'ruleSetDigest'] as const),
  ...(['derivation', 'region', 'level', 'acquisition', 'results'] as const),
];

/** A decision as its record can be read: silent, or only by its index. */
export type Packable = SilentDecision | number;

/** The same text for the same decisions, always. */
export function packContent(decisions: readonly Packable[]): string {
  const silent = fitting(decisions.filter((one) => typeof one !== 'number'));
  const kept = new Set(silent.map(({ logIndex }) => logIndex));
  const others = decisions.map((one) => (typeof one === 'number' ? one : one.logIndex)).filter((at) => !kept.has(at));
  const content: Content = {
    ...{ others, rows: silent.length },
    plain: PLAIN.map((name) => toColumn(silent.map((one) => one[name]))),
    order: toColumns(silent.map(({ facts }) => asJson(facts.order))),
    lines: packParts(silent.map(({ facts }) => facts.lines)),
    planItems: packParts(silent.map(({ facts }) => facts.planItems)),
    funding: packParts(silent.map(({ facts }) => facts.funding)),
  };
  return JSON.stringify(content);
}

/** Lists that are longer than others of their kind hold facts beside the catalogue, which have no column. */
function fitting(silent: readonly SilentDecision[]): readonly SilentDecision[] {
  const order = leastOf(silent.map(({ facts }) => facts.order.length));
  const widths = KINDS.map((kind) => leastOf(silent.flatMap(({ facts }) => facts[kind].map(({ length }) => length))));
  return silent.filter(
    ({ facts }) =>
      facts.order.length === order &&
      KINDS.every((kind, at) => facts[kind].every(({ length }) => length === widths[at])),
  );
}

function leastOf(lengths: readonly number[]): number {
  return lengths.reduce((least, length) => Math.min(least, length), Number.POSITIVE_INFINITY);
}

const KINDS = ['lines', 'planItems', 'funding'] as const;

function packParts(parts: readonly (readonly PlacedFacts[])[]): Parts {
  const rows = parts.flat().map(asJson);
  return { counts: toColumn(parts.map(({ length }) => length)), rows: rows.length, columns: toColumns(rows) };
}

function asJson(facts: PlacedFacts): readonly Json[] {
  return facts as readonly Json[];
}

export interface OpenedChunk {
  readonly silent: readonly SilentDecision[];
  readonly others: readonly number[];
}

/** Undefined for what was not packed here. */
export function openContent(content: string): OpenedChunk | undefined {
  try {
    return unpack(JSON.parse(content) as Content);
  } catch {
    return undefined;
  }
}

function unpack({ others, rows, plain, order, ...parts }: Content): OpenedChunk {
  const orders = rowsIn(order, rows) as PlacedFacts[];
  const members = rowsIn(plain, rows);
  const [lines, planItems, funding] = KINDS.map((kind) => openParts(parts[kind], rows)) as [Lists, Lists, Lists];
  const silent = orders.map((facts, row) => {
    const [ofLines = [], ofItems = [], ofFunding = []] = [lines[row], planItems[row], funding[row]];
    const one: Record<string, unknown> = {
      facts: { order: facts, lines: ofLines, planItems: ofItems, funding: ofFunding },
    };
    for (const [place, name] of PLAIN.entries()) one[name] = members[row]?.[place];
    return one as unknown as SilentDecision;
  });
  return { silent, others };
}

type Lists = readonly (readonly PlacedFacts[])[];

function openParts({ counts, rows, columns }: Parts, decisions: number): Lists {
  const all = rowsIn(columns, rows) as PlacedFacts[];
  let from = 0;
  return Array.from({ length: decisions }, (_, row) => {
    const own = all.slice(from, from + Number(cellAt(counts, row)));
    from += own.length;
    return own;
  });
}
