import assert from 'node:assert/strict';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type LogOutput, openLogOutput } from '../../src/http/log-output.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';

interface ReadinessBody {
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail: string | null }[];
}

// Every write to this device says that the disk is full.
const FULL = '/dev/full';

describe('a request log that cannot be written', () => {
  onOneEngine('no statement is logged', (engine) => {
    let descriptor: number;
    let logOutput: LogOutput;
    let gate: Gate;

    before(async () => {
      descriptor = openSync(FULL, 'w');
      logOutput = openLogOutput(descriptor);
      gate = await startGate({ engine, logger: pino({ level: 'info' }, logOutput), logOutput });
    });
    after(async () => {
      await gate.close();
      closeSync(descriptor);
    });

    it('ends nothing: requests are answered, the lost lines counted, and a warning stands where readiness is asked', async () => {
      for (let sent = 0; sent < 3; sent += 1) assert.equal((await gate.installer.get('/v1/agencies')).status, 200);

      const lost = logOutput.lost();
      const metrics = await gate.installer.get('/metrics');
      const { checks } = (await gate.installer.get('/readyz')).body as ReadinessBody;

      assert.ok(lost >= 3, `${lost} lines are lost`);
      assert.match(metrics.text, new RegExp(`^gate_log_lines_lost ${lost}$`, 'm'));
      assert.deepEqual(
        checks.filter(({ name }) => name === 'request-log'),
        [{ name: 'request-log', ok: true, detail: `运行日志无法写入，已丢失 ${lost} 行。` }],
      );
    });
  });
});

describe('a request log that is written', () => {
  it('has every line whole, and nothing is said to be lost', () => {
    const folder = mkdtempSync(join(tmpdir(), 'gate-log-'));
    const path = join(folder, 'log');
    const descriptor = openSync(path, 'w');
    const output = openLogOutput(descriptor);

    for (const line of ['{"a":1}\n', '{"甲":2}\n']) output.write(line);
    closeSync(descriptor);

    assert.equal(readFileSync(path, 'utf8'), '{"a":1}\n{"甲":2}\n');
    assert.deepEqual([output.lost(), output.isFailing()], [0, false]);
    rmSync(folder, { recursive: true });
  });
});
