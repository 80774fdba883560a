import { readFileSync } from 'node:fs';
import { deriveFacts } from '../../src/facts/index.ts';
import { givenComputer, givenInput, givenLine, givenSystem } from '../facts/support.ts';
import type { Half } from './corpus.ts';
import { type Score, scoreOf } from './scores.ts';

/** A text of an order whose fields are in order, and what it admits. */
interface AdmittingText {
  readonly text: string;
  readonly where: 'description' | 'justification';
  readonly system: string;
  readonly cpu: string;
  readonly is: string;
}

export type AdmissionPart = Half | 'later, odd' | 'later, even' | 'composed, odd' | 'composed, even';

/** Whether a text goes to a person, by whatever of it. The later ones were written after the words of the others,
 * the composed ones before the classes of words that are put together. */
export function admissionsIn(part: AdmissionPart): Score {
  const rest = part.endsWith('odd') ? 0 : 1;
  const texts = textsOf(fileOf(part));
  const ofHalf = texts.filter((_, place) => place % 2 === rest);
  return scoreOf(ofHalf, { is: ({ is }) => is !== 'honest', isSeen: isReferred });
}

function fileOf(part: AdmissionPart): string {
  if (part.startsWith('composed')) return 'admission-sentences';
  return part.startsWith('later') ? 'texts-that-admit-later' : 'texts-that-admit';
}

function textsOf(file: string): readonly AdmittingText[] {
  return JSON.parse(readFileSync(new URL(`data/${file}.json`, import.meta.url), 'utf8'));
}

function isReferred({ text, where, system, cpu }: AdmittingText): boolean {
  const line = givenLine({
    ...{ description: where === 'description' ? text : '台式计算机', brand: null, model: null },
    computer: givenComputer({
      cpu: { model: cpu },
      operatingSystem: givenSystem({ product: system, edition: null, version: null }),
    }),
  });
  const justification = where === 'justification' ? text : null;
  const { order, lines } = deriveFacts(givenInput({ order: { lines: [line], justification } }));
  const [facts] = lines;
  return (
    order['order.admissionCount'] !== 0 ||
    order['order.admitted'] !== 'none' ||
    facts?.['line.contradiction'] !== 'none' ||
    facts['line.bareMachineWordCount'] !== 0
  );
}
