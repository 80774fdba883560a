import { answerOnce, repeatableRequestOf } from '../access/index.ts';
import { type Database, inSnapshot, inTransaction, type TakeStepsFor } from '../db/index.ts';
import { actorOf } from '../http/actor-of.ts';
import type { Handler, Handlers } from '../http/operation.ts';
import { limitOf, pageEnding, pageOf, placeIn, textCursorOf } from '../http/paging.ts';
import { civilDate } from '../kernel/index.ts';
import { type GovernedDeps, governed } from '../log/index.ts';
import { toBacktestBody, toChangeBody, toComparisonBody } from './backtest-body.ts';
import { createBacktest } from './create-backtest.ts';
import { getBacktest, listBacktests } from './find-backtest.ts';
import { listChangeRows } from './report/changes-repository.ts';
import { findComparison } from './report/find-comparison.ts';
import { cancelBacktest } from './run/close-backtest.ts';
import { previewHandler } from './run/preview-routes.ts';

export interface BacktestsDeps extends GovernedDeps {
  readonly takeStepsFor: TakeStepsFor;
  readonly build: string;
}

/** Trying rule sets on the decisions of the past. The report is answered where all reports are. */
export function backtestsRoutes(db: Database, deps: BacktestsDeps): Handlers {
  const post: Handler<'createBacktest'> = async (req, res) => {
    const { ruleSet, from, until, stages = ['submission'], agencyCode = null, asIfOn, facts = 'recorded' } = req.body;
    const actor = actorOf(req);
    const asking = repeatableRequestOf('createBacktest', req, actor);
    const wish = {
      ...{ ruleSet, stages, agencyCode, facts, actor, id: deps.newId('bkt') },
      ...{ from: civilDate(from), until: civilDate(until), asIfOn: asIfOn === undefined ? null : civilDate(asIfOn) },
    };
    const begun = await inTransaction(db, (tx) =>
      governed(tx, deps, async (entry) => {
        const made = await answerOnce(entry, asking, async () => {
          const { id } = await createBacktest(entry, wish);
          return { status: 202, body: { id } };
        });
        return getBacktest(entry.tx, made.body.id, actor);
      }),
    );
    res.status(202).set('Location', `/v1/backtests/${begun.id}`).json(toBacktestBody(begun));
  };

  const list: Handler<'listBacktests'> = async (req, res) => {
    const limit = limitOf(req.query);
    const asked = { before: textCursorOf(req.query), limit: limit + 1 };
    const found = await inSnapshot(db, (tx) => listBacktests(tx, actorOf(req), asked));
    const { items, next } = pageOf(found, limit, ({ id }) => [id]);
    res.status(200).json({ items: items.map(toBacktestBody), next });
  };

  const get: Handler<'getBacktest'> = async (req, res) => {
    const backtest = await inSnapshot(db, (tx) => getBacktest(tx, req.params.id, actorOf(req)));
    res.status(200).json(toBacktestBody(backtest));
  };

  const cancel: Handler<'cancelBacktest'> = async (req, res) => {
    const actor = actorOf(req);
    const backtest = await inTransaction(db, (tx) =>
      governed(tx, deps, async (entry) =>
        cancelBacktest(entry, await getBacktest(entry.tx, req.params.id, actor), actor),
      ),
    );
    res.status(200).json(toBacktestBody(backtest));
  };

  return {
    createBacktest: post,
    listBacktests: list,
    getBacktest: get,
    cancelBacktest: cancel,
    previewPolicyChange: previewHandler(deps),
  };
}

/** What a back-test found decided otherwise. */
export function backtestChangesRoutes(db: Database): Handlers {
  const list: Handler<'listBacktestChanges'> = async (req, res) => {
    const { bucket, rule, agencyCode } = req.query;
    const page = { after: placeIn(req.query, ['number']), limit: limitOf(req.query) };
    const found = await inSnapshot(db, async (tx) => {
      const { id } = await getBacktest(tx, req.params.id, actorOf(req));
      return listChangeRows(tx, { backtest: id, bucket, rule, agencyCode, ...page });
    });
    res.status(200).json(pageEnding(found.rows.map(toChangeBody), found.next));
  };

  const compare: Handler<'getBacktestChange'> = async (req, res) => {
    const actor = actorOf(req);
    const body = await inSnapshot(db, async (tx) => {
      const backtest = await getBacktest(tx, req.params.id, actor);
      return toComparisonBody(await findComparison(tx, backtest, req.params.decision), actor);
    });
    res.status(200).json(body);
  };

  return { listBacktestChanges: list, getBacktestChange: compare };
}
