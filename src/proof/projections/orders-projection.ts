import type { Cell, Tx } from '../../db/index.ts';
import type { OrderSubmission } from '../../facts/index.ts';
import { digestOf, groupBy, parseYuan } from '../../kernel/index.ts';
import {
  type Difference,
  differencesIn,
  type LeafChunk,
  type LogProjection,
  type ReadLeaf,
  withoutLeaf,
  withoutRow,
} from '../../log/index.ts';
import { devicesOf, orderKey, subjectOf } from '../../orders/index.ts';
import { type ComparedDetail, decidedBodyOf, detailsOf } from './decisions-projection.ts';
import {
  countOrders,
  listBodiesOfRevisions,
  listFirstDecisions,
  listLeavesOfSubjects,
  listOrderRows,
  listOrdersWithoutDecision,
  listRevisionRows,
  listRevisionsWithoutDecision,
  listStrayedOrders,
  type OrderRow,
  type RevisionBody,
  type RevisionRow,
} from './projections-repository.ts';
import { type ReplayedOrder, replayOrder } from './replayed-order.ts';

/** Each order stands as its leaves left it, and each revision is the body that its decision judged. */
export const orderProjection: LogProjection = { compare: compareChunk, finish: unloggedRows };

async function compareChunk(tx: Tx, chunk: LeafChunk): Promise<readonly Difference[]> {
  const rows = await listRevisionRows(tx, chunk);
  const revisions = new Map(rows.map((row) => [Number(row.log_index), row]));
  const firsts = await listFirstDecisions(tx, [...new Set(rows.map(({ order_id: order }) => order))]);
  const details = await detailsOf(tx, chunk.leaves);
  const found: Difference[] = [];
  for (const leaf of chunk.leaves) {
    found.push(...compareRevision(leaf, { rows: revisions, details, firsts }));
  }
  return [...found, ...(await compareOrders(tx, chunk, rows))];
}

interface RevisionRows {
  /** Rows of revisions by the decision that judged them. */
  readonly rows: ReadonlyMap<number, RevisionRow>;
  readonly details: ReadonlyMap<number, ComparedDetail>;
  /** The first decisions on a revision, which are those of whoever submitted it. */
  readonly firsts: ReadonlySet<number>;
}

/** The body's bytes give the digest beside them, and that is the digest the decision names, unless it was erased. */
function compareRevision(leaf: ReadLeaf, { rows, details, firsts }: RevisionRows): readonly Difference[] {
  const logged = decidedBodyOf(leaf);
  if (!logged) return [];
  const place = { table: 'order_revisions', key: `${logged.order}/${logged.revision}`, index: leaf.logIndex };
  const row = rows.get(leaf.logIndex);
  if (!row) return [withoutRow(place)];
  const judged = details.get(leaf.logIndex)?.orderDigest ?? row.body_digest;
  return differencesIn(
    place,
    { ...row, body: digestOf(row.body) },
    {
      body: judged,
      body_digest: judged,
      submitted_at: logged.submittedAt,
      agency_code: logged.agency,
      ...subjectIn(row.body),
      ...(firsts.has(leaf.logIndex) && submitterIn(leaf)),
    },
  );
}

/** What lists say of the body. One that cannot be read is reported as the body itself. */
function subjectIn(body: string): Readonly<Record<string, unknown>> {
  try {
    const submission = JSON.parse(body) as OrderSubmission;
    return { subject: subjectOf(submission), devices: devicesOf(submission) };
  } catch {
    return {};
  }
}

/** Whoever submitted a revision may not review it. Later decisions on it are somebody else's. */
function submitterIn({ body }: ReadLeaf): Readonly<Record<string, unknown>> {
  const by = body.by as { readonly key: string; readonly person?: string | null } | null;
  return { key_id: by?.key, person_id: by?.person };
}

/** An order whose last leaf is in the chunk, so that the row must be what the log leads to. */
interface SettledOrder {
  readonly leaf: ReadLeaf;
  readonly row: OrderRow;
}

async function compareOrders(
  tx: Tx,
  { leaves }: LeafChunk,
  read: readonly RevisionBody[],
): Promise<readonly Difference[]> {
  const own = leaves.filter(({ subject }) => subject.startsWith('order/'));
  const rows = new Map((await listOrderRows(tx, [...new Set(own.map(idOf))])).map((row) => [row.id, row]));
  const found: Difference[] = [];
  const settled: SettledOrder[] = [];
  for (const leaf of own) {
    const row = rows.get(idOf(leaf));
    const place = { table: 'orders', key: idOf(leaf), index: leaf.logIndex };
    if (!row) found.push(withoutRow(place));
    else if (Number(row.log_index) === leaf.logIndex) settled.push({ leaf, row });
    else if (Number(row.log_index) < leaf.logIndex) {
      found.push(...differencesIn(place, { log_index: Number(row.log_index) }, { log_index: leaf.logIndex }));
    }
  }
  return [...found, ...(await compareSettled(tx, settled, read))];
}

function idOf({ subject }: ReadLeaf): string {
  return subject.slice('order/'.length);
}

