import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { findForm, shippedForms } from '../../src/campaigns/index.ts';
import { inSnapshot } from '../../src/db/index.ts';
import { allProjections, parseLeaf } from '../../src/gate/main.ts';
import { verifyLog } from '../../src/log/index.ts';
import { gateForEachTest } from '../agencies/agency-examples.ts';
import { onOneEngine } from '../support/databases.ts';
import type { Caller, Gate } from '../support/gate.ts';
import { leavesOf, proposed, sign } from '../two-people/two-people.ts';
import { cell, type GivenForm, givenForm, moreThan } from './forms/given-form.ts';

const CITY = { region: '421000' };
const COUNTY = { region: '421022' };

onOneEngine('other files run its statements on both', (engine) => {
  describe('a form that an office publishes', () => {
    const here = gateForEachTest(engine);
    let maker: Caller;
    let second: Caller;

    beforeEach(async () => {
      maker = await here.gate.as('legalization-office', { who: 'the maker', grant: CITY });
      second = await here.gate.as('legalization-office', { who: 'the second', grant: CITY });
    });

    const propose = (given: GivenForm = {}, region = '421000'): Promise<Response> =>
      proposed(maker, '/v1/forms', { region, form: givenForm(given) });

    const publish = async (given: GivenForm = {}, region = '421000'): Promise<Response> =>
      sign(second, (await propose(given, region)).body);

    const refused = async (given: GivenForm = {}, region = '421000'): Promise<readonly unknown[]> => {
      const { status, body } = await maker.post('/v1/forms', { region, form: givenForm(given) });
      return [status, body.code, ...(body.errors ?? []).map(({ pointer }: { readonly pointer: string }) => pointer)];
    };

    it('is there for everybody once two people have signed, and not before', async () => {
      const { body: proposal } = await propose();
      const before = await maker.get('/v1/forms/given');
      const signed = await sign(second, proposal);
      const { status, body } = await (await here.gate.as('agency-liaison')).get('/v1/forms/given');

      assert.equal(before.status, 404);
      assert.equal(signed.status, 200, JSON.stringify(signed.body));
      assert.equal(status, 200);
      assert.deepEqual([body.key, body.region, body.shipped], ['given@1', '421000', false]);
      assert.deepEqual(body.form, givenForm({}));
      const leaves = (await leavesOf(here.gate, proposal.id)).filter(({ type }) => type === 'form.published');
      assert.deepEqual(
        leaves.map(({ subject, digest, region }) => ({ subject, digest, region })),
        [{ subject: 'form/given@1', digest: body.digest, region: '421000' }],
      );
    });

    it('is not published by one person, nor for more than its people reach', async () => {
      const { body: proposal } = await propose({}, '421022');
      const own = await sign(maker, proposal);
      const county = await here.gate.as('legalization-office', { who: 'of the county', grant: COUNTY });

      assert.equal(own.status, 403);
      const { status } = await county.post('/v1/forms', { region: '421000', form: givenForm({}) });
      assert.equal(status, 403);
      assert.equal((await sign(county, proposal)).status, 200);
    });

    it('is refused with each place that is wrong, and leaves nothing behind', async () => {
      const cells = [cell('a.one', 'count', { compute: { sum: ['a.one'] } })];

      assert.deepEqual(await refused({ cells }), [422, 'form.invalid', '/form/cells/0/compute']);
      const unknown = [cell('a.one', 'count', { prefill: { figure: 'devices.abacus' } })];
      assert.deepEqual(await refused({ cells: unknown }), [422, 'form.invalid', '/form/cells/0/prefill/figure']);
      assert.deepEqual(await here.gate.db.reader('forms'), []);
    });

    it('has revisions that follow one another and mean the same by a cell', async () => {
      await publish();
      const flag = [cell('a.one', 'flag')];
      const two = { cells: [cell('a.one', 'count'), cell('a.two', 'count')], more: { revision: 2 } };

      assert.deepEqual(await refused(), [422, 'form.invalid', '/form/revision']);
      assert.deepEqual(await refused({ more: { revision: 3 } }), [422, 'form.invalid', '/form/revision']);
      assert.deepEqual(await refused({ cells: flag, more: { revision: 2 } }), [
        ...[422, 'form.invalid', '/form/cells/0/type', '/form/cells/0/sum'],
      ]);
      assert.equal((await publish(two)).status, 200);
      assert.equal((await maker.get('/v1/forms/given')).body.revision, 2);
      assert.deepEqual((await maker.get('/v1/forms/given?revision=1')).body.form, givenForm({}));
      assert.equal((await maker.get('/v1/forms/given?revision=3')).status, 404);
    });

    it('has an id that is nobody else’s: not of the package, not of another region', async () => {
      await publish();

      assert.deepEqual(await refused({ more: { id: 'software-use', revision: 2 } }), [409, 'form.shipped']);
      assert.deepEqual(await refused({ more: { revision: 2 } }, '421022'), [409, 'form.other_region']);
    });

    it('is found by its key beside those of the package, with its region', async () => {
      await publish({}, '421022');
      const found = async (key: string) => inSnapshot(here.gate.db, (tx) => findForm(tx, key));

      assert.deepEqual([(await found('given@1'))?.region, (await found('given@1'))?.form.key], ['421022', 'given@1']);
      assert.deepEqual([(await found('roster@1'))?.region, (await found('roster@1'))?.logIndex], ['000000', null]);
      assert.deepEqual([await found('given@2'), await found('roster@2')], [undefined, undefined]);
    });

    it('is listed page by page, by id and revision, for whoever may use it', async () => {
      await publish();
      await publish({ more: { revision: 2 } });
      const listed = async (query: string): Promise<readonly string[]> => {
        const { status, body } = await maker.get(`/v1/forms?limit=4${query}`);
        assert.equal(status, 200, JSON.stringify(body));
        const keys = body.items.map(({ key }: { readonly key: string }) => key);
        return body.next ? [...keys, ...(await listed(`${query.replace(/&after=.*/, '')}&after=${body.next}`))] : keys;
      };
      const shipped = shippedForms().map(({ key }) => key);

      assert.deepEqual(await listed(''), [...shipped, 'given@1', 'given@2'].toSorted());
      assert.deepEqual(await listed('&region=421022'), [...shipped, 'given@1', 'given@2'].toSorted());
      assert.deepEqual(await listed('&region=511300'), shipped.toSorted());
    });

    it('is withdrawn by two people who reach its region: no campaign is launched with it, and those that were go on', async () => {
      await publish();
      const withdraw = (caller: Caller, revision = 1) =>
        caller.post('/v1/forms/given/withdrawals', { revision, reason: '栏目已调整' });
      const county = await here.gate.as('legalization-office', { who: 'of the county', grant: COUNTY });

      const [gone, small] = [await withdraw(maker, 2), await withdraw(county)];
      const proposal = await proposed(maker, '/v1/forms/given/withdrawals', { revision: 1, reason: '栏目已调整' });
      const own = await sign(maker, proposal.body);
      const signed = await sign(second, proposal.body);

      assert.deepEqual([gone.status, gone.body.code, small.status, own.status], [404, 'form.not_found', 403, 403]);
      assert.equal(signed.status, 200, JSON.stringify(signed.body));
      const { body } = await maker.get('/v1/forms/given?revision=1');
      assert.notEqual(body.withdrawnAt, null);
      assert.deepEqual(body.form, givenForm({}));
      const again = await withdraw(maker);
      assert.deepEqual([again.status, again.body.code], [409, 'form.withdrawn']);
      const shipped = await maker.post('/v1/forms/software-use/withdrawals', { revision: 1, reason: '不再使用' });
      assert.deepEqual([shipped.status, shipped.body.code], [409, 'form.shipped']);
      assert.equal((await publish({ more: { revision: 2 } })).status, 200);

      assert.deepEqual(await differences(here.gate), []);
      await here.gate.db.writer('forms').where({ form_key: 'given@1' }).update({ withdrawn_at: null });
      assert.deepEqual(await differences(here.gate), ['forms differs withdrawn_at']);
      await here.gate.db.writer('forms').where({ form_key: 'given@1' }).update({ withdrawn_index: null });
      assert.deepEqual(await differences(here.gate), ['forms no-row']);
    });

    it('is compared with the log: its row, its document and what is missing', async () => {
      await publish();
      await publish({ more: { revision: 2 } });
      assert.deepEqual(await differences(here.gate), []);
      const { writer } = here.gate.db;

      await writer('forms').where({ form_key: 'given@1' }).update({ body: '{}', region: '000000' });
      await writer('forms').where({ form_key: 'given@2' }).delete();

      assert.deepEqual(await differences(here.gate), ['forms differs region', 'forms differs body', 'forms no-row']);
    });
  });

  describe('a form that is tried', () => {
    const here = gateForEachTest(engine);

    it('is told what is wrong, how its tests went and what it changes, and nothing is kept', async () => {
      const office = await here.gate.as('legalization-office', { who: 'the maker', grant: CITY });
      const second = await here.gate.as('legalization-office', { who: 'the second', grant: CITY });
      const tried = async (given: GivenForm) => {
        const { status, body } = await office.post('/v1/form-checks', { form: givenForm(given) });
        assert.equal(status, 200, JSON.stringify(body));
        return body;
      };
      const message = { 'zh-CN': '多', en: 'many' };
      const when = moreThan('a.none', 1);
      const first = await tried({});
      const { body } = await proposed(office, '/v1/forms', { region: '421000', form: givenForm({}) });
      await sign(second, body);
      const cells = [cell('a.one', 'fen'), cell('a.two', 'count')];

      assert.deepEqual([first.key, first.tests, first.faults, first.changes], ['given@1', 1, [], null]);
      const wrong = await tried({ checks: [{ id: 'x', severity: 'error', when, message }] });
      assert.deepEqual([wrong.key, wrong.faults[0]?.code], [null, 'cell.unknown']);
      const next = await tried({ cells, more: { revision: 2 } });
      assert.deepEqual(next.changes, { since: 'given@1', added: ['a.two'], removed: [], changed: ['a.one'] });
      assert.deepEqual(
        next.faults.map(({ code }: { readonly code: string }) => code),
        ['revision.type'],
      );
      assert.equal((await here.gate.db.reader('forms')).length, 1);
    });
  });
});

/** Where the tables say something else than the log. */
async function differences(gate: Gate): Promise<readonly string[]> {
  const { faults, differences: found } = await inSnapshot(gate.db, async (tx) =>
    verifyLog(tx, { parse: parseLeaf, projections: await allProjections() }),
  );
  assert.deepEqual(faults, []);
  return found.map(({ table, kind, field }) => [table, kind, ...(field ? [field] : [])].join(' '));
}
