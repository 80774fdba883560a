import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { built } from '../cli/built-gate.ts';
import { startGate } from '../support/gate.ts';

const SCRIPT = fileURLToPath(new URL('./newcomer.ts', import.meta.url));

describe('a newcomer with an Express app', () => {
  it('puts the gate in front of it in fewer than 20 lines, and sees an uncleared purchase refused', async function () {
    this.timeout(180_000);
    await built();
    const gate = await startGate({ engine: 'sqlite' });
    const platform = await gate.as('platform');
    const env = { PATH: process.env.PATH, GATE_URL: gate.url, GATE_API_KEY: platform.secret };

    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', SCRIPT], { env });

    const { status, code, text } = JSON.parse(stdout);
    assert.deepEqual([status, code], [403, 'certificate.missing']);
    assert.ok(text['zh-CN'].includes('放行证') && text.en.includes('certificate'));
    assert.ok(readFileSync(SCRIPT, 'utf8').trimEnd().split('\n').length < 20);
    await gate.close();
  });
});
