import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { inSnapshot } from '../../src/db/index.ts';
import { allProjections, parseLeaf } from '../../src/gate/main.ts';
import { verifyLog } from '../../src/log/index.ts';
import { download, lastIndex, read } from '../reports/reports-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { catchUp, type DrawnOrder, draw } from './audit-support.ts';

forEachEngine('statements', (engine) => {
  describe('whose audit samples and the orders in them are', () => {
    let gate: Gate;
    let audit: Caller;
    let bureau: Office;
    let below: Office;
    const bought: string[] = [];

    before(async () => {
      gate = await startGate({ engine });
      audit = await gate.as('audit');
      bureau = await openOffice(gate);
      below = await openOffice(gate, { region: '420100', parentCode: bureau.agencyCode });
      for (const office of [bureau, below]) bought.push((await office.submit(office.order())).body.order.id);
      await catchUp(gate);
    });
    after(() => gate.close());

    const wish = { by: 'random', size: 200, from: '2026-01-01', until: '2026-12-31' };
    const ofBoth = async (): Promise<Response> =>
      draw(audit, { ...wish, seed: 'both', agencyCode: bureau.agencyCode, subtree: true });

    it('is not told by the log, in which only commitments stand', async () => {
      const finance = await gate.as('finance');
      const { body } = await draw(audit, { ...wish, seed: 'nobody may foresee' });

      const { items } = await read(finance, `/v1/log/entries?from=${await lastIndex(gate)}`);

      const [{ subject, record }] = items;
      assert.equal(subject, `audit-sample/${body.id}`);
      assert.ok(body.items.length >= 2);
      for (const secret of ['nobody may foresee', ...bought]) assert.ok(!record.includes(secret), secret);
      assert.deepEqual(Object.keys(JSON.parse(record).sealed).toSorted(), ['/after/items', '/after/seed']);
    });

    it('is verified against what was sealed, which nobody takes away unseen', async () => {
      const { id } = (await ofBoth()).body;
      const index = await lastIndex(gate);
      const found = async (): Promise<readonly unknown[]> => {
        const verification = { parse: parseLeaf, projections: await allProjections() };
        const { differences } = await inSnapshot(gate.db, (tx) => verifyLog(tx, verification));
        return differences.map(({ table, key, field }) => [table, key, field]);
      };
      assert.deepEqual(await found(), []);

      await gate.db.writer('audit_samples').where({ id }).update({ items: '[]' });
      assert.deepEqual(await found(), [['audit_samples', id, 'items']]);
      await gate.db.writer('sealed_texts').where({ log_index: index }).delete();
      const gone = ['/after/items', '/after/seed'].map((pointer) => ['sealed_texts', `${index}${pointer}`, null]);
      assert.deepEqual(await found(), gone);
    });

    it('leaves out the orders of agencies that a reader does not reach, and tells how many', async () => {
      const whole = (await ofBoth()).body;
      const path = `/v1/audit-samples/${whole.id}`;
      const placeOf = (id: string | undefined): number | undefined =>
        whole.items.find(({ orderId }: DrawnOrder) => orderId === id)?.place;
      assert.deepEqual([whole.items.length, whole.leftOut], [2, 0]);

      for (const grant of [{ region: '421000' }, { agencies: [bureau.agencyCode] }]) {
        const reader = await gate.as('audit', { grant });
        const part = await read(reader, path);

        assert.deepEqual(
          part.items.map(({ orderId, place }: DrawnOrder & { readonly place: number }) => [orderId, place]),
          [[bought[0], placeOf(bought[0])]],
        );
        assert.deepEqual([part.drawn, part.leftOut], [2, 1]);
        const chinese = await download({ gate, finance: reader }, `${path}?format=html`);
        const english = await download({ gate, finance: reader }, `${path}?format=html`, { 'accept-language': 'en' });
        assert.ok(!chinese.text.includes(String(bought[1])));
        assert.match(chinese.text, /超出查阅权限未列出<[^1-9]*>1</);
        assert.match(english.text, /Left out as beyond the reader’s reach<[^1-9]*>1</);
      }
    });

    it('must be known before they are drawn: of no region beyond the grant, and of one agency', async () => {
      const city = await gate.as('audit', { grant: { region: '421000' } });
      const two = await gate.as('audit', { grant: { agencies: [bureau.agencyCode, below.agencyCode] } });
      const before = await lastIndex(gate);
      const refusal = async (caller: Caller, body: object): Promise<readonly unknown[]> => {
        const answer = await caller.post('/v1/audit-samples', { ...wish, ...body });
        return [answer.status, answer.body.code, answer.body.errors?.[0].pointer];
      };

      for (const region of ['420100', '420000', '000000']) {
        assert.deepEqual(await refusal(city, { region }), [422, 'audit_sample.region', '/region']);
      }
      assert.deepEqual(await refusal(two, { region: '421000' }), [422, 'audit_sample.region', '/region']);
      assert.deepEqual(await refusal(two, {}), [422, 'audit_sample.agency', '/agencyCode']);
      assert.equal(await lastIndex(gate), before);

      assert.equal((await draw(city, { ...wish, region: '421022' })).body.region, '421022');
      assert.equal((await draw(city, wish)).body.region, '421000');
      const [only] = (await draw(two, { ...wish, agencyCode: below.agencyCode })).body.items;
      assert.equal(only.orderId, bought[1]);
    });

    it('are refused where they would be drawn from fewer agencies than the list says, and drawn again by anybody else', async () => {
      const city = await gate.as('audit', { grant: { region: '421000' } });
      const one = await gate.as('audit', { grant: { agencies: [bureau.agencyCode] } });
      const subtree = { agencyCode: bureau.agencyCode, subtree: true };
      const before = await lastIndex(gate);
      const refusal = async (caller: Caller, body: object): Promise<readonly unknown[]> => {
        const answer = await caller.post('/v1/audit-samples', { ...wish, ...body });
        return [answer.status, answer.body.code, answer.body.errors?.[0].pointer];
      };

      for (const caller of [city, one]) {
        assert.deepEqual(await refusal(caller, subtree), [422, 'audit_sample.subtree', '/subtree']);
      }
      assert.deepEqual(await refusal(one, { subtree: true }), [422, 'audit_sample.subtree', '/subtree']);
      for (const region of ['421000', '420100']) {
        assert.deepEqual(await refusal(audit, { ...subtree, region }), [422, 'audit_sample.region', '/region']);
      }
      const elsewhere = { agencyCode: bureau.agencyCode, region: '420100' };
      assert.deepEqual(await refusal(audit, elsewhere), [422, 'audit_sample.region', '/region']);
      assert.equal(await lastIndex(gate), before);

      // What is not refused is drawn again by whoever reaches more, from what the list says and nothing else.
      const lists = [
        await draw(city, { ...wish, seed: 'again' }),
        await draw(city, { ...wish, seed: 'again', agencyCode: bureau.agencyCode, region: '421000' }),
        await draw(one, { ...wish, seed: 'again' }),
        await draw(city, { ...wish, seed: 'again', agencyCode: bureau.agencyCode }),
      ];
      for (const { body } of lists) {
        const { agencyCode, region, subtree: isSubtree, seed, size, by, from, until, logSize } = body;
        const whose = agencyCode === null ? { region } : { agencyCode };
        const said = { ...whose, subtree: isSubtree, seed, size, by, from, until, logSize };
        const again = (await draw(audit, said)).body;
        assert.deepEqual([again.population, again.items], [body.population, body.items]);
      }
    });

    it('is answered again for the same key without drawing again', async () => {
      const key = { 'idempotency-key': `retried-${engine}` };
      const made = await audit.post('/v1/audit-samples', wish, key);
      const seen: string[] = [];
      const note = ({ sql }: { readonly sql: string }): void => void seen.push(sql);
      gate.db.reader.on('query', note);
      const again = await audit.post('/v1/audit-samples', wish, key);
      gate.db.reader.off('query', note);
      const other = await audit.post('/v1/audit-samples', { ...wish, until: '2025-01-01' }, key);

      assert.deepEqual([again.status, again.body], [201, made.body]);
      assert.equal(again.headers.location, made.headers.location);
      assert.ok(seen.some((sql) => sql.includes('audit_samples')));
      assert.deepEqual(
        seen.filter((sql) => sql.includes('audited_orders')),
        [],
      );
      assert.deepEqual([other.status, other.body.code], [422, 'idempotency_key.reused']);
    });
  });
});
