import assert from 'node:assert/strict';
import { inSnapshot, type Tx } from '../../../src/db/index.ts';
import { canonicalJson } from '../../../src/kernel/index.ts';
import { type Verification, verifyLog } from '../../../src/log/index.ts';
import { gateProjections, parseLeaf } from '../../../src/proof/projections/gate-projections.ts';
import { reconcileGate } from '../../../src/proof/reconcile/reconcile-gate.ts';
import { openRederivationRun } from '../../../src/proof/rederive/rederive-all.ts';
import { rederiveAll } from '../../../src/proof/rederive/rederive-job.ts';
import { contractFor, stepsOf } from '../../fulfilment/fulfilment-support.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { openEntitlement, openOffice } from '../../support/office.ts';
import { actsOf, idOf, withThinEvidence } from '../life-support.ts';
import {
  asDecided,
  dearOffice,
  forDesktops,
  granted,
  openDesk,
  referredForPrice,
  reviewOf,
  turnDown,
} from './waivers-support.ts';

interface WaiverStory {
  readonly review: string;
  readonly machines: string;
  readonly revoked: string;
  readonly classified: string;
  readonly reviewed: string;
  /** The review of an order that is under contract as it was reviewed. */
  readonly repeated: string;
  readonly counted: string;
  readonly waiting: string;
  readonly ended: string;
}

/** Orders that were reviewed, that stand on waivers for machines, that wait and that were turned down. */
async function waiveThrough(gate: Gate): Promise<WaiverStory> {
  const { office, finance, legalization } = await openDesk(gate);
  const secret = await openOffice(gate, { isClassified: true });
  const reviewed = await referredForPrice(office);
  const review = await granted(finance, reviewOf(reviewed));
  const hidden = await referredForPrice(secret);
  const classified = await granted(finance, reviewOf(hidden));
  const machines = await granted(finance, forDesktops(office, 5));
  const counted = await office.submit(dearOffice(office, 2));
  const { reference } = counted.body.order;
  const rejected = { ...dearOffice(office, 3), reference, supplier: null, planFilingNumber: null };
  await actsOf(office.officer).amend(counted, rejected);
  const contractedOrder = dearOffice(office, 1);
  const approved = await office.submit(contractedOrder);
  const contracted = await stepsOf(office.officer).contract(approved, contractFor(contractedOrder));
  assert.equal(contracted.body.order.state, 'contracted', JSON.stringify(contracted.body));
  const ended = await office.submit(dearOffice(office, 1));
  await actsOf(office.officer).withdraw(ended);
  const waiting = await office.submit(withThinEvidence(dearOffice(office, 1)));
  const turnedDown = await office.submit(withThinEvidence(dearOffice(office, 1)));
  assert.equal((await turnDown(legalization.first, turnedDown)).body.state, 'rejected');
  const revoked = await granted(finance, forDesktops(office, 9));
  const { headers } = await finance.first.get(`/v1/waivers/${revoked}`);
  const tag = { 'if-match': String(headers.etag) };
  await finance.first.post(`/v1/waivers/${revoked}/revocation`, { reason: '依据已失效' }, tag);
  await approveShortOfSeats(gate);
  const repeated = await contractAsReviewed(gate);
  const [order, one] = [counted, reviewed].map(idOf);
  return {
    repeated,
    ...{ review, machines, revoked, classified, reviewed: String(one), counted: String(order) },
    ...{ waiting: idOf(waiting), ended: idOf(ended) },
  };
}

async function approveShortOfSeats(gate: Gate): Promise<void> {
  const { office, legalization } = await openDesk(gate);
  const entitlement = await openEntitlement(gate, { agencyCode: office.agencyCode, seats: 1 });
  const spare = {
    provision: 'spare-entitlement',
    entitlementId: entitlement,
    unitPrice: null,
    deliverBy: null,
  } as const;
  const short = await office.submit(office.order({ quantity: 2, office: spare }));
  const findings: { rule: string; clause: string }[] = short.body.decision.findings;
  for (const { rule, clause } of findings) {
    const reasonCode = rule === 'LIC-02' ? 'register-correction' : 'special-work';
    await granted(legalization, reviewOf(short, { rules: [{ rule, revision: 1, clause }], reasonCode }));
  }
  const approved = await asDecided(office.officer, short);
  assert.equal(approved.body.decision.outcome, 'approved', JSON.stringify(approved.body));
}

