import assert from 'node:assert/strict';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import supertest from 'supertest';
import { built } from '../cli/built-gate.ts';
import { freshFolder, runGate, startGateCommand } from '../cli/gate-command.ts';

describe('gate demo', () => {
  let folder: string;
  before(async () => {
    await built();
    folder = freshFolder();
  });

  it('prepares its data once, in a folder of its own, and goes on with them afterwards', async () => {
    const env = { GATE_DATA_DIR: folder, DATABASE_URL: 'mysql://nobody@127.0.0.1:1/real' };

    const first = await runGate(['demo', '--no-serve'], { env });
    const second = await runGate(['demo', '--no-serve'], { env: { ...env, GATE_LANGUAGE: 'zh-CN' } });

    assert.deepEqual([first.code, second.code], [0, 0], first.stderr + second.stderr);
    assert.match(first.stderr, /^Preparing the demo …\nThe demo is ready \(\d+\.\d s\)\.\n$/);
    assert.match(second.stderr, /^使用 \S+ 中已有的演示数据。\n$/);
    assert.match(first.stdout, /^who +role +reach +e-mail +password$/m);
    assert.match(second.stdout, /^姓名 +角色 +范围 +邮箱 +密码$/m);
    assert.deepEqual(passwordsIn(second.stdout), passwordsIn(first.stdout));
    assert.equal(new Set(passwordsIn(first.stdout)).size, 20);
    assert.equal(statSync(join(folder, 'demo', 'people.json')).mode & 0o777, 0o600);
  });

  it('leaves a gate that can be verified, and begins anew where seeding was cut off', async () => {
    const file = join(folder, 'demo', 'people.json');
    const before = readFileSync(file, 'utf8');
    rmSync(file);

    const again = await runGate(['demo', '--no-serve'], { env: { GATE_DATA_DIR: folder } });
    const verified = await runGate(['verify'], { env: { GATE_DATA_DIR: join(folder, 'demo') } });

    assert.match(again.stderr, /^Preparing the demo/);
    assert.notEqual(readFileSync(file, 'utf8'), before);
    assert.equal(verified.code, 0, verified.stdout);
  });

  it('says how its own database is verified, whatever database the environment names, and who can sign in', async () => {
    const env = { GATE_DATA_DIR: freshFolder(), DATABASE_URL: 'mysql://nobody@127.0.0.1:1/real', PORT: '0' };
    const child = startGateCommand(['demo'], env);
    const said = textOf(child.stdout);
    const url = await new Promise<string>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(String(chunk)) ?? [];
        if (found) resolve(found);
      });
    });
    const answers = [await peopleOf(url, '127.0.0.1'), await peopleOf(url, 'elsewhere.example')];
    child.kill('SIGTERM');

    const hint = /^ {2}(.*) npx gate verify$/m.exec(await said)?.[1] ?? '';
    const variables = Object.fromEntries(hint.split(' ').map((each) => each.split('=')));
    const verified = await runGate(['verify'], { env: { ...env, ...variables } });

    assert.deepEqual(Object.keys(variables), ['DATABASE_URL', 'GATE_DATA_DIR']);
    assert.equal(verified.code, 0, verified.stderr);
    assert.deepEqual(answers, [
      [200, 20],
      [404, undefined],
    ]);
  });

  it('knows no other option', async () => {
    const { code, stderr } = await runGate(['demo', '--noserve']);

    assert.equal(code, 1);
    assert.match(stderr, /unknown option --noserve\nSee: gate help demo/);
  });
});

function passwordsIn(table: string): readonly string[] {
  return table.match(/(?<= )([2-9a-z]{4}-){3}[2-9a-z]{4}$/gm) ?? [];
}

/** The status, and how many the sign-in page would show, to who came by a name. */
async function peopleOf(url: string, host: string): Promise<readonly unknown[]> {
  const { status, body } = await supertest(url).get('/v1/demo/people').set('Host', host);
  return [status, body.people?.length];
}
