import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Database, inSnapshot, inTransaction, type Tx } from '../db/index.ts';
import { actorOf } from '../http/actor-of.ts';
import type { BodyOf, Handler, Handlers } from '../http/operation.ts';
import { civilDate, dayOf, laterOf } from '../kernel/index.ts';
import { type GovernedDeps, governed, readHead } from '../log/index.ts';
import { checkDraft, createDraft } from './create-draft.ts';
import { getRuleSet } from './find-rule-set.ts';
import { findRuleSetByDigest, getRuleSetInForce, type StoredRuleSet } from './index.ts';
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
import type { DraftChanges } from './rule-set-draft.ts';
import { noReview, ruleNotFound, ruleSetNotFound } from './rule-set-refusals.ts';
import { digestOfReview, type RuleSetReview, reviewPack } from './rule-set-review.ts';
import { withdrawRuleSet } from './withdraw-rule-set.ts';

/** Drafting rule sets and reading them as law; which of them judges is decided by signatures. */
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
    const numbers = { before: before.number, after: after.number };
    const changes = packChanges(before.content, after.content);
    res.status(200).json(toChangesBody(changes, { ...numbers, catalogue: after.catalogue }));
  };

  const getRule: Handler<'getRuleInSet'> = async (req, res) => {
    const { number, rule: id } = req.params;
    const ruleSet = parsed(await inSnapshot(db, (tx) => getRuleSet(tx, number)));
    const rule = ruleSet.findRule(id);
    if (!rule) throw ruleNotFound();
    res.status(200).json({ read: toReadRuleBody(rule, ruleSet.catalogue), document: toDocumentBody(rule) });
  };

  const withdraw: Handler<'withdrawRuleSet'> = async (req, res) => {
    const giving = { number: req.params.number, actor: actorOf(req), reason: req.body.reason };
    const stored = await inTransaction(db, (tx) => governed(tx, deps, (entry) => withdrawRuleSet(entry, giving)));
    res.status(200).json(toSummaryBody(stored));
  };

  return {
    createRuleSet: draftHandler(db, deps),
    getRuleSet: get,
    getRuleSetReview: getReview,
    getRuleSetChanges: getChanges,
    getRuleInSet: getRule,
    withdrawRuleSet: withdraw,
  };
}

function draftHandler(db: Database, deps: GovernedDeps): Handler<'createRuleSet'> {
  return async (req, res) => {
    const actor = actorOf(req);
    const { body } = req;
    const inForceFrom = civilDate(body.inForceFrom);
    const { base, on } = await inSnapshot(db, async (tx) => {
      const at = laterOf(deps.clock(), (await readHead(tx)).at);
      const named = body.base === undefined ? undefined : parsed(await getRuleSet(tx, body.base));
      return { base: named ?? (await getRuleSetInForce(tx, at)), on: dayOf(at) };
    });
    const { pack, catalogue } = checkDraft({ base, changes: changesIn(body), actor, inForceFrom, on });
    // Outside the transaction: the tests of many rules take longer than anybody should wait for the head.
    const review = await reviewPack(pack, base.content, { pause: () => nextTurn() });
    const drafting = { base, actor, inForceFrom, changeNote: body.changeNote };
    const stored = await inTransaction(db, (tx) =>
      governed(tx, deps, async (entry) => {
        const { number } = await createDraft(entry, drafting, { pack, review });
        return getRuleSet(entry.tx, number);
      }),
    );
    const changes = packChanges(base.content, pack);
    res
      .status(201)
      .set('Location', `/v1/rule-sets/${stored.number}`)
      .json({
        ruleSet: toSummaryBody(stored),
        review: toReviewBody(review, digestOfReview(review)),
        changes: toChangesBody(changes, { before: base.number, after: stored.number, catalogue }),
      });
  };
}

function changesIn(body: BodyOf<'createRuleSet'>): DraftChanges {
  const { rules = [], removedRules = [], parameters = [], removedParameters = [] } = body;
  return {
    rules,
    removedRules,
    parameters,
    removedParameters: removedParameters.map(({ jurisdiction, name, levels = null, from = null }) => {
      return { jurisdiction, name, levels, from };
    }),
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
