import type { OrderDraft } from '../body/order-draft.ts';
import { textAt } from '../body/paths.ts';
import type { SoftwareTaken } from '../hints/hints.ts';
import type { LiveCheck } from './use-live-check.ts';

/** What names of software were taken for when they were judged last, by where they stand on the form, as far as they still stand there. */
export function takenNames(draft: OrderDraft, answer: LiveCheck['answer']): ReadonlyMap<string, SoftwareTaken> {
  if (answer?.result === undefined) return new Map();
  const taken = answer.result.read.map(({ pointer, ...software }) => [answer.of.pathOf(pointer), software] as const);
  const typed = (of: OrderDraft, place: string): string => textAt(of, `${place}.product`);
  return new Map(taken.filter(([place]) => typed(answer.draft, place) === typed(draft, place)));
}
