import type { DecisionDetail } from '../decisions/index.ts';

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

/** The part of the bulk that tables which follow the log are made of. Throws where it cannot be read. */
export function parseBulk(bytes: string): Pick<DecisionDetail, 'facts' | 'results'> {
  const [facts, , results] = bulkOf(bytes) ?? [];
  if (!facts || !results) return (JSON.parse(bytes) as { readonly detail: DecisionDetail }).detail;
  return {
    facts: JSON.parse(bytes.slice(facts.from, facts.to)) as DecisionDetail['facts'],
    results: JSON.parse(bytes.slice(results.from, results.to)) as DecisionDetail['results'],
  };
}
