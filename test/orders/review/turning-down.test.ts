import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { onOneEngine } from '../../support/databases.ts';
import { openEntitlement, openOffice } from '../../support/office.ts';
import { actsOf, assertRefused, idOf, movesOf, reservedOn, seatsOf, withThinEvidence } from '../life-support.ts';
import {
  asDecided,
  dearOffice,
  deskForEachTest,
  gateForEachDesk,
  granted,
  inTrayOf,
  NO,
  openFindings,
  referredForPrice,
  reviewOf,
  turnDown,
} from './waivers-support.ts';

onOneEngine('other files run its statements on both', (engine) => {
  describe('turning a referred order down', () => {
    const desk = deskForEachTest(engine);

    const leafOf = (order: Response) =>
      desk.gate.db
        .reader('log_leaves')
        .where({ subject: `order/${idOf(order)}`, type: 'order.turned-down' })
        .first();

    it('releases its money and its seats, and takes it out of the in-tray', async () => {
      const { office, finance, legalization } = desk;
      const entitlement = await openEntitlement(desk.gate, { agencyCode: office.agencyCode, seats: 5 });
      const spare = {
        provision: 'spare-entitlement',
        entitlementId: entitlement,
        unitPrice: null,
        deliverBy: null,
      } as const;
      const referred = await office.submit(withThinEvidence(office.order({ office: spare })));
      const held = [await reservedOn(desk.gate, office.hardwareLine), await seatsOf(desk.gate, entitlement)];

      const down = await turnDown(legalization.first, referred);

      assert.deepEqual(held, ['4999.00', { held: 1, free: 4 }]);
      assert.equal(down.status, 200, JSON.stringify(down.body));
      const { state, outcome, revision, expiresAt } = down.body;
      assert.deepEqual(
        { state, outcome, revision, expiresAt },
        {
          ...{ state: 'rejected', outcome: 'rejected', revision: null, expiresAt: null },
        },
      );
      assert.equal(await reservedOn(desk.gate, office.hardwareLine), '0.00');
      assert.deepEqual(await seatsOf(desk.gate, entitlement), { held: 0, free: 5 });
      assert.deepEqual(await movesOf(desk.gate, office.hardwareLine, referred), [
        'reservation 4999.00 available → reserved',
        'release 4999.00 reserved → available',
      ]);
      for (const owner of ['finance', 'legalization-office']) {
        assert.deepEqual(await inTrayOf(finance.first, office, owner), []);
      }
    });

    it('is a leaf with its reason sealed, and no decision', async () => {
      const { office, finance } = desk;
      const referred = await referredForPrice(office);

      const down = await turnDown(finance.first, referred);

      const leaf = await leafOf(referred);
      const sealed = await desk.gate.db.reader('sealed_texts').where({ log_index: leaf.log_index }).first();
      assert.equal(leaf.subject, `order/${idOf(referred)}`);
      assert.equal(down.headers.etag, `"${leaf.log_index}"`);
      assert.ok(!leaf.bytes.includes('核价'));
      assert.deepEqual([sealed.pointer, JSON.parse(sealed.value)], ['/reason', NO]);
      const decisions = await finance.first.get(`/v1/orders/${idOf(referred)}/decisions`);
      assert.equal(decisions.body.items.length, 1);
    });

    it('leaves an order that may be mended by an amendment, reviewed after all, or withdrawn', async () => {
      const { office, finance } = desk;
      const [mended, reviewed, withdrawn] = [
        await referredForPrice(office),
        await referredForPrice(office),
        await referredForPrice(office),
      ];
      const downs = [];
      for (const order of [mended, reviewed, withdrawn]) downs.push(await turnDown(finance.first, order));
      const [first, second, third] = downs;
      assert.ok(first && second && third);
      const { reference } = mended.body.order;
      await granted(finance, reviewOf(reviewed));

      const amended = await actsOf(office.officer).amend(first, { ...office.order(), reference });
      const approved = await asDecided(office.officer, second);
      const gone = await actsOf(office.officer).withdraw(third);

      assert.equal(amended.body.decision.outcome, 'approved');
      assert.equal(approved.body.decision.outcome, 'approved');
      assert.equal(gone.body.state, 'withdrawn');
    });

    it('is for the owner of an open rule within reach, and for nobody else', async () => {
      const { office, finance, legalization } = desk;
      const referred = await referredForPrice(office);
      const elsewhere = await desk.gate.as('finance', { grant: { region: '511300' } });

      assertRefused(await turnDown(legalization.first, referred), 403, 'order.not_your_rule');
      assertRefused(await turnDown(elsewhere, referred), 404, 'order.not_found');
      for (const caller of [office.officer, await desk.gate.as('audit'), desk.gate.installer]) {
        assertRefused(await turnDown(caller, referred), 403, 'access.role');
      }
      assert.equal((await finance.first.get(`/v1/orders/${idOf(referred)}`)).body.state, 'referred');
    });

    it('is not for the owner of a rule that is waived, while another one is open', async () => {
      const { office, finance, legalization } = desk;
      const referred = await office.submit(withThinEvidence(dearOffice(office)));
      await granted(finance, reviewOf(referred));
      const half = await asDecided(office.officer, referred);

      assertRefused(await turnDown(finance.first, half), 403, 'order.not_your_rule');
      assert.equal((await turnDown(legalization.first, half)).body.state, 'rejected');
    });

    it('of an approved order’s amendment leaves the approved revision as it stands', async () => {
      const { office, finance } = desk;
      const approved = await office.submit(office.order({ quantity: 2 }));
      const { reference } = approved.body.order;
      const amended = await actsOf(office.officer).amend(approved, { ...dearOffice(office, 3), reference });
      const waiting = await inTrayOf(finance.first, office);

      const down = await turnDown(finance.first, amended);

      assert.deepEqual(waiting, [idOf(approved)]);
      const { state, outcome, revision, latestRevision } = down.body;
      assert.deepEqual(
        { state, outcome, revision, latestRevision },
        {
          ...{ state: 'approved', outcome: 'rejected', revision: 1, latestRevision: 2 },
        },
      );
      assert.equal(await reservedOn(desk.gate, office.hardwareLine), '9998.00');
      assert.deepEqual(await inTrayOf(finance.first, office), []);
      assertRefused(await turnDown(finance.first, down), 409, 'order.state');
    });

    it('wants the tag last read and a reason of twenty characters, and is done once for one key', async () => {
      const { office, finance } = desk;
      const referred = await referredForPrice(office);
      const key = { 'idempotency-key': 'no-1' };

      assertRefused(await turnDown(finance.first, referred, { 'if-match': '"1"' }), 412, 'order.stale');
      assert.equal((await turnDown(finance.first, referred, {}, '理由不足')).status, 400);
      const first = await turnDown(finance.first, referred, key);
      const again = await turnDown(finance.first, referred, key);
      assert.deepEqual([first.status, again.status], [200, 200]);
      assert.deepEqual(again.body, first.body);
      const rows = await desk.gate.db.reader('log_leaves').where({ subject: `order/${idOf(referred)}` });
      assert.equal(rows.length, 2);
    });

    it('of a classified order keeps in the log as a commitment what it had set aside', async () => {
      const { finance } = desk;
      const secret = await openOffice(desk.gate, { isClassified: true });
      const referred = await referredForPrice(secret);

      const down = await turnDown(finance.first, referred);

      const leaf = await leafOf(referred);
      assert.equal(down.body.state, 'rejected');
      assert.ok(!leaf.bytes.includes(secret.hardwareLine));
      assert.equal(await reservedOn(desk.gate, secret.hardwareLine), '0.00');
      assert.deepEqual(openFindings(referred), ['HW-02 over-standard']);
    });

    it('is refused where nothing waits: approved, rejected or withdrawn', async () => {
      const { office, finance } = desk;
      const approved = await office.submit(office.order());
      const rejected = await office.submit(office.order({ office: { unitPrice: '1500.00' } }));
      const withdrawn = await actsOf(office.officer).withdraw(await referredForPrice(office));

      for (const order of [approved, rejected, withdrawn]) {
        assertRefused(await turnDown(finance.first, order), 409, 'order.state');
      }
    });
  });

  describe('a referral that has lapsed', () => {
    const desk = gateForEachDesk(engine);

    it('is not turned down any more, and is in nobody’s in-tray', async () => {
      const { office, finance } = desk;
      const lapsing = await referredForPrice(office);
      desk.gate.clock.advance({ days: 30 });

      assertRefused(await turnDown(finance.first, lapsing), 412, 'order.stale');
      const lapsed = await finance.first.get(`/v1/orders/${idOf(lapsing)}`);
      assertRefused(await turnDown(finance.first, lapsed), 409, 'order.state');
      assert.equal(lapsed.body.state, 'expired');
      assert.deepEqual(await inTrayOf(finance.first, office), []);
    });
  });
});
