import type { Database } from '../../src/db/index.ts';

export interface TimedStatement {
  readonly sql: string;
  readonly bindings: readonly unknown[];
  /** Counted from the first turn of the event loop that was watched. */
  readonly turn: number;
}

/** What is asked of a database while something runs, and in which turn of the event loop: pieces of long work share none. */
export async function readsByTurn(
  { reader }: Database,
  act: () => Promise<unknown>,
): Promise<readonly TimedStatement[]> {
  const found: TimedStatement[] = [];
  let turn = 0;
  let isOver = false;
  const count = (): void => {
    turn += 1;
    if (!isOver) setImmediate(count);
  };
  const note = ({ sql, bindings = [] }: { readonly sql: string; readonly bindings?: readonly unknown[] }): void => {
    found.push({ sql, bindings, turn });
  };
  setImmediate(count);
  reader.on('query', note);
  try {
    await act();
    return found;
  } finally {
    isOver = true;
    reader.off('query', note);
  }
}

export function shareNoTurn(statements: readonly TimedStatement[]): boolean {
  return new Set(statements.map(({ turn }) => turn)).size === statements.length;
}
