import type { SignatureSlot } from '../../access/index.ts';
import { marksFor, type PlaceInOrder, readPageInOrder, selectRows, type Tx } from '../../db/index.ts';
import { type Actor, type Instant, instant, isNational, type Role } from '../../kernel/index.ts';
import { reachOnly, regionRange, selectIn } from '../../log/index.ts';
import {
  type KeptAnswer,
  type KeptPreview,
  type Proposal,
  type ProposalSignature,
  type ProposalState,
  stateAt,
} from './proposal.ts';

export interface ProposalFilter {
  readonly operation?: string | undefined;
  readonly state?: ProposalState | undefined;
  readonly isAwaitingReader?: boolean;
  readonly isMadeByReader?: boolean;
  readonly after: PlaceInOrder | undefined;
  readonly limit: number;
}

export interface ProposalReader {
  readonly reader: Actor;
  /** Whether the reader covers the whole region of the gate. */
  readonly isOfGate: boolean;
  readonly at: Instant;
}

type Rows = ReturnType<Tx>;

export interface ProposalsPage {
  readonly proposals: readonly Proposal[];
  readonly next: PlaceInOrder | null;
}

/** Of the proposals that a reader may see, the newest first: one's own, and what one's role signs or reviews within reach. */
export async function listVisibleProposals(
  tx: Tx,
  filter: ProposalFilter,
  reading: ProposalReader,
): Promise<ProposalsPage> {
  const { operation, state, after, limit } = filter;
  const { reader, at } = reading;
  const stored = state === 'lapsed' || filter.isAwaitingReader ? 'open' : state;
  const isOwn = filter.isMadeByReader && makerColumn(reader) === 'maker_person';
  const page = await readPageInOrder<ProposalColumns>(tx, {
    table: 'proposals',
    indexes: { proposals_by_maker: ['maker_person'], proposals_by_state: ['state'], proposals_by_time: [] },
    order: [
      { column: 'made_at', direction: 'desc' },
      { column: 'id', direction: 'desc' },
    ],
    equals: {
      ...(operation !== undefined && { operation: [operation] }),
      ...(stored !== undefined && { state: [stored] }),
      ...(isOwn && { maker_person: [reader.personId ?? ''] }),
    },
    rest: [
      // One's own are all visible.
      ...(isOwn ? [] : [(rows: Rows) => whereVisible(tx, rows, reading)]),
      ...(filter.isMadeByReader && !isOwn ? [(rows: Rows) => whereOwn(rows, reader)] : []),
      ...(filter.isAwaitingReader ? [(rows: Rows) => whereAwaiting(tx, rows, reading)] : []),
      ...(state === 'open' || (state !== undefined && state !== stored)
        ? [(rows: Rows) => whereState(rows, state, at)]
        : []),
    ],
    ...{ after, limit },
  });
  return { proposals: await readAll(tx, await withNames(tx, page.rows), at), next: page.next };
}

/** The one that a reader may see, if it is there. */
export async function findVisibleProposal(tx: Tx, id: string, reading: ProposalReader): Promise<Proposal | undefined> {
  const query: Rows = tx('proposals')
    .leftJoin('persons as maker', 'maker.id', 'proposals.maker_person')
    .leftJoin('persons as closer', 'closer.id', 'proposals.closed_by')
    .select('proposals.*', 'maker.name as maker_name', 'closer.name as closer_name')
    .where('proposals.id', id);
  whereVisible(tx, query, reading);
  const rows: (ProposalColumns & { maker_name: string | null; closer_name: string | null })[] = await query;
  const named = rows.map((row) => ({ ...row, names: { maker: row.maker_name, closer: row.closer_name } }));
  const [proposal] = await readAll(tx, named, reading.at);
  return proposal;
}

/** How a proposal stands, whoever asks. */
export async function findStoredState(tx: Tx, id: string): Promise<string | undefined> {
  const [row] = await selectRows<{ readonly state: string }>(tx, 'select state from proposals where id = ?', [id]);
  return row?.state;
}