async function compareSettled(
  tx: Tx,
  settled: readonly SettledOrder[],
  read: readonly RevisionBody[],
): Promise<readonly Difference[]> {
  const long = settled.filter(({ leaf }) => decidedBodyOf(leaf)?.previousDecision !== null);
  const earlier = groupBy(
    await listLeavesOfSubjects(
      tx,
      long.map(({ leaf }) => leaf.subject),
    ),
    ({ subject }) => subject,
  );
  const bodies = await latestBodies(tx, settled, read);
  return settled.flatMap(({ leaf, row }) => {
    const before = earlier.get(leaf.subject) ?? [];
    const replayed = replayOrder([...before.filter(({ logIndex }) => logIndex < leaf.logIndex), leaf]);
    const place = { table: 'orders', key: row.id, index: leaf.logIndex };
    if (!replayed) return [withoutLeaf(place)];
    return [
      ...differencesIn(place, { ...row }, stateColumns(replayed)),
      ...compareRepeated({ leaf, row }, bodies.get(nameOf(row.id, row.latest_revision))),
    ];
  });
}

/** The bodies of the latest revisions; what the chunk has read already is not read again. */
async function latestBodies(
  tx: Tx,
  settled: readonly SettledOrder[],
  read: readonly RevisionBody[],
): Promise<ReadonlyMap<string, RevisionBody>> {
  const known = new Map(read.map((kept) => [nameOf(kept.order_id, kept.revision), kept]));
  const others = settled.filter(({ row }) => !known.has(nameOf(row.id, row.latest_revision)));
  const wanted = others.map(({ row }) => ({ orderId: row.id, revision: Number(row.latest_revision) }));
  for (const kept of await listBodiesOfRevisions(tx, wanted)) known.set(nameOf(kept.order_id, kept.revision), kept);
  return known;
}

function nameOf(order: string, revision: Cell | undefined): string {
  return `${order}/${revision}`;
}

/** What the row repeats of the latest body, unless that is another one: it is reported with its revision. */
function compareRepeated({ leaf, row }: SettledOrder, kept: RevisionBody | undefined): readonly Difference[] {
  const place = { table: 'orders', key: row.id, index: leaf.logIndex };
  const found = differencesIn(place, { ...row }, bodyColumns(kept?.body));
  return kept && found.length > 0 && digestOf(kept.body) === kept.body_digest ? found : [];
}

function stateColumns(replayed: ReplayedOrder): Readonly<Record<string, unknown>> {
  return {
    state: replayed.state,
    outcome: replayed.outcome,
    standing_revision: replayed.standingRevision,
    latest_revision: replayed.latestRevision,
    is_classified: replayed.isClassified ? 1 : 0,
    submitted_at: replayed.submittedAt,
    decided_at: replayed.decidedAt,
    expires_at: replayed.expiresAt,
    decision_id: replayed.decisionId,
  };
}

/** What the row repeats of the body. A body that cannot be read was reported with its revision. */
function bodyColumns(body: string | undefined): Readonly<Record<string, unknown>> {
  if (body === undefined) return {};
  try {
    const { agencyCode, reference, fiscalYear, total, supplier } = JSON.parse(body) as OrderSubmission;
    return {
      order_key: orderKey(agencyCode, reference),
      agency_code: agencyCode,
      reference,
      fiscal_year: fiscalYear,
      total_fen: total ? parseYuan(total) : null,
      supplier: supplier?.creditCode ?? null,
      supplier_name: supplier?.name ?? null,
    };
  } catch {
    return {};
  }
}

/** Counting is cheap, so rows are looked through only when there are more of them than decisions account for. */
async function unloggedRows(tx: Tx): Promise<readonly Difference[]> {
  const counts = await countOrders(tx);
  const orders = counts.orders === counts.decidedOrders ? [] : await listOrdersWithoutDecision(tx);
  const revisions = counts.revisions === counts.decidedRevisions ? [] : await listRevisionsWithoutDecision(tx);
  const strayed = await listStrayedOrders(tx);
  const decided = await decidedIn(tx, [...orders.map(({ id }) => id), ...revisions.map(({ order_id: id }) => id)]);
  return [
    ...strayed.map(({ id, log_index: index }) => withoutLeaf({ table: 'orders', key: id, index: Number(index) })),
    ...orders
      .filter(({ id }) => !decided.has(id))
      .map(({ id, log_index: index }) => withoutLeaf({ table: 'orders', key: id, index: Number(index) })),
    ...revisions
      .filter(({ order_id: id, revision }) => !decided.has(`${id}/${revision}`))
      .map(({ order_id: id, revision }) => {
        return withoutLeaf({ table: 'order_revisions', key: `${id}/${revision}`, index: null });
      }),
  ];
}

/** Orders, and their revisions as `<id>/<revision>`, that the log decided, whatever the table of decisions says. */
async function decidedIn(tx: Tx, orderIds: readonly string[]): Promise<ReadonlySet<string>> {
  const subjects = [...new Set(orderIds)].map((id) => `order/${id}`);
  const bodies = (await listLeavesOfSubjects(tx, subjects)).flatMap((leaf) => decidedBodyOf(leaf) ?? []);
  return new Set(bodies.flatMap(({ order, revision }) => [order, `${order}/${revision}`]));
}
