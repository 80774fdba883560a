import { type Database, inSnapshot, type Tx } from '../db/index.ts';
import type { AnswerOf, Handler, Handlers } from '../http/operation.ts';
import { cursorOf, limitOf, pageOf } from '../http/paging.ts';
import { type CivilDate, civilDate, Refusal, text } from '../kernel/index.ts';
import type { FactCatalogue } from './fact-catalogue.ts';
import { findRuleSet, listRuleSets, type StoredRuleSet } from './index.ts';
import { findRuleSetInForce } from './load-rule-pack.ts';
import { factNamesIn } from './placed-facts.ts';
import { coversDay } from './policy-parameters.ts';
import { ruleSetFromStored } from './rule-set.ts';

type Summary = AnswerOf<'listRuleSets', 200>['items'][number];

/** Rule sets and policy parameters as they are published; everybody who may decide by them may read them. */
export function rulesRoutes(db: Database): Handlers {
  const list: Handler<'listRuleSets'> = async (req, res) => {
    const limit = limitOf(req.query);
    const [before] = cursorOf(req.query, ['number']) ?? [];
    const question = { before: before === undefined ? null : Number(before), limit: limit + 1 };
    const stored = await inSnapshot(db, (tx) => listRuleSets(tx, question));
    const { items, next } = pageOf(stored, limit, ({ number }) => [number]);
    res.status(200).json({ items: items.map(toSummary), next });
  };

  const get: Handler<'getRuleSet'> = async (req, res) => {
    const stored = await inSnapshot(db, (tx) => findRuleSet(tx, req.params.number));
    if (!stored)
      throw new Refusal('not_found', 'rule_set.not_found', text('没有这个规则集。', 'There is no such rule set.'));
    res.status(200).json(toBody(stored));
  };

  const listParameters: Handler<'listPolicyParameters'> = async (req, res) => {
    const limit = limitOf(req.query);
    const [after = 0] = cursorOf(req.query, ['number']) ?? [];
    const { jurisdiction, name, on } = req.query;
    const filters = { jurisdiction, name, on: on === undefined ? undefined : civilDate(on) };
    const all = await inSnapshot(db, (tx) => parametersInForce(tx, filters));
    const start = Number(after);
    const placed = all
      .slice(start, start + limit + 1)
      .map((parameter, index) => ({ parameter, place: start + index + 1 }));
    const { items, next } = pageOf(placed, limit, ({ place }) => [place]);
    res.status(200).json({ items: items.map(({ parameter }) => parameter), next });
  };

  return { listRuleSets: list, getRuleSet: get, listPolicyParameters: listParameters };
}

function toSummary(stored: StoredRuleSet): Summary {
  const { content } = ruleSetFromStored(stored.digest, stored.content);
  return { ...headerOf(stored), ruleCount: content.rules.length };
}

function headerOf(stored: StoredRuleSet): Omit<Summary, 'ruleCount'> {
  const { changeNote } = ruleSetFromStored(stored.digest, stored.content);
  return {
    number: stored.number,
    digest: stored.digest,
    parentDigest: stored.parentDigest,
    state: toState(stored.state),
    inForceFrom: stored.inForceAt,
    inForceUntil: null,
    logIndex: stored.logIndex,
    note: changeNote,
  };
}

/** Whatever is not published yet shows as a draft. */
function toState(state: StoredRuleSet['state']): Summary['state'] {
  return state === 'in-force' || state === 'superseded' || state === 'scheduled' ? state : 'draft';
}

function toBody(stored: StoredRuleSet): AnswerOf<'getRuleSet', 200> {
  const { manifest, content, catalogue } = ruleSetFromStored(stored.digest, stored.content);
  return {
    ...headerOf(stored),
    policyDigest: manifest.policy,
    factsDigest: manifest.facts,
    recordedFacts: recordedFactsOf(catalogue),
    rules: manifest.rules.map((rule) => ({ ...rule })),
    documents: content.rules.map((rule) => structuredClone(rule) as AnswerOf<'getRuleSet', 200>['documents'][number]),
  };
}

function recordedFactsOf(catalogue: FactCatalogue): AnswerOf<'getRuleSet', 200>['recordedFacts'] {
  return {
    order: factNamesIn(catalogue, 'order'),
    line: factNamesIn(catalogue, 'line'),
    'plan-item': factNamesIn(catalogue, 'plan-item'),
    funding: factNamesIn(catalogue, 'funding'),
  };
}

type ParameterBody = AnswerOf<'listPolicyParameters', 200>['items'][number];

interface ParameterFilters {
  readonly jurisdiction: string | undefined;
  readonly name: string | undefined;
  readonly on: CivilDate | undefined;
}

/** Sorted by name, then by jurisdiction; a few hundred, all out of the rule set in force. */
async function parametersInForce(
  tx: Tx,
  { jurisdiction, name, on }: ParameterFilters,
): Promise<readonly ParameterBody[]> {
  const ruleSet = await findRuleSetInForce(tx);
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
