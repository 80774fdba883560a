import type { Judgement, RecordedUndertaking } from '../../decisions/index.ts';
import { numberOfItem, type OrderSubmission, type PlanItem } from '../../facts/index.ts';
import { civilDate, type NewId } from '../../kernel/index.ts';
import type { KnownOrder } from '../batch/batch.ts';
import type { UnderContract } from '../contract/contract-stage.ts';

/** Provisions whose licences are still to come; spare seats and site licences are there already. */
const STILL_TO_COME: readonly string[] = ['new-purchase', 'bundled', 'free'];

/** Whether its licences have to be delivered. */
export function isStillToCome({ provision }: Pick<PlanItem, 'provision'>): boolean {
  return STILL_TO_COME.includes(provision ?? '');
}

/** What an approved order undertakes to deliver: one undertaking for each plan item whose licences are still to come. */
export function undertakingsOf(body: OrderSubmission, newId: NewId): RecordedUndertaking[] {
  return (body.softwarePlan ?? []).flatMap((item, index) => {
    const { category, provision, seats, deliverBy } = item;
    if (!category || !seats || !isStillToCome({ provision })) return [];
    const dueOn = deliverBy ? civilDate(deliverBy) : null;
    return [{ id: newId('und'), item: numberOfItem(item, index), category, seats, dueOn }];
  });
}

interface DecidedPlan {
  readonly known: KnownOrder | null;
  readonly body: OrderSubmission;
  readonly judgement: Pick<Judgement, 'outcome'>;
  readonly next: { readonly keeps: boolean };
  readonly contract?: UnderContract;
}

/**
 * What a decision opens. A contract is for the seats that were undertaken with the approval, so it opens nothing; a
 * supplement opens what it adds, because some of the rest may have come already.
 */
export function openedUndertakings(decided: DecidedPlan, newId: NewId): readonly RecordedUndertaking[] {
  const { known, body, judgement, next, contract } = decided;
  if (judgement.outcome !== 'approved' || next.keeps || contract?.kind === 'contract') return [];
  const before = contract ? seatsByItem(known?.standing?.body) : new Map<number | null, number>();
  return undertakingsOf(body, newId).flatMap((undertaking) => {
    const seats = undertaking.seats - (before.get(undertaking.item) ?? 0);
    return seats > 0 ? [{ ...undertaking, seats }] : [];
  });
}

/**
 * Plan items whose licences a supplement buys no more, so that nobody waits for them: dropped, or under another number. Of
 * none of them anything has come, or the supplement would have been refused.
 */
export function givenUpItems({ known, body, judgement, next, contract }: DecidedPlan): readonly number[] {
  if (judgement.outcome !== 'approved' || next.keeps || contract?.kind !== 'supplement') return [];
  const awaited = itemsToCome(body);
  return (known?.standing?.body.softwarePlan ?? []).map(numberOfItem).filter((number) => !awaited.has(number));
}

/** The numbers of the plan items whose licences have to be delivered. */
export function itemsToCome({ softwarePlan }: Pick<OrderSubmission, 'softwarePlan'>): ReadonlySet<number> {
  const plan = softwarePlan ?? [];
  return new Set(plan.flatMap((item, index) => (isStillToCome(item) ? [numberOfItem(item, index)] : [])));
}

function seatsByItem(body: OrderSubmission | undefined): ReadonlyMap<number | null, number> {
  return new Map((body?.softwarePlan ?? []).map((item, index) => [numberOfItem(item, index), item.seats ?? 0]));
}
