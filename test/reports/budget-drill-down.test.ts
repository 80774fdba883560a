import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { dayOf } from '../../src/kernel/index.ts';
import { actsOf, assertRefused } from '../orders/life-support.ts';
import { forEachEngine } from '../support/databases.ts';
import type { Caller } from '../support/gate.ts';
import { openLine, openOffice } from '../support/office.ts';
import { download, figuresIn, gateForEachReport, lastIndex, read } from './reports-support.ts';

const REPORT = '/v1/reports/budget-execution?fiscalYear=2026';

interface Row {
  readonly region: string | null;
  readonly agencyCode: string | null;
  readonly project: string | null;
  readonly economicClass: string | null;
  readonly budgetLine: string | null;
  readonly figures: Readonly<Record<string, unknown>>;
}

/** A row at a time. */
async function everyRow(finance: Caller, path: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let after = ''; ; ) {
    const { items, next } = await read(finance, `${path}&limit=1${after}`);
    rows.push(...items);
    if (next === null) return rows;
    after = `&after=${encodeURIComponent(next)}`;
  }
}

forEachEngine('statements', (engine) => {
  describe('the way from a region to a line of its budget', () => {
    const here = gateForEachReport(engine, { hardwareMoney: '100000.00', softwareMoney: '20000.00' });

    it('leads from the sums of a region to its own agencies, and from an agency to its lines, the same sums each time', async () => {
      const { gate, office, finance } = here;
      const county = await openOffice(gate, { region: '421022', hardwareMoney: '7000.00', softwareMoney: '500.00' });
      await office.submit(office.order({ quantity: 2 }));

      const regions = await read(finance, `${REPORT}&groupBy=region&region=421000`);
      const [city, below]: Row[] = regions.items;
      const agencies = await read(finance, `${REPORT}&groupBy=agency&region=421000&below=false`);
      const lines = await read(finance, `${REPORT}&groupBy=budgetLine&agencyCode=${office.agencyCode}`);

      assert.deepEqual([city?.region, below?.region, regions.items.length], ['421000', '421022', 2]);
      assert.equal(below?.figures.appropriation, '7500.00');
      assert.deepEqual(
        agencies.items.map(({ agencyCode }: Row) => agencyCode),
        [office.agencyCode],
      );
      assert.deepEqual([agencies.total, lines.total], [city?.figures, city?.figures]);
      assert.deepEqual(
        lines.items.map((row: Row) => [row.budgetLine, row.economicClass, row.project, row.figures.reserved]),
        [
          [office.hardwareLine, '31002', '办公设备更新', '9998.00'],
          [office.softwareLine, '31007', '办公设备更新', '1342.00'],
        ].toSorted(),
      );
      const whole = await read(finance, `${REPORT}&groupBy=agency&region=421000`);
      assert.equal(whole.items.length, 2);
      assert.ok(whole.items.some(({ agencyCode }: Row) => agencyCode === county.agencyCode));
    });

    it('is paged line by line and prints every line with its agency', async () => {
      const { gate, office, finance } = here;
      for (const appropriation of ['1.00', '2.00'])
        await openLine(gate, { agencyCode: office.agencyCode, economicClass: '30213', appropriation, project: '运维' });
      const path = `${REPORT}&groupBy=budgetLine`;

      const whole: Row[] = (await read(finance, path)).items;
      const paged = await everyRow(finance, path);

      assert.equal(whole.length, 4);
      assert.deepEqual(paged, whole);
      const table = (await download(here, `${path}&format=csv`)).text;
      for (const { budgetLine } of whole)
        assert.match(table, new RegExp(`${budgetLine},测试单位 ${office.agencyCode}`));
    });
  });

  describe('the execution of budgets by an amount', () => {
    const here = gateForEachReport(engine, { hardwareMoney: '300.00', softwareMoney: '100.00' });
    const groupings = ['region', 'agency', 'project', 'economicClass', 'softwareHardware', 'budgetLine'];

    it('comes page by page as the whole does, the least or the most first, now and as of any leaf', async () => {
      const { gate, office, finance } = here;
      for (const [at, region] of ['421022', '421003', '421022'].entries()) {
        const { agencyCode } = await openOffice(gate, {
          region,
          hardwareMoney: '200.00',
          softwareMoney: `${at + 1}.00`,
        });
        await openLine(gate, { agencyCode, economicClass: '30213', appropriation: '100.00', project: '运维' });
      }
      const then = await lastIndex(gate);
      await openLine(gate, { agencyCode: office.agencyCode, economicClass: '30299', appropriation: '7.00' });

      for (const groupBy of groupings) {
        for (const sort of ['available', '-appropriation', '-spent']) {
          for (const asOf of ['', `&asOf=${then}`]) {
            const path = `${REPORT}&groupBy=${groupBy}&sort=${sort}${asOf}`;
            const whole: Row[] = (await read(finance, path)).items;
            const plain: Row[] = (await read(finance, `${REPORT}&groupBy=${groupBy}${asOf}`)).items;
            const amount = ({ figures }: Row): number =>
              Number(figures[sort.replace('-', '')]) * (sort.startsWith('-') ? -1 : 1);
            // A stable sort keeps those of the same amount as they were.
            assert.deepEqual(
              whole,
              plain.toSorted((one, other) => amount(one) - amount(other)),
              path,
            );
            assert.deepEqual(await everyRow(finance, path), whole, path);
          }
        }
      }
    });
  });

  describe('the orders that have money of a line', () => {
    const here = gateForEachReport(engine);
    const pathOf = (code: string): string => `/v1/budget-lines/${code}/commitments`;

    it('are those for which something is reserved, encumbered or spent, and add up to the line', async () => {
      const { office, finance } = here;
      const kept = [office.order({ quantity: 2 }), office.order({ quantity: 3 })] as const;
      const first = await office.submit(kept[0]);
      const withdrawn = await office.submit(office.order({ quantity: 1 }));
      const last = await office.submit(kept[1]);
      await actsOf(office.officer).withdraw(withdrawn);

      const report = await read(finance, pathOf(office.hardwareLine));

      const [encumbered, spent] = ['0.00', '0.00'];
      const told = { state: 'approved', subject: '办公用计算机' };
      const at = ({ body: { order } }: Response): string => order.submittedAt;
      assert.deepEqual(report.items, [
        {
          order: { id: first.body.order.id, reference: kept[0].reference, ...told, submittedAt: at(first) },
          money: { reserved: '9998.00', encumbered, spent },
        },
        {
          order: { id: last.body.order.id, reference: kept[1].reference, ...told, submittedAt: at(last) },
          money: { reserved: '14997.00', encumbered, spent },
        },
      ]);
      const line = await read(finance, `/v1/budget-lines/${office.hardwareLine}`);
      assert.deepEqual([report.orders, report.total.reserved], [2, line.reserved]);
      assert.equal(figuresIn(line)[2], '24995.00');
      assert.deepEqual(
        [report.budgetLine, report.agencyCode, report.fiscalYear],
        [office.hardwareLine, office.agencyCode, 2026],
      );
    });

    it('are paged, are shown as of any leaf, and are nobody where nothing was ordered', async () => {
      const { gate, office, finance } = here;
      const none = await read(finance, pathOf(office.hardwareLine));
      const approved = await office.submit(office.order());
      const then = await lastIndex(gate);
      const before = await read(finance, pathOf(office.hardwareLine));
      await office.submit(office.order({ quantity: 2 }));
      await actsOf(office.officer).withdraw(approved);
      await office.submit(office.order({ quantity: 3 }));

      const past = await read(finance, `${pathOf(office.hardwareLine)}?asOf=${then}`);
      const one = await read(finance, `${pathOf(office.hardwareLine)}?limit=1`);
      const two = await read(finance, `${pathOf(office.hardwareLine)}?limit=1&after=${encodeURIComponent(one.next)}`);

      assert.deepEqual([none.items, none.orders, none.total.reserved], [[], 0, '0.00']);
      const [was] = past.items;
      assert.deepEqual([before.items[0].order.state, was.order.state], ['approved', 'withdrawn']);
      assert.deepEqual({ ...past, items: [{ ...was, order: before.items[0].order }] }, before);
      assert.deepEqual([one.orders, two.orders, two.next], [2, 2, null]);
      assert.deepEqual([...one.items, ...two.items], (await read(finance, pathOf(office.hardwareLine))).items);
      const table = (await download(here, `${pathOf(office.hardwareLine)}?format=csv&lang=en`)).text;
      assert.deepEqual(table.split('\r\n').slice(1, -1).length, 2);
    });

    it('say on paper what each buys, since when and how it stands now, in either language', async () => {
      const { gate, office } = here;
      const order = office.order({ quantity: 2 });
      const approved = await office.submit(order);
      const then = await lastIndex(gate);
      await actsOf(office.officer).withdraw(approved);
      const day = dayOf(approved.body.order.submittedAt);

      const table = (await download(here, `${pathOf(office.hardwareLine)}?format=csv&asOf=${then}`)).text;
      const english = (await download(here, `${pathOf(office.hardwareLine)}?format=csv&lang=en&asOf=${then}`)).text;

      assert.match(table, /^.?订单,采购内容,提交日期,订单状态,预占,占用,支出\r\n/u);
      assert.match(table, new RegExp(`${order.reference},办公用计算机,${day},已撤回,9998.00,0.00,0.00`));
      assert.match(english, new RegExp(`${order.reference},办公用计算机,${day},withdrawn,9998.00,0.00,0.00`));
    });

    it('cost the same statements whether they are one or ten', async () => {
      const { gate, office, finance } = here;
      const statements = async (): Promise<number> => {
        // A caller that was not seen for two seconds is looked up again.
        await read(finance, '/v1/log/head');
        const seen: string[] = [];
        const counting = ({ sql }: { readonly sql: string }): void => void seen.push(sql);
        gate.db.reader.on('query', counting);
        await read(finance, pathOf(office.hardwareLine));
        gate.db.reader.off('query', counting);
        return seen.length;
      };
      await office.submit(office.order());
      const one = await statements();
      for (let at = 0; at < 9; at += 1) await office.submit(office.order());

      const ten = await statements();

      assert.equal((await read(finance, pathOf(office.hardwareLine))).orders, 10);
      assert.equal(ten, one);
    });

    it('keep what a classified order buys to its agency', async () => {
      const { office, finance } = here;
      await office.submit({ ...office.order(), classified: true, justification: '机要室更新' });
      const path = pathOf(office.hardwareLine);

      const [own] = (await read(office.officer, path)).items;
      const [seen] = (await read(finance, path)).items;

      assert.equal(own.order.subject, '办公用计算机');
      assert.deepEqual(seen, { ...own, order: { ...own.order, subject: '***' } });
      assert.match((await download(here, `${path}?format=csv`)).text, /,\*\*\*,/);
    });

    it('are not told of another agency’s line', async () => {
      const { gate, office } = here;
      const other = await openOffice(gate);

      assertRefused(await office.officer.get(pathOf(other.hardwareLine)), 404, 'budget_line.not_found');
    });
  });
});
