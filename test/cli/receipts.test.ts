import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot, secondsOf } from '../../src/kernel/index.ts';
import { signNow } from '../../src/log/checkpoints/checkpoint-job.ts';
import { cosign, Frontier, keyFolder, leafHash, parseNote, printSignature } from '../../src/log/index.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';
import { built } from './built-gate.ts';
import { type CommandRun, freshFolder, runGate } from './gate-command.ts';

describe('what somebody carries away from the log', function () {
  // Many commands, one after the other, and the machine may be busy.
  this.timeout(120_000);
  let gate: Gate;
  let folder: string;
  let vkey: string;
  let witnessVkey: string;
  let exported: string;
  const receipts: { early: string; text: string; json: string } = { early: '', text: '', json: '' };

  before(async () => {
    folder = freshFolder();
    await built();
    copyFileSync(join(packageRoot(), 'dist/gate-verify.mjs'), join(folder, 'gate-verify.mjs'));
    gate = await startGate({ engine: 'sqlite' });
    const office = await openOffice(gate, { region: '421000' });
    const bureau = keyFolder(folder).make('log');
    const name = 'sj.jingzhou.example/witness';
    const publicKey = bureau.bytes.toString('base64url');
    const introduced = await gate.installer.post('/v1/log/witnesses', { name, publicKey, reason: '见证' });
    witnessVkey = introduced.body.verifierKey;
    const { body } = await office.submit(office.order());
    const place = `/v1/decisions/${body.decision.id}/proof`;
    receipts.early = JSON.stringify((await office.officer.get(place)).body);
    assert.equal((await office.officer.get(place, { accept: 'text/plain' })).body.code, 'log.not_signed_yet');
    await signNow(gate.db, { ...gate.deps, keys: keyFolder(gate.dataDir) });
    await office.submit(office.order());
    const audit = await gate.as('audit');
    await signNow(gate.db, { ...gate.deps, keys: keyFolder(gate.dataDir) });
    const { body: checkpoints } = await audit.get('/v1/log/checkpoints');
    const { size, note } = checkpoints.items.at(-1);
    const seconds = secondsOf(gate.clock.now());
    const line = printSignature(cosign(parseNote(note)?.text ?? '', { name, ...bureau, seconds }));
    assert.equal((await audit.post('/v1/log/cosignatures', { size, cosignature: line })).status, 201);
    receipts.text = (await office.officer.get(place, { accept: 'text/plain' })).text;
    receipts.json = JSON.stringify((await office.officer.get(place)).body);
    vkey = (await gate.nobody.get('/v1/log/keys')).body.items[0].verifierKey;
    const answer = await fetch(`${gate.url}/v1/log/export`, { headers: { authorization: `Bearer ${audit.secret}` } });
    assert.match(String(answer.headers.get('content-type')), /^application\/x-ndjson/);
    exported = await answer.text();
  });
  after(() => gate.close());

  /** The one file that an auditor takes along, beside which there is nothing of the gate, finds whatever the command finds. */
  const verify = async (option: string, content: string, ...more: readonly string[]): Promise<CommandRun> => {
    const file = join(folder, 'carried');
    writeFileSync(file, content);
    const found = await runGate(['verify', option, file, ...more], {
      env: { DATABASE_URL: 'sqlite:nowhere.db', GATE_LANGUAGE: 'en' },
    });
    const alone = spawnSync(process.execPath, [join(folder, 'gate-verify.mjs'), option, file, ...more], {
      cwd: folder,
      env: { GATE_LANGUAGE: 'en' },
      encoding: 'utf8',
    });
    assert.deepEqual([alone.status, alone.stdout], [found.code, found.stdout], alone.stderr);
    if (found.stdout === '') assert.ok(found.stderr.includes(alone.stderr.trim()), alone.stderr);
    return found;
  };

  for (const form of ['text', 'json'] as const) {
    it(`proves a record as ${form}, without gate and database, and says what was checked`, async () => {
      const { code, stdout } = await verify('--receipt', receipts[form], '--vkey', vkey, '--vkey', witnessVkey);

      assert.equal(code, 0, stdout);
      assert.match(
        stdout,
        /^Leaf \d+: order\.decided order\/ord_\S+ \S+Z\n✔ The record is in the log of genuine-gate\.local of size \d+\.\n✔ genuine-gate\.local\+[0-9a-f]{8} signed the checkpoint\.\n✔ The witness sj\.jingzhou\.example\/witness\+[0-9a-f]{8} cosigned it at 2026-06-01T01:00:00\.000Z\.\n$/,
      );
    });
  }

  it('is of a checkpoint that a witness has seen, where there is one', () => {
    assert.equal(JSON.parse(receipts.json).checkpoint.includes('sj.jingzhou.example/witness'), true);
  });

  it('proves nothing in the first minute, without a key, with another key, or after a change', async () => {
    const other = vkey.replace('genuine-gate.local', 'other.example');
    const changed = JSON.stringify({ ...JSON.parse(receipts.json), record: '{"type":"order.decided"}' });

    const [early, keyless, unreadable, tampered] = [
      await verify('--receipt', receipts.early, '--vkey', vkey),
      await verify('--receipt', receipts.text),
      await verify('--receipt', receipts.text, '--vkey', other),
      await verify('--receipt', changed, '--vkey', vkey),
    ];

    assert.deepEqual([early.code, keyless.code, unreadable.code, tampered.code], [1, 1, 1, 1]);
    assert.match(early.stderr, /is no whole receipt/);
    assert.match(keyless.stdout, /✘ No signature was checked: give the key of the gate with --vkey/);
    assert.match(unreadable.stderr, /is no verifier key/);
    assert.match(tampered.stdout, /✘ The proof does not hold/);
    const chinese = await runGate(['verify', '--receipt', join(folder, 'carried'), '--vkey', vkey], {
      env: { GATE_LANGUAGE: 'zh-CN' },
    });
    assert.match(
      chinese.stdout,
      /✘ 证明不成立：记录、序号或检查点被改动过。\n✔ 检查点由 genuine-gate\.local\+\S+ 签署。/,
    );
  });

  it('is the whole log, which is checked without the gate', async () => {
    const { code, stdout } = await verify('--export', exported, '--vkey', vkey);

    assert.equal(code, 0, stdout);
    assert.match(
      stdout,
      /^✔ The exported log is whole: \d+ leaves agree with 2 checkpoints\.\nsize \d+, root \S{43}=\n$/,
    );
  });

  it('is checked in parts that were put together, and a later part alone says why it cannot be', async () => {
    const isLeaf = (line: string): boolean => line.startsWith('{"index"');
    const lines = exported.trimEnd().split('\n');
    const [leaves, rest] = [lines.filter(isLeaf), lines.filter((line) => !isLeaf(line))];
    const earlier = leaves.slice(0, 5);
    const later = [...leaves.slice(5), ...rest, ''].join('\n');

    const alone = await verify('--export', later, '--vkey', vkey);
    const together = await verify('--export', [...earlier, later].join('\n'), '--vkey', vkey);

    assert.deepEqual([alone.code, together.code], [1, 0], together.stdout);
    assert.equal(
      alone.stdout,
      'Line 1 of the file: the export begins at leaf 5 and cannot be checked by itself: put it behind one that ends there, or export the log from 0\n',
    );
  });

  it('vouches for no leaf that came after the last checkpoint', async () => {
    const isLeaf = (line: string): boolean => line.startsWith('{"index"');
    const lines = exported.trimEnd().split('\n');
    const leaves = lines.filter(isLeaf);
    const size = leaves.length;
    const added = JSON.stringify({ index: size, record: '{"type":"order.decided"}' });
    const frontier = new Frontier(0, []);
    for (const line of [...leaves, added]) frontier.append(leafHash(JSON.parse(line).record));
    const end = JSON.stringify({ size: size + 1, rootHash: frontier.root().toString('base64') });
    const checkpoints = lines.slice(size, -1);

    const { code, stdout } = await verify(
      '--export',
      [...leaves, added, ...checkpoints, end, ''].join('\n'),
      '--vkey',
      vkey,
    );

    assert.equal(code, 2, stdout);
    assert.match(stdout, new RegExp(`^✔ The exported log is whole: ${size} leaves`));
    assert.match(
      stdout,
      new RegExp(`^Signed up to ${size} leaves; leaves ${size} to ${size} are signed by nobody`, 'm'),
    );
  });

  it('is not the log when a record was changed, left out, or the end is missing', async () => {
    const lines = exported.split('\n');
    const changed = await verify('--export', exported.replace('"order.decided', '"order.undecided'), '--vkey', vkey);
    const without = await verify('--export', lines.toSpliced(5, 1).join('\n'), '--vkey', vkey);
    const cut = await verify('--export', lines.slice(0, -2).join('\n'), '--vkey', vkey);

    assert.deepEqual([changed.code, without.code, cut.code], [1, 1, 1]);
    assert.match(changed.stdout, /the leaves do not give the root of size \d+/);
    assert.match(without.stdout, /^Line 6 of the file: leaf 5 should stand here$/m);
    assert.match(cut.stdout, /the export was not finished/);
  });

  it('is not for whoever reaches a part of the log only', async () => {
    const one = await gate.as('audit', { grant: { agencies: ['11421000MB1234562Q'] } });

    const { status, body } = await one.get('/v1/log/export');

    assert.deepEqual([status, body.code], [403, 'log.export_reach']);
  });
});
