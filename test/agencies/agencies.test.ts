import assert from 'node:assert/strict';
import { forEachEngine } from '../support/databases.ts';
import {
  BUREAU,
  bureau,
  creditCode,
  event,
  gateForEachTest,
  given,
  LIBRARY,
  leafTypes,
  library,
} from './agency-examples.ts';

describe('agencies', () => {
  forEachEngine('statements', (engine) => {
    const here = gateForEachTest(engine);

    it('are created with the meaning of whatever is left out, a tag and a leaf', async () => {
      const response = await here.gate.installer.post('/v1/agencies', bureau());

      assert.equal(response.status, 201);
      assert.equal(response.headers.location, `/v1/agencies/${BUREAU}`);
      assert.deepEqual(response.body, {
        ...bureau(),
        parentCode: null,
        staff: null,
        classified: false,
        isolatedNetwork: false,
        openedOn: null,
      });
      const read = await here.gate.installer.get(`/v1/agencies/${BUREAU}`);
      assert.deepEqual(read.body, response.body);
      assert.equal(read.headers.etag, response.headers.etag);
      assert.deepEqual(await leafTypes(here.gate, `agency/${BUREAU}`), ['agency.created']);
    });

    it('have one row for a code', async () => {
      await given(here.gate, '/v1/agencies', bureau());

      const second = await here.gate.installer.post('/v1/agencies', bureau({ name: '另一单位' }));

      assert.equal(second.status, 409);
      assert.equal(second.body.code, 'agency.exists');
      assert.deepEqual(await leafTypes(here.gate, `agency/${BUREAU}`), ['agency.created']);
    });

    it('stand below an agency that is known, and not below themselves', async () => {
      const orphan = await here.gate.installer.post('/v1/agencies', library({ parentCode: BUREAU }));
      const own = await here.gate.installer.post('/v1/agencies', library({ parentCode: LIBRARY }));

      assert.equal(orphan.status, 422);
      assert.deepEqual(
        orphan.body.errors.map(({ pointer }: { pointer: string }) => pointer),
        ['/parentCode'],
      );
      assert.equal(own.status, 422);
    });

    it('change by a dated event, and what stood before stays readable', async () => {
      const { tag, logIndex } = await given(here.gate, '/v1/agencies', bureau({ staff: 120 }));

      const changed = await here.gate.installer.post(`/v1/agencies/${BUREAU}/events`, event({ staff: 126 }), {
        'if-match': tag,
      });

      assert.equal(changed.status, 200);
      assert.equal(changed.body.staff, 126);
      const before = await here.gate.installer.get(`/v1/agencies/${BUREAU}?asOf=${logIndex}`);
      assert.equal(before.body.staff, 120);
      assert.equal(before.headers.etag, tag);
      assert.deepEqual(await leafTypes(here.gate, `agency/${BUREAU}`), ['agency.created', 'agency.changed']);
      const [leaf] = await here.gate.db.reader('log_leaves').where({ type: 'agency.changed' });
      const { reason, effectiveOn, after } = JSON.parse(leaf.bytes);
      assert.deepEqual(
        { reason, effectiveOn, staff: after.staff },
        { reason: '据实变更', effectiveOn: '2026-05-01', staff: 126 },
      );
    });

    it('are not changed from a day in the future, without a tag, or by a stale one', async () => {
      const { tag } = await given(here.gate, '/v1/agencies', bureau());
      const path = `/v1/agencies/${BUREAU}/events`;

      const future = await here.gate.installer.post(path, event({ staff: 1 }, { effectiveOn: '2026-06-02' }), {
        'if-match': tag,
      });
      const untagged = await here.gate.installer.post(path, event({ staff: 1 }));
      const today = await here.gate.installer.post(path, event({ staff: 1 }, { effectiveOn: '2026-06-01' }), {
        'if-match': tag,
      });
      const stale = await here.gate.installer.post(path, event({ staff: 2 }), { 'if-match': tag });

      assert.deepEqual([future.status, untagged.status, today.status, stale.status], [422, 428, 200, 412]);
      assert.equal(future.body.code, 'agency.effective_on');
      assert.deepEqual(await leafTypes(here.gate, `agency/${BUREAU}`), ['agency.created', 'agency.changed']);
    });

    it('take a better name as a description, and nothing that a rule judges by', async () => {
      const { tag } = await given(here.gate, '/v1/agencies', bureau());
      const path = `/v1/agencies/${BUREAU}`;

      const judged = await here.gate.installer.patch(path, { staff: 5 }, { 'if-match': tag });
      const named = await here.gate.installer.patch(path, { name: '荆州市文旅局' }, { 'if-match': tag });

      assert.equal(judged.status, 400);
      assert.equal(named.body.name, '荆州市文旅局');
      assert.deepEqual(await leafTypes(here.gate, `agency/${BUREAU}`), ['agency.created', 'agency.described']);
    });

    it('are not renamed by their own people, on whose certificates and reports the name stands', async () => {
      const { tag } = await given(here.gate, '/v1/agencies', bureau());
      const grant = { agencies: [BUREAU] };

      for (const role of ['procurement-officer', 'agency-approver'] as const) {
        const own = await here.gate.as(role, { grant });
        const { status, body } = await own.patch(`/v1/agencies/${BUREAU}`, { name: '市财政局' }, { 'if-match': tag });
        assert.deepEqual([status, body.code], [403, 'access.role']);
      }
      const office = await here.gate.as('legalization-office', { grant: { region: '421000' } });
      const named = await office.patch(`/v1/agencies/${BUREAU}`, { name: '荆州市文旅局' }, { 'if-match': tag });
      assert.equal(named.status, 200);
    });

    it('of others look like agencies that do not exist', async () => {
      const { tag } = await given(here.gate, '/v1/agencies', bureau());
      const officer = await here.gate.as('procurement-officer', { grant: { agencies: [LIBRARY] } });

      const foreign = await officer.get(`/v1/agencies/${BUREAU}`);
      const unknown = await officer.get(`/v1/agencies/${LIBRARY}`);
      const elsewhere = await here.gate.as('legalization-office', { grant: { region: '421100' } });
      const patched = await elsewhere.patch(`/v1/agencies/${BUREAU}`, { name: '别人' }, { 'if-match': tag });

      assert.deepEqual([foreign.status, unknown.status, patched.status], [404, 404, 404]);
      const { instance: _one, ...foreignBody } = foreign.body;
      const { instance: _other, ...unknownBody } = unknown.body;
      assert.deepEqual(foreignBody, unknownBody);
    });

    it('are listed as far as the grant reaches, page by page', async () => {
      await given(here.gate, '/v1/agencies', bureau());
      await given(here.gate, '/v1/agencies', library({ region: '421022', parentCode: BUREAU }));
      await given(here.gate, '/v1/agencies', { ...bureau(), code: creditCode(1), region: '420100', name: '武汉 100%' });
      const codesFor = async (path: string, caller = here.gate.installer): Promise<readonly string[]> => {
        const { body } = await caller.get(path);
        return body.items.map(({ code }: { code: string }) => code);
      };
      const city = await here.gate.as('legalization-office', { grant: { region: '421000' } });
      const officer = await here.gate.as('procurement-officer', { grant: { agencies: [LIBRARY] } });

      assert.deepEqual(await codesFor('/v1/agencies'), [creditCode(1), BUREAU, LIBRARY].sort());
      assert.deepEqual(await codesFor('/v1/agencies', city), [BUREAU, LIBRARY]);
      assert.deepEqual(await codesFor('/v1/agencies', officer), [LIBRARY]);
      assert.deepEqual(await codesFor('/v1/agencies?region=420100', officer), []);
      assert.deepEqual(await codesFor('/v1/agencies?region=421000'), [BUREAU, LIBRARY]);
      assert.deepEqual(await codesFor(`/v1/agencies?parentCode=${BUREAU}`), [LIBRARY]);
      assert.deepEqual(await codesFor(`/v1/agencies?name=${encodeURIComponent('100%')}`), [creditCode(1)]);
      const first = await here.gate.installer.get('/v1/agencies?limit=2');
      assert.equal(first.body.items.length, 2);
      assert.equal((await codesFor(`/v1/agencies?limit=2&after=${first.body.next}`)).length, 1);
    });

    it('are not added, nor moved, beyond the region of who keeps them', async () => {
      const wuhan = await here.gate.as('legalization-office', { grant: { region: '420100' } });
      const jingzhou = await here.gate.as('legalization-office', { grant: { region: '421000' } });

      const elsewhere = await wuhan.post('/v1/agencies', bureau());
      const own = await jingzhou.post('/v1/agencies', bureau());
      const tag = { 'if-match': String(own.headers.etag) };
      const moved = await jingzhou.post(`/v1/agencies/${BUREAU}/events`, event({ region: '420100' }), tag);

      assert.deepEqual([elsewhere.status, own.status, moved.status], [403, 201, 403]);
      assert.equal(elsewhere.body.code, 'agency.out_of_reach');
    });

    it('are made once for one idempotency key, also asked at once', async () => {
      const key = { 'idempotency-key': 'k-1' };

      const answers = await Promise.all([1, 2, 3].map(() => here.gate.installer.post('/v1/agencies', bureau(), key)));
      const other = await here.gate.installer.post('/v1/agencies', library(), key);

      assert.deepEqual(
        answers.map(({ status }) => status),
        [201, 201, 201],
      );
      assert.equal(
        new Set(answers.map(({ body, headers }) => JSON.stringify([body, headers.etag, headers.location]))).size,
        1,
      );
      assert.equal(other.status, 422);
      assert.equal(other.body.code, 'idempotency_key.reused');
      assert.deepEqual(await leafTypes(here.gate, `agency/${BUREAU}`), ['agency.created']);
    });

    it('cannot be read as of an index that the log does not have, or one before them', async () => {
      const first = await given(here.gate, '/v1/agencies', bureau());
      await given(here.gate, '/v1/agencies', library());

      const ahead = await here.gate.installer.get(`/v1/agencies/${BUREAU}?asOf=99999`);
      const before = await here.gate.installer.get(`/v1/agencies/${LIBRARY}?asOf=${first.logIndex}`);

      assert.deepEqual([ahead.status, before.status], [400, 404]);
    });
  });
});
