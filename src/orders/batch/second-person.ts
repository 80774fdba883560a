import { type Actor, type CivilDate, Refusal, type Text, text } from '../../kernel/index.ts';
import { policyFor, type RuleSet, type Stage } from '../../rules/index.ts';
import { isAllowed, type Order, type OrderStep } from '../order.ts';
import type { KnownOrder } from './batch.ts';
import type { Books } from './books.ts';

/** What is left to somebody else than whoever chose what is bought, and from whom: by the step, with its stage. */
const LEFT_TO_OTHERS = { accept: 'acceptance', pay: 'payment' } as const satisfies {
  readonly [step in OrderStep]?: Stage;
};

type StepOfOthers = keyof typeof LEFT_TO_OTHERS;
export type StageOfOthers = (typeof LEFT_TO_OTHERS)[StepOfOthers];

interface Judging {
  readonly books: Pick<Books, 'agencies'>;
  readonly ruleSet: RuleSet;
  readonly on: CivilDate;
}

interface Step {
  readonly actor: Pick<Actor, 'personId'>;
  readonly step: OrderStep;
}

/**
 * Refuses that whoever submitted, amended or contracted an order says that it came, or pays it (ADR 0037). A key acts for
 * its owner. Of a revision whose author is not known nobody is taken for the author.
 */
export function refusalOfAuthor(
  { books, ruleSet, on }: Judging,
  { actor, step }: Step,
  { order, authors }: Pick<KnownOrder, 'order' | 'authors'>,
): Refusal | undefined {
  const agency = books.agencies.get(order.agencyCode);
  if (!isOfOthers(step) || !agency) return undefined;
  const isBound = needsSecondPerson(ruleSet, { ...agency, on });
  return isBound && isAuthor(authors, actor) ? new Refusal('forbidden', 'order.same_person', TEXTS[step]) : undefined;
}

function isOfOthers(step: OrderStep): step is StepOfOthers {
  return Object.hasOwn(LEFT_TO_OTHERS, step);
}

/** Rule sets from before there was the parameter bind nobody to it, until two people have signed one that has it. */
export function needsSecondPerson(
  ruleSet: RuleSet,
  { region, level, on }: { readonly region: string; readonly level: string; readonly on: CivilDate },
): boolean {
  return policyFor(ruleSet, { region, level, on }).boolean('policy.fulfilment.secondPerson') === true;
}

export function isAuthor(authors: ReadonlySet<string>, { personId }: Pick<Actor, 'personId'>): boolean {
  return personId !== null && authors.has(personId);
}

/** The persons among those who made the revisions of an order. */
export function authorsOf(revisions: readonly { readonly personId: string | null }[]): ReadonlySet<string> {
  return new Set(revisions.flatMap(({ personId }) => personId ?? []));
}

/** What an order has in its state that its authors do not do. */
export function stagesOfOthers(order: Order): readonly StageOfOthers[] {
  const steps = Object.entries(LEFT_TO_OTHERS) as [StepOfOthers, StageOfOthers][];
  return steps.filter(([step]) => isAllowed(step, order)).map(([, stage]) => stage);
}

const TEXTS: Readonly<Record<StepOfOthers, Text>> = {
  accept: text(
    '该订单由您提交、变更或登记合同，不能再由您验收。请由本单位审批人或其他采购人员验收；单位仅有一人的，请由上级单位审批人验收。',
    'You submitted, amended or contracted this order, so somebody else accepts it: the approver or another officer of the agency; where the agency is one person, the approver of its parent.',
  ),
  pay: text(
    '该订单由您提交、变更或登记合同，不能再由您付款。请由财政部门其他人员登记付款。',
    'You submitted, amended or contracted this order, so somebody else pays it: another person of the finance bureau.',
  ),
};
