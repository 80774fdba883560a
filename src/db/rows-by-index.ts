import type { Tx } from './database.ts';

/** The rows of a table by an index that is named, so that neither engine weighs another way, or sorting all rows, against it. */
export function rowsByIndex(tx: Tx, table: string, index: string): ReturnType<Tx> {
  const hinted = isSqlite(tx)
    ? `${table} indexed by ${index === 'primary' ? `sqlite_autoindex_${table}_1` : index}`
    : `${table} force index (${index})`;
  return tx(tx.raw(hinted) as unknown as string);
}

export function isSqlite(tx: Tx): boolean {
  const { client }: { client: { readonly dialect?: string } } = tx;
  return client.dialect === 'sqlite3';
}