/** How many proposals a reader can sign now, how many of them lapse before a moment, and when the first does. */
export async function countAwaiting(
  tx: Tx,
  reading: ProposalReader,
  before: Instant,
): Promise<{ readonly count: number; readonly urgent: number; readonly first: Instant | null }> {
  const query: Rows = tx('proposals');
  whereVisible(tx, query, reading);
  whereAwaiting(tx, query, reading);
  const rows: { found: number; urgent: number | null; first: string | null }[] = await query.select(
    tx.raw(
      `count(*) as found, min(proposals.lapses_at) as first,
       sum(case when proposals.lapses_at < ? then 1 else 0 end) as urgent`,
      [before],
    ),
  );
  const [row] = rows;
  return { count: Number(row?.found), urgent: Number(row?.urgent), first: row?.first ? instant(row.first) : null };
}

function whereVisible(tx: Tx, rows: Rows, reading: ProposalReader): void {
  const { reader } = reading;
  void rows.where((visible) => {
    whereOwn(visible, reader);
    void visible.orWhere((mayRead) => {
      whereRoleReads(mayRead, reader.role);
      whereReached(tx, mayRead, reading);
    });
  });
}

/** A machine's key shows what it proposed itself, not what its owner did with another role. */
function makerColumn({ role }: Actor): 'maker_key' | 'maker_person' {
  return role === 'machine' || role === 'platform' ? 'maker_key' : 'maker_person';
}

function whereOwn(rows: Rows, reader: Actor): void {
  const column = makerColumn(reader);
  void rows.where(`proposals.${column}`, column === 'maker_key' ? reader.keyId : (reader.personId ?? ''));
}

/**
 * Slots are canonical JSON, so one that a role may fill holds exactly this text. SQLite plans a statement with a bound LIKE
 * anew each time that it runs: this one took 1.07 ms with it and 0.11 without.
 */
function whereRoleReads(rows: Rows, role: Role): void {
  if (role !== 'audit') void rows.whereRaw('instr(proposals.slots, ?) > 0', [`"${role}"`]);
}

