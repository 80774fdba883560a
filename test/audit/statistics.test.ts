import assert from 'node:assert/strict';
import { livedGate } from '../orders/history/history-support.ts';
import { deskForEachTest, granted, referredForPrice, reviewOf } from '../orders/review/waivers-support.ts';
import { read } from '../reports/reports-support.ts';
import { forEachEngine } from '../support/databases.ts';
import type { Caller } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';
import { catchUp } from './audit-support.ts';

type Result = 'finding' | 'pass' | 'indeterminate' | 'out-of-scope' | 'not-in-force';

interface Figures {
  readonly passed: number;
  readonly fired: number;
  readonly indeterminate: number;
  readonly clauses: readonly { readonly clause: string; readonly decisions: number }[];
}

interface Month {
  readonly month: string;
  readonly agencyCode: string;
  readonly fired: number;
  readonly waiversGranted: number;
}

function grantedAt({ month, agencyCode, fired, waiversGranted }: Month) {
  return [month, agencyCode, fired, waiversGranted];
}

forEachEngine('statements', (engine) => {
  describe('the statistics of a rule', () => {
    const here = livedGate(engine);
    let audit: Caller;

    before(async () => {
      audit = await here.gate.as('audit');
      // Two processes at once, each of which gathered the same.
      await Promise.all([catchUp(here.gate), catchUp(here.gate)]);
    });

    const statisticsOf = (rule: string, query = '') => read(audit, `/v1/rules/${rule}/statistics${query}`);

    it('are what the explanations of all decisions say, counted', async () => {
      const decisions: readonly { readonly id: string }[] = await here.gate.db.reader('decisions').select('id');
      const explained = await Promise.all(decisions.map(({ id }) => read(audit, `/v1/decisions/${id}/explanation`)));
      const resultsOf = (rule: string): readonly Result[] =>
        explained.map(({ rules }) => rules.find(({ id }: { readonly id: string }) => id === rule).result);

      for (const rule of ['OS-01', 'HW-05', 'BUD-02', 'PLN-02']) {
        const { total } = await statisticsOf(rule);
        const count = (result: Result): number => resultsOf(rule).filter((one) => one === result).length;
        assert.deepEqual(
          [rule, total.passed, total.fired, total.indeterminate],
          [rule, count('pass'), count('finding'), count('indeterminate')],
        );
      }
      assert.ok(decisions.length > 10);
    });

    it('add up by month, agency and clause', async () => {
      const { items, total, next } = await statisticsOf('OS-01');
      const sum = (of: (one: Figures) => number): number =>
        items.reduce((all: number, one: Figures) => all + of(one), 0);

      assert.equal(next, null);
      assert.deepEqual([sum(({ passed }) => passed), sum(({ fired }) => fired)], [total.passed, total.fired]);
      assert.ok(total.fired >= 2);
      assert.deepEqual(total.clauses, [{ clause: 'absent', decisions: total.fired }]);
      assert.ok(new Set(items.map(({ month }: { readonly month: string }) => month)).size > 1);
    });

    it('are summed up once for all pages, until more decisions are counted', async () => {
      const sums = async (query: string): Promise<number> => {
        let seen = 0;
        const note = ({ sql }: { readonly sql: string }): void => {
          seen += /^select `result`, sum/.test(sql) ? 1 : 0;
        };
        here.gate.db.reader.on('query', note);
        await statisticsOf('OS-01', query);
        here.gate.db.reader.off('query', note);
        return seen;
      };
      const months = '?from=2025-11&until=2026-12';

      assert.deepEqual([await sums(months), await sums(`${months}&limit=1`), await sums(months)], [1, 0, 0]);
      const office = await openOffice(here.gate);
      await office.submit(office.order({ quantity: 1 }));
      await catchUp(here.gate);
      assert.equal(await sums(months), 1);
    });

    it('are paged, cut by months and agencies, and show nothing out of reach', async () => {
      const { lived, gate } = here;
      const { agencyCode } = lived.classifiedOffice;
      const all = (await statisticsOf('PLN-02')).items;
      const first = await statisticsOf('PLN-02', '?limit=1');
      const second = await statisticsOf('PLN-02', `?limit=200&after=${first.next}`);
      const own = await statisticsOf('PLN-02', `?agencyCode=${agencyCode}`);
      const march = await statisticsOf('PLN-02', '?from=2026-03&until=2026-03');
      const elsewhere = await gate.as('audit', { grant: { region: '510000' } });

      assert.deepEqual([...first.items, ...second.items], all);
      assert.deepEqual(
        own.items.map((item: { readonly agencyCode: string }) => item.agencyCode),
        [agencyCode],
      );
      assert.ok(march.items.every(({ month }: { readonly month: string }) => month === '2026-03'));
      assert.equal((await read(elsewhere, '/v1/rules/PLN-02/statistics')).total.passed, 0);
    });

    it('tell which rule set brought the rule, and that nobody but the program did', async () => {
      const { revisions, title } = await statisticsOf('OS-01');

      assert.equal(title.en, 'No pre-installed operating system');
      assert.deepEqual(
        revisions.map(({ ruleSet, change, revision, acts }: Record<string, readonly { type: string; by: null }[]>) => [
          ruleSet,
          change,
          revision,
          acts?.map(({ type, by }) => [type, by]),
        ]),
        [[1, 'added', 1, [['rule-set.entered-force', null]]]],
      );
      assert.equal((await audit.get('/v1/rules/ZZ-99/statistics')).body.code, 'rule.not_found');
    });
  });

  describe('a rule that was waived', () => {
    const desk = deskForEachTest(engine);

    it('fired all the same, and how often it was waived and by how many waivers is told', async () => {
      const { office, finance, gate } = desk;
      const referred = await referredForPrice(office);
      await granted(finance, reviewOf(referred));
      await catchUp(gate);

      const { total } = await read(finance.first, `/v1/rules/HW-02/statistics?agencyCode=${office.agencyCode}`);

      assert.deepEqual(
        [total.fired, total.waived, total.waiversGranted, total.clauses],
        [2, 1, 1, [{ clause: 'over-standard', decisions: 2 }]],
      );
    });

    it('counts the waivers of the months asked for, however many there were before', async () => {
      const { office, finance, gate } = desk;
      const referred = await referredForPrice(office);
      const id = await granted(finance, reviewOf(referred));
      await catchUp(gate);
      const row = await gate.db.reader('waivers').where({ id }).first();
      const older = Array.from({ length: 10_000 }, (_, at) => ({
        ...{ ...row, id: `wai_${at}`, granted_at: '2024-05-01T00:00:00.000Z' },
      }));
      // In Shanghai it is June already, and July.
      const [june, july] = ['2026-05-31T16:00:00.000Z', '2026-06-30T16:00:00.000Z'].map((at) => ({
        ...{ ...row, id: `wai_${at.slice(5, 10)}`, granted_at: at },
      }));
      await gate.db.writer.batchInsert('waivers', [...older, june, july], 500);

      const path = `/v1/rules/HW-02/statistics?agencyCode=${office.agencyCode}`;
      const { total, items } = await read(finance.first, `${path}&from=2026-06&until=2026-06`);
      const all = await read(finance.first, path);

      assert.deepEqual([total.waiversGranted, items[0].waiversGranted], [2, 2]);
      assert.equal(all.total.waiversGranted, 10_003);
      // Nothing was decided in the first month and in the last.
      assert.deepEqual(all.items.map(grantedAt), [
        ['2024-05', office.agencyCode, 0, 10_000],
        ['2026-06', office.agencyCode, 2, 2],
        ['2026-07', office.agencyCode, 0, 1],
      ]);
    });

    it('adds up on every page, whatever agency has a waiver and no decision', async () => {
      const { office, finance, gate } = desk;
      const id = await granted(finance, reviewOf(await referredForPrice(office)));
      await catchUp(gate);
      const below = { parentCode: office.agencyCode };
      const agencies = [await openOffice(gate, below), await openOffice(gate, below)];
      const row = await gate.db.reader('waivers').where({ id }).first();
      const times = ['2026-04-30T16:00:00.000Z', '2026-06-15T00:00:00.000Z', '2026-08-01T00:00:00.000Z'];
      const more = agencies.flatMap(({ agencyCode }) =>
        times.map((at) => ({
          ...{ ...row, id: `wai_${agencyCode}_${at.slice(0, 7)}` },
          ...{ agency_code: agencyCode, granted_at: at },
        })),
      );
      await gate.db.writer('waivers').insert(more);
      const path = `/v1/rules/HW-02/statistics?subtree=true&agencyCode=${office.agencyCode}`;

      const { total, items } = await read(finance.first, path);

      const places = items.map(({ month, agencyCode }: Month) => `${month}/${agencyCode}`);
      assert.equal(places.length, 7);
      assert.deepEqual(places, places.toSorted());
      const sum = items.reduce((all: number, { waiversGranted }: Month) => all + waiversGranted, 0);
      assert.deepEqual([sum, total.waiversGranted], [7, 7]);
      for (const limit of [1, 2, 3]) {
        const paged: Month[] = [];
        for (let next: string | null = ''; next !== null; ) {
          const page = await read(finance.first, `${path}&limit=${limit}${next && `&after=${next}`}`);
          assert.ok(page.items.length <= limit);
          paged.push(...page.items);
          next = page.next;
        }
        assert.deepEqual(paged, items, `limit ${limit}`);
      }
    });
  });
});
