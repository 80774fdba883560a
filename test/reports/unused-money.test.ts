import assert from 'node:assert/strict';
import { forEachEngine } from '../support/databases.ts';
import { openLine, openOffice } from '../support/office.ts';
import { gateForEachReport, read } from './reports-support.ts';

const REPORT = '/v1/reports/unused-money?fiscalYear=2026';

interface Line {
  readonly budgetLine: string;
  readonly available: string;
  readonly availableRate: string | null;
}

forEachEngine('statements', (engine) => {
  describe('the report on unused money', () => {
    const here = gateForEachReport(engine, { hardwareMoney: '9998.00', softwareMoney: '1000.00' });
    const linesOf = async (query = ''): Promise<readonly string[]> =>
      (await read(here.finance, REPORT + query)).items.map(({ budgetLine }: Line) => budgetLine);

    it('names a line of which exactly so much is available, and not one of which a fen less is', async () => {
      const { gate, office } = here;
      await office.submit(office.order());
      const half = office.hardwareLine;
      const less = await openLine(gate, {
        agencyCode: office.agencyCode,
        economicClass: '31002',
        appropriation: '9997.99',
      });
      await gate.db.writer('budget_lines').where({ code: less }).update({ reserved_fen: 499_900 });

      const atHalf = await linesOf('&atLeastPercent=50');

      assert.ok(atHalf.includes(half));
      assert.equal(atHalf.includes(less), false);
      assert.deepEqual(await linesOf(), atHalf);
      assert.equal((await linesOf('&atLeastPercent=51')).includes(half), false);
    });

    it('says how much of the year is over, and what all of it comes to', async () => {
      const { finance, office } = here;

      const report = await read(finance, REPORT);

      assert.deepEqual([report.yearElapsedRate, report.atLeastPercent], ['41.64', 50]);
      assert.deepEqual(report.total, { lines: 2, appropriation: '10998.00', available: '10998.00' });
      assert.deepEqual(
        report.items.map(({ budgetLine, available, availableRate }: Line) => [budgetLine, available, availableRate]),
        [
          [office.hardwareLine, '9998.00', '100.00'],
          [office.softwareLine, '1000.00', '100.00'],
        ],
      );
      assert.equal((await read(finance, '/v1/reports/unused-money?fiscalYear=2025')).yearElapsedRate, '100.00');
      assert.equal((await read(finance, '/v1/reports/unused-money?fiscalYear=2027')).yearElapsedRate, '0.00');
    });

    it('leaves out lines that are closed or were given nothing, and other agencies’ lines', async () => {
      const { gate, office } = here;
      const empty = await openLine(gate, {
        agencyCode: office.agencyCode,
        economicClass: '31002',
        appropriation: '0.00',
      });
      await gate.db.writer('budget_lines').where({ code: office.softwareLine }).update({ is_closed: 1 });
      const other = await openOffice(gate);

      const own = (await read(office.officer, `${REPORT}&atLeastPercent=0`)).items.map(
        ({ budgetLine }: Line) => budgetLine,
      );
      const all = await linesOf('&atLeastPercent=0');

      assert.deepEqual(own, [office.hardwareLine]);
      assert.deepEqual([all.includes(other.hardwareLine), all.includes(empty)], [true, false]);
    });
  });
});
