import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { secondsOf } from '../../src/kernel/index.ts';
import { signNow } from '../../src/log/checkpoints/checkpoint-job.ts';
import {
  cosign,
  cosignaturesOf,
  keyFolder,
  type NoteSigner,
  openCheckpoint,
  parseNote,
  parseVerifierKey,
  printSignature,
  type SigningKey,
} from '../../src/log/index.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { grow } from './log-support.ts';

forEachEngine('statements', (engine) => {
  describe('witnesses', () => {
    let gate: Gate;
    let audit: Caller;
    let machine: Caller;
    let bureau: SigningKey;
    let note: string;
    let size: number;
    before(async () => {
      gate = await startGate({ engine });
      audit = await gate.as('audit');
      machine = await gate.as('machine', { scopes: ['log:cosign'] });
      bureau = keyFolder(`${gate.dataDir}/bureau`).make('log');
      const introduced = await gate.installer.post('/v1/log/witnesses', introduction(NAME, bureau));
      assert.equal(introduced.status, 201, JSON.stringify(introduced.body));
      await signNow(gate.db, { ...gate.deps, keys: keyFolder(gate.dataDir) });
      const { body } = await audit.get('/v1/log/checkpoint', { accept: 'application/json' });
      ({ note, size } = body);
    });
    after(() => gate.close());

    const lineOf = (signer: NoteSigner, change: { seconds?: number; note?: string } = {}): string => {
      const seconds = change.seconds ?? secondsOf(gate.clock.now());
      return printSignature(cosign(parseNote(change.note ?? note)?.text ?? '', { ...signer, seconds }));
    };
    const own = (): NoteSigner => ({ name: NAME, ...bureau });
    const offer = (cosignature: string, of = size): Promise<Response> =>
      machine.post('/v1/log/cosignatures', { size: of, cosignature });

    it('cosign a checkpoint, which carries their word from then on', async () => {
      const line = lineOf(own());
      const [first, again] = [
        await offer(line),
        await offer(lineOf(own(), { seconds: secondsOf(gate.clock.now()) + 1 })),
      ];

      assert.deepEqual([first.status, again.status], [201, 200], JSON.stringify(first.body));
      assert.deepEqual(again.body, first.body);
      const { text } = await audit.get('/v1/log/checkpoint');
      assert.equal(text, `${note}${line}\n`);
      const { body: keys } = await gate.nobody.get('/v1/log/keys');
      const opened = openCheckpoint(
        text,
        [parseVerifierKey(keys.items[0].verifierKey)].flatMap((key) => key ?? []),
      );
      const { body: witnesses } = await audit.get('/v1/log/witnesses');
      const key = parseVerifierKey(witnesses.items.find(({ name }: { name: string }) => name === NAME).verifierKey);
      assert.ok(opened && key);
      assert.equal(cosignaturesOf(opened.note, key).length, 1);
      const { body: listed } = await audit.get('/v1/log/checkpoints');
      assert.equal(listed.items.at(-1).cosignatures, 1);
    });

    it('are not believed with an unknown key, a wrong signature, an unknown checkpoint or a clock that is far off', async () => {
      const stranger = keyFolder(`${gate.dataDir}/stranger`).make('log');
      const codeOf = async (answer: Promise<Response>) => {
        const { status, body } = await answer;
        return [status, body.code];
      };
      const later = secondsOf(gate.clock.now()) + 3_600;
      await grow(gate, 1);

      assert.deepEqual(await codeOf(offer(lineOf({ name: NAME, ...stranger }))), [422, 'cosignature.witness_unknown']);
      assert.deepEqual(await codeOf(offer(lineOf({ ...own(), name: 'other' }))), [422, 'cosignature.witness_unknown']);
      const forged = lineOf(own(), { note: note.replace(`\n${size}\n`, `\n${size + 1}\n`) });
      assert.deepEqual(await codeOf(offer(forged)), [422, 'cosignature.wrong_signature']);
      assert.deepEqual(await codeOf(offer(lineOf(own()), size + 1)), [422, 'cosignature.checkpoint_unknown']);
      assert.deepEqual(await codeOf(offer(lineOf(own(), { seconds: later }))), [422, 'cosignature.time']);
      assert.deepEqual(await codeOf(offer(lineOf(own(), { seconds: 0 }))), [422, 'cosignature.time']);
      assert.deepEqual(await codeOf(offer('— name AAAAAAA=')), [422, 'cosignature.malformed']);
    });

    it('are not the gate itself, and have one key each', async () => {
      const self = keyFolder(gate.dataDir).read('log', JSON.parse(await ownKid(gate)));
      assert.ok(self);
      const { body: asGate } = await gate.installer.post('/v1/log/witnesses', introduction('self', self));
      const { body: twice } = await gate.installer.post('/v1/log/witnesses', introduction('another name', bureau));
      const { body: renamed } = await gate.installer.post('/v1/log/witnesses', introduction('another', bureau));

      assert.deepEqual([asGate.code, twice.code, renamed.code], ['witness.own_key', 'witness.name', 'witness.exists']);
    });

    it('are heard once, however many of their words come at once', async () => {
      await grow(gate, 1);
      gate.clock.advance({ ms: 60_000 });
      await signNow(gate.db, { ...gate.deps, keys: keyFolder(gate.dataDir) });
      const { body: newest } = await audit.get('/v1/log/checkpoint', { accept: 'application/json' });
      const seconds = secondsOf(gate.clock.now());
      const lines = Array.from({ length: 10 }, (_, at) => lineOf(own(), { note: newest.note, seconds: seconds + at }));

      const answers = await Promise.all(lines.map((line) => offer(line, newest.size)));

      const [first] = answers;
      assert.deepEqual(answers.map(({ status }) => status).toSorted(), [...Array(9).fill(200), 201]);
      for (const { body } of answers) assert.deepEqual(body, first?.body);
    });
  });

  describe('whose word counts', () => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
      await gate.retireBootstrap();
    });
    after(() => gate.close());

    it('is agreed by the audit bureau and those who keep the keys, and ended the same way', async () => {
      const [audit, other] = [await gate.as('audit'), await gate.as('audit', { who: 'another' })];
      const security = await gate.as('security-administrator');
      const key = keyFolder(`${gate.dataDir}/bureau`).make('log');

      const proposed = await audit.post('/v1/log/witnesses', introduction(NAME, key));
      assert.equal(proposed.status, 202);
      const { id, digest } = proposed.body;
      const sign = (by: Caller, of = id, over = digest) => by.post(`/v1/proposals/${of}/signatures`, { digest: over });
      assert.equal((await sign(other)).status, 403);
      const done = await sign(security);
      assert.equal(done.status, 200, JSON.stringify(done.body));

      const { keyId } = done.body.result.body;
      const ending = await security.post(`/v1/log/witnesses/${keyId}/end`, { reason: '更换见证机' });
      assert.equal(ending.status, 202);
      assert.equal((await sign(audit, ending.body.id, ending.body.digest)).status, 200);
      const { body } = await audit.get('/v1/log/witnesses');
      assert.deepEqual(
        body.items.map(({ name, endedAt }: { name: string; endedAt: string }) => [name, endedAt !== null]),
        [[NAME, true]],
      );
      assert.equal(
        (await security.post(`/v1/log/witnesses/${keyId}/end`, { reason: '再次' })).body.code,
        'witness.ended',
      );
    });

    it('is refused once a witness has ended', async () => {
      await signNow(gate.db, { ...gate.deps, keys: keyFolder(gate.dataDir) });
      const { body: witnesses } = await (await gate.as('audit')).get('/v1/log/witnesses');
      const { keyId } = witnesses.items[0];
      const machine = await gate.as('machine', { scopes: ['log:cosign'] });
      const bytes = Buffer.concat([Buffer.from(keyId, 'hex'), Buffer.alloc(72)]);

      const line = `— ${NAME} ${bytes.toString('base64')}`;
      const { size } = await gate.db.reader('log_checkpoints').first();
      const { body } = await machine.post('/v1/log/cosignatures', { size: Number(size), cosignature: line });

      assert.equal(body.code, 'cosignature.witness_unknown');
    });
  });
});

const NAME = 'sj.jingzhou.example/witness';

function introduction(name: string, { bytes }: SigningKey) {
  return { name, publicKey: bytes.toString('base64url'), reason: '审计局自行保管见证机' };
}

async function ownKid(gate: Gate): Promise<string> {
  const { body } = await gate.nobody.get('/v1/log/keys');
  return JSON.stringify(body.items[0].kid);
}
