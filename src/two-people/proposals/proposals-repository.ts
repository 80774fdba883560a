import { changeRows, insertRows, marksFor, type Row, selectRows, type Tx } from '../../db/index.ts';
import { canonicalJson, digestOf, groupBy, type Instant, type Role } from '../../kernel/index.ts';
import { type GovernedTx, selectIn } from '../../log/index.ts';
import type { Agreement } from './agreement-leaves.ts';
import type {
  KeptAnswer,
  KeptPreview,
  ProposalClosing,
  ProposalContent,
  ProposalReach,
  ProposalSignature,
} from './proposal.ts';

export interface NewProposal {
  readonly content: ProposalContent & { readonly maker: { readonly personId: string } };
  readonly bytes: string;
  readonly digest: string;
  /** What was prepared, which is no part of the bytes. */
  readonly prepared: string | null;
  readonly concerns: string | null;
  readonly reach: ProposalReach;
  readonly awaited: readonly Role[];
  readonly preview: KeptPreview;
}

export async function insertProposal(tx: GovernedTx, proposal: NewProposal): Promise<void> {
  const { content, bytes, digest, prepared, concerns, reach, awaited, preview } = proposal;
  const { id, operation, maker, slots, agencies, madeAt, lapsesAt } = content;
  const row = {
    ...{ id, operation, state: 'open', digest, prepared },
    ...{ maker_person: maker.personId, maker_key: maker.keyId, maker_role: maker.role, concerns_person: concerns },
    ...{ slots: canonicalJson(slots), awaited_roles: awaitedText(awaited), preview: canonicalJson(preview) },
    ...{ made_at: madeAt, lapses_at: lapsesAt },
  };
  await insertRows(tx, 'proposals', [row]);
  const parts = partsOf(bytes).map((part, at) => ({ proposal_id: id, part: at, bytes: part }));
  await insertRows(tx, 'proposal_parts', parts);
  const about = [...new Set(agencies)].map((code) => ({ proposal_id: id, agency_code: code }));
  await insertRows(tx, 'proposal_agencies', about);
  await insertRows(tx, 'proposal_reaches', reachRows(id, reach));
}

function reachRows(id: string, { isGate, grants }: ProposalReach): readonly Row[] {
  const regions = grants.flatMap((grant) => ('region' in grant ? [grant.region] : []));
  const agencies = grants.flatMap((grant) => ('agencies' in grant ? grant.agencies : []));
  return [
    ...(isGate ? [{ kind: 'gate', code: '' }] : []),
    ...[...new Set(regions)].map((code) => ({ kind: 'region', code })),
    ...[...new Set(agencies)].map((code) => ({ kind: 'agency', code })),
  ].map((row) => ({ proposal_id: id, ...row }));
}

function awaitedText(roles: readonly Role[]): string {
  return roles.length === 0 ? '' : `,${roles.join(',')},`;
}

/** At most 512 KiB in UTF-8, where a character of UTF-16 takes three bytes at most. */
const PART_CHARACTERS = 170_000;

/** Never between the two halves of a character: each half alone would be stored as something else. */
function partsOf(bytes: string): readonly string[] {
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; ) {
    let end = Math.min(start + PART_CHARACTERS, bytes.length);
    if (!bytes.slice(start, end).isWellFormed()) end -= 1;
    parts.push(bytes.slice(start, end));
    start = end;
  }
  return parts;
}

/** What is still to be done, and who has agreed to it so far. */
export async function listOpenAgreements(tx: Tx): Promise<readonly Agreement[]> {
  const states = ['open', 'executing'];
  const rows: { id: string; digest: string; maker_person: string; maker_key: string }[] = await tx('proposals')
    .whereIn('state', states)
    .orderBy('id');
  const given: { proposal_id: string; person_id: string; key_id: string }[] = await tx('proposal_signatures')
    .whereIn('proposal_id', tx('proposals').select('id').whereIn('state', states))
    .orderBy(['proposal_id', 'sequence']);
  return rows.map(({ id, digest, maker_person, maker_key }) => {
    const signatures = given.filter(({ proposal_id }) => proposal_id === id);
    const signers = signatures.map(({ person_id, key_id }) => ({ person: person_id, key: key_id }));
    return { id, digest, maker: { person: maker_person, key: maker_key }, signers };
  });
}

export interface OpenContentsQuestion {
  readonly operations: readonly string[];
  readonly agencyCodes?: readonly string[] | undefined;
  readonly at: Instant;
}

