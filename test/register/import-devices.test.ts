import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { BUREAU, bureau, gateForEachTest, given } from '../agencies/agency-examples.ts';
import { onOneEngine } from '../support/databases.ts';
import type { Gate } from '../support/gate.ts';

const ROWS = 2_500;

function fileOf(rows: number, different: Readonly<Record<number, string>> = {}): string {
  const lines = Array.from(
    { length: rows },
    (_, at) => `${BUREAU},desktop,A-${at},${different[at] ?? `SN-${at}`},in-use`,
  );
  return ['agencyCode,category,assetNumber,serial,state', ...lines].join('\n');
}

function send(gate: Gate, file: string, query = ''): Promise<Response> {
  return gate.installer.send('post', `/v1/devices/import${query}`, {
    bytes: file,
    headers: { 'content-type': 'text/csv' },
  });
}

async function typesSince(gate: Gate, size: number): Promise<readonly string[]> {
  const rows: { type: string }[] = await gate.db
    .reader('log_leaves')
    .select('type')
    .where('log_index', '>=', size)
    .orderBy('log_index');
  return rows.map(({ type }) => type).filter((type, at, all) => type !== all[at - 1]);
}

async function sizeOf(gate: Gate): Promise<number> {
  return Number((await gate.db.reader('log_head').first('size')).size);
}

const countsOf = ({ body }: Response) => [body.rows.length, body.created, body.unchanged, body.refused];

describe('a file of devices that is longer than one transaction', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    const here = gateForEachTest(engine);

    beforeEach(async () => {
      await given(here.gate, '/v1/agencies', bureau());
    });

    it('is imported piece by piece with a result for each row, and says in the log when it begins and ends', async () => {
      const size = await sizeOf(here.gate);
      let devicesRead = 0;
      here.gate.db.writer.on('query-response', (rows: unknown, { sql }: { sql: string }) => {
        if (/from .devices./.test(sql) && Array.isArray(rows)) devicesRead += rows.length;
      });

      const first = await send(here.gate, fileOf(ROWS));
      const readOfNew = devicesRead;
      const again = await send(here.gate, fileOf(ROWS));

      // Each piece reads the devices that its rows may mean by one of two numbers, and no others of the agency.
      assert.deepEqual([readOfNew, devicesRead <= 4 * ROWS, devicesRead >= ROWS], [0, true, true], String(devicesRead));

      assert.deepEqual(countsOf(first), [ROWS, ROWS, 0, 0]);
      assert.deepEqual(countsOf(again), [ROWS, 0, ROWS, 0]);
      assert.equal(first.body.rows.at(-1).row, ROWS + 1);
      assert.deepEqual(await typesSince(here.gate, size), [
        ...['device.created', 'import.begun', 'device.created', 'import.finished'],
      ]);
    });

    it('is tried as it would be imported, also where a row depends on one of an earlier piece', async () => {
      const file = fileOf(ROWS, { 1700: 'SN-3' });

      const tried = await send(here.gate, file, '?dryRun=true');
      const written = await here.gate.db.reader('devices').count({ rows: '*' });
      const done = await send(here.gate, file);

      assert.deepEqual(written, [{ rows: 0 }]);
      const refusedIn = ({ body }: Response) =>
        body.rows.filter((row: { status: string }) => row.status === 'refused').map((row: object) => ({ ...row }));
      assert.deepEqual(refusedIn(tried), refusedIn(done));
      assert.deepEqual([countsOf(tried), refusedIn(tried)[0].row], [[ROWS, ROWS - 1, 0, 1], 1_702]);
    });

    it('writes nothing at all when its end is no CSV', async () => {
      const { status, body } = await send(here.gate, `${fileOf(ROWS)}\n"${BUREAU},desktop`);

      assert.deepEqual([status, body.code], [400, 'import.not_csv']);
      assert.deepEqual(await here.gate.db.reader('devices').count({ rows: '*' }), [{ rows: 0 }]);
    });
  });
});
