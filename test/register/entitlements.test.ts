import assert from 'node:assert/strict';
import { inSnapshot, inTransaction } from '../../src/db/index.ts';
import { moveUnits, reconcileCounters } from '../../src/ledger/index.ts';
import { governed } from '../../src/log/index.ts';
import { BUREAU, bureau, event, gateForEachTest, given, LIBRARY, library } from '../agencies/agency-examples.ts';
import { forEachEngine, onOneOfThem } from '../support/databases.ts';
import type { Gate } from '../support/gate.ts';
import { papersOf } from '../support/office.ts';

const PATH = '/v1/entitlements';

function licence(different: object = {}): object {
  return {
    agencyCode: BUREAU,
    licensee: BUREAU,
    category: 'office',
    product: 'WPS Office',
    metric: 'device',
    seats: 10,
    channel: 'volume',
    evidence: papersOf('volume'),
    ...different,
  };
}

const SITE = { seats: null, metric: 'site', channel: 'site', site: { agencies: [BUREAU] } };

/** Holds seats as a decision does. */
function hold(gate: Gate, account: string, quantity: number): Promise<void> {
  const move = {
    accountKind: 'entitlement',
    account,
    orderId: 'ord_1',
    from: 'free',
    to: 'held',
    quantity,
    cause: 'hold',
  } as const;
  return inTransaction(gate.db, (tx) =>
    governed(tx, gate.deps, async (entry) => {
      const { logIndex } = entry.append({ type: 'order.decided', subject: 'order/ord_1', by: null, body: {} });
      await moveUnits(entry.tx, [{ logIndex, keyId: 'key_1', moves: [move] }]);
    }),
  );
}

function undertaking(gate: Gate, different: object = {}): Promise<unknown> {
  const row = {
    id: 'und_1',
    agency_code: BUREAU,
    order_id: 'ord_1',
    revision: 1,
    item: 1,
    category: 'office',
    seats: 10,
    due_on: '2026-12-20',
    state: 'open',
    log_index: 0,
  };
  return gate.db.writer('undertakings').insert({ ...row, ...different });
}

async function undertakingState(gate: Gate): Promise<readonly unknown[]> {
  const { state, closed_by: closedBy } = await gate.db.reader('undertakings').where({ id: 'und_1' }).first();
  return [state, closedBy];
}

function change(
  gate: Gate,
  { id, tag }: { id: string; tag: string },
  changes: object,
): ReturnType<Gate['installer']['post']> {
  return gate.installer.post(`${PATH}/${id}/events`, event(changes), { 'if-match': tag });
}

