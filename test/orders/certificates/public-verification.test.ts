import assert from 'node:assert/strict';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { approvedOrder, verifyAt } from './certificate-support.ts';

onOneEngine('what is told to whom is not told by statements', (engine) => {
  describe('a certificate that a stranger brings', () => {
    let gate: Gate;
    let office: Office;
    before(async () => {
      gate = await startGate({ engine });
      office = await openOffice(gate);
    });
    after(() => gate.close());

    it('is good or not, and its order stands somehow; of its money the stranger learns nothing', async () => {
      const { certificate } = await approvedOrder(office);
      const address = `https://${gate.deps.origin}/verify#${certificate}`;

      const told = await Promise.all([certificate, address].map((brought) => verifyAt(gate.nobody, brought)));
      const known = await verifyAt(await gate.as('platform'), address);
      const unknownKey = await verifyAt(gate.withKey('gk_nobody_made_this_key'), certificate);
      const forged = await verifyAt(gate.nobody, `${certificate.slice(0, -8)}AAAAAAAA`);

      const agencyName = `测试单位 ${office.agencyCode}`;
      for (const { status, body } of [...told, unknownKey]) {
        assert.equal(status, 200);
        assert.deepEqual(body, { valid: true, reason: 'valid', claims: null, state: 'approved', agencyName });
      }
      assert.deepEqual([known.body.valid, known.body.claims.budget.length > 0], [true, true]);
      assert.deepEqual(forged.body, {
        ...{ valid: false, reason: 'not-genuine', claims: null, state: null, agencyName: null },
      });
    });

    it('names no agency where the order or the agency is classified', async () => {
      const { certificate, answer } = await approvedOrder(office);
      const nameNow = async (): Promise<unknown> => (await verifyAt(gate.nobody, certificate)).body.agencyName;
      const rows = (table: string, key: object) => gate.db.writer(table).where(key);

      await rows('orders', { id: answer.body.order.id }).update({ is_classified: 1 });
      assert.equal(await nameNow(), null);
      await rows('orders', { id: answer.body.order.id }).update({ is_classified: 0 });
      await rows('agencies', { code: office.agencyCode }).update({ is_classified: 1 });
      assert.equal(await nameNow(), null);
      await rows('agencies', { code: office.agencyCode }).update({ is_classified: 0 });
      assert.equal(await nameNow(), `测试单位 ${office.agencyCode}`);
    });

    it('is looked at sixty times a minute, which keeps out nobody with a key', async () => {
      gate.clock.advance({ ms: 120_000 });
      const platform = await gate.as('platform');
      for (let at = 0; at < 60; at += 1) assert.equal((await verifyAt(gate.nobody, 'x')).status, 200, `${at}`);
      gate.clock.advance({ ms: 20_000 });

      const refused = await verifyAt(gate.nobody, 'x');
      const known = await verifyAt(platform, 'x');
      gate.clock.advance({ ms: 40_000 });
      const later = await verifyAt(gate.nobody, 'x');

      assert.deepEqual(
        [refused.status, refused.body.code, refused.headers['retry-after']],
        [429, 'certificate.too_often', '40'],
      );
      assert.deepEqual([known.status, later.status], [200, 200]);
    });
  });
});
