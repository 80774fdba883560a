import type { Schemas } from '../../client/operation.ts';
import { calledIn, systemText } from '../accept/contracted.ts';

type Submission = Schemas['OrderSubmission'];

/** What a line buys: its model, and the system that was contracted with it. */
export interface NamedLine {
  readonly what: string;
  readonly system: string;
}

/** What the lines and the plan items of an order are called, by their numbers. */
export interface NamedParts {
  readonly line: (line: number) => NamedLine | undefined;
  readonly item: (item: number) => string | undefined;
}

/** Nothing is named as long as the order is not read. */
export function namedParts(submission: Submission | undefined): NamedParts {
  const lines = new Map(
    submission?.lines.map((line) => {
      const system = systemText(line.computer?.operatingSystem ?? null);
      return [line.line, { what: calledIn(line), system }] as const;
    }),
  );
  const items = new Map(
    submission?.softwarePlan?.map(({ item, product, edition, version }, index) => {
      return [item ?? index + 1, [product, edition, version].filter(Boolean).join(' ')] as const;
    }),
  );
  return { line: (line) => lines.get(line), item: (item) => items.get(item) };
}

/** What became of licences of a plan item, for words. */
export type SeatsWord = 'all' | 'part' | 'none';

export function seatsWord({ seats, matchedSeats }: Pick<Schemas['ItemOutcome'], 'seats' | 'matchedSeats'>): SeatsWord {
  if (matchedSeats === 0) return 'none';
  return matchedSeats < seats ? 'part' : 'all';
}
