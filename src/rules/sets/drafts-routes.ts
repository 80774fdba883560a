import { setImmediate as nextTurn } from 'node:timers/promises';
import { answerOnce, type RepeatableRequest, recallAnswer, repeatableRequestOf } from '../../access/index.ts';
import { type Database, inSnapshot, inTransaction, type Tx } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { components } from '../../http/openapi.generated.ts';
import type { BodyOf, Handler, Handlers } from '../../http/operation.ts';
import { type Actor, type CivilDate, civilDate, dayOf, type Instant, laterOf } from '../../kernel/index.ts';
import { type Governed, type GovernedDeps, governed, readHead } from '../../log/index.ts';
import { draftRefusal } from '../documents/offence.ts';
import type { RuleDocument } from '../documents/rule-document.ts';
import { validatePack } from '../documents/validate-content.ts';
import { withCounterExampleTests } from '../review/counter-example-tests.ts';
import { ruleSetDiffs } from '../review/document-diffs.ts';
import { type RuleSetReview, reviewPack } from '../review/rule-set-review.ts';
import { type Author, createDraft, type ValidatedDraft, validateDraft } from './create-draft.ts';
import { getRuleSet, getRuleSetInForce, loadByDigest } from './find-rule-set.ts';
import { packChanges } from './pack-changes.ts';
import { type RuleSet, ruleSetFromStored } from './rule-set.ts';
import { toChangesBody, toReviewBody, toSummaryBody } from './rule-set-body.ts';
import { type DraftChanges, draftPack, ownerOffences } from './rule-set-draft.ts';
import { noReview, wrongState } from './rule-set-refusals.ts';
import type { StoredRuleSet } from './stored-rule-set.ts';
import { requireWithdrawer, withdrawRuleSet } from './withdraw-rule-set.ts';

type DraftedRuleSet = components['schemas']['DraftedRuleSet'];

/** Making drafts: of changes to a set, and of a draft with its witnesses as tests. */
export function draftsRoutes(db: Database, deps: GovernedDeps): Handlers {
  return { createRuleSet: draftHandler(db, deps), addWitnessTests: counterExampleTestsHandler(db, deps) };
}

/** Holds what is to be other against the profile, and keeps it as the next rule set. */
function draftHandler(db: Database, deps: GovernedDeps): Handler<'createRuleSet'> {
  return async (req, res) => {
    const actor = actorOf(req);
    const { body } = req;
    const asking = repeatableRequestOf('createRuleSet', req, actor);
    const known = await recallDraft(db, asking);
    if (known) return void res.status(201).set('Location', locationOf(known)).json(known);
    const inForceFrom = civilDate(body.inForceFrom);
    const { base, on } = await inSnapshot(db, async (tx) => {
      const at = laterOf(deps.clock(), (await readHead(tx)).at);
      const named = body.base === undefined ? undefined : await getRuleSet(tx, body.base);
      const base = named ? ruleSetFromStored(named.digest, named.content) : await getRuleSetInForce(tx, at);
      return { base, on: dayOf(at) };
    });
    const checked = validateDraft({ base, changes: changesIn(body), actor, inForceFrom, on });
    const drafting = { base, actor, author: actor, inForceFrom, changeNote: body.changeNote, checked, asking };
    const drafted = await keepDraft(db, deps, drafting);
    res.status(201).set('Location', locationOf(drafted)).json(drafted);
  };
}

/** Makes the next draft of one: with the cases on which it differs from the set before as tests of its rules. */
function counterExampleTestsHandler(db: Database, deps: GovernedDeps): Handler<'addWitnessTests'> {
  return async (req, res) => {
    const actor = actorOf(req);
    const asking = repeatableRequestOf('addWitnessTests', req, actor);
    const known = await recallDraft(db, asking);
    if (known) return void res.status(201).set('Location', locationOf(known)).json(known);
    const { stored, draft, base, at } = await inSnapshot(db, async (tx) => {
      const stored = await getRuleSet(tx, req.params.number);
      await requireWithdrawer(tx, actor, stored);
      const draft = ruleSetFromStored(stored.digest, stored.content);
      const at = laterOf(deps.clock(), (await readHead(tx)).at);
      return { stored, draft, base: await loadByDigest(tx, stored.parentDigest ?? stored.digest), at };
    });
    if (stored.state !== 'draft') throw wrongState(stored.state);
    const rules = withCounterExampleTests(base.content, draft.content, req.body.rules);
    const checked = validateCounterExampleTests(draft, rules, actor);
    const author = { personId: stored.author, role: stored.authorRole };
    const inForceFrom = laterDay(draft, at);
    const drafting = { base, actor, author, inForceFrom, changeNote: draft.content.changeNote, checked, asking };
    const drafted = await keepDraft(db, deps, drafting, (entry) => giveUp(entry, stored, actor));
    res.status(201).set('Location', locationOf(drafted)).json(drafted);
  };
}