/**
 * What was asked, of proposals about some agencies that can still be signed. They are found by the agencies: of one there are
 * dozens, where thousands wait to be signed on the last day of a campaign.
 */
export async function listOpenContents(
  tx: Tx,
  { operations, agencyCodes, at }: OpenContentsQuestion,
): Promise<readonly (ProposalContent & { readonly lapsesAt: Instant })[]> {
  const rows = agencyCodes
    ? tx('proposal_agencies as about')
        .join('proposals', 'proposals.id', 'about.proposal_id')
        .whereIn('about.agency_code', [...agencyCodes])
    : tx('proposals');
  const found: { id: string; lapsesAt: Instant }[] = await rows
    .select({ id: 'proposals.id', lapsesAt: 'proposals.lapses_at' })
    .where('proposals.state', 'open')
    .where('proposals.lapses_at', '>', at)
    .whereIn('proposals.operation', [...operations]);
  const open = [...new Map(found.map(({ id, lapsesAt }) => [id, lapsesAt]))].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const kept = groupBy(
    await selectIn(
      tx,
      'proposal_parts',
      'proposal_id',
      open.map(([id]) => id),
    ),
    ({ proposal_id: id }) => String(id),
  );
  return open.map(([id, lapsesAt]) => {
    const parts = (kept.get(id) ?? []).toSorted((a, b) => Number(a.part) - Number(b.part));
    const content = JSON.parse(parts.map(({ bytes }) => String(bytes)).join('')) as ProposalContent;
    return { ...content, lapsesAt };
  });
}

/** The same without what was asked, about whatever agencies. */
export async function listOpenIds(
  tx: Tx,
  { operations, at }: Pick<OpenContentsQuestion, 'operations' | 'at'>,
): Promise<readonly string[]> {
  const open = await selectRows<{ readonly id: string }>(
    tx,
    `select id from proposals where state = 'open' and lapses_at > ? and operation in (${marksFor(operations)})`,
    [at, ...operations],
  );
  return open.map(({ id }) => id).toSorted();
}

/** What was proposed; undefined when it is gone, or is not what the digest says. */
export async function findProposalContent(
  tx: Tx,
  { id, digest }: { readonly id: string; readonly digest: string },
): Promise<ProposalContent | undefined> {
  const select = 'select bytes from proposal_parts where proposal_id = ? order by part';
  const parts = await selectRows<{ readonly bytes: string }>(tx, select, [id]);
  const bytes = parts.map((part) => part.bytes).join('');
  return digestOf(bytes) === digest ? (JSON.parse(bytes) as ProposalContent) : undefined;
}

/** Null where nothing was prepared, or by an earlier version. */
export async function findKeptPreparation(tx: Tx, id: string): Promise<string | null> {
  const [row] = await selectRows<{ readonly prepared: string | null }>(
    tx,
    'select prepared from proposals where id = ?',
    [id],
  );
  return row?.prepared ?? null;
}

/** Characters of what was proposed that a list still reads, with all that stands around the body. */
const SHORT_CHARACTERS_MAX = 32_768;

/** What was proposed, by proposal, where it is short; undefined as for `findProposalContent`. */
export async function findShortContents(
  tx: Tx,
  proposals: readonly { readonly id: string; readonly digest: string }[],
): Promise<ReadonlyMap<string, ProposalContent>> {
  if (proposals.length === 0) return new Map();
  const ids = proposals.map(({ id }) => id);
  const parts = await selectRows<{ readonly proposal_id: string; readonly bytes: string }>(
    tx,
    `select proposal_id, bytes from proposal_parts
     where proposal_id in (${marksFor(ids)}) and part = 0 and length(bytes) <= ?`,
    [...ids, SHORT_CHARACTERS_MAX],
  );
  const digests = new Map(proposals.map(({ id, digest }) => [id, digest]));
  const kept = parts.filter(({ proposal_id: id, bytes }) => digestOf(bytes) === digests.get(id));
  return new Map(kept.map(({ proposal_id: id, bytes }) => [id, JSON.parse(bytes) as ProposalContent]));
}

/**
 * Takes out what was proposed and what it answered; digest, persons and signatures stay. Answers whether all of them were
 * carried out: what is being carried out is still read.
 */