describe('entitlements', () => {
  forEachEngine('statements', (engine) => {
    const here = gateForEachTest(engine);

    beforeEach(async () => {
      await given(here.gate, '/v1/agencies', bureau());
      await given(here.gate, '/v1/agencies', library());
    });

    it('get their seats by a move, and are shown with what is held, used and free', async () => {
      const { id, logIndex, ...created } = await given(here.gate, PATH, licence({ installedSeats: 4 }));
      await hold(here.gate, id, 5);

      const { body } = await here.gate.installer.get(`${PATH}/${id}`);
      const before = await here.gate.installer.get(`${PATH}/${id}?asOf=${logIndex}`);

      assert.deepEqual([created.standing, created.held, created.installed, created.free], ['verified', 0, 4, 6]);
      assert.deepEqual([body.seats, body.held, body.installedSeats, body.free], [10, 5, 4, 1]);
      assert.deepEqual([before.body.held, before.body.free], [0, 6]);
      const { mismatches, moves } = await inSnapshot(here.gate.db, reconcileCounters);
      assert.deepEqual([mismatches, moves], [[], 2]);
    });

    it('may have more seats installed than there are: a rule finds that', async () => {
      const { free } = await given(here.gate, PATH, licence({ installedSeats: 12 }));

      assert.equal(free, -2);
    });

    it('lose no seat that is held', async () => {
      const made = await given(here.gate, PATH, licence());
      await hold(here.gate, made.id, 6);

      const below = await change(here.gate, made, { seats: 5 });
      const exact = await change(here.gate, made, { seats: 6 });

      assert.deepEqual([below.status, below.body.code], [422, 'entitlement.overdrawn']);
      assert.deepEqual([exact.status, exact.body.seats, exact.body.free], [200, 6, 0]);
      assert.deepEqual((await inSnapshot(here.gate.db, reconcileCounters)).mismatches, []);
    });

    it('are unlimited only inside a site, and can be counted from then on and back, with seats held', async () => {
      const loose = await here.gate.installer.post(PATH, licence({ seats: null }));
      const made = await given(here.gate, PATH, licence(SITE));
      await hold(here.gate, made.id, 7);

      const tooFew = await change(here.gate, made, { seats: 6 });
      const counted = await change(here.gate, made, { seats: 8 });
      const unlimited = await change(here.gate, { id: made.id, tag: String(counted.headers.etag) }, { seats: null });

      assert.deepEqual([loose.status, loose.body.code], [422, 'entitlement.seats']);
      assert.equal(tooFew.status, 422);
      assert.deepEqual([counted.status, counted.body.seats, counted.body.free], [200, 8, 1]);
      assert.deepEqual([unlimited.body.seats, unlimited.body.held, unlimited.body.free], [null, 7, null]);
      assert.deepEqual((await inSnapshot(here.gate.db, reconcileCounters)).mismatches, []);
    });

    it('are declared by an agency, verified by the office, and declared again when the agency changes them', async () => {
      const officer = await here.gate.as('procurement-officer', { grant: { agencies: [BUREAU] } });
      const office = await here.gate.as('legalization-office');
      const { body, headers } = await officer.post(PATH, licence());
      const path = `${PATH}/${body.id}`;
      const tagged = (response: { headers: Record<string, string> }): Record<string, string> => ({
        'if-match': String(response.headers.etag),
      });

      const pretended = await officer.post(`${path}/events`, event({ standing: 'verified' }), tagged({ headers }));
      const verified = await office.post(`${path}/events`, event({ standing: 'verified' }), tagged({ headers }));
      const boxed = await officer.patch(path, { sets: 2 }, tagged(verified));
      const changed = await officer.post(`${path}/events`, event({ installedSeats: 3 }), tagged(boxed));
      const again = await office.post(`${path}/events`, event({ installedSeats: 4 }), tagged(changed));

      assert.deepEqual([pretended.status, pretended.body.code], [403, 'entitlement.standing']);
      const standings = [body, verified.body, boxed.body, changed.body, again.body].map(({ standing }) => standing);
      assert.deepEqual(standings, ['declared', 'verified', 'verified', 'declared', 'declared']);
    });

    onOneOfThem(engine, 'what is refused is told of what was read', () => {
      it('are verified by nobody without the papers of their channel', async () => {
        const none = await given(here.gate, PATH, licence({ evidence: [] }));
        const other = await given(here.gate, PATH, licence({ evidence: papersOf('site') }));
        const unnumbered = [{ kind: 'licence-certificate', reference: null }];
        const nameless = await given(here.gate, PATH, licence({ evidence: unnumbered }));

        const pretended = await change(here.gate, none, { standing: 'verified' });
        const shown = await change(here.gate, none, { standing: 'verified', evidence: papersOf('volume') });

        assert.deepEqual([none.standing, other.standing, nameless.standing], ['declared', 'declared', 'declared']);
        assert.deepEqual([pretended.status, pretended.body.code], [422, 'entitlement.unproven']);
        assert.match(pretended.body.detail, /授权证书或授权许可页/);
        assert.deepEqual([shown.status, shown.body.standing], [200, 'verified']);
      });

      it('that were verified without papers before stay so, until something is added to them', async () => {
        const made = await given(here.gate, PATH, licence());
        await here.gate.db.writer('entitlements').where({ id: made.id }).update({ evidence: '[]' });

        const counted = await change(here.gate, made, { installedSeats: 3 });
        const grown = await change(here.gate, { id: made.id, tag: String(counted.headers.etag) }, { seats: 11 });

        assert.deepEqual([counted.body.standing, grown.body.standing], ['verified', 'declared']);
      });
    });

    it('are bound only to a device of their agency', async () => {
      const { id: device } = await given(here.gate, '/v1/devices', {
        agencyCode: LIBRARY,
        category: 'desktop',
        state: 'in-use',
      });

      const foreign = await here.gate.installer.post(PATH, licence({ boundDevice: device }));
      const own = await here.gate.installer.post(PATH, licence({ boundDevice: device, agencyCode: LIBRARY }));

      assert.deepEqual([foreign.status, foreign.body.code, own.status], [422, 'entitlement.bound_device', 201]);
    });

    it('close the undertaking that they deliver once they are verified, and open it again when they are not', async () => {
      await undertaking(here.gate);
      const officer = await here.gate.as('procurement-officer', { grant: { agencies: [BUREAU] } });
      const declared = await officer.post(PATH, licence({ closesUndertaking: 'und_1' }));
      const { id } = declared.body;
      const open = await undertakingState(here.gate);

      const verified = await change(here.gate, { id, tag: String(declared.headers.etag) }, { standing: 'verified' });
      const closed = await undertakingState(here.gate);
      const second = await here.gate.installer.post(PATH, licence({ closesUndertaking: 'und_1' }));
      await officer.post(`${PATH}/${id}/events`, event({ seats: 11 }), { 'if-match': String(verified.headers.etag) });

      assert.deepEqual(
        [open, closed],
        [
          ['open', null],
          ['closed', id],
        ],
      );
      assert.deepEqual([second.status, second.body.code], [422, 'entitlement.undertaking']);
      assert.deepEqual(await undertakingState(here.gate), ['open', null]);
    });

    it('deliver only what their own agency has undertaken, of their category, and in full', async () => {
      await undertaking(here.gate);
      const statusOf = async (different: object): Promise<number> =>
        (await here.gate.installer.post(PATH, licence({ closesUndertaking: 'und_1', ...different }))).status;

      assert.equal(await statusOf({ agencyCode: LIBRARY }), 422);
      assert.equal(await statusOf({ category: 'antivirus-client' }), 422);
      assert.equal(await statusOf({ seats: 9 }), 422);
      assert.equal(await statusOf({ closesUndertaking: 'und_2' }), 422);
      assert.deepEqual(await undertakingState(here.gate), ['open', null]);
      assert.equal(await statusOf({ seats: 10 }), 201);
      assert.equal((await undertakingState(here.gate))[0], 'closed');
    });

    it('are imported with the standing of who imports, and known again', async () => {
      const heading = 'agencyCode,licensee,category,product,metric,seats,channel,platforms,acquiredOn';
      const bytes = `${heading}\n${BUREAU},${BUREAU},office,WPS Office,device,10,volume,windows-x64;linux-arm64,2025-01-01\n`;
      const machine = await here.gate.as('machine', { scopes: ['assets:write'] });
      const request = { bytes, headers: { 'content-type': 'text/csv' } };

      const first = await machine.send('post', `${PATH}/import`, request);
      const second = await here.gate.installer.send('post', `${PATH}/import`, request);

      assert.deepEqual([first.body.created, second.body.unchanged], [1, 1]);
      const { body } = await here.gate.installer.get(`${PATH}/${first.body.rows[0].id}`);
      assert.deepEqual([body.standing, body.platforms, body.free], ['declared', ['windows-x64', 'linux-arm64'], 10]);
    });
  });
});
