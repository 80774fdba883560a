import { type DayWords, deliveryReader, type TextWords } from '../../goods/index.ts';
import { civilDate } from '../../kernel/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import type { PartialFacts } from '../merged-facts.ts';
import { oncePer } from '../once-per.ts';

/**
 * Days of delivery that texts of the order say and that its field does not. Only what is sure is compared: a term that
 * runs from the contract once it is signed, and nothing where no day is stated. A supplement keeps the day of its contract.
 * A policy without words for it gives none of these facts.
 */
export function deliveryFacts(input: DeriveInput): PartialFacts {
  const { textWords } = input.policy.decisionDate;
  if (!textWords?.days) return {};
  const other = otherDays(input, readerOf(textWords)(textWords.days));
  return {
    'order.otherDeliveryDays': [...new Set(other.map(({ told }) => told))],
    'order.otherDeliveryDayCount': other.length,
    'order.otherDeliveryPlaces': [...new Set(other.map(({ place }) => place))],
  };
}

const readerOf = oncePer((words: TextWords) => oncePer((days: DayWords) => deliveryReader(days, words)));

interface OtherDay {
  readonly told: string;
  readonly place: string;
}

function otherDays(
  { order, gathered, submittedOn }: DeriveInput,
  read: ReturnType<typeof deliveryReader>,
): readonly OtherDay[] {
  if (!order.expectedDeliveryOn || gathered.isSupplement) return [];
  const expected = civilDate(order.expectedDeliveryOn);
  const known = { submittedOn, signedOn: gathered.contract?.signedOn ?? null };
  const texts = [
    ['/justification', order.justification ?? ''] as const,
    ...order.lines.map(({ description }, index) => [`/lines/${index}/description`, description] as const),
  ];
  return texts.flatMap(([place, text]) =>
    read(text, known).flatMap(({ from, until, told }) => {
      const isOther = (from !== null && expected < from) || (until !== null && expected > until);
      return isOther ? [{ told, place }] : [];
    }),
  );
}
