import assert from 'node:assert/strict';
import { forEachEngine } from '../support/databases.ts';
import { type Caller, etagIn, type Gate, startGate } from '../support/gate.ts';
import * as given from '../support/given.ts';
import { openOffice } from '../support/office.ts';
import { countRows, leavesOf, personOf, proposed, sign, sizeOfLog, supplier } from './two-people.ts';

forEachEngine('statements', (engine) => {
  describe('a proposal', () => {
    let gate: Gate;
    let maker: Caller;
    let second: Caller;
    beforeEach(async () => {
      gate = await startGate({ engine });
      maker = await gate.as('legalization-office');
      second = await gate.as('legalization-office', { who: 'the second' });
    });
    afterEach(() => gate.close());

    it('is answered instead of the act, and changes nothing by itself', async () => {
      const size = await sizeOfLog(gate);

      const { body, headers } = await proposed(maker, '/v1/suppliers', supplier({ name: '甲公司' }));

      assert.equal(headers.location, `/v1/proposals/${body.id}`);
      assert.deepEqual([body.operation, body.state, body.result], ['createSupplier', 'open', null]);
      assert.equal(body.request.body.name, '甲公司');
      assert.equal(body.preview.body.name, '甲公司');
      assert.deepEqual(body.slots, [{ roles: ['legalization-office'], signature: null }]);
      assert.equal(body.lapsesAt, '2026-06-02T01:00:00.000Z');
      const leaves = await gate.db.reader('log_leaves').where('log_index', '>=', size);
      const [made] = leaves.map(({ bytes }) => JSON.parse(bytes));
      assert.deepEqual([leaves.length, made.type, made.subject], [1, 'proposal.made', `proposal/${body.id}`]);
      assert.deepEqual([made.operation, made.digest], ['createSupplier', body.digest]);
      assert.deepEqual((await maker.get('/v1/suppliers')).body.items, []);
      assert.deepEqual((await maker.get(String(headers.location))).body, body);
    });

    it('is carried out by the signature of another, with one leaf that names both and what they agreed to', async () => {
      const { body: proposal } = await proposed(maker, '/v1/suppliers', supplier({ name: '甲公司' }));

      const { status, body: done } = await sign(second, proposal);

      assert.equal(status, 200);
      assert.deepEqual([done.state, done.result.status], ['executed', 201]);
      const [made] = (await maker.get('/v1/suppliers')).body.items;
      assert.deepEqual([made.name, done.result.body], ['甲公司', made]);
      assert.equal(done.result.location, `/v1/suppliers/${made.creditCode}`);
      const [leaf, ...more] = await leavesOf(gate, proposal.id);
      const [one, other] = [await personOf(gate, maker), await personOf(gate, second)];
      assert.deepEqual(more, []);
      assert.deepEqual([leaf?.type, leaf?.by], ['supplier.created', one]);
      assert.deepEqual(leaf?.signed, {
        proposal: proposal.id,
        digest: proposal.digest,
        maker: one,
        signers: [{ ...other, at: '2026-06-01T01:00:00.000Z' }],
      });
      assert.equal(done.result.logIndex, (await sizeOfLog(gate)) - 1);
      assert.equal(done.slots[0].signature.person, other.person);
    });

    it('is refused at once where the act would be, and then nothing of it stays', async () => {
      const taken = supplier();
      await gate.installer.post('/v1/suppliers', taken);
      const size = await sizeOfLog(gate);

      const exists = await maker.post('/v1/suppliers', taken);
      const malformed = await maker.post('/v1/suppliers', { name: '无代码' });
      const unknown = await maker.post('/v1/suppliers/x/events', EVENT, { 'if-match': '"1"' });
      const [{ creditCode }] = (await maker.get('/v1/suppliers')).body.items;
      const stale = await maker.post(`/v1/suppliers/${creditCode}/events`, EVENT, { 'if-match': '"0"' });
      const untagged = await maker.post(`/v1/suppliers/${creditCode}/events`, EVENT);

      const statuses = [exists, malformed, unknown, stale, untagged].map(({ status }) => status);
      assert.deepEqual(statuses, [409, 400, 404, 412, 428]);
      assert.equal(await countRows(gate, 'proposals'), 0);
      assert.equal(await countRows(gate, 'proposal_parts'), 0);
      assert.equal(await sizeOfLog(gate), size);
    });

    it('is made once for one idempotency key, also after it was carried out', async () => {
      const body = supplier();
      const headers = { 'idempotency-key': 'k-1' };

      const answers = await Promise.all(Array.from({ length: 5 }, () => maker.post('/v1/suppliers', body, headers)));
      const other = await maker.post('/v1/suppliers', supplier(), headers);
      const [first] = answers;
      assert.ok(first);
      await sign(second, first.body);
      const again = await maker.post('/v1/suppliers', body, headers);

      assert.deepEqual([...new Set(answers.map(({ status }) => status))], [202]);
      assert.equal(new Set(answers.map(({ body: { id } }) => id)).size, 1);
      assert.deepEqual([other.status, other.body.code], [422, 'idempotency_key.reused']);
      assert.deepEqual([again.status, again.body.id, again.body.state], [202, first.body.id, 'executed']);
      assert.equal(await countRows(gate, 'proposals'), 1);
    });

    it('keeps what it asks for, however long the text and whatever its characters', async () => {
      const affiliates = Array.from({ length: 50 }, () => given.creditCode('supplier'));
      const body = supplier({ name: '𠀀'.repeat(60), affiliates });

      const { body: proposal } = await proposed(maker, '/v1/suppliers', body);
      const { body: done } = await sign(second, proposal);

      assert.deepEqual(proposal.request.body, body);
      assert.deepEqual([done.result.body.name, done.result.body.affiliates], ['𠀀'.repeat(60), affiliates]);
    });

    it('ends when somebody who could sign refuses it, and when its maker withdraws it', async () => {
      const one = (await proposed(maker, '/v1/suppliers', supplier())).body;
      const other = (await proposed(maker, '/v1/suppliers', supplier())).body;
      const reason = { reason: '与批复不符' };

      const byMaker = await maker.post(`/v1/proposals/${one.id}/refusal`, reason);
      const refused = await second.post(`/v1/proposals/${one.id}/refusal`, reason);
      const bySecond = await second.post(`/v1/proposals/${other.id}/withdrawal`, reason);
      const withdrawn = await maker.post(`/v1/proposals/${other.id}/withdrawal`, reason);

      assert.deepEqual([byMaker.status, byMaker.body.code], [403, 'proposal.same_person']);
      assert.deepEqual([bySecond.status, bySecond.body.code], [403, 'proposal.not_maker']);
      assert.deepEqual([refused.body.state, withdrawn.body.state], ['refused', 'withdrawn']);
      const { person } = await personOf(gate, second);
      assert.deepEqual(
        [refused.body.closing.by.person, refused.body.closing.reason, refused.body.closing.at],
        [person, '与批复不符', '2026-06-01T01:00:00.000Z'],
      );
      for (const ended of [one, other]) {
        const late = await sign(second, ended);
        assert.deepEqual([late.status, late.body.code], [409, 'proposal.state']);
      }
      assert.equal((await second.post(`/v1/proposals/${one.id}/refusal`, reason)).status, 409);
      assert.equal((await maker.post(`/v1/proposals/${other.id}/withdrawal`, reason)).status, 409);
      assert.equal(await countRows(gate, 'suppliers'), 0);
    });

    it('is no detour for the installer, who counts as two during set-up', async () => {
      const created = await gate.installer.post('/v1/suppliers', supplier());

      assert.equal(created.status, 201);
      assert.match(etagIn(created), /^"\d+"$/);
      assert.equal(await countRows(gate, 'proposals'), 0);
    });
  });

  describe('proposals about one agency', () => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    it('are signed by whoever reaches the agency, and hidden from the others', async () => {
      const office = await openOffice(gate, { region: '421000' });
      const [maker, near, far, audit] = [
        await gate.as('finance', { grant: { region: '420000' } }),
        await gate.as('finance', { grant: { region: '421000' } }),
        await gate.as('finance', { grant: { region: '511300' } }),
        await gate.as('audit', { grant: { region: '511300' } }),
      ];

      const { body: proposal } = await proposed(maker, '/v1/budget-lines', lineOf(office.agencyCode));

      assert.deepEqual(proposal.agencies, [office.agencyCode]);
      for (const stranger of [far, audit, office.officer]) {
        const answer = await stranger.get(`/v1/proposals/${proposal.id}`);
        assert.deepEqual([answer.status, answer.body.code], [404, 'proposal.not_found']);
        assert.deepEqual((await stranger.get('/v1/proposals')).body.items, []);
      }
      assert.equal((await sign(far, proposal)).status, 404);
      const { body: done } = await sign(near, proposal);
      assert.deepEqual([done.state, done.result.body.appropriation], ['executed', '20.00']);
    });

    it('may be made by a machine, which watches its own and signs none', async () => {
      const office = await openOffice(gate, { region: '421000' });
      const loader = await gate.as('machine', { grant: { region: '421000' }, scopes: ['budget:load'] });
      const finance = await gate.as('finance', { grant: { region: '421000' } });

      const { body: proposal } = await proposed(loader, '/v1/budget-lines', lineOf(office.agencyCode));
      const own = await loader.get('/v1/proposals?maker=me');
      const bySelf = await sign(loader, proposal);
      const done = await sign(finance, proposal);

      assert.deepEqual([own.body.items.length, own.body.items[0].id], [1, proposal.id]);
      assert.deepEqual([bySelf.status, bySelf.body.code], [403, 'access.role']);
      assert.equal(done.body.state, 'executed');
      const [leaf] = await leavesOf(gate, proposal.id);
      assert.deepEqual(leaf?.by, await personOf(gate, loader));
    });
  });
});

function lineOf(agencyCode: string): object {
  return {
    code: `JZ-2026-31002-${given.nextNumber()}`,
    agencyCode,
    fiscalYear: 2026,
    project: '办公设备更新',
    projectKind: 'ordinary',
    economicClass: '31002',
    governmentProcurement: true,
    appropriation: '20.00',
    elsewhere: '0.00',
  };
}

const EVENT = { effectiveOn: '2026-06-01', reason: '更名', changes: { affiliates: [] } };
