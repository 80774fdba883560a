import { readFileSync } from 'node:fs';
import { lineFacts } from '../../src/facts/line/line-facts.ts';
import type { OrderLine } from '../../src/facts/submission.ts';
import { givenComputer, givenInput, givenLine, givenSystem } from '../facts/support.ts';
import { type Score, scoreOf } from './scores.ts';

/** A text of an order with computers, what the fields beside it say, and what of them it contradicts. */
interface TextBesideFields {
  readonly text: string;
  readonly where: 'description' | 'model' | 'justification';
  readonly system: string;
  readonly cpu: string;
  readonly quantity: number;
  readonly is: 'honest' | 'system' | 'processor' | 'platform' | 'number' | 'bare';
}

/** The odd later ones tell releases and numbers in reasons, and the reader was made from them; the even ones are measured. Lists were made from the first; the fresh ones were written before there was a reader and measured at its end. */
export type ContradictionPart =
  | 'known'
  | 'fresh'
  | 'later, odd'
  | 'later, even'
  | 'numbers, odd'
  | 'numbers, even'
  | 'held out';

const FILES = {
  known: 'texts-beside-fields',
  fresh: 'texts-beside-fields-fresh',
  'later, odd': 'texts-beside-fields-later',
  'later, even': 'texts-beside-fields-later',
  'numbers, odd': 'numbers-beside-fields',
  'numbers, even': 'numbers-beside-fields',
  'held out': 'held-out-beside-fields',
} as const;

function textsOf(part: ContradictionPart): readonly TextBesideFields[] {
  const texts: readonly TextBesideFields[] = JSON.parse(
    readFileSync(new URL(`data/${FILES[part]}.json`, import.meta.url), 'utf8'),
  );
  const rest = part.endsWith('odd') ? 0 : 1;
  return part.includes(',') ? texts.filter((_, place) => place % 2 === rest) : texts;
}

/** Whether a text is referred, for whatever contradiction. */
export function contradictionsIn(part: ContradictionPart): Score {
  return scoreOf(textsOf(part), { is: ({ is }) => is !== 'honest', isSeen: (entry) => readAs(entry) !== 'none' });
}

/** Whether a text is referred for the contradiction that it has. */
export function kindsOfContradictionIn(part: ContradictionPart): Score {
  const contradicting = textsOf(part).filter(({ is }) => is !== 'honest');
  return scoreOf(contradicting, { is: () => true, isSeen: (entry) => readAs(entry) === entry.is });
}

function readAs({ text, where, system, cpu, quantity }: TextBesideFields): unknown {
  const line: OrderLine = givenLine({
    ...{ description: '办公用计算机', brand: null, model: null, quantity },
    ...(where === 'justification' ? {} : { [where]: text }),
    computer: givenComputer({
      cpu: { model: cpu },
      operatingSystem: givenSystem({ product: system, edition: null, version: null }),
    }),
  });
  const justification = where === 'justification' ? text : null;
  return lineFacts(givenInput({ order: { lines: [line], justification } }), 0, line)['line.contradiction'];
}
