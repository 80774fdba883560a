import { factsOfAgencies } from '../../agencies/index.ts';
import type { Tx } from '../../db/index.ts';
import {
  findDecision,
  grantWaiver,
  isOpen,
  notYourRule,
  ownerOfRules,
  readRecord,
  type Waiver,
  type WaiverDeps,
  type WaiverGrant,
  type WaiverScope,
} from '../../decisions/index.ts';
import { type Actor, type Instant, Refusal, reaches, type Text, text } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import type { ReferenceRecord } from '../../reference/index.ts';
import { listSentFiles, sentFileKey } from '../../register/index.ts';
import { getRuleSetInForce, OWNERS, type Owner } from '../../rules/index.ts';
import { getReachedOrder, getRevision } from '../find-orders.ts';
import { hasLapsed, isAllowed, type Order, stateRefusal } from '../order.ts';

type MachinesScope = Extract<WaiverScope, { readonly kind: 'agency' }> & { readonly agencyCode: string };
type RevisionScope = { readonly kind: 'order'; readonly id: string; readonly revision: number };

/** A waiver as it is asked for. */
export interface WaiverRequest
  extends Pick<WaiverGrant, 'rules' | 'reasonCode' | 'text' | 'evidence' | 'from' | 'until' | 'signers'> {
  readonly scope: RevisionScope | MachinesScope;
}

/** Grants a waiver that its maker and all signers agreed on, or refuses it as it would be refused then. */
export async function proposeWaiver(
  entry: Governed,
  deps: WaiverDeps,
  { actor, asked }: { readonly actor: Actor; readonly asked: WaiverRequest },
): Promise<ReferenceRecord<Waiver>> {
  const { tx, at } = entry;
  const ruleSet = await getRuleSetInForce(tx, at);
  const concerned =
    asked.scope.kind === 'order' ? await openRevision(tx, { actor, scope: asked.scope, at }) : machinesOf(asked.scope);
  const agency = (await factsOfAgencies(tx, [concerned.agencyCode])).get(concerned.agencyCode);
  if (!agency || !reaches(actor.grant, agency)) throw agencyNotFound();
  refuseOtherOwner(actor, ownerOfRules(asked.rules, ruleSet));
  await refuseUnsent(tx, agency.code, asked);
  refuseOwnOrder({ actor, asked, submitter: concerned.submitter });
  const isClassified = concerned.isClassified || agency.isClassified;
  return grantWaiver(entry, deps, {
    grant: { ...asked, scope: concerned.scope, agency, isClassified },
    actor,
    ruleSet,
  });
}

/** Whose orders it is about: whoever signs must reach that agency. */
export async function agencyOfWaiver(
  tx: Tx,
  { actor, scope }: { readonly actor: Actor; readonly scope: WaiverRequest['scope'] },
): Promise<string> {
  return scope.kind === 'agency' ? scope.agencyCode : (await getReachedOrder(tx, actor, scope.id)).agencyCode;
}

/** One signature of the owner's where one of them proposes it, and two where the agency asks. */
export async function ownersToSign(
  tx: Tx,
  { actor, asked, at }: { readonly actor: Actor; readonly asked: Pick<WaiverRequest, 'rules'>; readonly at: Instant },
): Promise<readonly Owner[]> {
  const owner = ownerOfRules(asked.rules, await getRuleSetInForce(tx, at));
  return actor.role === owner ? [owner] : [owner, owner];
}

interface WaiverTarget {
  readonly agencyCode: string;
  readonly scope: WaiverScope;
  readonly isClassified: boolean;
  /** Who submitted the revision under review. */
  readonly submitter: string | null;
}

function machinesOf({ agencyCode, ...scope }: MachinesScope): WaiverTarget {
  return { agencyCode, scope, isClassified: false, submitter: null };
}

interface ReviewRequest {
  readonly actor: Actor;
  readonly scope: RevisionScope;
  readonly at: Instant;
}

async function openRevision(tx: Tx, { actor, scope, at }: ReviewRequest): Promise<WaiverTarget> {
  const order = await getReachedOrder(tx, actor, scope.id);
  if (scope.revision !== order.latestRevision) throw otherRevision(order);
  if (hasLapsed(order, at)) throw stateRefusal({ ...order, state: 'expired' });
  if (!isAllowed('review', order)) throw stateRefusal(order);
  const { personId } = await getRevision(tx, order.id, scope.revision);
  return {
    agencyCode: order.agencyCode,
    scope: { kind: 'order', order: order.id, revision: scope.revision, open: await listOpenFindings(tx, order) },
    isClassified: order.isClassified,
    submitter: personId,
  };
}

async function listOpenFindings(tx: Tx, { id, decisionId }: Order) {
  const decision = await findDecision(tx, decisionId);
  if (!decision) throw new Error(`the order ${id} lacks its decision`);
  const { detail } = await readRecord(tx, decision.logIndex);
  return detail.findings.filter(isOpen);
}

function refuseOtherOwner({ role }: Actor, owner: Owner): void {
  const isBureau = OWNERS.some((bureau) => bureau === role);
  if (isBureau && role !== owner) throw notYourRule();
}

interface WaiverQuestion {
  readonly actor: Actor;
  readonly asked: WaiverRequest;
  readonly submitter: string | null;
}

/** Whoever signs must find the papers that it rests on. */
async function refuseUnsent(tx: Tx, agencyCode: string, { evidence }: WaiverRequest): Promise<void> {
  const sent = await listSentFiles(
    tx,
    evidence.flatMap(({ file }) => file ?? []),
  );
  const place = evidence.findIndex(({ file }) => file && !sent.has(sentFileKey(agencyCode, file)));
  if (place < 0) return;
  const says = text('该单位没有上传过此证明文件。', 'The agency has sent no such evidence file.');
  throw refusalAt('unprocessable', 'evidence.file', says, `/evidence/${place}/file`);
}

/** Nobody lets his own order through, whatever other roles he has (OVR-01). */
function refuseOwnOrder({ actor, asked, submitter }: WaiverQuestion): void {
  if (submitter === null) return;
  const isMaker = actor.personId === submitter && OWNERS.some((bureau) => bureau === actor.role);
  if (!isMaker && !asked.signers.includes(submitter)) return;
  const says = text('订单提交人不得批准对该订单的豁免。', 'Whoever submitted the order has no say in its review.');
  throw new Refusal('forbidden', 'waiver.own_order', says);
}

function otherRevision({ latestRevision }: Order): Refusal {
  const says = text(
    `该订单现为第 ${latestRevision} 版，豁免只针对当前版本。`,
    `The order has revision ${latestRevision} now, and only that one is reviewed.`,
  );
  return refusalAt('conflict', 'waiver.other_revision', says, '/scope/order/revision');
}

function agencyNotFound(): Refusal {
  const says = text('没有这个单位。', 'There is no such agency.');
  return refusalAt('not_found', 'agency.not_found', says, '/scope/agency/agencyCode');
}

function refusalAt(
  kind: 'conflict' | 'not_found' | 'unprocessable',
  code: string,
  says: Text,
  pointer: string,
): Refusal {
  return new Refusal(kind, code, says, [{ pointer, message: '' }]);
}
