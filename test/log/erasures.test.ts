import assert from 'node:assert/strict';
import { inSnapshot, type Tx } from '../../src/db/index.ts';
import { allProjections, parseLeaf } from '../../src/gate/main.ts';
import { verifyLog } from '../../src/log/index.ts';
import { bureau, event, gateForEachTest, given, head } from '../agencies/agency-examples.ts';
import { findAfter } from '../orders/history/history-support.ts';
import { forEachEngine } from '../support/databases.ts';
import type { Caller } from '../support/gate.ts';
import { officer, personOf, proposed, sign } from '../two-people/two-people.ts';

const PATH = '/v1/log/erasures';
const HEADS = '/v1/responsible-persons';
const ERASED = '（已删除 / erased）';

forEachEngine('statements', (engine) => {
  describe('erasing what the log says of people', () => {
    const here = gateForEachTest(engine);
    let maker: Caller;
    let audit: Caller;

    beforeEach(async () => {
      await given(here.gate, '/v1/agencies', bureau());
      maker = await here.gate.as('legalization-office', { who: 'the maker' });
      audit = await here.gate.as('audit');
    });

    const verify = async (tx: Tx) =>
      verifyLog(tx, {
        parse: parseLeaf,
        projections: await allProjections(),
      });
    const differences = async () => {
      const { differences: found, faults } = await inSnapshot(here.gate.db, verify);
      assert.deepEqual(faults, []);
      return found;
    };
    const foundAfter = async (change: (tx: Tx) => Promise<unknown>) => {
      const { differences: found } = await findAfter(here.gate, change, verify);
      return found.map(({ table, key, kind, field }) => [table, key, kind, ...(field ? [field] : [])].join(' '));
    };

    /** By two people; answers what the act answered. */
    async function erase(subject: string) {
      const { body } = await proposed(maker, PATH, { subject, reason: '本人书面申请' });
      const done = await sign(audit, body);
      assert.equal(done.status, 200, JSON.stringify(done.body));
      return done.body.result.body;
    }

    /** Every table in which one of these words still stands. */
    async function tablesWith(words: readonly string[]): Promise<readonly string[]> {
      const { reader } = here.gate.db;
      const names: readonly string[] =
        engine === 'sqlite'
          ? (await reader('sqlite_master').select('name').where({ type: 'table' })).map(({ name }) => name)
          : (
              await reader('information_schema.tables')
                .select('table_name as name')
                .whereRaw('table_schema = database()')
            ).map(({ name }) => name);
      const found: string[] = [];
      for (const name of names) {
        const text = JSON.stringify(await reader(name).select());
        if (words.some((word) => text.includes(word))) found.push(name);
      }
      return found;
    }

    it('takes a person whose term has ended out of every table, and leaves the log as provable as it was', async () => {
      const { id, tag } = await given(here.gate, HEADS, head());
      const ended = await here.gate.installer.post(
        `${HEADS}/${id}/events`,
        event({ until: '2026-05-31' }, { reason: '陈建国退休', effectiveOn: '2026-05-31' }),
        { 'if-match': tag },
      );
      assert.equal(ended.status, 200, JSON.stringify(ended.body));
      assert.deepEqual((await tablesWith(['陈建国', '13807161234'])).toSorted(), [
        'responsible_persons',
        'sealed_texts',
      ]);

      const erasure = await erase(`responsible-person/${id}`);

      assert.deepEqual(await tablesWith(['陈建国', '13807161234']), []);
      const { body } = await here.gate.installer.get(`${HEADS}/${id}`);
      assert.deepEqual([body.name, body.phone, body.position, body.until], [ERASED, null, '局长', '2026-05-31']);
      assert.deepEqual(erasure.texts.map(({ pointer }: { pointer: string }) => pointer).toSorted(), [
        '/after/name',
        '/after/name',
        '/after/phone',
        '/after/phone',
        '/reason',
      ]);
      const past = await here.gate.installer.get(`${HEADS}/${id}?asOf=${erasure.texts[0].logIndex}`);
      assert.equal(past.body.name, ERASED);
      assert.deepEqual(await differences(), []);
    });

    it('keeps what is in use, and erases what it was before', async () => {
      const { id, tag } = await given(here.gate, HEADS, head());
      const subject = `responsible-person/${id}`;
      const inUse = await maker.post(PATH, { subject, reason: '误申请' });
      assert.deepEqual([inUse.status, inUse.body.code], [422, 'erasure.nothing']);
      await here.gate.installer.patch(`${HEADS}/${id}`, { phone: '13900000000' }, { 'if-match': tag });

      await erase(subject);

      assert.deepEqual(await tablesWith(['13807161234']), []);
      const { body } = await here.gate.installer.get(`${HEADS}/${id}`);
      assert.deepEqual([body.name, body.phone], ['陈建国', '13900000000']);
      assert.equal((await maker.post(PATH, { subject, reason: '再次申请' })).body.code, 'erasure.nothing');
      assert.deepEqual(await differences(), []);
    });

    it('takes users who left out of what was proposed for them as well', async () => {
      const early = { 'idempotency-key': 'early' };
      const first = await here.gate.installer.post('/v1/persons', officer({ name: '赵敏' }), early);
      assert.equal(first.status, 201, JSON.stringify(first.body));
      assert.ok((await tablesWith(['赵敏'])).includes('idempotency_keys'));
      await here.gate.retireBootstrap();
      assert.ok(!(await tablesWith(['赵敏'])).includes('idempotency_keys'));
      const security = await here.gate.as('security-administrator', { who: 'the maker' });
      const second = await here.gate.as('security-administrator', { who: 'the signer' });
      const bySecond = async (answer: { body: { id: string; digest: string } }) => {
        const done = await sign(second, answer.body);
        assert.equal(done.status, 200, JSON.stringify(done.body));
        return done.body.result;
      };
      const ids: string[] = [];
      for (const name of ['王建国', '李卫东']) {
        const made = await bySecond(await proposed(security, '/v1/persons', officer({ name })));
        const left = { effectiveOn: '2026-06-01', reason: `${name}调离`, changes: { active: false } };
        const headers = { 'if-match': `"${made.logIndex}"` };
        await bySecond(await proposed(security, `/v1/persons/${made.body.id}/events`, left, headers));
        ids.push(made.body.id);
      }
      for (const id of ids) await erase(`person/${id}`);

      assert.deepEqual(await tablesWith(['王建国', '李卫东']), []);
      const { body } = await security.get(`/v1/persons/${ids[0]}`);
      assert.deepEqual([body.name, body.active], [ERASED, false]);
      const { body: listed } = await security.get('/v1/proposals?state=executed');
      const { body: proposal } = await security.get(`/v1/proposals/${listed.items.at(-1).id}`);
      assert.deepEqual([proposal.request, proposal.result.body], [null, null]);
      assert.deepEqual(await differences(), []);
      const back = await foundAfter((tx) =>
        tx('proposal_parts').insert({ proposal_id: proposal.id, part: 0, bytes: '{}' }),
      );
      assert.ok(back.includes(`proposals ${proposal.id} differs parts`), back.join());
      const county = await here.gate.as('legalization-office', { who: 'county', grant: { region: '421022' } });
      const beyond = await county.post(PATH, { subject: `person/${first.body.id}`, reason: '申请' });
      assert.deepEqual([beyond.status, beyond.body.code], [403, 'access.beyond_reach']);
    });

    it('erases nothing that decisions stand on, nor the files of a procurement, which are kept fifteen years', async () => {
      const answers = [];
      for (const subject of [
        'responsible-person/rsp_nothing',
        'rule-set/2',
        'order/ord_1',
        'person',
        'waiver/wai_1/',
      ]) {
        const { status, body } = await maker.post(PATH, { subject, reason: '申请' });
        answers.push([status, body.code]);
      }
      assert.deepEqual(answers, [
        [404, 'erasure.not_found'],
        ...['rule-set', 'order'].map(() => [422, 'erasure.kind']),
        [404, 'erasure.not_found'],
        [422, 'erasure.kind'],
      ]);
    });

    it('is of another agency for nobody, of oneself for nobody, and never done by one person', async () => {
      const { id, tag } = await given(here.gate, HEADS, head());
      await here.gate.installer.patch(`${HEADS}/${id}`, { phone: null }, { 'if-match': tag });
      const request = { subject: `responsible-person/${id}`, reason: '申请' };
      const elsewhere = await here.gate.as('legalization-office', { grant: { region: '510000' } });
      assert.equal((await elsewhere.post(PATH, request)).body.code, 'erasure.not_found');
      const dry = await maker.post(`${PATH}?dryRun=true`, request);
      assert.deepEqual([dry.status, dry.body.texts.length], [200, 2]);

      const waiting = await proposed(maker, PATH, request);

      assert.equal((await sign(maker, waiting.body)).status, 403);
      const foreign = await here.gate.as('security-administrator', { grant: { region: '510000' } });
      assert.equal((await foreign.get(`/v1/proposals/${waiting.body.id}`)).status, 404);
      assert.equal((await sign(foreign, waiting.body)).status, 404);
      assert.deepEqual(await tablesWith(['13807161234']), ['sealed_texts']);
      const { person } = await personOf(here.gate, maker);
      const own = await maker.post(PATH, { subject: `person/${person}`, reason: '申请' });
      assert.deepEqual([own.status, own.body.code], [403, 'person.own_roles']);
    });

    it('is seen through where a text is taken away, put back or marked without a leaf', async () => {
      const { id, tag, logIndex } = await given(here.gate, HEADS, head());
      await here.gate.installer.patch(`${HEADS}/${id}`, { phone: null }, { 'if-match': tag });
      const at = { log_index: logIndex, pointer: '/after/name' };
      const name = `sealed_texts ${logIndex}/after/name`;
      const set = (columns: object) => foundAfter((tx) => tx('sealed_texts').where(at).update(columns));

      assert.deepEqual(await foundAfter((tx) => tx('sealed_texts').where(at).delete()), [`${name} no-row`]);
      assert.deepEqual(await set({ salt: '', value: '', erased_index: logIndex }), [`${name} no-leaf`]);
      await erase(`responsible-person/${id}`);
      assert.deepEqual(await differences(), []);
      assert.deepEqual((await set({ value: '"陈建国"' })).length, 1);
      assert.deepEqual(await set({ erased_index: logIndex }), [`${name} no-leaf`, `${name} differs erased_index`]);
    });
  });
});