async function contractAsReviewed(gate: Gate): Promise<string> {
  const { office, finance } = await openDesk(gate);
  const order = dearOffice(office);
  const referred = await office.submit(order);
  const review = await granted(finance, reviewOf(referred));
  const approved = await asDecided(office.officer, referred);
  const contracted = await stepsOf(office.officer).contract(approved, contractFor(order));
  assert.equal(contracted.body.order.state, 'contracted', JSON.stringify(contracted.body));
  return review;
}

interface ForgedWaiver {
  id: string;
  version: number;
  from: string;
  devicesLeft: number | null;
  readonly rules: object[];
}

/** What somebody could have made of a waiver for the time of one decision, and where it shows. */
const FORGERIES: readonly (readonly [string, (waiver: ForgedWaiver) => unknown])[] = [
  ['', (waiver) => (waiver.id = 'wai_none')],
  ['/version', (waiver) => (waiver.version -= 1)],
  ['/from', (waiver) => (waiver.from = '2026-01-01')],
  ['/rules/1', (waiver) => waiver.rules.push({ rule: 'HW-01', revision: 1, clause: 'over-cap' })],
  ['/isWithin', (waiver) => (waiver.devicesLeft = 500)],
];

describe('the evidence of waivers', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    let gate: Gate;
    let waived: WaiverStory;
    before(async () => {
      gate = await startGate({ engine });
      waived = await waiveThrough(gate);
      await gate.db.writer.raw('drop trigger log_leaves_no_update');
    });
    after(() => gate.close());

    const verify = (tx: Tx): Promise<Verification> =>
      verifyLog(tx, { parse: parseLeaf, projections: gateProjections() });

    /** What verification finds after a change that nobody recorded; the change is taken back. */
    async function foundAfter(change: (tx: Tx) => Promise<unknown>): Promise<readonly string[]> {
      const found: Verification[] = [];
      const undo = new Error('undo');
      const changed = gate.db.writer.transaction(async (tx) => {
        await change(tx);
        found.push(await verify(tx));
        throw undo;
      });
      await assert.rejects(changed, undo);
      const differences = found[0]?.differences ?? [];
      return differences.map(({ table, key, kind, field }) => [table, key, kind, ...(field ? [field] : [])].join(' '));
    }

    /** Where decisions derived anew differ after such a change. */
    async function rederivedAfter(change: (tx: Tx) => Promise<unknown>): Promise<readonly string[]> {
      const rederiving = openRederivationRun();
      const undo = new Error('undo');
      const changed = gate.db.writer.transaction(async (tx) => {
        await change(tx);
        while (await rederiving.step(tx));
        throw undo;
      });
      await assert.rejects(changed, undo);
      return rederiving.result().differences.map(({ arrow, pointer }) => `${arrow} ${pointer}`);
    }

    it('agrees with the log, with itself, and with every decision derived anew', async () => {
      const verification = await inSnapshot(gate.db, verify);
      const reconciled = await inSnapshot(gate.db, reconcileGate);
      const rederived = await rederiveAll(gate.db, () => undefined);

      assert.deepEqual(verification.differences, []);
      assert.deepEqual(verification.faults, []);
      assert.deepEqual(reconciled.unreconciled, []);
      assert.deepEqual(rederived.differences, []);
      assert.equal(rederived.erased, 0);
    });

    it('finds a decision that took a waiver to be what nobody signed, when it is derived anew', async () => {
      const { reviewed, review } = waived;
      const { log_index: index } = await gate.db
        .reader('decisions')
        .where({ order_id: reviewed, outcome: 'approved' })
        .first();
      for (const [pointer, forge] of FORGERIES) {
        const found = await rederivedAfter(async (tx) => {
          const { bytes } = await tx('log_leaves').where({ log_index: index }).first();
          const record = JSON.parse(bytes);
          forge(record.detail.gathered.waivers.find(({ id }: ForgedWaiver) => id === review));
          await tx('log_leaves')
            .where({ log_index: index })
            .update({ bytes: canonicalJson(record) });
        });
        assert.ok(found.includes(`balances /detail/gathered/waivers/0${pointer}`), `${pointer}: ${found.join(', ')}`);
      }
    });

    it('finds a decision that stands on the review of another revision; a contract may repeat an earlier one', async () => {
      const places = (found: readonly string[]) => found.filter((place) => place.endsWith('/isMeant'));
      const asSignedFor = (review: string, revision: number) =>
        rederivedAfter(async (tx) => {
          const { bytes, log_index } = await tx('log_leaves')
            .where({ subject: `waiver/${review}` })
            .first();
          const leaf = JSON.parse(bytes);
          const forged = canonicalJson({ ...leaf, after: { ...leaf.after, revision } });
          await tx('log_leaves').where({ log_index }).update({ bytes: forged });
        });
      const one = 'balances /detail/gathered/waivers/0/isMeant';

      // The submission's decision is of revision 1, the contract's of revision 2.
      assert.deepEqual(places(await asSignedFor(waived.repeated, 1)), []);
      assert.deepEqual(places(await asSignedFor(waived.repeated, 2)), [one]);
      assert.deepEqual(places(await asSignedFor(waived.repeated, 3)), [one, one]);
    });

    it('names a waiver of which any part was changed', async () => {
      const set = (id: string, columns: object) => (tx: Tx) => tx('waivers').where({ id }).update(columns);
      const { review, machines, revoked, classified } = waived;

      assert.deepEqual(await foundAfter(set(review, { until_on: '2026-12-31' })), [`waivers ${review} differs until`]);
      assert.deepEqual(await foundAfter(set(machines, { devices: 500 })), [`waivers ${machines} differs devices`]);
      assert.deepEqual(await foundAfter(set(machines, { text: '另一个理由另一个理由' })), [
        `waivers ${machines} differs text`,
      ]);
      assert.deepEqual(await foundAfter(set(classified, { rules: '[]' })), [`waivers ${classified} differs rules`]);
      assert.deepEqual(await foundAfter(set(revoked, { revoked_at: null })), [`waivers ${revoked} differs revokedAt`]);
      assert.deepEqual(await foundAfter(set(review, { signers: '[]' })), [`waivers ${review} differs signers`]);
    });

    it('names a waiver that was deleted, and one that was made up', async () => {
      const { review } = waived;
      const row = await gate.db.reader('waivers').where({ id: review }).first();

      assert.deepEqual(await foundAfter((tx) => tx('waivers').where({ id: review }).delete()), [
        `waivers ${review} no-row`,
      ]);
      assert.deepEqual(await foundAfter((tx) => tx('waivers').insert({ ...row, id: 'wai_zz' })), [
        'waivers wai_zz no-leaf',
      ]);
    });

    it('names what an order takes of a waiver where it is more, less, or of an order that has ended', async () => {
      const { machines, counted, ended } = waived;
      const of = (order_id: string) => ({ waiver_id: machines, order_id });
      const use = await gate.db.reader('waiver_uses').where(of(counted)).first();
      const place = `waiver_uses ${machines}`;

      assert.deepEqual(await foundAfter((tx) => tx('waiver_uses').where(of(counted)).update({ devices: 0 })), [
        `${place}/${counted} differs devices`,
      ]);
      assert.deepEqual(await foundAfter((tx) => tx('waiver_uses').where(of(counted)).delete()), [
        `${place}/${counted} no-row`,
      ]);
      assert.deepEqual(await foundAfter((tx) => tx('waiver_uses').insert({ ...use, order_id: ended })), [
        `${place}/${ended} no-leaf`,
      ]);
      assert.deepEqual(
        await foundAfter((tx) => tx('waiver_uses').insert({ ...use, order_id: ended, log_index: 1_000_000 })),
        [`${place}/${ended} no-leaf`],
      );
    });

    it('names an order that was taken out of an in-tray, and one that was put into one', async () => {
      const { waiting, reviewed } = waived;
      const review = await gate.db.reader('order_reviews').where({ order_id: waiting }).first();

      assert.deepEqual(await foundAfter((tx) => tx('order_reviews').where({ order_id: waiting }).delete()), [
        `order_reviews legalization-office/${waiting} no-row`,
      ]);
      assert.deepEqual(await foundAfter((tx) => tx('order_reviews').insert({ ...review, order_id: reviewed })), [
        `order_reviews legalization-office/${reviewed} no-leaf`,
      ]);
    });
  });
});
