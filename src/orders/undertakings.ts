import type { RecordedUndertaking } from '../decisions/index.ts';
import { civilDate, type NewId } from '../kernel/index.ts';
import type { OrderSubmission } from './submission.ts';

/** Provisions whose licences are still to come; spare seats and site licences are there already. */
const STILL_TO_COME: readonly string[] = ['new-purchase', 'bundled', 'free'];

/** What an approved order undertakes to deliver: one undertaking for each plan item whose licences are still to come. */
export function undertakingsOf(body: OrderSubmission, newId: NewId): RecordedUndertaking[] {
  return (body.softwarePlan ?? []).flatMap(({ item, category, provision, seats, deliverBy }) => {
    if (!category || !seats || !STILL_TO_COME.includes(provision ?? '')) return [];
    const dueOn = deliverBy ? civilDate(deliverBy) : null;
    return [{ id: newId('und'), item: item ?? null, category, seats, dueOn }];
  });
}
