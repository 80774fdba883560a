import { type Database, inSnapshot, inTransaction, type Tx } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import { type GovernedDeps, governed } from '../../log/index.ts';
import { ruleSetDiffs } from '../review/document-diffs.ts';
import type { RuleSetReview } from '../review/rule-set-review.ts';
import { toCatalogueBody } from './fact-catalogue-body.ts';
import { getRuleSet } from './find-rule-set.ts';
import { packChanges } from './pack-changes.ts';
import { type RuleSet, ruleSetFromStored } from './rule-set.ts';
import {
  toChangesBody,
  toDocumentBody,
  toReadRuleBody,
  toReviewBody,
  toRuleSetBody,
  toSummaryBody,
} from './rule-set-body.ts';
import { noReview, ruleNotFound, ruleSetNotFound } from './rule-set-refusals.ts';
import { findRuleSetByDigest } from './rule-set-repository.ts';
import type { StoredRuleSet } from './stored-rule-set.ts';
import { withdrawRuleSet } from './withdraw-rule-set.ts';

/** Reading rule sets as law, and giving one up; which of them judges is decided by signatures. */
export function ruleSetsRoutes(db: Database, deps: GovernedDeps): Handlers {
  const get: Handler<'getRuleSet'> = async (req, res) => {
    const stored = await inSnapshot(db, (tx) => getRuleSet(tx, req.params.number));
    res.status(200).json(toRuleSetBody(stored));
  };

  const getReview: Handler<'getRuleSetReview'> = async (req, res) => {
    const { review, reviewDigest } = await inSnapshot(db, (tx) => getRuleSet(tx, req.params.number));
    if (review === null || reviewDigest === null) throw noReview();
    res.status(200).json(toReviewBody(JSON.parse(review) as RuleSetReview, reviewDigest));
  };

  const getChanges: Handler<'getRuleSetChanges'> = async (req, res) => {
    const { before, after } = await inSnapshot(db, async (tx) => {
      const stored = await getRuleSet(tx, req.params.number);
      const { against } = req.query;
      return { before: parsed(await getEarlier(tx, stored, against)), after: parsed(stored) };
    });
    const texts = ruleSetDiffs(before, after);
    const answer = res.status(200).set('Vary', 'Accept');
    if (req.accepts(['application/json', 'text/plain']) === 'text/plain') {
      answer.type('text/plain').send(texts.map(({ diff }) => diff).join(''));
      return;
    }
    const told = { before: before.number, after: after.number, catalogue: after.catalogue, texts };
    answer.json(toChangesBody(packChanges(before.content, after.content), told));
  };

  const getRule: Handler<'getRuleInSet'> = async (req, res) => {
    const { number, rule: id } = req.params;
    const ruleSet = parsed(await inSnapshot(db, (tx) => getRuleSet(tx, number)));
    const rule = ruleSet.findRule(id);
    if (!rule) throw ruleNotFound();
    res.status(200).json({ read: toReadRuleBody(rule, ruleSet.catalogue), document: toDocumentBody(rule) });
  };

  const readFacts: Handler<'readFactCatalogue'> = async (req, res) => {
    const ruleSet = parsed(await inSnapshot(db, (tx) => getRuleSet(tx, req.params.number)));
    res.status(200).json(toCatalogueBody(ruleSet));
  };

  const withdraw: Handler<'withdrawRuleSet'> = async (req, res) => {
    const giving = { number: req.params.number, actor: actorOf(req), reason: req.body.reason };
    const stored = await inTransaction(db, (tx) => governed(tx, deps, (entry) => withdrawRuleSet(entry, giving)));
    res.status(200).json(toSummaryBody(stored));
  };

  return {
    getRuleSet: get,
    getRuleSetReview: getReview,
    getRuleSetChanges: getChanges,
    getRuleInSet: getRule,
    readFactCatalogue: readFacts,
    withdrawRuleSet: withdraw,
  };
}

/** Compared with the set that it was made from, unless another one is named. */
async function getEarlier(tx: Tx, stored: StoredRuleSet, against: number | undefined): Promise<StoredRuleSet> {
  if (against !== undefined) return getRuleSet(tx, against);
  if (stored.parentDigest === null) return stored;
  const parent = await findRuleSetByDigest(tx, stored.parentDigest);
  if (!parent) throw ruleSetNotFound();
  return parent;
}

function parsed({ digest, content }: StoredRuleSet): RuleSet {
  return ruleSetFromStored(digest, content);
}
