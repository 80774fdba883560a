import assert from 'node:assert/strict';
import { inSnapshot } from '../../src/db/index.ts';
import { listMoves } from '../../src/ledger/index.ts';
import {
  endAllocations,
  endInstallations,
  listDevicesBySerial,
  recordAllocations,
  recordEntitlements,
  recordInstallations,
  retireDevices,
} from '../../src/register/index.ts';
import { BUREAU, bureau, event, gateForEachTest, given, leafTypes } from '../agencies/agency-examples.ts';
import { onOneEngine } from '../support/databases.ts';
import {
  acceptTwoMachines,
  act,
  ACCEPTING as actor,
  allocation,
  disagreements,
  entitlement,
  installation,
} from './holdings-support.ts';

describe('what an acceptance brings into the register', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    const here = gateForEachTest(engine);
    const seatsOf = async (id: string): Promise<readonly unknown[]> => {
      const { body } = await here.gate.installer.get(`/v1/entitlements/${id}`);
      return [body.seats, body.held, body.allocated, body.free];
    };
    const rowsOf = (table: string): Promise<readonly Record<string, string | null>[]> =>
      here.gate.db.reader(table).select().orderBy('id');

    beforeEach(async () => {
      await given(here.gate, '/v1/agencies', bureau());
      await acceptTwoMachines(here.gate);
    });

    it('is there with its seats, its origin and its log', async () => {
      const { body: device } = await here.gate.installer.get('/v1/devices/dev_a');
      const { body: right } = await here.gate.installer.get('/v1/entitlements/ent_oem_a');

      assert.deepEqual([device.orderId, device.orderLine, device.acceptanceId], ['ord_1', 1, 'acc_1']);
      assert.deepEqual(
        [right.standing, right.orderLine, right.boundDevice, right.unitPrice],
        ['verified', 1, 'dev_a', '580.00'],
      );
      assert.deepEqual(await seatsOf('ent_office'), [20, 0, 2, 18]);
      assert.deepEqual(await seatsOf('ent_oem_a'), [1, 0, 1, 0]);
      const known = await inSnapshot(here.gate.db, (tx) => listDevicesBySerial(tx, ['SN-dev_a', 'SN-nobody']));
      assert.deepEqual([...known], [['SN-dev_a', { deviceId: 'dev_a', agencyCode: BUREAU }]]);
      assert.deepEqual(await disagreements(here.gate), []);
    });

    it('keeps the name of who uses a machine out of the log', async () => {
      const leaves: { bytes: string }[] = await here.gate.db.reader('log_leaves').where('subject', 'device/dev_a');

      assert.equal(
        leaves.some(({ bytes }) => bytes.includes('张三')),
        false,
      );
      const { body } = await here.gate.installer.get('/v1/devices/dev_a');
      assert.equal(body.usedBy, '张三');
    });

    it('ends with a machine that is retired: its seats are free again, and its OEM right is gone', async () => {
      const { headers } = await here.gate.installer.get('/v1/devices/dev_a');

      const retired = await here.gate.installer.post('/v1/devices/dev_a/events', event({ state: 'retired' }), {
        'if-match': String(headers.etag),
      });

      assert.equal(retired.status, 200);
      assert.deepEqual(await seatsOf('ent_office'), [20, 0, 1, 19]);
      assert.deepEqual(await seatsOf('ent_oem_a'), [0, 0, 0, 0]);
      assert.deepEqual(await seatsOf('ent_oem_b'), [1, 0, 1, 0]);
      const ended = (await rowsOf('allocations')).map((row) => [row.id, row.until_on, row.ended_because]);
      assert.deepEqual(
        ended,
        [
          ['alo_oem_a', '2026-06-01', 'retirement'],
          ['alo_oem_b', null, null],
          ['alo_office_a', '2026-06-01', 'retirement'],
          ['alo_office_b', null, null],
        ].toSorted(),
      );
      assert.deepEqual(
        (await rowsOf('installations')).map((row) => row.seen_to),
        ['2026-06-01', null],
      );
      assert.deepEqual(await leafTypes(here.gate, 'entitlement/ent_oem_a'), [
        'entitlement.created',
        'entitlement.changed',
      ]);
      assert.deepEqual(await disagreements(here.gate), []);
    });

    it('goes back with a return, many machines at once, and a second return of them changes nothing', async () => {
      const returning = { deviceIds: ['dev_a', 'dev_b'], because: 'return', reason: '退货', actor } as const;

      await act(here.gate, (entry) => retireDevices(entry, returning));
      await act(here.gate, (entry) => retireDevices(entry, returning));

      assert.deepEqual(await seatsOf('ent_office'), [20, 0, 0, 20]);
      assert.deepEqual(await seatsOf('ent_oem_b'), [0, 0, 0, 0]);
      const page = {
        accountKind: 'entitlement',
        account: 'ent_office',
        after: { logIndex: 0, sequence: 0 },
        limit: 9,
      } as const;
      const moves = await inSnapshot(here.gate.db, (tx) => listMoves(tx, page));
      assert.deepEqual(
        moves.map(({ from, to, quantity, cause }) => [from, to, quantity, cause]),
        [
          ['outside', 'free', 20, 'acquisition'],
          ['free', 'allocated', 1, 'allocation'],
          ['free', 'allocated', 1, 'allocation'],
          ['allocated', 'free', 1, 'return'],
          ['allocated', 'free', 1, 'return'],
        ],
      );
      assert.deepEqual(await disagreements(here.gate), []);
    });

    it('can be taken back to be given to another machine', async () => {
      await act(here.gate, async (entry) => {
        await endAllocations(entry, { which: { ids: ['alo_office_a'] }, because: 'reallocation', actor });
        const given = allocation('alo_again', { entitlementId: 'ent_office', deviceId: 'dev_b' });
        await recordAllocations(entry, { actor, states: [given] });
      });

      assert.deepEqual(await seatsOf('ent_office'), [20, 0, 2, 18]);
      assert.deepEqual(await disagreements(here.gate), []);
    });

    it('is upgraded by an end and a new installation', async () => {
      await act(here.gate, async (entry) => {
        await endInstallations(entry, { which: { ids: ['ins_a'] }, actor });
        const newer = installation('ins_newer', 'dev_a', { version: '2025', source: 'agent' });
        await recordInstallations(entry, { actor, states: [newer] });
      });

      assert.deepEqual(
        (await rowsOf('installations')).map(({ id, version, seen_to }) => [id, version, seen_to]),
        [
          ['ins_a', '2023', '2026-06-01'],
          ['ins_b', '2023', null],
          ['ins_newer', '2025', null],
        ],
      );
      assert.deepEqual(await disagreements(here.gate), []);
    });

    it('is never more than there is: neither the gate nor anybody at the database allocates the seat too many', async () => {
      await act(here.gate, async (entry) => {
        await recordEntitlements(entry, { actor, states: [entitlement('ent_one', { seats: 1 })] });
      });
      const giving = ['dev_a', 'dev_b'].map((deviceId) =>
        allocation(`alo_${deviceId}`, { entitlementId: 'ent_one', deviceId }),
      );

      await assert.rejects(
        act(here.gate, (entry) => recordAllocations(entry, { actor, states: giving })),
        /do not allow a decided move/,
      );
      const byHand = here.gate.db.writer('entitlements').where({ id: 'ent_one' }).update({ allocated_seats: 2 });
      await assert.rejects(byHand, /CONSTRAINT|constraint/i);
      assert.deepEqual(await seatsOf('ent_one'), [1, 0, 0, 1]);
      assert.deepEqual(await disagreements(here.gate), []);
    });

    it('gives seats that are said to be installed already to the machines on which they are', async () => {
      await act(here.gate, async (entry) => {
        const inUse = entitlement('ent_used', { seats: 2, installedSeats: 2 });
        await recordEntitlements(entry, { actor, states: [inUse] });
        const giving = allocation('alo_used', { entitlementId: 'ent_used', deviceId: 'dev_a' });
        await recordAllocations(entry, { actor, states: [giving] });
      });

      assert.deepEqual(await seatsOf('ent_used'), [2, 0, 1, 0]);
    });

    it('is missed where an allocation was taken out of the table, or its end was', async () => {
      await here.gate.db.writer('allocations').where({ id: 'alo_office_a' }).update({ until_on: '2026-06-01' });
      await here.gate.db.writer('installations').where({ id: 'ins_a' }).update({ edition: 'Home' });

      const found = await disagreements(here.gate);

      assert.deepEqual(found, [
        'allocations alo_office_a differs until',
        'installations ins_a differs edition',
        'entitlement ent_office: seats allocated are not the allocations that last; the seats allocated should be 1 and is 2',
      ]);
    });
  });
});
