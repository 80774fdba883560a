import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Gate, startGate } from '../support/gate.ts';
import { contractExample, registerBureau, withoutEvidence } from './contract-bureau.ts';
import { type CommandRun, freshFolder, runGate } from './gate-command.ts';

describe('gate check', function () {
  // Many commands, one after the other, and the machine may be busy.
  this.timeout(120_000);
  let gate: Gate;
  let env: Readonly<Record<string, string>>;
  before(async () => {
    gate = await startGate({ engine: 'sqlite' });
    env = { DATABASE_URL: gate.databaseUrl };
    await registerBureau(gate);
  });
  after(() => gate.close());

  /** The order is read from standard input. */
  function check(
    order: unknown,
    options: readonly string[] = [],
    more: Readonly<Record<string, string>> = {},
  ): Promise<CommandRun> {
    return runGate(['check', '-', ...options], { env: { ...env, ...more }, input: JSON.stringify(order) });
  }
  async function leaves(): Promise<unknown> {
    return gate.db.reader('log_leaves').count({ count: '*' });
  }

  it('ends with 0, 2 or 3 as the order is approved, referred or rejected, and keeps nothing of it', async () => {
    const before = await leaves();

    const approved = await check(contractExample('approvable'));
    const referred = await check(withoutEvidence());
    const rejected = await check(contractExample('withoutOperatingSystem'));

    assert.deepEqual([approved.code, referred.code, rejected.code], [0, 2, 3], approved.stdout + referred.stdout);
    assert.deepEqual([approved.stderr, referred.stderr, rejected.stderr], ['', '', '']);
    assert.match(approved.stdout, /^✔ Approved {2}CG-2026-0412 {2}11421000MB1234562Q$/m);
    assert.match(approved.stdout, /JZ-2026-31002-01 {2}99980\.00 yuan, 400020\.00 left/);
    assert.match(referred.stdout, /^● Referred to a person[\s\S]*^For a person to decide \(1\)$[\s\S]*^ {2}OS-04 /m);
    assert.match(rejected.stdout, /^✘ Rejected[\s\S]*^Reasons to reject \(\d\)$/m);
    assert.deepEqual(await leaves(), before);
  });

  it('shows where, what, on which basis and what helps, in English where the terminal says so, else in Chinese', async () => {
    const spoken = async (LANG: string): Promise<string> =>
      (await check(contractExample('withoutOperatingSystem'), [], { GATE_LANGUAGE: '', LANG })).stdout;

    const [english = '', chinese = ''] = await Promise.all(['en_US.UTF-8', 'fr_FR.UTF-8'].map(spoken));

    const where = '\\/lines\\/0\\S*';
    const said = (labels: readonly string[], end: string): RegExp => {
      const [place, message, basis, remedy] = labels;
      const rows = `    ${place} +${where}\\n    ${message} +.*${end}\\n    ${basis} +\\S.*\\n    ${remedy} +.*${end}$`;
      return new RegExp(`^  OS-01  \\S.*\\n${rows}`, 'm');
    };
    assert.match(english, said(['Where', 'Finding', 'Basis', 'Remedy'], '\\.'));
    assert.match(chinese, /^✘ 不予通过 {2}CG-2026-0413/m);
    assert.match(chinese, said(['位置', '说明', '依据', '办法'], '。'));
    assert.match(english, /^A check as of 2\d{3}-\d\d-\d\d \d\d:\d\d:\d\d Beijing time, UTC\+8 \(log index \d+\)/m);
    assert.match(chinese, /^截至北京时间 2\d{3}-\d\d-\d\d \d\d:\d\d:\d\d（日志第 \d+ 条）的试算/m);
  });

  it('prints with --json what POST /v1/checks answers, and reads a file with a byte order mark', async () => {
    const file = join(freshFolder(), 'order.json');
    const order = contractExample('withoutOperatingSystem');
    writeFileSync(file, `\ufeff${JSON.stringify(order)}`);

    const { code, stdout } = await runGate(['check', file, '--json'], { env });

    const officer = await gate.as('procurement-officer');
    const answer = await officer.send('post', '/v1/checks', { bytes: JSON.stringify(order) });
    const { decision } = JSON.parse(stdout);
    assert.equal(code, 3);
    assert.equal(decision.outcome, 'rejected');
    assert.deepEqual(Object.keys(decision), Object.keys(answer.body.decision));
    assert.deepEqual(decision.findings.find(isOs01), answer.body.decision.findings.find(isOs01));
  });

  it('asks a gate elsewhere with a key, and says why when that gate refuses', async () => {
    const { secret = '' } = await gate.as('procurement-officer');
    const order = contractExample('withoutOperatingSystem');
    const remote = { DATABASE_URL: '', GATE_URL: gate.url };

    const [allowed, refused] = await Promise.all([
      check(order, [], { ...remote, GATE_API_KEY: secret }),
      check(order, ['--key', 'gk_of_nobody_at_all_0000000000000000'], remote),
    ]);

    assert.equal(allowed.code, 3, allowed.stderr);
    assert.match(allowed.stdout, /^ {2}OS-01 /m);
    assert.deepEqual([refused.code, refused.stdout], [1, '']);
    assert.match(refused.stderr, /^Error: \S/);
  });

  it('compares the order with the contract first, and names every wrong place', async () => {
    const order = { ...Object(contractExample('approvable')), total: 113400, colour: 'blue', reference: undefined };

    const [english, chinese] = await Promise.all([check(order), check(order, [], { GATE_LANGUAGE: 'zh-CN' })]);

    assert.deepEqual([english.code, english.stdout, chinese.code], [1, '', 1]);
    assert.match(english.stderr, /^Error: The order does not follow the contract\. Please correct:$/m);
    for (const place of ['total', 'colour', 'reference'])
      assert.match(english.stderr, new RegExp(`^ {2}/${place} {2}\\S`, 'm'));
    assert.match(chinese.stderr, /^错误：订单不符合接口约定/);
    assert.doesNotMatch(chinese.stderr, /\bmust\b/);
  });

  it('refuses what it does not understand with 1 and a sentence, never with a stack', async () => {
    const wrong: readonly (readonly [readonly string[], RegExp])[] = [
      [['check', '-', '--jsn'], /unknown option --jsn\nSee: gate help check/],
      [['check'], /name the file of the order/],
      [['check', 'missing.json'], /there is no file missing\.json/],
      [['chek'], /there is no command chek\nSee: gate help/],
      [['check', '-', '--gate', 'http://127.0.0.1:1'], /GATE_API_KEY/],
      [['check', '-'], /^Error: /],
    ];

    const answers = await Promise.all(wrong.map(([args]) => runGate(args, { env, input: '{"lines":[' })));

    for (const [index, [, said]] of wrong.entries()) {
      assert.equal(answers[index]?.code, 1);
      assert.match(answers[index]?.stderr ?? '', said);
      assert.doesNotMatch(answers[index]?.stderr ?? '', /^ {4}at /m);
    }
  });

  it('says what to do where no gate has been started', async () => {
    const none = await check(contractExample('approvable'), [], { DATABASE_URL: '', GATE_DATA_DIR: freshFolder() });

    assert.equal(none.code, 1);
    assert.match(
      none.stderr,
      /There is no database .*gate\.db\. Start the gate \(gate serve\) or run gate migrate first/,
    );
  });
});

function isOs01({ rule }: { readonly rule: string }): boolean {
  return rule === 'OS-01';
}
