import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockFolder } from '../../src/cli/folder-lock.ts';
import { inTransaction } from '../../src/db/index.ts';
import {
  cosignaturesOf,
  governedAfterRestore,
  holdLog,
  parseNote,
  parseVerifierKey,
  recordGap,
} from '../../src/log/index.ts';
import { openWitness, rootIn } from '../../src/witness/index.ts';
import { type CommandRun, commandNow, freshFolder, runGate } from '../cli/gate-command.ts';
import { grow } from '../log/log-support.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate, testClock } from '../support/gate.ts';
import { seesPaper, sheetsOf } from '../support/paper.ts';
import { cutTo, headRow, sign } from './witness-support.ts';

const NAME = 'audit.jingzhou.test';

describe('the witness', function () {
  // Many commands, one after the other, and the machine may be busy.
  this.timeout(180_000);

  onOneEngine('a witness knows a gate by its answers alone', (engine) => {
    let gate: Gate;
    let folder: string;
    let key: string;
    let own: string;
    beforeEach(async () => {
      gate = await startGate({ engine, clock: testClock(commandNow()) });
      await sign(gate);
      const machine = await gate.as('machine', { scopes: ['log:read', 'log:cosign'] });
      key = machine.secret ?? '';
      folder = join(freshFolder(), 'witness');
      const { body } = await gate.nobody.get('/v1/log/keys');
      const made = await run('init', folder, '--gate', gate.url, '--vkey', body.items[0].verifierKey, '--name', NAME);
      const [, registration = '{}', vkey = ''] = made.stdout.trimEnd().split('\n');
      own = vkey;
      const registered = await gate.installer.post('/v1/log/witnesses', {
        ...JSON.parse(registration),
        reason: '审计局见证',
      });
      assert.equal(registered.status, 201, made.stdout + made.stderr);
    });
    afterEach(() => gate.close());

    const run = (...args: readonly string[]): Promise<CommandRun> =>
      runGate(['witness', ...args], { env: { GATE_API_KEY: key } });
    const look = (): Promise<CommandRun> => run('run', folder, '--once');
    it('says how to be registered, where the gate does not know it', async () => {
      const stranger = join(freshFolder(), 'stranger');
      const { body } = await gate.nobody.get('/v1/log/keys');
      await run('init', stranger, '--gate', gate.url, '--vkey', body.items[0].verifierKey, '--name', 'other.test');

      const { code, stderr } = await run('run', stranger, '--once');

      assert.equal(code, 1);
      assert.match(
        stderr,
        /did not take the cosignature: .*\nRegister its public key at the gate \(POST \/v1\/log\/witnesses/,
      );
    });

    it('says so when its key does not reach the region of the gate any more, cries no fork and cosigns nothing', async () => {
      await look();
      await grow(gate, 3);
      await sign(gate);
      const county = await gate.as('machine', { grant: { region: '421022' }, scopes: ['log:read', 'log:cosign'] });
      const nationwide = key;
      key = county.secret ?? '';

      const narrow = await look();
      const { alarm } = openWitness(folder).state();
      key = nationwide;
      const wide = await look();

      assert.equal(narrow.code, 1, narrow.stdout);
      assert.match(narrow.stderr, /the key of this witness does not reach the whole region of the gate/i);
      assert.doesNotMatch(narrow.stdout + narrow.stderr, /FORK|GAP|Seen up to/);
      assert.equal(alarm, null);
      assert.deepEqual([wide.code, readdirSync(folder).includes('alarms')], [0, false], wide.stdout + wide.stderr);
      assert.match(wide.stdout, /[1-9] of them new/);
    });

    it('holds every leaf, cosigns what follows, and the gate gives its word out with the checkpoint', async () => {
      const first = await look();
      const again = await look();
      const { text: note } = await gate.installer.get('/v1/log/checkpoint', { accept: 'text/plain' });
      const witnessKey = parseVerifierKey(own);
      const signed = parseNote(note);
      assert.ok(witnessKey && signed);
      const checked = await run('check', folder);

      assert.equal(first.code, 0, first.stdout + first.stderr);
      assert.match(again.stdout, /0 of them new/);
      assert.equal(cosignaturesOf(signed, witnessKey).length, 1);
      assert.equal(checked.code, 0);
      assert.equal(statSync(join(folder, 'witness.pem')).mode & 0o777, 0o600);
    });

    it('has its folder for itself while it runs', async () => {
      const path = join(folder, 'lock');
      const lock = await lockFolder({ folder, path, command: 'witness run' });
      const beside = await look();
      await lock.release();
      const after = await look();

      assert.equal(beside.code, 1);
      assert.match(beside.stderr, /^Error: Another gate witness run works on .* \(process \d+ on .+\)\.$/m);
      assert.equal(after.code, 0, after.stdout + after.stderr);
      assert.equal(existsSync(path), false);
    });

    it('goes on after a kill, whatever stands half written at the end of its leaves', async () => {
      await look();
      writeFileSync(join(folder, 'leaves.jsonl'), '"half a rec', { flag: 'a' });
      await grow(gate, 3);
      await sign(gate);

      const { code, stdout } = await look();

      assert.equal(code, 0, stdout);
      assert.equal((await run('check', folder)).code, 0);
    });

    it('writes a page every day by itself, in both languages, as text and as PDF, and anew when it is asked to', async () => {
      const first = await look();
      const pages = join(folder, 'pages');
      const names = readdirSync(pages);
      const [name = ''] = names.filter((each) => each.endsWith('.txt'));
      const timeOf = (): number => statSync(join(pages, name)).mtimeMs;
      const written = timeOf();
      const second = await look();
      const seen = timeOf();
      const asked = await run('page', folder);

      const page = readFileSync(join(pages, name), 'utf8');
      assert.deepEqual([first.code, second.code, asked.code], [0, 0, 0]);
      assert.ok(first.stdout.includes(name) && !second.stdout.includes(name), second.stdout);
      assert.deepEqual(
        names.map((each) => each.slice('2026-06-15'.length)),
        ['.en.pdf', '.txt', '.zh-CN.pdf'],
      );
      assert.match(page, /^根散列：\S{44}\nRoot: \S{44}$/m);
      assert.ok(page.includes(`— ${NAME} `));
      assert.equal(seen, written);
      assert.ok(timeOf() > written);
    });

    it('writes the page of a day on which the gate is away, too', async () => {
      await look();
      const pages = join(folder, 'pages');
      rmSync(pages, { recursive: true });
      const settings = join(folder, 'witness.json');
      writeFileSync(settings, readFileSync(settings, 'utf8').replace(gate.url, 'http://127.0.0.1:9'));

      const { code } = await look();

      assert.equal(code, 1);
      assert.equal(readdirSync(pages).length, 3);
    });

    it('tells of an alarm although no page can be written', async () => {
      await look();
      rmSync(join(folder, 'pages'), { recursive: true });
      writeFileSync(join(folder, 'pages'), 'in the way');
      const path = join(folder, 'state.json');
      const alarm = { kind: 'key', evidence: 'alarms/key-5.txt' };
      writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), alarm }));

      const { code, stdout, stderr } = await look();

      assert.equal(code, 3, stdout + stderr);
      assert.match(stderr, /pages/);
    });

    if (seesPaper('the page of a witness on paper')) {
      it('writes a page on which everything stands on the sheet', async () => {
        await look();
        const pages = join(folder, 'pages');
        const [name = ''] = readdirSync(pages).filter((each) => each.endsWith('.zh-CN.pdf'));

        const sheets = sheetsOf(readFileSync(join(pages, name)));

        const [sheet] = sheets;
        assert.ok(sheet && sheets.length === 1);
        const words = sheet.words.map(({ text }) => text).join(' ');
        assert.match(words, /采购闸口日志见证页 .* 根散列：\S{44} /);
        for (const { left, right, bottom } of sheet.words) {
          assert.ok(left > 0 && right < sheet.width && bottom < sheet.height);
        }
      });
    }

    it('refuses a fork, and keeps both checkpoints as evidence', async () => {
      await grow(gate, 3);
      const before = await headRow(gate);
      await grow(gate, 2);
      await sign(gate);
      await look();
      await cutTo(gate, before.size, before);
      // Or the same leaves would be written once more.
      gate.clock.advance({ ms: 1 });
      await grow(gate, 4);
      await sign(gate);

      const { code, stdout } = await look();
      const again = await look();

      assert.equal(code, 3, stdout);
      assert.match(stdout, /A FORK/);
      assert.equal(again.code, 3);
      const [evidence = ''] = readdirSync(join(folder, 'alarms'));
      const { ours, theirs } = JSON.parse(readFileSync(join(folder, 'alarms', evidence), 'utf8'));
      assert.ok(parseNote(ours) && parseNote(theirs));
      assert.notEqual(parseNote(ours)?.text, parseNote(theirs)?.text);
    });

    it('names the gap of an old backup and holds what is missing there, until the gate and the audit bureau accept it', async () => {
      await grow(gate, 3);
      const before = await headRow(gate);
      await grow(gate, 2);
      await sign(gate);
      await look();
      const rootHash = rootIn(openWitness(folder).state());
      await cutTo(gate, before.size, before);
      await inTransaction(gate.db, holdLog);

      const unnamed = await look();
      const early = await run('accept-gap', folder);
      const known = { size: before.size + 2, rootHash };
      const by = { keyId: 'key_local', personId: null };
      await inTransaction(gate.db, (tx) =>
        governedAfterRestore(tx, gate.deps, async (entry) => recordGap(entry, { by, reason: '磁盘损坏', known })),
      );
      await grow(gate, 5);
      await sign(gate);
      const named = await look();
      const accepted = await run('accept-gap', folder);
      const after = await look();

      const range = new RegExp(`lacks leaves ${before.size} to ${before.size + 1} `);
      assert.deepEqual([unnamed.code, early.code, named.code], [3, 1, 3], unnamed.stdout + named.stdout);
      assert.match(unnamed.stdout, range);
      assert.match(named.stdout, range);
      assert.match(named.stdout, /The gate has named it/);
      assert.equal(accepted.code, 0, accepted.stderr);
      assert.equal(after.code, 0, after.stdout + after.stderr);
      const lost = readdirSync(folder).find((name) => name.startsWith('lost-')) ?? '';
      assert.equal(readFileSync(join(folder, lost), 'utf8').trimEnd().split('\n').length, 2);
    });
  });
});
