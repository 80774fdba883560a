import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../../src/kernel/index.ts';
import { hasPrograms } from '../support/programs.ts';
import { built } from './built-gate.ts';
import { freshFolder, startGateCommand } from './gate-command.ts';

/** What the commands of one gate's first day print, as they stand one after the other; each page goes on where the last ended. */
describe('the commands that a newcomer copies', function () {
  this.timeout(120_000);
  if (!hasPrograms({ what: 'the commands that a newcomer copies', programs: ['bash', 'curl'], from: 'bash, curl' }))
    return;
  let printed: readonly (readonly string[])[];

  before(async () => {
    await built();
    const gate = await startFirstTime();
    try {
      printed = await linesOfEach([firstOrder(gate), overHttp(gate), withFiles(gate)]);
    } finally {
      await gate.stop();
    }
  });

  it('are a first order in the README, which works as it stands', () => {
    const answers = answersIn(printed[0]);

    const [order, check] = answers.slice(-2);
    assert.equal(answers.length, 9, JSON.stringify(answers));
    assert.equal(order.order.state, 'approved');
    assert.deepEqual(
      rulesOf(order).filter((rule) => rule !== 'SUP-03'),
      [],
      'nothing but a warning may be found',
    );
    assert.equal(check.decision.outcome, 'rejected');
    assert.ok(rulesOf(check).includes('OS-01'));
  });

  it('show a platform that buys over HTTP how a certificate is checked and redeemed once', () => {
    const [verified, keys, redeemed, again] = answersIn(printed[1]).slice(-4);

    assert.deepEqual([verified.valid, verified.state], [true, 'approved']);
    assert.equal(keys.keys[0].crv, 'Ed25519');
    assert.equal(redeemed.redemption.reference, 'MALL-1');
    assert.deepEqual([again.status, again.code], [409, 'certificate.redeemed']);
  });

  it('show a platform that exchanges files how orders go in and results and certificates come out', () => {
    const lines = printed[2] ?? [];

    const [, ...ended] = lines.slice(lines.findIndex((line) => line.endsWith('template.csv')));
    const [json = '', csv = '', ...rest] = ended;
    assert.match(json, /^CG-2026-0413\.json {2}.*不予通过 1/);
    assert.match(csv, /^CG-2026-0420\.csv {2}.*通过 1/);
    const results = JSON.parse(rest.slice(0, -1).join('\n'));
    assert.equal(results.orders[0].outcome, 'rejected');
    assert.match(rest.at(-1) ?? '', /^[\w-]+\.[\w-]+\.[\w-]+$/);
  });
});

interface FirstGate {
  readonly url: string;
  readonly key: string;
  readonly stop: () => Promise<void>;
}

/** What a person reads at the first start: the address, and the key that is shown once. */
async function startFirstTime(): Promise<FirstGate> {
  const child = startGateCommand(['serve'], { GATE_DATA_DIR: freshFolder(), PORT: '0', GATE_LOG_LEVEL: 'error' });
  let said = '';
  for await (const chunk of child.stderr.iterator({ destroyOnReturn: false })) {
    said += chunk;
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
    const key = /^ +(gk_\S+)\n/m.exec(said)?.[1];
    if (url === undefined || key === undefined) continue;
    const stop = async (): Promise<void> => {
      const closed = once(child, 'close');
      child.stderr.resume();
      child.stdout.resume();
      child.kill('SIGTERM');
      assert.deepEqual(await closed, [0, null]);
    };
    return { url, key, stop };
  }
  throw new Error(`the gate did not start: ${said}`);
}

/** The very commands, with another port and the key that this gate has made. */
function firstOrder({ url, key }: FirstGate): string {
  const commands = blockBelow('## A first order').replace('http://127.0.0.1:3000', url).replace('gk_…', key);
  assert.ok(commands.includes(url) && commands.includes(key));
  return commands;
}

function overHttp({ url }: FirstGate): string {
  return blockBelow('## Any platform, over HTTP', 'docs/plug-in.md').replace('http://127.0.0.1:3000', url);
}

function withFiles({ url }: FirstGate): string {
  const commands = blockBelow('## Files', 'docs/plug-in.md').replace('http://127.0.0.1:3000', url);
  assert.match(commands, /^FOLDER=exchange;/);
  return commands.replace('FOLDER=exchange;', `FOLDER=${freshFolder()};`);
}

/** The first commands below a heading. */
function blockBelow(heading: string, page = 'README.md'): string {
  const text = readFileSync(join(packageRoot(), page), 'utf8');
  const [, below = ''] = text.split(`\n${heading}\n`);
  const block = /^```sh\n([\s\S]*?)^```$/m.exec(below)?.[1];
  assert.ok(block);
  return block;
}

/** One line of JSON for each request whose answer is shown. */
function answersIn(lines: readonly string[] = []): ReturnType<typeof JSON.parse> {
  return lines.map((line) => JSON.parse(line));
}

const BETWEEN = 'the next block';

async function linesOfEach(blocks: readonly string[]): Promise<readonly (readonly string[])[]> {
  const PATH = `${dirname(process.execPath)}:${process.env.PATH ?? ''}`;
  const commands = blocks.join(`\necho '${BETWEEN}'\n`);
  const { stdout } = await promisify(execFile)('bash', ['-c', `set -euo pipefail\n${commands}`], {
    cwd: packageRoot(),
    // What npx has half written for another run is of no account here.
    env: { PATH, npm_config_cache: freshFolder() },
  });
  return stdout.split(`${BETWEEN}\n`).map((part) => part.trim().split('\n'));
}

interface DecisionAnswer {
  readonly decision: { readonly findings: readonly { readonly rule: string }[] };
}

function rulesOf({ decision }: DecisionAnswer): readonly string[] {
  return decision.findings.map(({ rule }) => rule);
}
