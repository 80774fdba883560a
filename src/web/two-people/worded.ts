import type { OperationId } from '../client/operation.ts';
import type { Proposal } from './proposal.ts';

/** Members of a request by their paths; one that is named covers all that stands in it. */
type MemberPaths = readonly string[];

/**
 * What the page of a proposal says in words, by operation. Only where nothing else was asked may it say that what is seen is
 * what is signed: the rest of a request stands there field by field.
 */
const TOLD: { readonly [Op in OperationId]?: MemberPaths } = {
  transferBudget: ['from', 'to', 'amount', 'documentNumber', 'reason'],
  reviseBudgetLine: ['budgetLine', 'direction', 'amount', 'documentNumber', 'reason'],
  createWaiver: ['scope', 'rules', 'reasonCode', 'text', 'evidence', 'from', 'until'],
  importPersons: ['persons'],
  answerRectification: ['id', 'text', 'files'],
  answerOnPaper: ['id', 'text', 'files'],
  publishForm: ['region', 'form'],
  withdrawForm: ['form', 'revision', 'reason'],
  launchCampaign: ['id', 'reason'],
  closeCampaign: ['id', 'reason'],
  recallCampaign: ['id', 'reason'],
  confirmAssessments: ['id', 'assessments.filing'],
  scheduleRuleSet: ['number', 'at', 'digest', 'reviewDigest', 'backtest', 'emergency'],
};

/** Of a filing its sheet is signed, and the page says which parts of it those are. */
const FILED: MemberPaths = [
  'id',
  'reporter',
  'cells',
  'texts',
  'rows',
  'reasons',
  'files',
  'receivedOn',
  'signedFor',
  'reason',
];
const FILINGS: readonly string[] = ['submitFiling', 'fileOnPaper'] satisfies readonly OperationId[];

/** Those whose words the gate makes: what it has none for is told by nothing. */
const WORDED_BY_GATE: readonly string[] = ['scheduleRuleSet'] satisfies readonly OperationId[];

export function toldMembers(operation: string): MemberPaths {
  if (FILINGS.includes(operation)) return FILED;
  return TOLD[operation as OperationId] ?? [];
}

/** What was asked and stands nowhere in words; undefined where all of it does. */
export function untoldOf({
  operation,
  request,
  preview,
}: Pick<Proposal, 'operation' | 'request' | 'preview'>): unknown {
  if (request === null) return undefined;
  const asked = { ...request.params, ...request.query, ...Object(request.body) };
  const isWorded = !WORDED_BY_GATE.includes(operation) || preview.words !== null;
  return without(asked, isWorded ? toldMembers(operation) : [], '');
}

function without(value: unknown, told: MemberPaths, path: string): unknown {
  if (told.includes(path) || value === undefined || value === null) return undefined;
  if (Array.isArray(value)) {
    const left = value.map((one) => without(one, told, path)).filter((one) => one !== undefined);
    return left.length === 0 ? undefined : left;
  }
  if (typeof value !== 'object') return value;
  const left = Object.entries(value).flatMap(([name, one]) => {
    const rest = without(one, told, path === '' ? name : `${path}.${name}`);
    return rest === undefined ? [] : [[name, rest] as const];
  });
  return left.length === 0 ? undefined : Object.fromEntries(left);
}
