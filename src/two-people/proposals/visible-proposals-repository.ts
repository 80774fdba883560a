import type { SignatureSlot } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import { type Actor, type Instant, instant, isNational, type Role } from '../../kernel/index.ts';
import { reachOnly, regionRange } from '../../log/index.ts';
import { type KeptAnswer, type Proposal, type ProposalSignature, type ProposalState, stateAt } from './proposal.ts';

export interface ProposalFilter {
  readonly id?: string | undefined;
  readonly operation?: string | undefined;
  readonly state?: ProposalState | undefined;
  readonly isAwaitingReader?: boolean;
  readonly isMadeByReader?: boolean;
  readonly after?: { readonly madeAt: string; readonly id: string } | undefined;
  readonly rowsMax: number;
}

export interface ProposalReader {
  readonly reader: Actor;
  /** Whether the reader covers the whole region of the gate. */
  readonly isOfGate: boolean;
  readonly at: Instant;
}

type Rows = ReturnType<Tx>;

/** Of the proposals that a reader may see, the newest first: one's own, and what one's role signs or reviews within reach. */
export async function listVisibleProposals(
  tx: Tx,
  filter: ProposalFilter,
  reading: ProposalReader,
): Promise<readonly Proposal[]> {
  const query: Rows = visibleTo(tx, filter, reading)
    .leftJoin({ maker: 'persons' }, 'maker.id', 'proposals.maker_person')
    .leftJoin({ closer: 'persons' }, 'closer.id', 'proposals.closed_by')
    .select('proposals.*', 'maker.name as maker_name', 'closer.name as closer_name')
    .orderBy([
      { column: 'proposals.made_at', order: 'desc' },
      { column: 'proposals.id', order: 'desc' },
    ])
    .limit(filter.rowsMax);
  const rows: ProposalColumns[] = await query;
  return readAll(tx, rows, reading.at);
}

/** How many proposals a reader can sign now, how many of them lapse before a moment, and when the first does. */
export async function countAwaiting(
  tx: Tx,
  reading: ProposalReader,
  before: Instant,
): Promise<{ readonly count: number; readonly urgent: number; readonly first: Instant | null }> {
  const rows: { found: number; urgent: number | null; first: string | null }[] = await visibleTo(
    tx,
    { isAwaitingReader: true, rowsMax: 0 },
    reading,
  ).select(
    tx.raw(
      `count(*) as found, min(proposals.lapses_at) as first,
       sum(case when proposals.lapses_at < ? then 1 else 0 end) as urgent`,
      [before],
    ),
  );
  const [row] = rows;
  return { count: Number(row?.found), urgent: Number(row?.urgent), first: row?.first ? instant(row.first) : null };
}

function visibleTo(tx: Tx, filter: ProposalFilter, reading: ProposalReader): Rows {
  const { reader } = reading;
  const query: Rows = tx('proposals');
  void query.where((visible) => {
    whereOwn(visible, reader);
    void visible.orWhere((mayRead) => {
      whereRoleReads(mayRead, reader.role);
      whereReached(tx, mayRead, reading);
    });
  });
  applyFilter(tx, query, { ...reading, filter });
  return query;
}

function whereOwn(rows: Rows, { role, keyId, personId }: Actor): void {
  // A machine's key shows what it proposed itself, not what its owner did with another role.
  if (role === 'machine' || role === 'platform') void rows.where('proposals.maker_key', keyId);
  else void rows.where('proposals.maker_person', personId ?? '');
}

/** Slots are canonical JSON, so one that a role may fill holds exactly this text. */
function whereRoleReads(rows: Rows, role: Role): void {
  if (role !== 'audit') void rows.where('proposals.slots', 'like', `%"${role}"%`);
}

/** Nothing of it may be out of reach; what names nobody binds the whole gate. */
function whereReached(tx: Tx, rows: Rows, { reader: { grant }, isOfGate }: ProposalReader): void {
  const rowsIn = (table: string): Rows => tx(table).select('proposal_id').whereRaw('proposal_id = proposals.id');
  const within: Rows = tx('agencies').select('code');
  reachOnly(tx, within, { column: 'code', table: 'agencies', grant });
  void rows.whereNotExists(rowsIn('proposal_agencies').whereNotIn('agency_code', within));
  // Nothing lies beyond the nation, an agency that is not there yet neither.
  if (isNational(grant)) return;
  const beyond = rowsIn('proposal_reaches').where((reach) => {
    void reach.where((agency) => void agency.where('kind', 'agency').whereNotIn('code', within));
    void reach.orWhere((region) => {
      void region.where('kind', 'region');
      if ('region' in grant) void region.whereNotBetween('code', regionRange(grant.region));
    });
    if (!isOfGate) void reach.orWhere('kind', 'gate');
  });
  void rows.whereNotExists(beyond);
  if (isOfGate) return;
  void rows.where((named) => {
    void named.whereExists(rowsIn('proposal_agencies')).orWhereExists(rowsIn('proposal_reaches'));
  });
}