function validateCounterExampleTests(
  { content }: RuleSet,
  rules: readonly RuleDocument[],
  actor: Actor,
): ValidatedDraft {
  const changes = { rules, removedRules: [], parameters: [], removedParameters: [] };
  const offences = ownerOffences(content, changes, actor.role);
  if (offences.length > 0) throw draftRefusal(offences);
  const checked = validatePack(draftPack(content, changes));
  if ('offences' in checked) throw draftRefusal(checked.offences);
  return checked;
}

/** A draft of last month cannot come into force in the past. */
function laterDay({ inForceFrom }: RuleSet, at: Instant): CivilDate {
  const today = dayOf(at);
  return inForceFrom < today ? today : inForceFrom;
}

/** What was scheduled while its tests ran stays so: two people have signed for it. */
async function giveUp(entry: Governed, { number }: StoredRuleSet, actor: Actor): Promise<void> {
  const { state } = await getRuleSet(entry.tx, number);
  if (state !== 'draft') throw wrongState(state);
  await withdrawRuleSet(entry, { number, actor, reason: REPLACED });
}

const REPLACED = '由加入见证案例测试的新草案替代。 / Replaced by the next draft, in which witness cases are tests.';

interface DraftToKeep {
  readonly base: RuleSet;
  readonly actor: Actor;
  readonly author: Author;
  readonly inForceFrom: CivilDate;
  readonly changeNote: string;
  readonly checked: ValidatedDraft;
  readonly asking: RepeatableRequest;
}

/** Which set was kept and what it changes: whoever asks again with the same key is told of that one. */
interface KeptDraft {
  readonly number: number;
  readonly base: number;
}

/** Reviews a checked draft and keeps it; `before` is done in the same transaction. */
async function keepDraft(
  db: Database,
  deps: GovernedDeps,
  { checked: { pack }, asking, ...drafting }: DraftToKeep,
  before?: (entry: Governed) => Promise<void>,
): Promise<DraftedRuleSet> {
  const { base } = drafting;
  // Outside the transaction: the tests of many rules take longer than anybody should wait for the head.
  const review = await reviewPack(pack, base.content, { pause: () => nextTurn() });
  const kept = await inTransaction(db, (tx) =>
    governed(tx, deps, (entry) =>
      answerOnce<KeptDraft>(entry, asking, async () => {
        await before?.(entry);
        const { number } = await createDraft(entry, drafting, { pack, review });
        return { status: 201, body: { number, base: base.number } };
      }),
    ),
  );
  return inSnapshot(db, (tx) => readDraft(tx, kept.body));
}

/** What the same key has made before. By then its set may be in force, and would not be made again. */
function recallDraft(db: Database, asking: RepeatableRequest): Promise<DraftedRuleSet | undefined> {
  return inSnapshot(db, async (tx) => {
    const known = await recallAnswer<KeptDraft>(tx, asking);
    return known && readDraft(tx, known.body);
  });
}

async function readDraft(tx: Tx, { number, base }: KeptDraft): Promise<DraftedRuleSet> {
  const stored = await getRuleSet(tx, number);
  const { review, reviewDigest } = stored;
  if (review === null || reviewDigest === null) throw noReview();
  const earlier = await getRuleSet(tx, base);
  const before = ruleSetFromStored(earlier.digest, earlier.content);
  const { content, catalogue } = ruleSetFromStored(stored.digest, stored.content);
  const told = { before: base, after: number, catalogue, texts: ruleSetDiffs(before, { number, content }) };
  return {
    ruleSet: toSummaryBody(stored),
    review: toReviewBody(JSON.parse(review) as RuleSetReview, reviewDigest),
    changes: toChangesBody(packChanges(before.content, content), told),
  };
}

function locationOf({ ruleSet }: DraftedRuleSet): string {
  return `/v1/rule-sets/${ruleSet.number}`;
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
