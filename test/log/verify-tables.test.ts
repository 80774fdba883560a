import assert from 'node:assert/strict';
import { inSnapshot, type Tx } from '../../src/db/index.ts';
import { allProjections } from '../../src/gate/projections.ts';
import { type Difference, describeDifference, type Verification, verifyLog } from '../../src/log/index.ts';
import { refreshPricesNow } from '../../src/orders/history/refresh-prices-job.ts';
import { gateProjections, parseLeaf } from '../../src/proof/projections/gate-projections.ts';
import { findAfter, livedGate } from '../orders/history/history-support.ts';
import { forEachEngine } from '../support/databases.ts';

describe('verifying the tables against the log', () => {
  forEachEngine('statements', (engine) => {
    const here = livedGate(engine);
    before(async () => {
      await refreshPricesNow(here.gate.db, here.gate.deps);
    });

    const verify = async (tx: Tx): Promise<Verification> =>
      verifyLog(tx, {
        parse: parseLeaf,
        projections: await allProjections(),
      });

    const verifyAfter = (change: (tx: Tx) => Promise<unknown>) => findAfter(here.gate, change, verify);
    async function foundAfter(change: (tx: Tx) => Promise<unknown>): Promise<readonly Difference[]> {
      const { faults, isSound, differences } = await verifyAfter(change);
      assert.deepEqual(faults, []);
      assert.equal(isSound, false);
      return differences;
    }
    const placesOf = (differences: readonly Difference[]): readonly string[] =>
      differences.map(({ table, key, kind, field }) => [table, key, kind, ...(field ? [field] : [])].join(' '));

    async function assertFound(expected: readonly string[], change: (tx: Tx) => Promise<unknown>): Promise<void> {
      assert.deepEqual(placesOf(await foundAfter(change)), expected);
    }
    const decisionOf = async (order: string): Promise<{ id: string; log_index: number }> =>
      here.gate.db.reader('decisions').where({ order_id: order }).orderBy('log_index', 'desc').first();

    it('finds nothing where every way an order can go was gone', async () => {
      const verification = await inSnapshot(here.gate.db, verify);

      assert.deepEqual(verification.differences, []);
      assert.deepEqual(verification.faults, []);
      assert.equal(verification.isSound, true);
    });

    it('finds nothing when every leaf is parsed whole, so that leaving out the bulk loses nothing', async () => {
      const verification = await inSnapshot(here.gate.db, (tx) => verifyLog(tx, { projections: gateProjections() }));

      assert.equal(verification.isSound, true, JSON.stringify(verification.differences));
    });

    it('names a decision whose outcome was changed, and the leaf that says otherwise', async () => {
      const { id, log_index: index } = await decisionOf(here.lived.rejected);

      const [difference] = await foundAfter((tx) => tx('decisions').where({ id }).update({ outcome: 'approved' }));

      assert.deepEqual(difference, {
        ...{ table: 'decisions', key: id, index: Number(index), kind: 'differs' },
        ...{ field: 'outcome', shown: 'approved', logged: 'rejected' },
      });
      assert.equal(
        difference && describeDifference(difference).en,
        `decisions: outcome of ${id} is approved, and leaf ${index} says rejected`,
      );
    });

    it('names a decision that was deleted, and one that was made up', async () => {
      const { id } = await decisionOf(here.lived.rejected);
      await assertFound([`decisions ${id} no-row`, `order_revisions ${here.lived.rejected}/1 no-row`], (tx) =>
        tx('decisions').where({ id }).delete(),
      );
      const invented = { ...(await decisionOf(here.lived.approved)), id: 'dec_invented', log_index: 1_000_000 };
      await assertFound(['decisions dec_invented no-leaf'], (tx) => tx('decisions').insert(invented));
    });

    it('names moves of which the quantity, the cause or the hand was changed, that were taken out or put in', async () => {
      const { log_index: index } = await decisionOf(here.lived.approved);
      const place = { log_index: index, sequence: 0 };
      const change = { quantity: 1, cause: 'release', key_id: 'key_other' };
      const row = await here.gate.db.reader('moves').where(place).first();
      // Whatever is done to a move, the counter of its account is no longer what the moves give.
      const counter = `budget_lines ${row.account} differs reserved_fen`;
      const changed = ['quantity', 'cause', 'keyId'].map((field) => `moves ${index}/0 differs ${field}`);
      await assertFound([...changed, counter], (tx) => tx('moves').where(place).update(change));
      await assertFound([`moves ${index}/0 no-row`, counter], (tx) => tx('moves').where(place).delete());
      await assertFound([`moves ${index}/9 no-leaf`, counter], (tx) => tx('moves').insert({ ...row, sequence: 9 }));
      await assertFound(['moves 1000000/0 no-leaf', counter], (tx) =>
        tx('moves').insert({ ...row, log_index: 1_000_000 }),
      );
    });

    it('names a move that was put beside a leaf of reference data about something else', async () => {
      const line = await here.gate.db
        .reader('budget_lines')
        .where({ code: here.lived.office.hardwareLine })
        .first('log_index');
      const row = await here.gate.db.reader('moves').whereNotNull('order_id').first();
      const place = `${line.log_index}/7`;

      await assertFound([`moves ${place} no-leaf`, `budget_lines ${row.account} differs reserved_fen`], (tx) =>
        tx('moves').insert({ ...row, log_index: line.log_index, sequence: 7 }),
      );
    });

    it('names orders that do not stand as their leaves left them', async () => {
      const set = (id: string, columns: object) => (tx: Tx) => tx('orders').where({ id }).update(columns);
      await assertFound(
        [`orders ${here.lived.rejected} differs state`, `orders ${here.lived.rejected} differs standing_revision`],
        set(here.lived.rejected, { state: 'approved', standing_revision: 1 }),
      );
      await assertFound([`orders ${here.lived.expired} differs state`], set(here.lived.expired, { state: 'approved' }));
      await assertFound(
        [`orders ${here.lived.withdrawn} differs state`],
        set(here.lived.withdrawn, { state: 'expired' }),
      );
      await assertFound(
        [`orders ${here.lived.amended} differs standing_revision`],
        set(here.lived.amended, { standing_revision: 2 }),
      );
      await assertFound(
        [`orders ${here.lived.amended} differs expires_at`],
        set(here.lived.amended, { expires_at: null }),
      );
      await assertFound(
        [`orders ${here.lived.cured} differs decision_id`],
        set(here.lived.cured, { decision_id: 'dec_x' }),
      );
      await assertFound(
        [`orders ${here.lived.approved} differs total_fen`],
        set(here.lived.approved, { total_fen: 1 }),
      );
      await assertFound(
        [`orders ${here.lived.approved} differs log_index`],
        set(here.lived.approved, { log_index: 0 }),
      );
    });

    it('names orders that were deleted or made up', async () => {
      const finding = `order_findings ${here.lived.rejected}/OS-01/reject no-leaf`;
      await assertFound([`orders ${here.lived.rejected} no-row`, finding], (tx) =>
        tx('orders').where({ id: here.lived.rejected }).delete(),
      );
      const row = await here.gate.db.reader('orders').where({ id: here.lived.rejected }).first();
      await assertFound(['orders ord_invented no-leaf'], (tx) =>
        tx('orders').insert({ ...row, id: 'ord_invented', order_key: 'x/y' }),
      );
    });

    it('names a revision whose body is not the one that was judged, also where the digest was changed with it', async () => {
      const place = { order_id: here.lived.approved, revision: 1 };
      const key = `${here.lived.approved}/1`;
      await assertFound([`order_revisions ${key} differs body`], (tx) =>
        tx('order_revisions').where(place).update({ body: '{}' }),
      );
      const digest = `sha256:${'0'.repeat(64)}`;
      await assertFound([`order_revisions ${key} differs body`, `order_revisions ${key} differs body_digest`], (tx) =>
        tx('order_revisions').where(place).update({ body: '{}', body_digest: digest }),
      );
      await assertFound([`order_revisions ${key} no-row`], (tx) => tx('order_revisions').where(place).delete());
      const row = await here.gate.db.reader('order_revisions').where(place).first();
      await assertFound([`order_revisions ${here.lived.approved}/7 no-leaf`], (tx) =>
        tx('order_revisions').insert({ ...row, revision: 7 }),
      );
    });

    it('names the body of a classified order by the digest that only its sealed detail holds', async () => {
      await assertFound(
        [
          `order_revisions ${here.lived.classified}/1 differs body`,
          `order_revisions ${here.lived.classified}/1 differs body_digest`,
        ],
        (tx) =>
          tx('order_revisions')
            .where({ order_id: here.lived.classified })
            .update({ body: '{}', body_digest: `sha256:${'0'.repeat(64)}` }),
      );
    });

    it('names a sealed text that does not fit its commitment, and one that is gone without a leaf that erased it', async () => {
      const { log_index: index } = await decisionOf(here.lived.classified);
      const found = await foundAfter((tx) =>
        tx('sealed_texts')
          .where({ log_index: index, pointer: '/detail' })
          .update({ salt: '0'.repeat(64) }),
      );
      assert.deepEqual(placesOf(found), [`sealed_texts ${index}/detail differs commitment`]);

      const gone = await foundAfter((tx) =>
        tx('sealed_texts').where({ log_index: index, pointer: '/detail' }).delete(),
      );
      assert.deepEqual(placesOf(gone), [`sealed_texts ${index}/detail no-row`]);
    });

    it('names a rule set whose content, state or digest is not that of its leaf', async () => {
      const set = (columns: (tx: Tx) => object) => (tx: Tx) => tx('rule_sets').where({ number: 1 }).update(columns(tx));
      await assertFound(
        ['rule_sets 1 differs manifest'],
        set((tx) => ({ content: tx.raw('replace(content, ?, ?)', ['OS-01', 'OS-99']) })),
      );
      await assertFound(
        ['rule_sets 1 differs state'],
        set(() => ({ state: 'draft' })),
      );
      await assertFound(
        ['rule_sets 1 differs digest'],
        set(() => ({ digest: `sha256:${'0'.repeat(64)}` })),
      );
    });

    it('names reference data that was changed, deleted or made up without a leaf', async () => {
      const { agencyCode, hardwareLine } = here.lived.office;
      const agency = { code: agencyCode };
      await assertFound([`agencies ${agencyCode} differs staff`], (tx) =>
        tx('agencies').where(agency).update({ staff: 9 }),
      );
      await assertFound([`agencies ${agencyCode} no-row`], (tx) => tx('agencies').where(agency).delete());
      const row = await here.gate.db.reader('agencies').where(agency).first();
      await assertFound(['agencies 11421000MB1999999C no-leaf'], (tx) =>
        tx('agencies').insert({ ...row, code: '11421000MB1999999C' }),
      );
      await assertFound([`budget_lines ${hardwareLine} differs appropriation_fen`], (tx) =>
        tx('budget_lines').where({ code: hardwareLine }).increment('appropriation_fen', 1),
      );
      await assertFound([`entitlements ${here.lived.entitlement} differs platforms`], (tx) =>
        tx('entitlements').where({ id: here.lived.entitlement }).update({ platforms: '["windows-x64"]' }),
      );
      await assertFound([`entitlements ${here.lived.entitlement} differs row`], (tx) =>
        tx('entitlements').where({ id: here.lived.entitlement }).update({ platforms: 'nothing' }),
      );
    });

    it('names a person whose name was exchanged', async () => {
      const person = await here.gate.db
        .reader('responsible_persons')
        .where({ agency_code: here.lived.office.agencyCode })
        .first('id');
      const rename = (tx: Tx) => tx('responsible_persons').where({ id: person.id }).update({ name: '别人' });
      await assertFound([`responsible_persons ${person.id} differs name`], rename);
    });

    it('names undertakings and percentiles that are not what was recorded', async () => {
      const undertaking = await here.gate.db.reader('undertakings').where({ order_id: here.lived.approved }).first();
      await assertFound([`undertakings ${undertaking.id} differs seats`], (tx) =>
        tx('undertakings').where({ id: undertaking.id }).update({ seats: 99 }),
      );
      const price = await here.gate.db.reader('price_percentiles').first();
      const key = `${price.region}/${price.category}`;
      const where = { region: price.region, category: price.category };
      await assertFound([`price_percentiles ${key} differs p90Fen`], (tx) =>
        tx('price_percentiles').where(where).update({ p90_fen: 1 }),
      );
      await assertFound([`price_percentiles ${key} no-row`], (tx) => tx('price_percentiles').where(where).delete());
      await assertFound(['price_percentiles 421000/server no-leaf'], (tx) =>
        tx('price_percentiles').insert({ ...price, category: 'server' }),
      );
    });
  });
});
