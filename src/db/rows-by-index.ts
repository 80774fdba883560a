import type { Tx } from './database.ts';

/** The rows of a table, found by an index that is named, so that neither engine weighs another way against it. */
export function rowsByIndex(tx: Tx, table: string, index: string, alias = table): ReturnType<Tx> {
  return tx(
    tx.raw(
      hinted(tx, `${table} as ${alias}`, index === 'primary' ? autoIndexOf(tx, table) : index),
    ) as unknown as string,
  );
}

function hinted(tx: Tx, named: string, index: string): string {
  return isSqlite(tx) ? `${named} indexed by ${index}` : `${named} force index (${index})`;
}

function autoIndexOf(tx: Tx, table: string): string {
  return isSqlite(tx) ? `sqlite_autoindex_${table}_1` : 'primary';
}

export function isSqlite(tx: Tx): boolean {
  const { client }: { client: { readonly dialect?: string } } = tx;
  return client.dialect === 'sqlite3';
}
