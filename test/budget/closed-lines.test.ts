import assert from 'node:assert/strict';
import { BUREAU, event, gateForEachTest } from '../agencies/agency-examples.ts';
import { onOneEngine } from '../support/databases.ts';
import { openOffice } from '../support/office.ts';
import { givenLine } from './budget-office.ts';
import { importBudget, sheetOf, withBureau } from './finance-sheet.ts';

const PATH = '/v1/budget-lines';
const CODE = 'JZ-2026-31002-01';

const line = {
  ...{ agencyCode: BUREAU, fiscalYear: 2026, project: '办公设备更新', economicClass: '31002' },
  ...{ governmentProcurement: true, appropriation: '500000.00' },
};

describe('budget lines that take nothing any more', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    const here = gateForEachTest(engine);

    it('of a closed year take neither a new line nor a file nor an event, only a better description', async () => {
      await withBureau(here.gate);
      const tag = await givenLine(here.gate, { code: CODE, agencyCode: BUREAU });
      await here.gate.db
        .writer('fiscal_years')
        .insert({ region: '420000', fiscal_year: 2026, state: 'closed', log_index: 0 });
      const path = `${PATH}/${CODE}`;
      const file = sheetOf(
        { 指标编码: CODE, '指标额度（元）': '1' },
        { 指标编码: 'NEW' },
        { 指标编码: 'NEXT', 年度: '2027' },
      );

      const created = await here.gate.installer.post(PATH, { ...line, code: 'NEW' });
      const changed = await here.gate.installer.post(`${path}/events`, event({ elsewhere: '1.00' }), {
        'if-match': tag,
      });
      const imported = await importBudget(here.gate.installer, file);
      const described = await here.gate.installer.patch(path, { documentNumber: '更正' }, { 'if-match': tag });

      assert.deepEqual([created.status, created.body.code], [409, 'budget.year_closed']);
      assert.deepEqual([changed.status, changed.body.code], [409, 'budget.year_closed']);
      assert.deepEqual(
        imported.body.rows.map(({ status }: { status: string }) => status),
        ['refused', 'refused', 'created'],
      );
      assert.deepEqual([described.status, described.body.documentNumber], [200, '更正']);
    });

    it('are closed in facts as well, so that an order on a closed line is not approved', async () => {
      const office = await openOffice(here.gate);
      const path = `${PATH}/${office.hardwareLine}`;
      const tag = String((await here.gate.installer.get(path)).headers.etag);
      await here.gate.installer.post(`${path}/events`, event({ state: 'closed' }), { 'if-match': tag });

      const { body } = await office.submit(office.order());

      assert.equal(body.decision.outcome, 'rejected');
      assert.deepEqual(
        body.decision.findings.map(({ rule }: { rule: string }) => rule),
        ['BUD-01'],
      );
    });
  });
});
