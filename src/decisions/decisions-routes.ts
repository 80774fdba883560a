import { findActedAt } from '../access/index.ts';
import { type Database, inSnapshot, type Tx } from '../db/index.ts';
import { actorOf } from '../http/actor-of.ts';
import type { Handler, Handlers } from '../http/operation.ts';
import { type Actor, Refusal, reaches, text } from '../kernel/index.ts';
import { findLeaf, findReceipt, regionsOfAgencies } from '../log/index.ts';
import { loadRuleSet, ruleNotFound, toDocumentBody, toReadRuleBody } from '../rules/index.ts';
import { toDecisionBody } from './decision-body.ts';
import type { ReadRecord } from './decision-record.ts';
import { findDecision, readRecord } from './decisions-repository.ts';
import { toExplanationBody } from './explanation-body.ts';
import { toReceiptBody, toReceiptText } from './receipt-body.ts';

/** One decision: its answer, the exact bytes in the log, one rule as it was, and the proof that it is there. */
export function decisionsRoutes(db: Database): Handlers {
  const get: Handler<'getDecision'> = async (req, res) => {
    const body = await inSnapshot(db, async (tx) => {
      const actor = actorOf(req);
      const record = await getReachedRecord(tx, actor, req.params.id);
      const actedAt = await findActedAt(tx, actor, [record.logIndex]);
      const body = toDecisionBody(record, await loadRuleSet(tx, record.ruleSet), actor);
      return { ...body, actedBy: actedAt(record.logIndex) };
    });
    res.status(200).json(body);
  };

  const getRecord: Handler<'getDecisionRecord'> = async (req, res) => {
    const bytes = await inSnapshot(db, async (tx) => {
      const { logIndex } = await getReachedRecord(tx, actorOf(req), req.params.id);
      return (await findLeaf(tx, logIndex))?.bytes ?? '';
    });
    res.status(200).type('application/json').send(bytes);
  };

  const getRule: Handler<'getDecisionRule'> = async (req, res) => {
    const { catalogue, findRule } = await inSnapshot(db, async (tx) => {
      const record = await getReachedRecord(tx, actorOf(req), req.params.id);
      return loadRuleSet(tx, record.ruleSet);
    });
    const rule = findRule(req.params.rule);
    if (!rule) throw ruleNotFound();
    res.status(200).json({ read: toReadRuleBody(rule, catalogue), document: toDocumentBody(rule) });
  };

  const getProof: Handler<'getDecisionProof'> = async (req, res) => {
    const receipt = await inSnapshot(db, async (tx) => {
      const { logIndex } = await getReachedRecord(tx, actorOf(req), req.params.id);
      return findReceipt(tx, logIndex);
    });
    const answer = res.status(200).set('Vary', 'Accept');
    if (req.accepts(['application/json', 'text/plain']) !== 'text/plain') answer.json(toReceiptBody(receipt));
    else answer.type('text/plain').send(toReceiptText(receipt));
  };

  return {
    getDecision: get,
    getDecisionRecord: getRecord,
    getDecisionRule: getRule,
    getDecisionProof: getProof,
  };
}

/** What every rule of the set said, which is worked out from the record and the rules. */
export function explanationRoutes(db: Database): Handlers {
  const getExplanation: Handler<'getDecisionExplanation'> = async (req, res) => {
    const body = await inSnapshot(db, async (tx) => {
      const actor = actorOf(req);
      const record = await getReachedRecord(tx, actor, req.params.id);
      return toExplanationBody(record, await loadRuleSet(tx, record.ruleSet), actor);
    });
    res.status(200).json(body);
  };

  return { getDecisionExplanation: getExplanation };
}

/** The decision, when it is there and the caller may see it; the same refusal for both. A platform sees approvals only. */
async function getReachedRecord(tx: Tx, actor: Actor, id: string): Promise<ReadRecord> {
  const decision = await findDecision(tx, id);
  if (!decision || (actor.role === 'platform' && decision.outcome !== 'approved')) throw decisionNotFound();
  const record = await readRecord(tx, decision.logIndex);
  const region = (await regionsOfAgencies(tx, [record.agency])).get(record.agency) ?? '';
  if (!reaches(actor.grant, { code: record.agency, region })) throw decisionNotFound();
  return record;
}

function decisionNotFound(): Refusal {
  return new Refusal('not_found', 'decision.not_found', text('没有这项审核决定。', 'There is no such decision.'));
}
