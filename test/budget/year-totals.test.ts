import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { BUREAU, bureau, gateForEachTest, given } from '../agencies/agency-examples.ts';
import { onOneEngine } from '../support/databases.ts';
import { importBudget, sheetOf } from './finance-sheet.ts';

const LARGEST = '9999999999999.99';

const line = (code: string, different: object = {}): object => ({
  code,
  agencyCode: BUREAU,
  fiscalYear: 2026,
  project: '办公设备更新',
  economicClass: '31002',
  governmentProcurement: true,
  appropriation: LARGEST,
  ...different,
});

const assertTooLarge = ({ status, body }: Response, pointer: string): void => {
  assert.deepEqual([status, body.code, body.errors?.[0]?.pointer], [422, 'budget_line.year_too_large', pointer]);
  assert.match(body.text['zh-CN'], /45 万亿元/);
  assert.match(body.text.en, /45 trillion yuan/);
};

describe('all lines of a year together', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    const here = gateForEachTest(engine);

    beforeEach(async () => {
      await given(here.gate, '/v1/agencies', bureau());
      for (const code of ['A', 'B', 'C', 'D']) await given(here.gate, '/v1/budget-lines', line(code));
    });

    it('never pass what their reports can sum: a line, a revision and a row of a file are refused', async () => {
      const { installer } = here.gate;

      const created = await installer.post('/v1/budget-lines', line('E'));
      await given(here.gate, '/v1/budget-lines', line('E', { appropriation: '1.00' }));
      const document = { documentNumber: '荆财预〔2026〕88号', reason: '预算调整' };
      const revision = { budgetLine: 'E', direction: 'increase', amount: '9000000000000.00', ...document };
      const revised = await installer.post('/v1/budget-revisions', revision);
      const file = sheetOf(
        { 指标编码: 'F', '指标额度（元）': '4000000000000.00' },
        { 指标编码: 'G', '指标额度（元）': '4000000000000.00' },
      );
      const imported = await importBudget(installer, file);

      assertTooLarge(created, '/appropriation');
      assertTooLarge(revised, '/amount');
      assert.deepEqual(
        imported.body.rows.map(({ status }: { status: string }) => status),
        ['created', 'refused'],
      );
      const report = await installer.get('/v1/reports/budget-execution?fiscalYear=2026');
      assert.equal(report.status, 200, JSON.stringify(report.body));
    });

    it('count what is used elsewhere by itself, and each year alone', async () => {
      const { installer } = here.gate;
      const elsewhere = { appropriation: '1.00', elsewhere: LARGEST };

      for (const code of ['E', 'F', 'G', 'H']) await given(here.gate, '/v1/budget-lines', line(code, elsewhere));
      const beyond = await installer.post('/v1/budget-lines', line('I', elsewhere));
      const nextYear = await installer.post('/v1/budget-lines', line('I', { fiscalYear: 2027 }));

      assertTooLarge(beyond, '/elsewhere');
      assert.equal(nextYear.status, 201, JSON.stringify(nextYear.body));
    });
  });
});
