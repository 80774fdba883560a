import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Engine, openDatabase } from '../../src/db/index.ts';
import { emptyDatabaseUrl, releaseDatabases } from '../support/databases.ts';
import { scratchFolder } from '../support/scratch.ts';
import { fillDatabase } from './fill-stored-database.ts';
import { packStored, storedPath } from './stored-database.ts';

/**
 * Writes what `upgrade.test.ts` opens: a database of this version for one engine, with its data folder and a witness.
 *
 * - `node --import=tsx test/upgrade/make-stored-database.ts sqlite`
 * - `node --import=tsx test/upgrade/make-stored-database.ts mysql --orders 5000 --to ../stored-mysql.br`
 *
 * Without `--orders` there are 200, and without `--to` it goes where the test looks for it. A stored database is made
 * with the code of a version that offices run, and from then on it stays: made again by newer code it would show nothing
 * about an upgrade. When a version is released, the one before may be kept beside it under another name. The test reads
 * one of another size too:
 * `GATE_STORED_DATABASE=../stored-mysql.br ENGINES=mysql npx mocha test/upgrade/upgrade.test.ts`
 */
const { values, positionals } = parseArgs({
  options: { orders: { type: 'string', default: '200' }, to: { type: 'string' } },
  allowPositionals: true,
});
const [engine] = positionals;
if (engine !== 'sqlite' && engine !== 'mysql') throw new RangeError('name an engine: sqlite or mysql');
await makeStored(engine, { orders: Number(values.orders), to: values.to ?? storedPath(engine) });

async function makeStored(on: Engine, { orders, to }: { readonly orders: number; readonly to: string }): Promise<void> {
  const folder = mkdtempSync(join(scratchFolder(), 'genuine-gate-filling-'));
  const place = { dataDir: join(folder, 'data'), witnessDir: join(folder, 'witness') };
  const { url, drop } = await emptyDatabaseUrl(on);
  try {
    const told = await fillDatabase({ ...place, url }, orders);
    if (on === 'sqlite') await foldIn(url);
    const packed = await packStored({ engine: on, url, ...place, told });
    writeFileSync(to, packed);
    console.log(`${to}: ${packed.length} bytes, ${told.orders} orders, ${told.logSize} leaves, build ${told.build}`);
    await drop();
  } finally {
    await releaseDatabases();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The log of later writes is a file beside the database; folded in, the database is one file. */
async function foldIn(url: string): Promise<void> {
  const db = openDatabase(url);
  await db.writer.raw('pragma wal_checkpoint(truncate)');
  await db.close();
}
