import { worksFor } from '../access/index.ts';
import { type Actor, type CivilDate, civilDate, Refusal, type Text, text } from '../kernel/index.ts';
import { type Governed, readHead, selectIn } from '../log/index.ts';
import { type RecordedKind, type ReferenceRecord, recordChanged } from '../reference/index.ts';
import { fileJudge } from '../register/index.ts';
import { getRuleSetInForce, policyFor, workingDaysAfter } from '../rules/index.ts';
import { findMatter } from './find-matters.ts';
import { findStepSigners } from './find-step-signers.ts';
import { isAnswer, MATTER, type Matter, type MatterAct, type MatterOutcome, type MatterStep } from './matter.ts';
import { insertMatterSteps, listSteps } from './matters-repository.ts';
import { allowedActs, withStep } from './rectification.ts';

export interface MatterActWish {
  readonly matter: ReferenceRecord<Matter>;
  readonly actor: Actor;
  readonly act: MatterAct;
  readonly text: string;
  readonly files?: readonly string[] | undefined;
  readonly dueOn?: string | undefined;
  readonly outcome?: MatterOutcome | undefined;
}

/** An act about a matter: the step and the matter after it are one leaf, which does not repeat the steps before. */
export async function recordMatterStep(entry: Governed, asked: MatterActWish): Promise<ReferenceRecord<Matter>> {
  const { matter, actor, act } = asked;
  const { key, state: before } = matter;
  const allowed = isOfOwner(before, actor) ? allowedActs(before, actor.role) : [];
  if (!allowed.includes(act)) throw notAllowed(allowed);
  const steps = (await listSteps(entry.tx, [key])).get(key) ?? [];
  if (steps.length >= STEPS_MAX) throw notAllowed([]);
  if (act === 'close') await refuseAnswerer(entry, { matter, steps, actor });
  refuseForeignFields(asked);
  const files = isAnswer(asked) ? await provenBy(entry, asked) : [];
  const step: MatterStep = {
    ...{ seq: steps.length + 1, act, text: asked.text, files, by: actor.personId, on: entry.on },
    ...{ dueOn: await newDueOn(entry, asked), outcome: outcomeOf(asked) },
  };
  const draft = { key, before: matter, changes: null, after: withStep(before, step) };
  const kind = withLeavesOf(new Map([[key, step]]));
  await recordChanged(entry, kind, { drafts: [draft], act: LEAF[act] ?? 'stepped', actor, why: {} });
  return findMatter(entry.tx, { id: key, grant: actor.grant });
}

/** Who owns a matter with others sees it, and does nothing about it. */
function isOfOwner({ owner }: Matter, { grant }: Actor): boolean {
  return 'region' in grant || grant.agencies.includes(owner);
}

/** A matter is shown as a whole. */
const STEPS_MAX = 60;

const LEAF: Partial<Readonly<Record<MatterAct, 'closed' | 'voided'>>> = { close: 'closed', void: 'voided' };

/**
 * Ends matters that are not over as if they had never been opened, within the act that two people took about what opened
 * them: a leaf and a step each, in few statements.
 */
export async function voidMatters(
  entry: Governed,
  {
    matters,
    actor,
    text: why,
  }: { readonly matters: readonly ReferenceRecord<Matter>[] } & Pick<MatterActWish, 'actor' | 'text'>,
): Promise<void> {
  if (matters.length === 0) return;
  const before = await listSteps(
    entry.tx,
    matters.map(({ key }) => key),
  );
  const steps = new Map(
    matters.map(({ key }): [string, MatterStep] => [
      key,
      {
        seq: (before.get(key)?.length ?? 0) + 1,
        act: 'void',
        text: why,
        files: [],
        by: actor.personId,
        on: entry.on,
        dueOn: null,
        outcome: null,
      },
    ]),
  );
  const drafts = matters.map((matter) => {
    const step = stepOf(steps, matter.key);
    return { key: matter.key, before: matter, changes: null, after: withStep(matter.state, step) };
  });
  await recordChanged(entry, withLeavesOf(steps), { drafts, act: 'voided', actor, why: {} });
}

/** The leaf says the step beside the matter, and the step has a row of its own. */
function withLeavesOf(steps: ReadonlyMap<string, MatterStep>): RecordedKind<Matter> {
  return {
    ...MATTER,
    notesOf: ({ key }) => {
      const { text: words, ...open } = stepOf(steps, key);
      return { step: open, text: words };
    },
    write: async ({ tx }, recorded) =>
      insertMatterSteps(
        tx,
        recorded.map(({ key, logIndex }) => ({ matterId: key, step: stepOf(steps, key), logIndex })),
      ),
  };
}

function stepOf(steps: ReadonlyMap<string, MatterStep>, key: string): MatterStep {
  const step = steps.get(key);
  if (!step) throw new Error(`the matter ${key} has no step`);
  return step;
}

interface Closing extends Pick<MatterActWish, 'matter' | 'actor'> {
  readonly steps: readonly MatterStep[];
}

