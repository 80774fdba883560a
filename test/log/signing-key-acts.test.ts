import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { signNow } from '../../src/log/checkpoints/checkpoint-job.ts';
import { keyFolder } from '../../src/log/index.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';

forEachEngine('statements', (engine) => {
  describe('replacing what the gate signs with', () => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
      await gate.retireBootstrap();
    });
    after(() => gate.close());

    const replacement = (key: { readonly bytes: Buffer }, change: object = {}) => {
      const publicKey = key.bytes.toString('base64url');
      return { purpose: 'log', publicKey, reason: '年度更换', isReplacedCompromised: true, ...change };
    };

    it('takes two people, and from then on the new key signs', async () => {
      const keys = keyFolder(gate.dataDir);
      await signNow(gate.db, { ...gate.deps, keys });
      const [maker, audit] = [await gate.as('security-administrator'), await gate.as('audit')];
      const key = keys.make('log');

      const proposed = await maker.post('/v1/signing-keys', replacement(key));
      assert.equal(proposed.status, 202, JSON.stringify(proposed.body));
      const { id, digest } = proposed.body;
      assert.equal((await maker.post(`/v1/proposals/${id}/signatures`, { digest })).status, 403);
      const done = await audit.post(`/v1/proposals/${id}/signatures`, { digest });

      assert.equal(done.status, 200, JSON.stringify(done.body));
      await signNow(gate.db, { ...gate.deps, keys });
      const { body: newest } = await audit.get('/v1/log/checkpoint', { accept: 'application/json' });
      assert.equal(newest.kid, key.kid);
      const { body } = await audit.get('/v1/signing-keys');
      const ofLog = body.items.filter(({ purpose }: { purpose: string }) => purpose === 'log');
      assert.deepEqual(
        ofLog.map((each: Record<string, unknown>) => [each.isCompromised, each.replacedAt !== null, each.isHere]),
        [
          [true, true, true],
          [false, false, true],
        ],
      );
      assert.equal(new Set(body.items.map(({ purpose }: { purpose: string }) => purpose)).size, 3);
    });

    it('leaves a key behind that two people may distrust later, once, but not one that signs', async () => {
      const keys = keyFolder(gate.dataDir);
      const [maker, audit] = [await gate.as('security-administrator'), await gate.as('audit')];
      const signed = async ({ status, body: { id, digest } }: Response): Promise<Response> => {
        assert.equal(status, 202);
        return audit.post(`/v1/proposals/${id}/signatures`, { digest });
      };
      const ofWebhooks = async () => {
        const { items } = (await audit.get('/v1/signing-keys')).body;
        return items.filter(({ purpose }: { purpose: string }) => purpose === 'webhook');
      };
      const [first] = await ofWebhooks();
      const yearly = replacement(keys.make('webhook'), { purpose: 'webhook', isReplacedCompromised: false });
      await signed(await maker.post('/v1/signing-keys', yearly));
      const distrust = (kid: string) => maker.post(`/v1/signing-keys/${kid}/compromise`, { reason: '密钥副本外泄' });
      const [replaced, current] = await ofWebhooks();

      const done = await signed(await distrust(first.kid));

      assert.equal(done.status, 200, JSON.stringify(done.body));
      assert.equal(replaced.isCompromised, false);
      assert.deepEqual(
        (await ofWebhooks()).map(({ isCompromised }: { isCompromised: boolean }) => isCompromised),
        [true, false],
      );
      const codes = [await distrust(first.kid), await distrust(current.kid), await distrust('nobodys-key')];
      assert.deepEqual(
        codes.map(({ body }) => body.code),
        ['signing_key.compromised', 'signing_key.current', 'signing_key.not_found'],
      );
    });

    it('is refused without the file, and for a key that has been introduced before', async () => {
      const maker = await gate.as('security-administrator');
      const elsewhere = keyFolder(`${gate.dataDir}/elsewhere`).make('log');
      const { body: listed } = await maker.get('/v1/signing-keys');
      const codeOf = async (body: object) => (await maker.post('/v1/signing-keys', body)).body.code;
      const bytesOf = ({ publicKey }: { publicKey: string }) => ({ bytes: Buffer.from(publicKey, 'base64url') });
      const ofLog = listed.items.filter(({ purpose }: { purpose: string }) => purpose === 'log');

      assert.equal(await codeOf(replacement(elsewhere)), 'signing_key.no_file');
      for (const known of ofLog) assert.equal(await codeOf(replacement(bytesOf(known))), 'signing_key.known');
      // A file is of one purpose: a key that signs the log never signs certificates as well.
      assert.equal(await codeOf(replacement(bytesOf(ofLog[0]), { purpose: 'webhook' })), 'signing_key.no_file');
    });
  });
});
