import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { forEachEngine } from '../../support/databases.ts';
import { openOffice } from '../../support/office.ts';
import { assertRefused, idOf } from '../life-support.ts';
import { forDesktops, gateForEachDesk, granted, OFFICE_PRICE, referredForPrice, reviewOf } from './waivers-support.ts';

const CAP = { rule: 'HW-01', revision: 1, clause: 'over-cap' };

forEachEngine('statements', (engine) => {
  describe('the list of waivers', () => {
    const desk = gateForEachDesk(engine);

    const idsOf = ({ body }: Response): readonly string[] => body.items.map(({ id }: { id: string }) => id);
    const list = async (query = '', caller = desk.finance.first) => idsOf(await caller.get(`/v1/waivers${query}`));

    it('shows those of an agency, of an order, of a rule, and those that stand in some way today', async () => {
      const { office, finance } = desk;
      const other = await openOffice(desk.gate);
      const referred = await referredForPrice(office);
      const review = await granted(finance, reviewOf(referred));
      const machines = await granted(finance, forDesktops(office, 3, { rules: [OFFICE_PRICE, CAP] }));
      const upcoming = await granted(finance, forDesktops(office, 3, { from: '2026-06-02' }));
      const others = await granted(finance, forDesktops(other, 3, { until: '2026-06-30' }));

      assert.deepEqual(await list(), [review, machines, upcoming, others]);
      assert.deepEqual(await list(`?agencyCode=${other.agencyCode}`), [others]);
      assert.deepEqual(await list(`?order=${idOf(referred)}`), [review]);
      assert.deepEqual(await list('?rule=HW-01'), [machines]);
      assert.deepEqual(await list('?rule=HW-03'), []);
      assert.deepEqual(await list('?state=in-force'), [review, machines, others]);
      assert.deepEqual(await list('?state=upcoming'), [upcoming]);
      for (const state of ['expired', 'void', 'revoked']) assert.deepEqual(await list(`?state=${state}`), [], state);
      const items: readonly { readonly id: string; readonly orderReference?: string }[] = (
        await finance.first.get('/v1/waivers')
      ).body.items;
      assert.deepEqual(
        items.map(({ orderReference }) => orderReference),
        [referred.body.order.reference, undefined, undefined, undefined],
      );
      desk.gate.clock.advance({ days: 30 });
      assert.deepEqual(await list('?state=expired'), [others]);
      assert.deepEqual(await list('?state=in-force&rule=HW-02'), [review, machines, upcoming]);
    });

    it('comes in pages that neither skip nor repeat one, also where a state is asked for', async () => {
      const { office, finance } = desk;
      const all: string[] = [];
      for (let made = 0; made < 5; made += 1) all.push(await granted(finance, forDesktops(office, 1)));

      const seen: string[] = [];
      for (let next: string | null = ''; next !== null; ) {
        const after: string = next === '' ? '' : `&after=${next}`;
        const page = await finance.first.get(`/v1/waivers?state=in-force&limit=2${after}`);
        seen.push(...idsOf(page));
        next = page.body.next;
      }

      assert.deepEqual(seen, all);
    });

    it('shows each what it reaches, and one that is not reached looks like none', async () => {
      const { office, finance } = desk;
      const other = await openOffice(desk.gate, { region: '511300' });
      const own = await granted(finance, forDesktops(office, 1));
      const elsewhere = await desk.gate.as('finance', { grant: { region: '511300' } });

      assert.deepEqual(await list('', office.officer), [own]);
      assert.deepEqual(await list('', elsewhere), []);
      for (const caller of [elsewhere, other.officer]) {
        assertRefused(await caller.get(`/v1/waivers/${own}`), 404, 'waiver.not_found');
      }
      assertRefused(await finance.first.get('/v1/waivers/wai_none'), 404, 'waiver.not_found');
    });
  });
});
