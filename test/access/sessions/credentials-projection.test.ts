import assert from 'node:assert/strict';
import { Secret, TOTP } from 'otpauth';
import { credentialProjection } from '../../../src/access/index.ts';
import { inSnapshot } from '../../../src/db/index.ts';
import { verifyLog } from '../../../src/log/index.ts';
import { onOneEngine, onOneOfThem } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { invite, OTHER_PASSWORD, PASSWORD, type SignedUp, setPassword, signedIn, signUp } from './session-people.ts';

onOneEngine('other files run its statements on both', (engine) => {
  describe('verifying passwords and authenticators against the log', () => {
    let gate: Gate;
    let person: SignedUp;
    let other: SignedUp;
    beforeEach(async () => {
      gate = await startGate({ engine, env: { GATE_TOTP_KEY: 'k'.repeat(32) } });
      person = await signUp(gate);
      other = await signUp(gate);
      const session = await signedIn(gate, person);
      const { body } = await session.post('/v1/session/totp', { password: PASSWORD });
      const code = new TOTP({ secret: Secret.fromBase32(body.secret) }).generate({
        timestamp: Date.parse(gate.clock.now()),
      });
      assert.equal((await session.post('/v1/session/totp-confirmation', { code })).status, 200);
    });
    afterEach(() => gate.close());

    const differences = async (): Promise<readonly string[]> => {
      const found = await inSnapshot(gate.db, (tx) => verifyLog(tx, { projections: [credentialProjection()] }));
      assert.deepEqual(found.faults, []);
      return found.differences.map(({ table, key, kind, field }) => [table, key, kind, field ?? ''].join(' ').trim());
    };
    const passwords = () => gate.db.writer('passwords');
    const rowOf = async ({ id }: SignedUp) => passwords().where({ person_id: id }).first();

    it('finds nothing, whatever was invited, set, changed, enrolled and removed', async () => {
      await invite(gate, other.id);
      await setPassword(gate, other.id, OTHER_PASSWORD);
      const session = await signedIn(gate, other, { password: OTHER_PASSWORD });
      await session.post('/v1/session/password-change', { current: OTHER_PASSWORD, new: PASSWORD });
      await gate.installer.post(`/v1/persons/${person.id}/totp-removal`, { reason: '手机遗失' });

      assert.deepEqual(await differences(), []);
    });

    it('finds a password that was put in place of another', async () => {
      const { hashes } = await rowOf(other);
      await passwords().where({ person_id: person.id }).update({ hashes });

      assert.deepEqual(await differences(), [`passwords ${person.id} differs digest`]);
    });

    onOneOfThem(engine, 'rows are compared in this process, whichever engine they come from', () => {
      it('finds one changed character of a hash, and what is no hash at all', async () => {
        const { hashes } = await rowOf(person);
        const at = hashes.length - 4;
        const changed = `${hashes.slice(0, at)}${hashes[at] === 'A' ? 'B' : 'A'}${hashes.slice(at + 1)}`;
        await passwords().where({ person_id: person.id }).update({ hashes: changed });
        await passwords().where({ person_id: other.id }).update({ hashes: 'nonsense' });

        const found = [`passwords ${person.id} differs digest`, `passwords ${other.id} differs digest`];
        assert.deepEqual((await differences()).toSorted(), found.toSorted());
      });

      it('finds an old password that was brought back with its leaf', async () => {
        await gate.installer.post(`/v1/persons/${person.id}/totp-removal`, { reason: '手机遗失' });
        const before = await rowOf(person);
        await setPassword(gate, person.id, OTHER_PASSWORD);
        await passwords().where({ person_id: person.id }).update(before);

        const found = [`passwords ${person.id} differs digest`, `passwords ${person.id} differs log_index`];
        assert.deepEqual((await differences()).toSorted(), found);
      });

      it('finds a person who signs again before the time', async () => {
        await setPassword(gate, other.id, OTHER_PASSWORD);
        assert.equal((await rowOf(other)).signs_from, '2026-06-02T01:00:00.000Z');
        await passwords().where({ person_id: other.id }).update({ signs_from: null });

        assert.deepEqual(await differences(), [`passwords ${other.id} differs digest`]);
      });
    });

    it('finds an invitation that nobody made, and a password without a leaf or a row', async () => {
      const invitation = { invitation_hash: 'a'.repeat(64), invitation_expires_at: '2026-06-02T01:00:00.000Z' };
      await passwords().where({ person_id: person.id }).update(invitation);
      const stranger = { ...(await rowOf(other)), person_id: 'per_stranger' };
      await passwords().insert(stranger);
      await passwords().where({ person_id: other.id }).delete();

      assert.deepEqual(
        (await differences()).toSorted(),
        [
          `passwords ${person.id} differs digest`,
          `passwords ${other.id} no-row`,
          'passwords per_stranger no-leaf',
        ].toSorted(),
      );
    });

    onOneOfThem(engine, 'rows are compared in this process, whichever engine they come from', () => {
      it('finds an authenticator that was exchanged, removed or brought back', async () => {
        const totps = () => gate.db.writer('totp_secrets');
        const row = await totps().first();
        await totps().update({
          sealed_secret: `${row.sealed_secret.slice(0, -1)}${row.sealed_secret.endsWith('A') ? 'B' : 'A'}`,
        });
        assert.deepEqual(await differences(), [`totp_secrets ${person.id} differs digest`]);
        await totps().delete();
        assert.deepEqual(await differences(), [`totp_secrets ${person.id} no-row`]);
        await totps().insert(row);
        await gate.installer.post(`/v1/persons/${person.id}/totp-removal`, { reason: '手机遗失' });
        assert.deepEqual(await differences(), []);

        await totps().insert(row);

        assert.deepEqual(await differences(), [`totp_secrets ${person.id} no-leaf`]);
      });
    });
  });
});
