import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../src/kernel/index.ts';
import { runGate } from './gate-command.ts';

describe('gate rules', function () {
  this.timeout(120_000);

  const shipped = join(packageRoot(), 'rules');
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gate-rules-'));
    cpSync(shipped, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const change = (file: string, from: string, to: string): void => {
    const before = readFileSync(join(folder, file), 'utf8');
    assert.ok(before.includes(from));
    writeFileSync(join(folder, file), before.replace(from, to));
  };

  it('checks the rules that it ships with, without a database', async () => {
    const { code, stdout } = await runGate(['rules', 'check']);

    assert.equal(code, 0);
    assert.match(stdout, /\d+ rules, \d+ facts and \d+ policy parameters follow the profile/);
  });

  it('names file and place of what does not follow the profile', async () => {
    change('computers/HW-02.json', '"fen.greaterThan"', '"greaterThan"');

    const { code, stdout } = await runGate(['rules', 'check', '--folder', folder]);

    assert.equal(code, 1);
    assert.match(stdout, /computers\/HW-02\.json#\/clauses\/0\/when\/all\/0\/operator/);
  });

  it('fails when a test inside a rule fails, and names it', async () => {
    change('computers/HW-02.json', '"fen.greaterThan"', '"fen.atLeast"');

    const { code, stdout } = await runGate(['rules', 'test', '--rule', 'HW-02', '--folder', folder]);

    assert.equal(code, 1);
    assert.match(stdout, /1,400\.00 yuan with both approvals goes to a person/);
    assert.match(stdout, /1 rules not sound/);
  });

  it('fails over a value without words in both languages, and names it', async () => {
    change('words.json', '{ "zh-CN": "已过期", "en": "stale" }', '{ "zh-CN": "已过期" }');

    const { code, stdout } = await runGate(['rules', 'test', '--rule', 'HW-02', '--folder', folder]);

    assert.equal(code, 1);
    assert.match(stdout, /words\.json#\/facts\/supplier\.creditCheck\/stale {2}.* the text in "en" is missing/);
  });

  it('reads a rule in the words of its own folder', async () => {
    change('words.json', '"zh-CN": "无操作系统"', '"zh-CN": "裸机"');

    const { stdout } = await runGate(['rules', 'explain', 'OS-01', '--folder', folder], {
      env: { GATE_LANGUAGE: 'zh-CN' },
    });

    assert.match(stdout, /操作系统状态为“裸机”/);
  });

  it('reads a rule as sentences, in either language', async () => {
    const en = await runGate(['rules', 'explain', 'OS-01']);
    const zh = await runGate(['rules', 'explain', 'OS-01'], { env: { GATE_LANGUAGE: 'zh-CN' } });

    assert.match(
      en.stdout,
      /If the state of the operating system is "none" and it is not so that .*, it is rejected\./,
    );
    assert.match(zh.stdout, /操作系统状态为“无操作系统”，且“裸机采购批件覆盖该明细”不成立的，不予通过。/);
    assert.match(zh.stdout, /依据：国权联〔2006〕1号/);
  });

  it('tells what changed between two folders, with a case on which they differ', async () => {
    change('computers/HW-02.json', '"fen.greaterThan"', '"fen.atLeast"');
    change('policy/parameters-511300.json', '"value": 550000', '"value": 480000');
    rmSync(join(folder, 'computers/OS-07.json'));

    const { code, stdout } = await runGate(['rules', 'diff', shipped, '--folder', folder]);

    assert.equal(code, 0);
    assert.match(stdout, /- OS-07 .*removed/);
    assert.match(stdout, /it is: the price of a seat is at least the highest price of office software/);
    assert.match(stdout, /Witness: .*"item\.unitPriceFen":140000.*→ over-maximum/);
    assert.match(stdout, /~ 511300 policy\.cap\.desktop 550000 .* → 480000/);
    assert.match(stdout, /0 new, 1 removed, 1 changed; 1 policy parameters changed/);
  });

  it('shows the same line by line as a patch, without colours where no screen reads it', async () => {
    change('computers/HW-02.json', '580.00 yuan is within the standard', '580.00 yuan passes');
    change('policy/parameters-511300.json', '"value": 550000', '"value": 480000');
    rmSync(join(folder, 'computers/OS-07.json'));

    const { code, stdout } = await runGate(['rules', 'diff', shipped, '--folder', folder, '--text']);

    assert.equal(code, 0);
    assert.match(stdout, /^--- a\/HW-02\.json\n\+\+\+ b\/HW-02\.json\n@@ .* @@\n/);
    assert.match(stdout, /\n- +"says": "580\.00 yuan is within the standard",\n\+ +"says": "580\.00 yuan passes",\n/);
    assert.match(stdout, /\n--- a\/OS-07\.json\n\+\+\+ \/dev\/null\n/);
    assert.match(stdout, /\n--- a\/511300\/policy\.cap\.desktop\.json\n/);
    assert.match(stdout, /\n- +"value": 550000,\n\+ +"value": 480000,\n/);
    assert.ok(!stdout.includes('Witness') && !stdout.includes('\u001b'));
    assert.equal((await runGate(['rules', 'diff', shipped, '--text'])).stdout, '');
  });

  it('refuses a rule that does not exist and a word that means nothing', async () => {
    assert.equal((await runGate(['rules', 'explain', 'XX-99'])).code, 1);
    assert.equal((await runGate(['rules', 'guess'])).code, 1);
    assert.equal((await runGate(['rules', 'diff'])).code, 1);
  });
});