function applyFilter(tx: Tx, query: Rows, asked: ProposalReader & { readonly filter: ProposalFilter }): void {
  const { filter, reader, at } = asked;
  const { id, operation, state, after } = filter;
  if (id !== undefined) void query.where('proposals.id', id);
  if (operation !== undefined) void query.where('proposals.operation', operation);
  if (state !== undefined) whereState(query, state, at);
  if (filter.isMadeByReader) whereOwn(query, reader);
  if (filter.isAwaitingReader) whereAwaiting(tx, query, asked);
  if (after) {
    void query.whereRaw('(proposals.made_at < ? or (proposals.made_at = ? and proposals.id < ?))', [
      after.madeAt,
      after.madeAt,
      after.id,
    ]);
  }
}

function whereState(rows: Rows, state: ProposalState, at: Instant): void {
  const isOpen = state === 'open' || state === 'lapsed';
  void rows.where('proposals.state', isOpen ? 'open' : state);
  if (isOpen) void rows.where('proposals.lapses_at', state === 'open' ? '>' : '<=', at);
}

function whereAwaiting(tx: Tx, rows: Rows, { reader: { role, personId }, at }: ProposalReader): void {
  const me = personId ?? '';
  whereState(rows, 'open', at);
  void rows.where('proposals.awaited_roles', 'like', `%,${role},%`).whereNot('proposals.maker_person', me);
  void rows.whereRaw("coalesce(proposals.concerns_person, '') <> ?", [me]);
  const signed = tx('proposal_signatures').select('id').whereRaw('proposal_id = proposals.id').where('person_id', me);
  void rows.whereNotExists(signed);
}

async function readAll(tx: Tx, rows: readonly ProposalColumns[], at: Instant): Promise<readonly Proposal[]> {
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const signatures = await listSignatures(tx, ids);
  const agencies: { proposal_id: string; agency_code: string }[] = await tx('proposal_agencies')
    .whereIn('proposal_id', ids)
    .orderBy('agency_code');
  return rows.map((row) => ({
    ...toProposal(row, at),
    signatures: signatures.filter(({ proposalId }) => proposalId === row.id).map(({ signature }) => signature),
    agencies: agencies.filter(({ proposal_id }) => proposal_id === row.id).map(({ agency_code }) => agency_code),
  }));
}

interface SignatureColumns {
  readonly proposal_id: string;
  readonly person_id: string;
  readonly person_name: string | null;
  readonly key_id: string;
  readonly role: string;
  readonly at: string;
}

/** By proposal, in the order in which they were given. */
export async function listSignatures(
  tx: Tx,
  proposalIds: readonly string[],
): Promise<readonly { readonly proposalId: string; readonly signature: ProposalSignature }[]> {
  const rows: SignatureColumns[] = await tx('proposal_signatures')
    .leftJoin('persons', 'persons.id', 'proposal_signatures.person_id')
    .select('proposal_signatures.*', 'persons.name as person_name')
    .whereIn('proposal_id', [...proposalIds])
    .orderBy(['proposal_id', 'sequence']);
  return rows.map((row) => ({
    proposalId: row.proposal_id,
    signature: {
      person: row.person_id,
      name: row.person_name,
      key: row.key_id,
      role: row.role as Role,
      at: instant(row.at),
    },
  }));
}

interface ProposalColumns {
  readonly id: string;
  readonly operation: string;
  readonly state: string;
  readonly digest: string;
  readonly maker_person: string;
  readonly maker_name: string | null;
  readonly maker_key: string;
  readonly maker_role: string;
  readonly concerns_person: string | null;
  readonly slots: string;
  readonly preview: string;
  readonly made_at: string;
  readonly lapses_at: string;
  readonly closed_at: string | null;
  readonly closed_by: string | null;
  readonly closer_name: string | null;
  readonly closed_reason: string | null;
  readonly result: string | null;
  readonly log_index: number | null;
}

function toProposal(row: ProposalColumns, at: Instant): Omit<Proposal, 'signatures' | 'agencies'> {
  const lapsesAt = instant(row.lapses_at);
  return {
    id: row.id,
    operation: row.operation,
    state: stateAt(row.state as Exclude<ProposalState, 'lapsed'>, lapsesAt, at),
    digest: row.digest,
    maker: { person: row.maker_person, name: row.maker_name, key: row.maker_key, role: row.maker_role as Role },
    concerns: row.concerns_person,
    slots: JSON.parse(row.slots) as readonly SignatureSlot[],
    madeAt: instant(row.made_at),
    lapsesAt,
    closing: closingIn(row),
    preview: JSON.parse(row.preview) as KeptAnswer,
    result: resultIn(row),
  };
}

function closingIn({ closed_at: at, closed_by: person, closer_name, closed_reason }: ProposalColumns) {
  if (at === null || person === null || closed_reason === null) return null;
  return { person, name: closer_name, at: instant(at), reason: closed_reason };
}

function resultIn({ closed_at: at, result, log_index: logIndex }: ProposalColumns): Proposal['result'] {
  if (at === null || result === null || logIndex === null) return null;
  return { ...(JSON.parse(result) as KeptAnswer), at: instant(at), logIndex: Number(logIndex) };
}
