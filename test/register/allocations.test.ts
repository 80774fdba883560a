import assert from 'node:assert/strict';
import { recordEntitlements } from '../../src/register/index.ts';
import {
  BUREAU,
  bureau,
  event,
  gateForEachTest,
  given,
  LIBRARY,
  leafTypes,
  library,
} from '../agencies/agency-examples.ts';
import { forEachEngine, onOneOfThem } from '../support/databases.ts';
import { ACCEPTING, acceptTwoMachines, act, disagreements, entitlement } from './holdings-support.ts';

const PATH = '/v1/allocations';

describe('a seat', () => {
  forEachEngine('statements', (engine) => {
    const here = gateForEachTest(engine);
    const ask = (deviceId: string, entitlementId = 'ent_office', agencyCode = BUREAU) =>
      here.gate.installer.post(PATH, { agencyCode, entitlementId, deviceId });
    const refusal = async (deviceId: string, entitlementId?: string): Promise<readonly unknown[]> => {
      const { status, body } = await ask(deviceId, entitlementId);
      return [status, body.code, body.errors?.[0]?.pointer];
    };
    const have = (right: Parameters<typeof entitlement>[1]) =>
      act(here.gate, (entry) =>
        recordEntitlements(entry, { actor: ACCEPTING, states: [entitlement('ent_more', right)] }),
      );
    const desktop = async (different: object = {}): Promise<string> =>
      (
        await given(here.gate, '/v1/devices', {
          agencyCode: BUREAU,
          category: 'desktop',
          state: 'in-use',
          ...different,
        })
      ).id;
    const freeOf = async (id: string): Promise<number> =>
      (await here.gate.installer.get(`/v1/entitlements/${id}`)).body.free;

    beforeEach(async () => {
      await given(here.gate, '/v1/agencies', bureau());
      await given(here.gate, '/v1/agencies', library());
      await acceptTwoMachines(here.gate);
    });

    it('is given to a device, listed with it, taken back with a reason, and free again', async () => {
      const id = await desktop();

      const made = await ask(id);
      const again = await refusal(id);
      const tag = { 'if-match': String(made.headers.etag) };
      const ended = await here.gate.installer.post(`${PATH}/${made.body.id}/end`, { reason: '使用人更换设备' }, tag);
      const open = await here.gate.installer.get(`${PATH}?agencyCode=${BUREAU}&state=open&entitlementId=ent_office`);
      const past = await here.gate.installer.get(`${PATH}?deviceId=${id}&state=ended`);

      assert.deepEqual(
        [made.status, made.body.from, made.body.takenFrom, made.body.orderId],
        [201, '2026-06-01', 'free', null],
      );
      assert.deepEqual(again, [409, 'allocation.exists', '/deviceId']);
      assert.deepEqual([ended.status, ended.body.until, ended.body.endedBecause], [200, '2026-06-01', 'reallocation']);
      assert.deepEqual(
        open.body.items.map((one: { id: string }) => one.id),
        ['alo_office_a', 'alo_office_b'],
      );
      assert.deepEqual(
        past.body.items.map((one: { id: string }) => one.id),
        [made.body.id],
      );
      assert.equal(await freeOf('ent_office'), 18);
      assert.deepEqual(await leafTypes(here.gate, `allocation/${made.body.id}`), [
        'allocation.created',
        'allocation.changed',
      ]);
      const before = await here.gate.installer.get(
        `${PATH}/${made.body.id}?asOf=${String(made.headers.etag).replaceAll('"', '')}`,
      );
      assert.equal(before.body.until, null);
      assert.deepEqual(await disagreements(here.gate), []);
    });

    it('of a licence that counts users serves the second machine of its user, and stays with the one that is left', async () => {
      await have({ metric: 'user', seats: 1 });
      const chen = { usedBy: '陈建国', department: '办公室' };
      const [first, second] = [await desktop(chen), await desktop(chen)];
      const counted = async () => {
        const { body } = await here.gate.installer.get('/v1/entitlements/ent_more');
        return [body.allocated, body.free];
      };
      const end = (id: string, tag: unknown) =>
        here.gate.installer.post(`${PATH}/${id}/end`, { reason: '收回' }, { 'if-match': String(tag) });

      const made = await ask(first, 'ent_more');
      const shared = await ask(second, 'ent_more');
      const others = [
        await refusal(await desktop({ ...chen, usedBy: '李红梅' }), 'ent_more'),
        await refusal(await desktop({ ...chen, department: '资料室' }), 'ent_more'),
        await refusal(await desktop(), 'ent_more'),
      ];
      const both = await counted();
      const ended = await end(made.body.id, made.headers.etag);
      const heir = await here.gate.installer.get(`${PATH}/${shared.body.id}`);
      const left = await counted();
      await end(shared.body.id, heir.headers.etag);

      assert.deepEqual([made.status, made.body.sharesSeatOf], [201, null]);
      assert.deepEqual([shared.status, shared.body.sharesSeatOf], [201, made.body.id]);
      assert.deepEqual(others, new Array(3).fill([409, 'allocation.no_seat', '/entitlementId']));
      assert.deepEqual([ended.status, heir.body.sharesSeatOf, heir.body.until], [200, null, null]);
      assert.deepEqual(
        [both, left, await counted()],
        [
          [1, 0],
          [1, 0],
          [0, 1],
        ],
      );
      assert.deepEqual(await disagreements(here.gate), []);
    });

    it('that two machines share is lost by the one that somebody else gets', async () => {
      await have({ metric: 'user', seats: 1 });
      const chen = { usedBy: '陈建国', department: '办公室' };
      const [first, second] = [await desktop(chen), await desktop(chen)];
      await ask(first, 'ent_more');
      const shared = await ask(second, 'ent_more');

      const { headers } = await here.gate.installer.get(`/v1/devices/${first}`);
      await here.gate.installer.patch(
        `/v1/devices/${first}`,
        { usedBy: '李红梅' },
        { 'if-match': String(headers.etag) },
      );

      const { body } = await here.gate.installer.get(`${PATH}?entitlementId=ent_more&state=open`);
      assert.deepEqual(
        body.items.map((one: Record<string, unknown>) => [one.id, one.sharesSeatOf]),
        [[shared.body.id, null]],
      );
      assert.deepEqual(await disagreements(here.gate), []);
    });

    it('ends once, and one that is bound to its device only with the device', async () => {
      const { headers } = await here.gate.installer.get(`${PATH}/alo_oem_a`);
      const bound = await here.gate.installer.post(
        `${PATH}/alo_oem_a/end`,
        { reason: '收回' },
        { 'if-match': String(headers.etag) },
      );
      const made = await ask(await desktop());
      const end = (tag: unknown) =>
        here.gate.installer.post(`${PATH}/${made.body.id}/end`, { reason: '收回' }, { 'if-match': String(tag) });
      const first = await end(made.headers.etag);
      const second = await end(first.headers.etag);

      assert.deepEqual([bound.status, bound.body.code], [422, 'allocation.bound']);
      assert.deepEqual([first.status, second.status, second.body.code], [200, 409, 'allocation.ended']);
    });

    it('is refused where no seat is free, and held seats are not free', async () => {
      await have({ seats: 1 });
      assert.equal((await ask('dev_a', 'ent_more')).status, 201);

      assert.deepEqual(await refusal('dev_b', 'ent_more'), [409, 'allocation.no_seat', '/entitlementId']);
      assert.equal(await freeOf('ent_more'), 0);
    });

    it('is refused to a device of nobody, of another agency, that has not come, or is retired', async () => {
      const foreign = await given(here.gate, '/v1/devices', {
        agencyCode: LIBRARY,
        category: 'desktop',
        state: 'in-use',
      });
      const ordered = await desktop({ state: 'ordered' });
      const retired = await desktop({ state: 'retired' });

      assert.deepEqual(await refusal('dev_none'), [422, 'allocation.device', '/deviceId']);
      assert.deepEqual(await refusal(foreign.id), [422, 'allocation.device', '/deviceId']);
      assert.deepEqual(await refusal(ordered), [422, 'allocation.device_state', '/deviceId']);
      assert.deepEqual(await refusal(retired), [422, 'allocation.device_state', '/deviceId']);
    });

    it('is of the own agency, or of a site that names it', async () => {
      const { id } = await given(here.gate, '/v1/devices', {
        agencyCode: LIBRARY,
        category: 'desktop',
        state: 'in-use',
      });
      const site = { agencies: [LIBRARY], headcount: null, afterEnd: null };
      await have({ seats: null, metric: 'site', channel: 'site', site });

      const foreign = await ask(id, 'ent_office', LIBRARY);
      const granted = await ask(id, 'ent_more', LIBRARY);

      assert.deepEqual([foreign.status, foreign.body.code], [422, 'allocation.entitlement']);
      assert.deepEqual([granted.status, granted.body.agencyCode], [201, LIBRARY]);
      assert.deepEqual(await disagreements(here.gate), []);
    });

    onOneOfThem(engine, 'what is refused is told of what was read', () => {
      it('is refused of a licence that is bound elsewhere or not in force', async () => {
        assert.deepEqual(await refusal('dev_b', 'ent_oem_a'), [422, 'allocation.bound', '/entitlementId']);
        await have({ validUntil: '2026-05-31' as never });

        assert.deepEqual(await refusal('dev_a', 'ent_more'), [422, 'allocation.not_in_force', '/entitlementId']);
      });

      it('does not cover an edition above its own', async () => {
        const editions = [
          { name: 'Standard', unitEligible: true, rank: 1 },
          { name: 'Professional', unitEligible: true, rank: 2 },
        ];
        await given(here.gate, '/v1/products', {
          category: 'office',
          name: 'WPS Office',
          aliases: ['金山WPS'],
          editions,
        });
        await have({ product: '金山WPS', edition: 'Standard' });

        assert.deepEqual(await refusal('dev_a', 'ent_more'), [422, 'allocation.edition', '/entitlementId']);
        assert.equal((await ask(await desktop(), 'ent_more')).status, 201);
      });
    });

    it('does not cover an edition above its own of a product that only the rules know', async () => {
      await have({ product: '金山WPS', edition: '个人版' });

      assert.deepEqual(await refusal('dev_a', 'ent_more'), [422, 'allocation.edition', '/entitlementId']);
      assert.equal((await ask(await desktop(), 'ent_more')).status, 201);
    });

    it('that is the last goes to one of twenty who ask at once', async () => {
      await have({ seats: 1 });
      const devices = await Promise.all(Array.from({ length: 20 }, () => desktop()));

      const answers = await Promise.all(devices.map((id) => ask(id, 'ent_more')));

      assert.deepEqual(answers.map(({ status }) => status).toSorted(), [201, ...Array.from({ length: 19 }, () => 409)]);
      assert.equal(await freeOf('ent_more'), 0);
      assert.deepEqual(await disagreements(here.gate), []);
    });

    it('stays where it is when its device moves to another agency; the OEM right and what is installed go along', async () => {
      const { headers } = await here.gate.installer.get('/v1/devices/dev_a');
      const move = (agencyCode: string, by = here.gate.installer) =>
        by.post('/v1/devices/dev_a/events', event({ agencyCode }), { 'if-match': String(headers.etag) });
      const officer = await here.gate.as('procurement-officer', { grant: { agencies: [BUREAU] } });

      const unreached = await move(LIBRARY, officer);
      const moved = await move(LIBRARY);

      assert.deepEqual([unreached.status, moved.status, moved.body.agencyCode], [404, 200, LIBRARY]);
      const oem = await here.gate.installer.get('/v1/entitlements/ent_oem_a');
      assert.deepEqual([oem.body.agencyCode, oem.body.allocated], [LIBRARY, 1]);
      assert.equal(await freeOf('ent_office'), 19);
      const there = await here.gate.installer.get(`${PATH}?agencyCode=${LIBRARY}&state=open`);
      assert.deepEqual(
        there.body.items.map((one: { id: string }) => one.id),
        ['alo_oem_a'],
      );
      const installed = await here.gate.installer.get(`/v1/installations?agencyCode=${LIBRARY}`);
      assert.deepEqual(
        installed.body.items.map((one: { id: string }) => one.id),
        ['ins_a'],
      );
      assert.deepEqual(await disagreements(here.gate), []);
    });

    it('is not seen and not given by another agency', async () => {
      const stranger = await here.gate.as('procurement-officer', { grant: { agencies: [LIBRARY] } });

      const read = await stranger.get(`${PATH}/alo_office_a`);
      const listed = await stranger.get(PATH);
      const giving = await stranger.post(PATH, { agencyCode: BUREAU, entitlementId: 'ent_office', deviceId: 'dev_a' });

      assert.deepEqual([read.status, listed.body.items, giving.status], [404, [], 404]);
    });
  });
});