/** Nothing of it may be out of reach; what names nobody binds the whole gate. */
function whereReached(tx: Tx, rows: Rows, { reader: { grant }, isOfGate }: ProposalReader): void {
  const rowsIn = (table: string): Rows => tx(table).select('proposal_id').whereRaw('proposal_id = proposals.id');
  // Asked of the few that a proposal names: a list of all within reach took 1 ms for each thousand of them.
  const within = (isNamed: (agencies: Rows) => void): Rows => {
    const agencies: Rows = tx('agencies').select('code');
    isNamed(agencies);
    reachOnly(tx, agencies, { column: 'code', table: 'agencies', grant });
    return agencies;
  };
  const isAbout = within((agencies) => void agencies.whereRaw('agencies.code = proposal_agencies.agency_code'));
  void rows.whereNotExists(rowsIn('proposal_agencies').whereNotExists(isAbout));
  // Nothing lies beyond the nation, an agency that is not there yet neither.
  if (isNational(grant)) return;
  const beyond = rowsIn('proposal_reaches').where((reach) => {
    const isNamed = within((agencies) => void agencies.whereRaw('agencies.code = proposal_reaches.code'));
    void reach.where((agency) => void agency.where('kind', 'agency').whereNotExists(isNamed));
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

function whereState(rows: Rows, state: ProposalState, at: Instant): void {
  const isOpen = state === 'open' || state === 'lapsed';
  void rows.where('proposals.state', isOpen ? 'open' : state);
  if (isOpen) void rows.where('proposals.lapses_at', state === 'open' ? '>' : '<=', at);
}

function whereAwaiting(tx: Tx, rows: Rows, { reader: { role, personId }, at }: ProposalReader): void {
  const me = personId ?? '';
  whereState(rows, 'open', at);
  void rows.whereRaw('instr(proposals.awaited_roles, ?) > 0', [`,${role},`]).whereNot('proposals.maker_person', me);
  void rows.whereRaw("coalesce(proposals.concerns_person, '') <> ?", [me]);
  const signed = tx('proposal_signatures').select('id').whereRaw('proposal_id = proposals.id').where('person_id', me);
  void rows.whereNotExists(signed);
}

type NamedColumns = ProposalColumns & { readonly names: ProposalNames };

async function withNames(tx: Tx, rows: readonly ProposalColumns[]): Promise<readonly NamedColumns[]> {
  const ids = rows.flatMap(({ maker_person: maker, closed_by: closer }) => [maker, closer]);
  const names = new Map((await selectIn(tx, 'persons', 'id', ids)).map(({ id, name }) => [id, String(name)]));
  return rows.map((row) => ({
    ...row,
    names: { maker: names.get(row.maker_person) ?? null, closer: names.get(row.closed_by) ?? null },
  }));
}

async function readAll(tx: Tx, rows: readonly NamedColumns[], at: Instant): Promise<readonly Proposal[]> {
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const signatures = await listSignatures(tx, ids);
  const agencies = await selectRows<{ readonly proposal_id: string; readonly agency_code: string }>(
    tx,
    `select proposal_id, agency_code from proposal_agencies where proposal_id in (${marksFor(ids)}) order by agency_code`,
    ids,
  );
  return rows.map((row) => ({
    ...toProposal(row, row.names, at),
    signatures: signatures.filter(({ proposalId }) => proposalId === row.id).map(({ signature }) => signature),
    agencies: agencies.filter(({ proposal_id }) => proposal_id === row.id).map(({ agency_code }) => agency_code),
  }));
}

interface ProposalNames {
  readonly maker: string | null;
  readonly closer: string | null;
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
  const rows = await selectRows<SignatureColumns>(
    tx,
    `select given.*, persons.name as person_name from proposal_signatures given
     left join persons on persons.id = given.person_id
     where given.proposal_id in (${marksFor(proposalIds)}) order by given.proposal_id, given.sequence`,
    proposalIds,
  );
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
  readonly maker_key: string;
  readonly maker_role: string;
  readonly concerns_person: string | null;
  readonly slots: string;
  readonly preview: string;
  readonly made_at: string;
  readonly lapses_at: string;
  readonly closed_at: string | null;
  readonly closed_by: string | null;
  readonly closed_reason: string | null;
  readonly result: string | null;
  readonly log_index: number | null;
}

function toProposal(
  row: ProposalColumns,
  names: ProposalNames,
  at: Instant,
): Omit<Proposal, 'signatures' | 'agencies'> {
  const lapsesAt = instant(row.lapses_at);
  return {
    id: row.id,
    operation: row.operation,
    state: stateAt(row.state as Exclude<ProposalState, 'lapsed'>, lapsesAt, at),
    digest: row.digest,
    maker: { person: row.maker_person, name: names.maker, key: row.maker_key, role: row.maker_role as Role },
    concerns: row.concerns_person,
    slots: JSON.parse(row.slots) as readonly SignatureSlot[],
    madeAt: instant(row.made_at),
    lapsesAt,
    closing: closingIn(row, names),
    preview: JSON.parse(row.preview) as KeptPreview,
    result: resultIn(row),
  };
}

function closingIn({ closed_at: at, closed_by: person, closed_reason }: ProposalColumns, { closer }: ProposalNames) {
  if (at === null || person === null || closed_reason === null) return null;
  return { person, name: closer, at: instant(at), reason: closed_reason };
}

function resultIn({ closed_at: at, result, log_index: logIndex }: ProposalColumns): Proposal['result'] {
  if (at === null || result === null || logIndex === null) return null;
  return { ...(JSON.parse(result) as KeptAnswer), at: instant(at), logIndex: Number(logIndex) };
}
