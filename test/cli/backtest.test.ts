import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Gate, startGate } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';
import { runGate } from './gate-command.ts';

describe('gate backtest', function () {
  // Many commands, one after the other, and the machine may be busy.
  this.timeout(120_000);
  let gate: Gate;
  let folder: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'genuine-gate-rules-'));
    cpSync('rules', folder, { recursive: true });
    const file = join(folder, 'computers/HW-01.json');
    const rule = JSON.parse(readFileSync(file, 'utf8'));
    // Somebody is at work on a rule in an editor: nothing above 4,800 yuan, whatever the parameter says.
    rule.clauses[0].when.all[0].value = 480_000;
    writeFileSync(file, JSON.stringify({ ...rule, revision: 2 }));
    gate = await startGate({ engine: 'sqlite' });
    const office = await openOffice(gate);
    for (const unitPrice of ['4700.00', '4999.00']) await office.submit(office.order({ unitPrice }));
  });
  after(async () => {
    await gate.close();
    rmSync(folder, { recursive: true });
  });

  const run = (...words: readonly string[]) =>
    runGate(['backtest', ...words], { env: { DATABASE_URL: gate.databaseUrl } });

  const inChinese = (...words: readonly string[]) =>
    runGate(['backtest', ...words], { env: { DATABASE_URL: gate.databaseUrl, GATE_LANGUAGE: 'zh-CN' } });

  it('tries a folder of rules on what is in the database, and leaves nothing there', async () => {
    const before = await leaves(gate);

    const { code, stdout } = await run(folder);

    assert.equal(code, 0, stdout);
    assert.match(stdout, /^ +1 {2}Unchanged$/m);
    assert.match(stdout, /^ +1 {2}Stricter$/m);
    assert.match(stdout, /approved → rejected +HW-01/);
    assert.match(stdout, /✔ Valid: 2 say again what was recorded/);
    assert.equal(await leaves(gate), before);
  });

  it('answers machines with the report, and tries a set by its number', async () => {
    const { code, stdout } = await run('1', '--derived', '--json');

    const report = JSON.parse(stdout);
    assert.equal(code, 0);
    assert.deepEqual([report.ruleSet.number, report.facts, report.buckets.unchanged], [1, 'derived', 2]);
  });

  it('looks at nothing outside its days, and says what it does not understand', async () => {
    const none = await run('1', '--until', '2026-05-31', '--json');
    const unknown = await run('7');
    const wrong = await run('1', '--from', 'yesterday');

    assert.deepEqual([none.code, JSON.parse(none.stdout).decisions], [2, 0]);
    assert.deepEqual([unknown.code, wrong.code], [1, 1]);
    assert.match(unknown.stderr, /There is no such rule set/);
    assert.match(wrong.stderr, /--from takes a day/);
  });

  it('says in both languages that there is nothing to try, which is no success', async () => {
    const english = await run('1', '--until', '2026-05-31');
    const chinese = await inChinese('1', '--until', '2026-05-31');

    assert.deepEqual([english.code, chinese.code], [2, 2]);
    assert.match(english.stdout, /^Nothing to try: there is no decision/m);
    assert.match(chinese.stdout, /^没有可试算的审核决定/m);
    assert.doesNotMatch(english.stdout + chinese.stdout, /✔/);
  });

  it('takes no slip of the pen for a question', async () => {
    const reversed = await run('1', '--from', '2026-07-01', '--until', '2026-06-01');
    const nonsense = await run('1', '--agency', 'nonsense', '--json');
    const chinese = await inChinese('1', '--agency', 'nonsense');

    assert.deepEqual([reversed.code, nonsense.code, chinese.code], [1, 1, 1]);
    assert.equal(reversed.stdout + nonsense.stdout + chinese.stdout, '');
    assert.match(reversed.stderr, /--from 2026-07-01 --until 2026-06-01: The last day lies before the first\./);
    assert.match(nonsense.stderr, /--agency nonsense: There is no such agency\.\nSee: gate help backtest/);
    assert.match(chinese.stderr, /--agency nonsense：没有这个单位。/);
  });

  it('is no success when a record cannot be judged as it was', async () => {
    await gate.db.writer('order_revisions').update({ body: '{}' });

    const { code, stdout } = await run('1');

    assert.equal(code, 1);
    assert.match(stdout, /✘ Invalid: 2 differ from the record/);
  });
});

async function leaves({ db }: Gate): Promise<number> {
  const [row] = await db.reader('log_leaves').count<{ rows: number }[]>({ rows: '*' });
  return Number(row?.rows);
}
