import assert from 'node:assert/strict';
import { forEachEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import * as given from '../support/given.ts';
import { officer, proposed, sign, supplier } from './two-people.ts';

forEachEngine('statements', (engine) => {
  describe('the list of proposals', () => {
    let gate: Gate;
    let maker: Caller;
    let second: Caller;
    beforeEach(async () => {
      gate = await startGate({ engine });
      maker = await gate.as('legalization-office');
      second = await gate.as('legalization-office', { who: 'the second' });
    });
    afterEach(() => gate.close());

    const idsIn = async (caller: Caller, query: string): Promise<readonly string[]> => {
      const { status, body } = await caller.get(`/v1/proposals?${query}`);
      assert.equal(status, 200, JSON.stringify(body));
      return body.items.map(({ id }: { id: string }) => id);
    };

    it('is an in-tray of what one can sign, as long as one can', async () => {
      const [a, b, c] = [
        (await proposed(maker, '/v1/suppliers', supplier())).body,
        (await proposed(maker, '/v1/suppliers', supplier())).body,
        (await proposed(second, '/v1/suppliers', supplier())).body,
      ];

      const before = [await idsIn(second, 'awaiting=me'), await idsIn(maker, 'awaiting=me')];
      await sign(second, a);
      await second.post(`/v1/proposals/${b.id}/refusal`, { reason: '不同意' });
      const after = [await idsIn(second, 'awaiting=me'), await idsIn(maker, 'awaiting=me')];
      gate.clock.advance({ hours: 24 });

      assert.deepEqual(before, [[b.id, a.id], [c.id]]);
      assert.deepEqual(after, [[], [c.id]]);
      assert.deepEqual(await idsIn(maker, 'awaiting=me'), []);
    });

    it('has the newest first, in pages, and is narrowed by state, operation and maker', async () => {
      const made: string[] = [];
      for (const _each of [1, 2, 3, 4, 5]) {
        made.unshift((await proposed(maker, '/v1/suppliers', supplier())).body.id);
        gate.clock.advance({ hours: 5 });
      }
      const other = (await proposed(second, '/v1/products', PRODUCT)).body;
      const first = await maker.get('/v1/proposals?limit=4');
      const rest = await maker.get(`/v1/proposals?limit=4&after=${first.body.next}`);

      const paged = [...first.body.items, ...rest.body.items].map(({ id }) => id);
      assert.deepEqual(paged, [other.id, ...made]);
      assert.equal(rest.body.next, null);
      assert.deepEqual(await idsIn(maker, 'maker=me'), made);
      assert.deepEqual(await idsIn(maker, 'operation=createProduct'), [other.id]);
      assert.deepEqual(await idsIn(maker, 'state=lapsed'), made.slice(-1));
      assert.deepEqual(await idsIn(maker, 'state=open'), [other.id, ...made.slice(0, -1)]);
      assert.deepEqual(await idsIn(maker, 'state=executed'), []);
    });

    it('shows proposals to their makers, to those who sign them and to the audit bureau, and to nobody else', async () => {
      const { body: ofSupplier } = await proposed(maker, '/v1/suppliers', supplier());
      const security = await gate.as('security-administrator');
      const otherSecurity = await gate.as('security-administrator', { who: 'the second' });
      const { body: ofPerson } = await proposed(security, '/v1/persons', officer());
      const both = [ofPerson.id, ofSupplier.id];

      const seen: Record<string, readonly string[]> = {};
      for (const role of ['audit', 'finance', 'procurement-officer', 'system-administrator'] as const)
        seen[role] = await idsIn(await gate.as(role), '');

      assert.deepEqual(seen, { audit: both, finance: [], 'procurement-officer': [], 'system-administrator': [] });
      assert.deepEqual(await idsIn(otherSecurity, ''), [ofPerson.id]);
      assert.deepEqual(await idsIn(second, ''), [ofSupplier.id]);
      assert.equal((await second.get(`/v1/proposals/${ofPerson.id}`)).status, 404);
      assert.equal((await (await gate.as('audit')).get(`/v1/proposals/${ofPerson.id}`)).status, 200);
    });

    it('says what is asked but for members that are too long for a list, and nothing of a request that is too long itself', async () => {
      const wide = (count: number) => Array.from({ length: count }, () => given.creditCode('supplier'));
      const [short, many] = [supplier({ affiliates: wide(2) }), supplier({ name: '子公司多', affiliates: wide(150) })];
      const rows = wide(1_000).map((code) => `${code},供应商 ${code}\n`);
      await proposed(maker, '/v1/suppliers', short);
      await proposed(maker, '/v1/suppliers', many);
      const file = { bytes: `creditCode,name\n${rows.join('')}`, headers: { 'content-type': 'text/csv' } };
      assert.equal((await maker.send('post', '/v1/suppliers/import', file)).status, 202);

      const { body } = await second.get('/v1/proposals');

      const listed = body.items.map(({ whole, request }: Listed) => ({ whole, asked: request?.body }));
      const { affiliates: _long, ...rest } = many;
      assert.deepEqual(listed, [
        { whole: false, asked: undefined },
        { whole: false, asked: rest },
        { whole: true, asked: short },
      ]);
      assert.equal(body.items[2].preview.body.name, '测试供应商');
    });

    it("shows a machine what it proposed itself, and nothing of its owner's", async () => {
      const machine = await gate.as('machine', { scopes: ['budget:load'] });

      assert.deepEqual(await idsIn(machine, ''), []);
      assert.deepEqual(await idsIn(machine, 'awaiting=me'), []);
    });
  });
});

interface Listed {
  readonly whole: boolean;
  readonly request: { readonly body: unknown } | null;
}

const PRODUCT = {
  category: 'office',
  publisher: '测试厂商',
  name: '测试办公软件',
  osFamily: null,
  domestic: true,
  volumeIsUpgradeOnly: false,
  editions: [{ name: '专业版', unitEligible: true, rank: 1 }],
  versions: [{ version: '1', releasedOn: null, supportEndsOn: null }],
};
