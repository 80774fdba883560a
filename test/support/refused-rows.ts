import type { Database } from '../../src/db/index.ts';

/** Which rows a database does not take: before `insert on orders`, say, and only when a condition in SQL holds. */
interface RefusedRows {
  readonly before: string;
  readonly when?: string;
}

/** What a full disk, a lost right or a forgotten constraint would do. Answers what ends it. */
export async function refuseRows(
  { engine, writer }: Database,
  { before, when }: RefusedRows,
): Promise<() => Promise<void>> {
  const refusal = engine === 'mysql' ? mysqlRefusal(when) : sqliteRefusal(when);
  await writer.raw(`create trigger refuse_rows before ${before} for each row ${refusal}`);
  return async () => {
    await writer.raw('drop trigger refuse_rows');
  };
}

function mysqlRefusal(when?: string): string {
  const signal = "signal sqlstate '45000' set message_text = 'refused'";
  return when === undefined ? signal : `if ${when} then ${signal}; end if`;
}

function sqliteRefusal(when?: string): string {
  const refuse = "begin select raise(abort, 'refused'); end";
  return when === undefined ? refuse : `when ${when} ${refuse}`;
}