export async function blankContents(
  tx: GovernedTx,
  { ids, logIndex }: { readonly ids: readonly string[]; readonly logIndex: number },
): Promise<boolean> {
  const rows: { id: string; state: string; preview: string; result: string }[] = await tx('proposals')
    .select('id', 'state', 'preview', 'result')
    .whereIn('id', [...ids]);
  if (rows.some(({ state }) => state !== 'executed')) return false;
  await tx('proposal_parts')
    .whereIn('proposal_id', [...ids])
    .delete();
  for (const { id, preview, result } of rows) {
    const blank = {
      preview: withoutBody(preview),
      result: withoutBody(result),
      prepared: null,
      erased_index: logIndex,
    };
    await tx('proposals').where({ id }).update(blank);
  }
  return true;
}

function withoutBody(kept: string): string {
  const { words: _words, ...answer } = JSON.parse(kept) as KeptPreview;
  return canonicalJson({ ...answer, body: null });
}

export interface NewSignature {
  readonly id: string;
  readonly proposalId: string;
  readonly sequence: number;
  readonly signature: Omit<ProposalSignature, 'name'>;
}

export async function insertSignature(tx: GovernedTx, given: NewSignature): Promise<void> {
  const { id, proposalId, sequence, signature } = given;
  const { person, key, role, at } = signature;
  const row = { id, proposal_id: proposalId, sequence, person_id: person, key_id: key, role, at };
  await insertRows(tx, 'proposal_signatures', [row]);
}

/** Of a proposal that is not signed by all: who signs next. */
export async function updateAwaited(tx: GovernedTx, id: string, awaited: readonly Role[]): Promise<void> {
  await tx('proposals')
    .where({ id })
    .update({ awaited_roles: awaitedText(awaited) });
}

export async function hasSignature(tx: Tx, id: string): Promise<boolean> {
  const row: unknown = await tx('proposal_signatures').where({ id }).first();
  return row !== undefined;
}

export async function updateExecuted(
  tx: GovernedTx,
  done: { readonly id: string; readonly at: Instant; readonly result: KeptAnswer; readonly logIndex: number },
): Promise<void> {
  await updateCarriedOut(tx, 'executed', done);
}

/** A long act that is done in part: its answer so far, and when the last of its steps was done. */
export async function updateExecuting(
  tx: GovernedTx,
  done: { readonly id: string; readonly at: Instant; readonly result: KeptAnswer; readonly logIndex: number },
): Promise<void> {
  await updateCarriedOut(tx, 'executing', done);
}

async function updateCarriedOut(
  tx: GovernedTx,
  state: 'executed' | 'executing',
  { id, at, result, logIndex }: { id: string; at: Instant; result: KeptAnswer; logIndex: number },
): Promise<void> {
  await changeRows(
    tx,
    "update proposals set state = ?, awaited_roles = '', closed_at = ?, result = ?, log_index = ? where id = ?",
    [state, at, canonicalJson(result), logIndex, id],
  );
}

/** What is known of a proposal that is being carried out. */
export interface Execution {
  readonly id: string;
  readonly digest: string;
  readonly logIndex: number;
  readonly result: KeptAnswer;
}

interface ExecutionColumns {
  readonly id: string;
  readonly digest: string;
  readonly result: string;
  readonly log_index: number;
}

/** Undefined when it is not begun, or is done. */
export async function findExecution(tx: Tx, id: string): Promise<Execution | undefined> {
  const row: ExecutionColumns | undefined = await tx('proposals').where({ id, state: 'executing' }).first();
  return row && toExecution(row);
}

/** Those of which no step was done since a moment, the oldest first. */
export async function listStoppedExecutions(tx: Tx, before: Instant): Promise<readonly Execution[]> {
  const rows: ExecutionColumns[] = await tx('proposals')
    .where({ state: 'executing' })
    .where('closed_at', '<=', before)
    .orderBy(['made_at', 'id']);
  return rows.map(toExecution);
}

function toExecution({ id, digest, result, log_index }: ExecutionColumns): Execution {
  return { id, digest, logIndex: Number(log_index), result: JSON.parse(result) as KeptAnswer };
}

export async function updateClosed(
  tx: GovernedTx,
  end: Pick<ProposalClosing, 'person' | 'at' | 'reason'> & {
    readonly id: string;
    readonly state: 'refused' | 'withdrawn';
  },
): Promise<void> {
  const { id, state, person, at, reason } = end;
  await tx('proposals')
    .where({ id })
    .update({ state, awaited_roles: '', closed_at: at, closed_by: person, closed_reason: reason });
}
