import type { ActStep, AnyAnswer, StepsDone } from '../access/index.ts';
import { type Counts, newRowsReport, type RowsShape } from './rows-report.ts';

/** A file that is imported in steps, a piece of its rows in each. */
export interface SteppedFile<Within, Item, Row> {
  readonly pieces: AsyncIterable<readonly Item[]>;
  /** How many rows all pieces have, and each but the last. */
  readonly rows: number;
  readonly rowsAtOnce: number;
  readonly done?: StepsDone | undefined;
  /** Told of every piece once it is imported, also of those that were before. */
  readonly seen?: (piece: readonly Item[]) => void;
  readonly shape: RowsShape<Row>;
  readonly judge: (within: Within, piece: readonly Item[]) => Promise<readonly Row[]>;
  /** The members of the answer besides counts and rows. */
  readonly members: () => Readonly<Record<string, unknown>>;
}

/** Each step judges a piece of the file and answers what became of all rows so far. */
export async function* importSteps<Within, Item, Row>(
  file: SteppedFile<Within, Item, Row>,
): AsyncGenerator<ActStep<Within>> {
  const { rows, rowsAtOnce, done, judge, seen } = file;
  const report = newRowsReport(file.shape, countsIn(done));
  // A file without rows is one step as well, which has something to answer.
  const count = Math.max(1, Math.ceil(rows / rowsAtOnce));
  const members = (counts: Counts) => ({ ...file.members(), ...counts });
  const answer = (found: readonly Row[]): AnyAnswer => {
    const body = members(report.countsWith(found));
    // Of a short file the rows are kept with a proposal, for whoever reads it.
    if (count === 1) return { status: 200, body: { ...body, rows: found.map(file.shape.told) } };
    return { status: 200, body, text: () => report.text(members(report.countsWith([]))) };
  };
  let at = 0;
  for await (const piece of orOneEmpty(file.pieces)) {
    at += 1;
    if (at <= (done?.steps ?? 0)) seen?.(piece);
    else
      yield {
        isLast: at === count,
        take: async (within) => {
          const found = await judge(within, piece);
          const keep = (): void => {
            report.add(found);
            seen?.(piece);
          };
          return { answer: answer(found), keep };
        },
      };
  }
}

async function* orOneEmpty<Item>(pieces: AsyncIterable<readonly Item[]>): AsyncGenerator<readonly Item[]> {
  let isEmpty = true;
  for await (const piece of pieces) {
    isEmpty = false;
    yield piece;
  }
  if (isEmpty) yield [];
}

function countsIn(done: StepsDone | undefined): Counts {
  const { body } = done ?? {};
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(Object.entries(body).filter(([, value]) => typeof value === 'number'));
}
