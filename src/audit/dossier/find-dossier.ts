import type { Tx } from '../../db/index.ts';
import {
  type ListedWaiver,
  listDecisions,
  type ReadRecord,
  readRecords,
  stateOf,
  sumUses,
  UNUSED,
  WAIVER,
} from '../../decisions/index.ts';
import { type Acceptance, listAcceptances, listPayments, type ReadPayment } from '../../fulfilment/index.ts';
import type { Actor, CivilDate } from '../../kernel/index.ts';
import { type LeafRow, listLeavesAt, readHead, selectIn } from '../../log/index.ts';
import { getOrderWithBody, getRevision, listRevisions, type OrderWithBody, type Revision } from '../../orders/index.ts';
import { readKindRow, type StoredRow } from '../../reference/index.ts';
import { EVIDENCE_FILE, type EvidenceFile } from '../../register/index.ts';
import { type ChainLink, findChain } from '../../reports/index.ts';
import { getRuleSetInForce, loadRuleSet, type RuleSet } from '../../rules/index.ts';
import { AUDIT_FINDING, type AuditFinding } from '../findings/audit-finding.ts';
import { listIndexesAbout, listOrderMoves, listStatementTexts, type MoveRow } from './dossier-repository.ts';

/** Everything that is on file about an order. */
export interface Dossier {
  readonly standing: OrderWithBody;
  /** What the revision that stands submitted, where that is not the latest one. */
  readonly standingSubmission: OrderWithBody['body'] | null;
  readonly agencyName: string;
  readonly revisions: readonly Revision[];
  readonly decisions: readonly DecidedBy[];
  readonly waivers: readonly ListedWaiver[];
  readonly moves: readonly MoveRow[];
  readonly acceptances: readonly Acceptance[];
  readonly payments: readonly ReadPayment[];
  readonly returns: readonly StoredRow[];
  /** Their machines, each with the return that it went back by. */
  readonly returned: readonly StoredRow[];
  readonly chain: readonly ChainLink[];
  readonly evidence: readonly EvidenceFile[];
  readonly findings: readonly AuditFinding[];
  readonly leaves: readonly LeafRow[];
  /** How many there are, of which the first are here. */
  readonly leafCount: number;
}

export interface DecidedBy {
  readonly record: ReadRecord;
  readonly ruleSet: RuleSet;
}

const ROWS_AT_ONCE = 100;
export const CHAIN_MAX = 1_000;
const LEAVES_MAX = 10_000;

export interface DossierQuestion {
  readonly id: string;
  readonly actor: Actor;
  readonly on: CivilDate;
}

/** Reads the whole of an order in a fixed number of statements, however many machines it brought. */
export async function findDossier(tx: Tx, { id, actor, on }: DossierQuestion): Promise<Dossier> {
  const standing = await getOrderWithBody(tx, { actor, id, on });
  const { agencyCode } = standing.order;
  const [agency] = await selectIn(tx, 'agencies', 'code', [agencyCode]);
  const limit = ROWS_AT_ONCE;
  const decisions = await readToEnd((last?: DecidedBy) =>
    listDecided(tx, { orderId: id, after: last?.record.logIndex ?? -1, limit }),
  );
  const waivers = await listWaiversOf(tx, { id, decisions, on });
  const findings = (await selectIn(tx, 'audit_findings', 'order_id', [id])).map(
    (row) => readKindRow(AUDIT_FINDING, row).state,
  );
  const { links: chain, reachedLeaves } = await findChain(tx, { kind: 'order', id, actor, on });
  const evidence = await listEvidence(tx, { id, agencyCode, findings });
  const subjects = [
    `order/${id}`,
    ...waivers.map(({ waiver }) => `waiver/${waiver.key}`),
    ...findings.map((finding) => `audit-finding/${finding.id}`),
    ...evidence.map((file) => `evidence-file/${file.id}`),
  ];
  const moves = await readToEnd((last?: MoveRow) => listOrderMoves(tx, { orderId: id, after: last, limit }));
  const returns = await selectIn(tx, 'order_returns', 'order_id', [id]);
  const indexes = new Set([
    ...(await listIndexesAbout(tx, subjects)),
    ...reachedLeaves,
    ...moves.map(({ log_index: index }) => Number(index)),
  ]);
  return {
    ...{ standing, decisions, waivers, findings, chain, evidence, moves, returns },
    standingSubmission: await findStandingSubmission(tx, standing),
    ...{ agencyName: String(agency?.name ?? agencyCode), leafCount: indexes.size },
    revisions: await listRevisions(tx, [id]),
    acceptances: await readToEnd((last?: Acceptance) =>
      listAcceptances(tx, { orderId: id, after: last?.sequence ?? 0, limit }),
    ),
    payments: await readToEnd((last?: ReadPayment) =>
      listPayments(tx, { actor, orderId: id, after: last?.payment.sequence ?? 0, limit }),
    ),
    returned: await selectIn(tx, 'accepted_devices', 'return_id', idsIn(returns)),
    leaves: await listLeavesAt(tx, [...indexes].toSorted((one, other) => one - other).slice(0, LEAVES_MAX)),
  };
}

