import { type Database, inSnapshot, type Tx } from '../db/index.ts';
import type { AnswerOf, Handler, Handlers } from '../http/operation.ts';
import { cursorOf, limitOf, pageOf } from '../http/paging.ts';
import { type CivilDate, civilDate, type Instant, statedInstant } from '../kernel/index.ts';
import type { GovernedDeps } from '../log/index.ts';
import { coversDay } from './policy/policy-parameters.ts';
import { draftsRoutes } from './sets/drafts-routes.ts';
import { findRuleSetInForce, findRuleSetThen } from './sets/find-rule-set.ts';
import { toSummaryBody } from './sets/rule-set-body.ts';
import { listRuleSets } from './sets/rule-set-repository.ts';
import { ruleSetsRoutes } from './sets/rule-sets-routes.ts';
import { scheduleRoutes } from './sets/schedule-routes.ts';
import type { StoredRuleSet } from './sets/stored-rule-set.ts';

/** Rule sets and policy parameters as they are published; everybody who may decide by them may read them. */
export function rulesRoutes(db: Database, deps: GovernedDeps): Handlers {
  const list: Handler<'listRuleSets'> = async (req, res) => {
    const limit = limitOf(req.query);
    const [before] = cursorOf(req.query, ['number']) ?? [];
    const { inForceAt, state } = req.query;
    const question = { before: before === undefined ? null : Number(before), state, limit: limit + 1 };
    const stored = await inSnapshot(db, async (tx): Promise<readonly StoredRuleSet[]> => {
      if (inForceAt === undefined) return listRuleSets(tx, question);
      const then = before === undefined ? await findRuleSetThen(tx, statedInstant(inForceAt)) : undefined;
      return then && (state === undefined || then.state === state) ? [then] : [];
    });
    const { items, next } = pageOf(stored, limit, ({ number }) => [number]);
    res.status(200).json({ items: items.map(toSummaryBody), next });
  };

  const listParameters: Handler<'listPolicyParameters'> = async (req, res) => {
    const limit = limitOf(req.query);
    const [after = 0] = cursorOf(req.query, ['number']) ?? [];
    const { jurisdiction, name, on } = req.query;
    const filters = { jurisdiction, name, on: on === undefined ? undefined : civilDate(on) };
    const all = await inSnapshot(db, (tx) => parametersInForce(tx, { ...filters, at: deps.clock() }));
    const start = Number(after);
    const placed = all
      .slice(start, start + limit + 1)
      .map((parameter, index) => ({ parameter, place: start + index + 1 }));
    const { items, next } = pageOf(placed, limit, ({ place }) => [place]);
    res.status(200).json({ items: items.map(({ parameter }) => parameter), next });
  };

  return {
    listRuleSets: list,
    listPolicyParameters: listParameters,
    ...draftsRoutes(db, deps),
    ...ruleSetsRoutes(db, deps),
    ...scheduleRoutes(db, deps),
  };
}

type ParameterBody = AnswerOf<'listPolicyParameters', 200>['items'][number];

interface ParameterFilters {
  readonly jurisdiction: string | undefined;
  readonly name: string | undefined;
  readonly on: CivilDate | undefined;
  readonly at: Instant;
}

/** Sorted by name, then by jurisdiction; a few hundred, all out of the rule set in force. */
async function parametersInForce(
  tx: Tx,
  { jurisdiction, name, on, at }: ParameterFilters,
): Promise<readonly ParameterBody[]> {
  const ruleSet = await findRuleSetInForce(tx, at);
  const all = (ruleSet?.content.policy.parameters ?? []).flatMap((document) =>
    document.parameters.map((parameter) => ({ ...parameter, jurisdiction: document.jurisdiction })),
  );
  return all
    .filter((parameter) => jurisdiction === undefined || parameter.jurisdiction === jurisdiction)
    .filter((parameter) => name === undefined || parameter.name === name)
    .filter((parameter) => on === undefined || coversDay(parameter, on))
    .sort((a, b) => (`${a.name}/${a.jurisdiction}` < `${b.name}/${b.jurisdiction}` ? -1 : 1))
    .map((parameter) => structuredClone(parameter) as ParameterBody);
}
