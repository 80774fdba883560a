import assert from 'node:assert/strict';
import { forEachEngine } from '../support/databases.ts';
import { openLine, openOffice } from '../support/office.ts';
import { download, gateForEachReport, read } from './reports-support.ts';

const REPORT = '/v1/reports/budget-execution?fiscalYear=2026';

interface Row {
  readonly region: string | null;
  readonly agencyCode: string | null;
  readonly project: string | null;
  readonly economicClass: string | null;
  readonly budgetLine: string | null;
  readonly figures: Readonly<Record<string, unknown>>;
}

forEachEngine((engine) => {
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
      const paged: Row[] = [];
      for (let after = ''; ; ) {
        const { items, next } = await read(finance, `${path}&limit=1${after}`);
        paged.push(...items);
        if (next === null) break;
        after = `&after=${encodeURIComponent(next)}`;
      }

      assert.equal(whole.length, 4);
      assert.deepEqual(paged, whole);
      const table = (await download(here, `${path}&format=csv`)).text;
      for (const { budgetLine } of whole)
        assert.match(table, new RegExp(`${budgetLine},测试单位 ${office.agencyCode}`));
    });
  });
});
