import type { AgencyFacts } from '../../agencies/index.ts';
import type { DecisionDetail } from '../../decisions/index.ts';
import type { Gathered } from '../../facts/index.ts';

/** Members of a decision's detail that no row of the deciding path shows, with the member that follows each in canonical JSON. */
const BULK: readonly (readonly [string, string])[] = [
  ['"facts":', ',"findings":'],
  ['"gathered":', ',"holds":'],
  ['"results":', ',"undertakings":'],
];

interface BulkPart {
  /** Where the member's value begins and, excluded, ends. */
  readonly from: number;
  readonly to: number;
}

/**
 * Where the bulk of a decision stands in its bytes. A quoted name with a colon is always a member's name, because a quote
 * inside a text is escaped; undefined where one is not found.
 */
function bulkOf(bytes: string): readonly BulkPart[] | undefined {
  const parts: BulkPart[] = [];
  let after = 0;
  for (const [member, next] of BULK) {
    const start = bytes.indexOf(member, after);
    const to = start < 0 ? -1 : bytes.indexOf(next, start);
    if (to < 0) return undefined;
    parts.push({ from: start + member.length, to });
    after = to;
  }
  return parts;
}

/** Reads a decision's leaf without its bulk: parsing all of it takes longer than hashing it. */
export function parseWithoutBulk(bytes: string): unknown {
  const parts = bulkOf(bytes);
  if (!parts) return JSON.parse(bytes);
  let kept = '';
  let after = 0;
  for (const { from, to } of parts) {
    kept += `${bytes.slice(after, from)}null`;
    after = to;
  }
  return JSON.parse(kept + bytes.slice(after));
}

/** The part of the bulk that tables which follow the log are made of. */
export interface LeafBulk extends Pick<DecisionDetail, 'facts' | 'results'> {
  readonly gathered: { readonly agency: AgencyFacts };
}

/** Several tables are made of the same leaf, one after another. */
const parsed = new WeakMap<object, LeafBulk>();

/** Throws where it cannot be read. */
export function parseBulk(leaf: { readonly bytes: string }): LeafBulk {
  const known = parsed.get(leaf) ?? readBulk(leaf.bytes);
  parsed.set(leaf, known);
  return known;
}

function readBulk(bytes: string): LeafBulk {
  const [facts, gathered, results] = bulkOf(bytes) ?? [];
  const agency = gathered && agencyIn(bytes, gathered);
  if (!facts || !agency || !results) return (JSON.parse(bytes) as { readonly detail: LeafBulk }).detail;
  const valueAt = ({ from, to }: BulkPart) => JSON.parse(bytes.slice(from, to));
  return { facts: valueAt(facts), results: valueAt(results), gathered: { agency: valueAt(agency) } };
}

const AGENCY = '{"agency":';

/** The agency stands first in what was gathered. */
function agencyIn(bytes: string, gathered: BulkPart): BulkPart | undefined {
  const to = bytes.indexOf(',"budgetLines":', gathered.from);
  if (!bytes.startsWith(AGENCY, gathered.from) || to < 0 || to > gathered.to) return undefined;
  return { from: gathered.from + AGENCY.length, to };
}

/** What was gathered of the agency and of its budget lines. */
export type OwnGathered = Pick<Gathered, 'agency' | 'budgetLines'>;

/** These stand first in what was gathered, before all that is long; a line may be called like what follows, so the last is sought. Throws where it cannot be read. */
export function parseOwnGathered(bytes: string): OwnGathered {
  const [, gathered] = bulkOf(bytes) ?? [];
  const to = gathered ? bytes.lastIndexOf(AFTER_OWN, gathered.to) : -1;
  if (!gathered || to < gathered.from)
    return (JSON.parse(bytes) as { readonly detail: { readonly gathered: OwnGathered } }).detail.gathered;
  return JSON.parse(`${bytes.slice(gathered.from, to)}}`) as OwnGathered;
}

const AFTER_OWN = ',"deviceCounts":{';