/**
 * Persons are compared, whatever their roles: nobody ends what he answered or signed himself. Who records a paper of the unit
 * does not answer for it, or an office of two could end nothing, unless he works for the unit as well.
 */
async function refuseAnswerer({ tx }: Governed, { matter, steps, actor: { personId } }: Closing): Promise<void> {
  const signers = await findStepSigners(tx, matter.key);
  const own = steps.filter(
    (step) =>
      isAnswer(step) && (step.by === personId || signers.get(step.seq)?.some(({ person }) => person === personId)),
  );
  const isOfUnit = own.some(({ act }) => act === 'answer') || (await worksFor(tx, [matter.state.owner], personId));
  if (own.length === 0 || !isOfUnit) return;
  const message = text('整改由谁答复或签署，谁就不能核销。', 'Whoever answered, or signed the answer, does not close.');
  throw new Refusal('conflict', 'matter.same_person', message);
}

const FIELDS_OF: Readonly<Record<'files' | 'dueOn' | 'outcome', readonly MatterAct[]>> = {
  files: ['answer', 'answer-on-paper'],
  dueOn: ['return', 'extend'],
  outcome: ['close'],
};

function refuseForeignFields(asked: MatterActWish): void {
  for (const field of ['files', 'dueOn', 'outcome'] as const) {
    if (asked[field] === undefined || FIELDS_OF[field].includes(asked.act)) continue;
    throw unprocessable('field', field, text('此操作不需要该项。', 'This act has no such field.'));
  }
}

/** The proofs of an answer: files of the owner, at least one. */
async function provenBy({ tx }: Governed, { matter, files = [] }: MatterActWish): Promise<readonly string[]> {
  if (files.length === 0) {
    const message = text('答复须附至少一份证明文件。', 'An answer needs at least one proof.');
    throw unprocessable('proof', 'files', message);
  }
  const shown = { agencyCode: matter.state.owner, evidence: files.map((file) => ({ file })) };
  const judge = fileJudge();
  await judge.readFor(tx, [shown]);
  const [problem] = judge.problemsOf(shown);
  if (problem) throw new Refusal(problem.kind, problem.code, problem.text, [{ pointer: '/files', message: '' }]);
  return files;
}

/**
 * A return gives the working days of the policy where it names no day, and never less than the owner had already: of both
 * days the later one. Nothing is put off into the past.
 */
async function newDueOn(entry: Governed, asked: MatterActWish): Promise<CivilDate | null> {
  const { act, dueOn, matter } = asked;
  if (act !== 'return' && act !== 'extend') return null;
  const first = matter.state.dueOn;
  if (act === 'return' && dueOn === undefined) return later(first, await dayOfPolicy(entry, matter.state));
  const day = dueOn === undefined ? null : civilDate(dueOn);
  if (day !== null && day >= entry.on && act === 'return') return later(first, day);
  if (day !== null && day >= entry.on && day > first) return day;
  const message = text(
    '新的期限不能早于今天；延期须晚于原期限。',
    'The new day is not in the past, and that of an extension is later than the old one.',
  );
  throw unprocessable('due_on', 'dueOn', message);
}

function later(one: CivilDate, other: CivilDate): CivilDate {
  return one > other ? one : other;
}

/** Working days of a returned answer, where no policy says how many. */
const RETURN_DAYS = 5;

async function dayOfPolicy({ tx, on }: Governed, { owner, region }: Matter): Promise<CivilDate> {
  const ruleSet = await getRuleSetInForce(tx, (await readHead(tx)).at);
  const [agency] = await selectIn(tx, 'agencies', 'code', [owner]);
  const policy = policyFor(ruleSet, { region, level: String(agency?.level), on });
  return workingDaysAfter(policy.calendar, on, policy.integer('policy.rectification.returnDays') ?? RETURN_DAYS);
}

function outcomeOf({ act, outcome }: MatterActWish): MatterOutcome | null {
  if (act !== 'close') return null;
  if (outcome !== undefined) return outcome;
  throw unprocessable('outcome', 'outcome', text('核销须写明结果。', 'A closing says how it ended.'));
}

function unprocessable(code: string, field: string, message: Text): Refusal {
  return new Refusal('unprocessable', `matter.${code}`, message, [{ pointer: `/${field}`, message: '' }]);
}

const ACT_WORDS: Readonly<Record<MatterAct, string>> = {
  answer: '答复',
  'answer-on-paper': '登记纸质答复',
  return: '退回',
  extend: '延期',
  close: '核销',
  void: '作废',
};

function notAllowed(allowed: readonly MatterAct[]): Refusal {
  const message = text(
    allowed.length === 0
      ? '该事项目前没有您可以办理的操作。'
      : `该事项目前只能：${allowed.map((act) => ACT_WORDS[act]).join('、')}。`,
    allowed.length === 0
      ? 'As the matter stands, there is nothing that you can do about it.'
      : `As the matter stands, you can only: ${allowed.join(', ')}.`,
  );
  return new Refusal('conflict', 'matter.act', message);
}
