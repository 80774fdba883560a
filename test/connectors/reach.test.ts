import assert from 'node:assert/strict';
import { onOneEngine } from '../support/databases.ts';
import { type Caller, etagIn, type Gate, startGate } from '../support/gate.ts';
import { type Administrators, administratorsOf, WEBHOOK_SECRET } from './connector-support.ts';
import { connectPlatform, newPlatformKey } from './platform-support.ts';
import { openReceiver, type ReceiverStub } from './receiver-stub.ts';

onOneEngine('calls go out to hosts and not to tables', (engine) => {
  describe('administrators of a city', () => {
    let gate: Gate;
    let stub: ReceiverStub;
    let both: Administrators;
    let system: Caller;
    let security: Caller;

    before(async () => {
      stub = await openReceiver();
      const env = { GATE_OUTBOUND_ALLOW: stub.allowed, GATE_WEBHOOK_SECRET: WEBHOOK_SECRET };
      gate = await startGate({ engine, env });
      both = await administratorsOf(gate);
      system = await gate.as('system-administrator', { grant: { region: '421000' }, who: 'of a city' });
      security = await gate.as('security-administrator', { grant: { region: '421000' }, who: 'of a city' });
    });
    after(async () => {
      await gate.close();
      await stub.close();
    });

    const endpointOf = async (region: string) => {
      const body = { label: '资产系统', url: stub.url, types: ['order.decided'], grant: { region } };
      const { result } = await both.together('/v1/webhook-endpoints', body);
      return `/v1/webhook-endpoints/${result.body.id}`;
    };
    const event = (changes: object) => ({
      ...{ effectiveOn: gate.clock.now().slice(0, 10), reason: '变更', changes },
    });
    const change = async (path: string, changes: object) => {
      const read = await both.system.get(path);
      return system.post(`${path}/events`, event(changes), { 'if-match': etagIn(read) });
    };

    it('say nothing about who is told of the whole province: not where, by which keys, nor from when on', async () => {
      const wide = await endpointOf('420000');
      const { id } = await connectPlatform(gate, both, { url: stub.url, region: '420000' });
      const platform = `/v1/platforms/${id}`;

      const answers = [
        await change(wide, { url: `${stub.url}/elsewhere` }),
        await change(wide, { active: false }),
        await change(wide, { grant: { region: '421000' } }),
        await system.post(`${wide}/secret`, { reason: '更换' }),
        await system.post(`${wide}/resumption`, { reason: '重试' }),
        await system.post(`${wide}/test`),
        await change(platform, { callbackKeys: [newPlatformKey().publicKey] }),
        await change(platform, { url: `${stub.url}/elsewhere` }),
        await system.post(`${platform}/resumption`, { reason: '重试' }),
      ];

      assert.deepEqual(
        answers.map(({ status, body }) => `${status} ${body.code}`),
        answers.map(() => '403 access.beyond_reach'),
      );
      assert.equal(stub.calls(), 0);
    });

    it('do not sign it either, and run what is told of their city', async () => {
      const wide = await endpointOf('420000');
      const headers = { 'if-match': etagIn(await both.system.get(wide)) };
      const draft = await both.system.post(`${wide}/events`, event({ label: '新名称' }), headers);
      const { id, digest } = draft.body;
      const own = await endpointOf('421000');

      const signed = await security.post(`/v1/proposals/${id}/signatures`, { digest });
      const answers = [
        await change(own, { url: `${stub.url}/elsewhere` }),
        await system.post(`${own}/resumption`, { reason: '重试' }),
        await system.post(`${own}/test`),
      ];

      assert.deepEqual([signed.status, signed.body.code], [404, 'proposal.not_found']);
      assert.deepEqual(
        answers.map(({ status }) => status),
        [202, 200, 200],
      );
    });

    it('are told a secret once: a request that comes again for its answer is told none', async () => {
      const body = { label: '资产系统', url: stub.url, grant: { region: '421000' } };
      const headers = { 'idempotency-key': 'k-1' };

      const first = await gate.installer.post('/v1/webhook-endpoints', body, headers);
      const again = await gate.installer.post('/v1/webhook-endpoints', body, headers);

      assert.match(first.body.secret, /^whsec_/);
      assert.deepEqual([again.status, again.body.id, again.body.secret], [201, first.body.id, undefined]);
    });
  });
});
