import { readFileSync } from 'node:fs';
import { deliveryFacts } from '../../src/facts/line/delivery-texts.ts';
import { civilDate } from '../../src/kernel/index.ts';
import { givenGathered, givenInput, givenLine } from '../facts/support.ts';
import { type Score, scoreOf } from './scores.ts';

/** A text of an order, and the day of delivery that its field states. */
interface TextBesideDay {
  readonly text: string;
  readonly where: 'description' | 'justification';
  readonly submittedOn: string;
  /** Before the contract nobody knows it. */
  readonly signedOn: string | null;
  readonly expectedDeliveryOn: string;
  readonly is: 'honest' | 'day';
}

/** The reader and its lists were made from the odd ones; the even ones are measured. */
export type DaysPart = 'odd' | 'even';

/** Whether a text that says another day than the field is referred. */
export function deliveryDaysIn(part: DaysPart): Score {
  const texts: readonly TextBesideDay[] = JSON.parse(
    readFileSync(new URL('data/days-beside-fields.json', import.meta.url), 'utf8'),
  );
  const half = texts.filter((_, place) => place % 2 === (part === 'odd' ? 0 : 1));
  return scoreOf(half, { is: ({ is }) => is === 'day', isSeen });
}

function isSeen({ text, where, submittedOn, signedOn, expectedDeliveryOn }: TextBesideDay): boolean {
  const line = givenLine({ description: where === 'description' ? text : '办公用台式计算机' });
  const justification = where === 'justification' ? text : null;
  const on = signedOn === null ? undefined : civilDate(signedOn);
  const contract = on && { signedOn: on, approvedOn: on, preferenceApplied: null, original: null };
  const input = givenInput({
    order: { lines: [line], justification, expectedDeliveryOn },
    gathered: { ...givenGathered(), ...(contract && { contract }) },
    submittedOn,
  });
  return Number(deliveryFacts(input)['order.otherDeliveryDayCount']) > 0;
}
