import type { Gate } from '../support/gate.ts';
import { type Statement, statementsDuring } from '../support/sent-statements.ts';

/** A statement, and how the engine goes about it. */
export interface Explained {
  readonly sql: string;
  readonly plan: string;
}

type Asked = Pick<Gate, 'db' | 'engine'>;

/** The plans of all that is read of the database meanwhile, whichever way it goes there; each text is explained once. */
export async function plansDuring(
  { db, engine }: Asked,
  known: Map<string, string>,
  act: () => Promise<void>,
): Promise<readonly Explained[]> {
  const sent = await statementsDuring(db, act);
  const explained = new Map<string, Explained>();
  for (const statement of sent.filter(({ sql }) => /^\s*\(*(select|with)\b/i.test(sql))) {
    const { sql } = statement;
    const plan = known.get(sql) ?? (await planOf({ db, engine }, statement));
    known.set(sql, plan);
    explained.set(sql, { sql, plan });
  }
  return [...explained.values()];
}

async function planOf({ db, engine }: Asked, { sql, bindings }: Statement): Promise<string> {
  const explain = engine === 'sqlite' ? 'explain query plan' : 'explain';
  const plan = await db.reader.raw(`${explain} ${sql}`, [...bindings] as never);
  return JSON.stringify(engine === 'sqlite' ? plan.map(({ detail }: { detail: string }) => detail) : plan[0]);
}

/** An index that gives one row at most puts nothing in order. */
const GIVES_ONE = /USING INDEX (persons_email|devices_folded_serial)|"key":"(persons_email|devices_folded_serial)"/;

export function isSorted({ plan }: Explained): boolean {
  return !GIVES_ONE.test(plan) && /TEMP B-TREE|filesort|Using temporary/i.test(plan);
}
