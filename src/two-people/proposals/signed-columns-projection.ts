import type { Tx } from '../../db/index.ts';
import { canonicalJson, digestOf, type Role } from '../../kernel/index.ts';
import { type Difference, differencesIn, type LeafRow, listLeavesAbout, listLeavesAt } from '../../log/index.ts';
import { listErased } from '../erasures/erased-proposals-projection.ts';
import { proposalNamedIn, proposalSubject } from './agreement-leaves.ts';
import type { ProposalContent, ProposalState } from './proposal.ts';
import { assignSlots, awaitedRoles } from './signature-slots.ts';

const ROWS_AT_ONCE = 500;

/**
 * What was signed must still be what is kept, or a leaf says that it was erased: its digest stands either way. What is kept
 * says who asked for what, and until when; the columns beside it, by which proposals are listed, show the same.
 */
export async function changedContents(tx: Tx): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for (let after: string | undefined = ''; after !== undefined; ) {
    const rows: ProposalColumns[] = await tx('proposals').where('id', '>', after).orderBy('id').limit(ROWS_AT_ONCE);
    const erased = await listErased(tx, rows);
    const leaves = await listLeavesAt(
      tx,
      rows.flatMap(({ log_index }) => (log_index === null ? [] : [Number(log_index)])),
    );
    const begun = new Map(leaves.map((leaf) => [leaf.logIndex, leaf]));
    for (const row of rows) {
      const isErased = erased.has(`${row.erased_index} ${row.id}`);
      found.push(...(await compareContent(tx, row, isErased)));
      found.push(...(await compareEnd(tx, row, { isErased, begun: begun.get(Number(row.log_index)) })));
    }
    after = rows.length === ROWS_AT_ONCE ? rows.at(-1)?.id : undefined;
  }
  return found;
}

interface ProposalColumns {
  readonly id: string;
  readonly operation: string;
  readonly state: Exclude<ProposalState, 'lapsed'>;
  readonly digest: string;
  readonly maker_person: string;
  readonly maker_key: string;
  readonly maker_role: string;
  readonly slots: string;
  readonly awaited_roles: string;
  readonly made_at: string;
  readonly lapses_at: string;
  readonly closed_at: string | null;
  readonly closed_by: string | null;
  readonly closed_reason: string | null;
  readonly log_index: number | null;
  readonly erased_index: number | null;
}

async function compareContent(tx: Tx, row: ProposalColumns, isErased: boolean): Promise<readonly Difference[]> {
  const { id, digest } = row;
  // One at a time, since a single file may have megabytes.
  const parts: { part: number; bytes: string }[] = await tx('proposal_parts')
    .where({ proposal_id: id })
    .orderBy('part');
  if (isErased && parts.length === 0) return [];
  const bytes = parts.map((part) => part.bytes).join('');
  const kept = digestOf(bytes);
  const place = placeOf('proposal_parts', row);
  if (kept !== digest) return differencesIn(place, { digest: kept }, { digest });
  const numbers = { part: parts.map(({ part }) => Number(part)).join() };
  return [
    ...differencesIn(place, numbers, { part: [...parts.keys()].join() }),
    ...(await compareColumns(tx, row, JSON.parse(bytes) as ProposalContent)),
  ];
}

function placeOf(table: string, { id, log_index }: ProposalColumns) {
  return { table, key: id, index: log_index === null ? null : Number(log_index) };
}

async function compareColumns(tx: Tx, row: ProposalColumns, content: ProposalContent): Promise<readonly Difference[]> {
  const { operation, maker, slots, madeAt, lapsesAt } = content;
  const about: { agency_code: string }[] = await tx('proposal_agencies').where({ proposal_id: row.id });
  const given: SignatureColumns[] = await tx('proposal_signatures').where({ proposal_id: row.id }).orderBy('sequence');
  const roles = given.map(({ role }) => role);
  const isRefused = row.state === 'refused' || row.state === 'withdrawn';
  const awaited = isRefused ? [] : awaitedRoles(slots, roles);
  const shown = {
    ...{ operation: row.operation, maker_person: row.maker_person, maker_key: row.maker_key },
    ...{ maker_role: row.maker_role, slots: row.slots, made_at: row.made_at, lapses_at: row.lapses_at },
    awaited_roles: row.awaited_roles.split(',').filter(Boolean).join(),
  };
  const signed = {
    ...{ operation, maker_role: maker.role },
    // Of what is carried out, its leaves say the maker.
    ...(row.log_index === null && { maker_person: maker.personId, maker_key: maker.keyId }),
    ...{ slots: canonicalJson(slots), made_at: madeAt, lapses_at: lapsesAt, awaited_roles: awaited.join() },
  };
  return [
    ...differencesIn(placeOf('proposals', row), shown, signed),
    ...differencesIn(
      placeOf('proposal_agencies', row),
      { agencies: canonicalJson(about.map(({ agency_code }) => agency_code).toSorted()) },
      { agencies: canonicalJson([...new Set(content.agencies)].toSorted()) },
    ),
    ...differencesIn(
      placeOf('proposal_signatures', row),
      {
        sequence: given.map(({ sequence }) => Number(sequence)).join(),
        slots: String(Boolean(assignSlots(slots, roles))),
      },
      { sequence: [...given.keys()].join(), slots: 'true' },
    ),
  ];
}

interface SignatureColumns {
  readonly sequence: number;
  readonly role: Role;
}

interface LeavesOfEnd {
  readonly isErased: boolean;
  /** The first leaf of what was done. */
  readonly begun: LeafRow | undefined;
}

/** What is carried out ended with its last leaf, and nobody refused it; what was erased, a leaf has erased. */
async function compareEnd(
  tx: Tx,
  row: ProposalColumns,
  { isErased, begun }: LeavesOfEnd,
): Promise<readonly Difference[]> {
  const place = placeOf('proposals', row);
  const { state, erased_index, closed_at, closed_by, closed_reason } = row;
  const erasure = differencesIn(place, { erased_index }, { erased_index: isErased ? erased_index : null });
  if (state === 'refused' || state === 'withdrawn') return erasure;
  // How far a long act has come, no leaf says before its last.
  const end = state === 'executing' ? closed_at : state === 'open' ? null : await endedAt(tx, row, begun);
  const logged = { closed_at: end, closed_by: null, closed_reason: null };
  return [...erasure, ...differencesIn(place, { closed_at, closed_by, closed_reason }, logged)];
}

async function endedAt(tx: Tx, { id, closed_at }: ProposalColumns, begun: LeafRow | undefined): Promise<string | null> {
  // That its leaf is missing is found where those are looked for.
  if (!begun || proposalNamedIn(begun.bytes) !== id) return closed_at;
  if (begun.type !== 'proposal.begun') return begun.at;
  const about = await listLeavesAbout(tx, proposalSubject(id));
  const last = about.findLast(({ type }) => type === 'proposal.executed');
  return last?.at ?? null;
}
