import type { Knex } from 'knex';
import type { MysqlConnection } from './stoppable-reads.ts';

/**
 * A server that hangs, or a network that swallows everything, says nothing at all, also not after the time a statement
 * may take. Without this a caller would wait for a quarter of an hour, which is when the kernel gives up. Nor is a connection
 * kept that nobody has used for so long; one in a transaction is, while its caller draws a long paper say.
 */
export const SILENCE_MS_MAX = 9_000;

export function limitSilence(connection: MysqlConnection): void {
  const { stream } = connection;
  stream.setTimeout(SILENCE_MS_MAX).on('timeout', () => {
    if (connection.isTaken && !connection._command) return;
    stream.destroy(Object.assign(new Error('the database server says nothing'), { code: 'ETIMEDOUT' }));
  });
}

/** Notes which connections somebody has taken out of the pool. */
export function notingTaken(knex: Knex): Knex {
  const { client } = knex;
  const [acquire, release] = [client.acquireConnection.bind(client), client.releaseConnection.bind(client)];
  client.acquireConnection = async () => Object.assign(await acquire(), { isTaken: true });
  client.releaseConnection = (connection: MysqlConnection) => release(Object.assign(connection, { isTaken: false }));
  return knex;
}
