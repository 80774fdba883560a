import type { Tx } from '../../db/index.ts';
import { type CivilDate, Refusal, type Text, text } from '../../kernel/index.ts';
import { type Governed, readHead, selectIn } from '../../log/index.ts';
import {
  type Draft,
  type DraftProblem,
  findOfKind,
  type RecordedKind,
  type RecordingContext,
  type ReferenceRecord,
  recordChanged,
} from '../../reference/index.ts';
import { fileJudge } from '../../register/index.ts';
import { getRuleSetInForce, type RuleSet } from '../../rules/index.ts';
import { AUDIT_FINDING, type AuditFinding, type FindingStep, isAllowed, withStep } from './audit-finding.ts';

/** Findings with what only the database knows: whose an order is, and which rules there are. */
export const AUDIT_FINDINGS: RecordedKind<AuditFinding> = {
  ...AUDIT_FINDING,
  judge: ({ on }) => {
    const owners = new Map<string, string>();
    let ruleSet: RuleSet | undefined;
    return {
      readFor: async (tx, drafts) => {
        ruleSet = await getRuleSetInForce(tx, (await readHead(tx)).at);
        for (const [id, agency] of await listOwners(tx, drafts)) owners.set(id, agency);
      },
      problemsOf: ({ after }) => [
        ...(after.order !== null && owners.get(after.order) !== after.agencyCode ? [ORDER_NOT_FOUND] : []),
        ...(after.rule !== null && !ruleSet?.findRule(after.rule) ? [UNKNOWN_RULE] : []),
        ...(after.dueOn < on ? [DUE_IN_THE_PAST] : []),
      ],
      take: () => undefined,
    };
  },
};

async function listOwners(tx: Tx, drafts: readonly Draft<AuditFinding>[]): Promise<ReadonlyMap<string, string>> {
  const ids = drafts.flatMap(({ after }) => after.order ?? []);
  const rows = await selectIn(tx, 'orders', 'id', ids);
  return new Map(rows.map((row) => [String(row.id), String(row.agency_code)]));
}

function unprocessable(code: string, field: string, message: Text): DraftProblem {
  return { kind: 'unprocessable', code: `audit_finding.${code}`, field, text: message };
}

const ORDER_NOT_FOUND = unprocessable('order', 'order', text('该单位没有这张订单。', 'The agency has no such order.'));
const UNKNOWN_RULE = unprocessable(
  'rule',
  'rule',
  text('生效的规则集中没有这条规则。', 'The rule set in force has no such rule.'),
);
const DUE_IN_THE_PAST = unprocessable(
  'due_on',
  'dueOn',
  text('答复期限不能早于今天。', 'The answer cannot be due on a day in the past.'),
);

export interface FindingAct extends Pick<RecordingContext, 'actor'> {
  readonly finding: ReferenceRecord<AuditFinding>;
  readonly act: FindingStep['act'];
  readonly text: string;
  readonly file?: string | null | undefined;
  readonly dueOn?: CivilDate;
}

/** An answer of the agency, its return by the audit bureau, or the end of the matter: a step of the finding, and a leaf. */
export async function recordFindingStep(entry: Governed, asked: FindingAct): Promise<ReferenceRecord<AuditFinding>> {
  const { finding, act, actor, dueOn = null } = asked;
  const { state: before, key } = finding;
  if (!isAllowed(act, before) || before.steps.length >= STEPS_MAX) throw wrongState();
  if (dueOn !== null && dueOn < entry.on) throw refusal(DUE_IN_THE_PAST);
  const file = asked.file ?? null;
  await refuseForeignFile(entry.tx, before.agencyCode, file);
  const step = { act, text: asked.text, file, by: actor.personId, on: entry.on, dueOn };
  const draft = { key, before: finding, changes: null, after: withStep(before, step) };
  await recordChanged(entry, AUDIT_FINDING, { drafts: [draft], act, actor, why: {} });
  return findOfKind(entry.tx, AUDIT_FINDING, { key, grant: actor.grant });
}

/** An answer can be returned again and again; a finding is a row that is read as a whole. */
const STEPS_MAX = 60;

function wrongState(): Refusal {
  const message = text('该审计问题当前状态不能进行此操作。', 'As the audit finding stands, this cannot be done to it.');
  return new Refusal('conflict', 'audit_finding.state', message);
}

async function refuseForeignFile(tx: Tx, agencyCode: string, file: string | null): Promise<void> {
  const shown = { agencyCode, evidence: [{ file }] };
  const files = fileJudge();
  await files.readFor(tx, [shown]);
  const [problem] = files.problemsOf(shown);
  if (problem) throw refusal({ ...problem, field: 'file' });
}

function refusal({ kind, code, text: message, field }: DraftProblem): Refusal {
  return new Refusal(kind, code, message, [{ pointer: `/${field}`, message: '' }]);
}