/** A newer revision was rejected or waits, and changes nothing: what is bought is what stands. */
async function findStandingSubmission(
  tx: Tx,
  { order, standing }: OrderWithBody,
): Promise<Dossier['standingSubmission']> {
  if (!standing || order.state === 'referred' || standing.revision === order.latestRevision) return null;
  return (await getRevision(tx, order.id, standing.revision)).submission;
}

/** All rows, some at a time; a page that is not full is the last one. */
async function readToEnd<Row>(pageAfter: (last: Row | undefined) => Promise<readonly Row[]>): Promise<readonly Row[]> {
  const all: Row[] = [];
  for (;;) {
    const page = await pageAfter(all.at(-1));
    all.push(...page);
    if (page.length < ROWS_AT_ONCE) return all;
  }
}

function idsIn(rows: readonly StoredRow[]): readonly string[] {
  return rows.map(({ id }) => String(id));
}

async function listDecided(
  tx: Tx,
  page: { readonly orderId: string; readonly after: number; readonly limit: number },
): Promise<readonly DecidedBy[]> {
  const rows = await listDecisions(tx, page);
  const records = await readRecords(
    tx,
    rows.map(({ logIndex }) => logIndex),
  );
  const decided: DecidedBy[] = [];
  for (const record of records) decided.push({ record, ruleSet: await loadRuleSet(tx, record.ruleSet) });
  return decided;
}

interface WaiversWish {
  readonly id: string;
  readonly decisions: readonly DecidedBy[];
  readonly on: CivilDate;
}

/** Its own reviews, and waivers for machines that set a finding of it aside. */
async function listWaiversOf(tx: Tx, { id, decisions, on }: WaiversWish): Promise<readonly ListedWaiver[]> {
  const used = decisions.flatMap(({ record }) => record.detail.findings.flatMap(({ waiver }) => waiver?.id ?? []));
  const rows = [...(await selectIn(tx, 'waivers', 'order_id', [id])), ...(await selectIn(tx, 'waivers', 'id', used))];
  const waivers = [...new Map(rows.map((row) => [String(row.id), readKindRow(WAIVER, row)])).values()];
  const sums = await sumUses(
    tx,
    waivers.map(({ key }) => key),
  );
  const today = { on, ruleSet: await getRuleSetInForce(tx, (await readHead(tx)).at) };
  return waivers.map((waiver) => {
    return { waiver, state: stateOf(waiver.state, today), used: sums.get(waiver.key) ?? UNUSED };
  });
}

interface EvidenceWish {
  readonly id: string;
  readonly agencyCode: string;
  readonly findings: readonly AuditFinding[];
}

/** Papers of its agency that its deliveries, its licences and the answers to findings name. */
async function listEvidence(tx: Tx, { id, agencyCode, findings }: EvidenceWish): Promise<readonly EvidenceFile[]> {
  const licences = await selectIn(tx, 'entitlements', 'order_id', [id]);
  const texts = [
    ...(await listStatementTexts(tx, id)),
    ...licences.map(({ evidence }) => String(evidence)),
    ...findings.map(({ steps }) => JSON.stringify(steps)),
  ];
  const hashes = texts.flatMap((words) => [...words.matchAll(FILE)].flatMap(([, hash]) => hash ?? []));
  const files = (await selectIn(tx, 'evidence_files', 'hash', hashes)).map(
    (row) => readKindRow(EVIDENCE_FILE, row).state,
  );
  return files.filter((file) => file.agencyCode === agencyCode).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** How every body names a file. */
const FILE = /"file":"([0-9a-f]{64})"/g;
