import assert from 'node:assert/strict';
import { creditCode, gateForEachTest, given, LIBRARY, library } from '../agencies/agency-examples.ts';
import { onOneEngine } from '../support/databases.ts';
import type { Caller } from '../support/gate.ts';
import { sign } from '../two-people/two-people.ts';
import { cellsOf, gb18030, HEADINGS, importBudget, lineOf, sheetOf, withBureau, XLSX, xlsx } from './finance-sheet.ts';

interface Imported {
  readonly rows: readonly { readonly row: number; readonly errors?: readonly { readonly column: string }[] }[];
}

const CITY = { grant: { region: '421000' } };

describe('an imported budget that two people agree on', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    const here = gateForEachTest(engine);
    let maker: Caller;
    let second: Caller;
    beforeEach(async () => {
      await withBureau(here.gate);
      maker = await here.gate.as('finance', CITY);
      second = await here.gate.as('finance', { ...CITY, who: 'the second' });
    });

    it('is previewed by one, proposed with its counts, and imported by the signature of another', async () => {
      const file = gb18030(sheetOf({}, { 指标编码: 'BAD', 年度: 'x' }));

      const preview = await importBudget(maker, file, '?dryRun=true');
      const proposal = await importBudget(maker, file);
      const missing = (await here.gate.installer.get('/v1/budget-lines/JZ-2026-1')).status;
      const done = await sign(second, proposal.body);

      assert.deepEqual([preview.status, preview.body.created, preview.body.refused], [200, 1, 1]);
      assert.deepEqual([proposal.status, missing], [202, 404]);
      const { created, refused, unit } = proposal.body.preview.body;
      assert.deepEqual([created, refused, unit], [1, 1, 'yuan']);
      assert.deepEqual([done.status, done.body.result.body.created], [200, 1]);
      assert.equal((await lineOf(here.gate)).documentNumber, '荆财预〔2026〕15号');
    });

    it('may be a spreadsheet, which is kept as it was sent', async () => {
      const cells = [...cellsOf()].map((cell, at) => (at === HEADINGS.indexOf('指标额度（元）') ? 500000 : cell));

      const proposal = await importBudget(maker, await xlsx([HEADINGS, cells]), '', XLSX);
      const done = await sign(second, proposal.body);

      assert.deepEqual([proposal.status, done.status, done.body.result.body.created], [202, 200, 1]);
      assert.equal((await lineOf(here.gate)).appropriation, '500000.00');
    });

    it('is refused before anybody is asked to sign when nobody can read it', async () => {
      const { status, body } = await importBudget(maker, sheetOf({}).replaceAll('（元）', ''));

      assert.deepEqual([status, body.code], [400, 'import.unit']);
      assert.deepEqual((await second.get('/v1/proposals?awaiting=me')).body.items, []);
    });

    it('is signed without the rows of agencies that nobody knew, which stay refused when they are known by then', async () => {
      const file = sheetOf({}, { 指标编码: 'JZ-2026-2', 单位编码: LIBRARY });

      const proposal = await importBudget(maker, file);
      await given(here.gate, '/v1/agencies', library());
      const done = await sign(second, proposal.body);
      const nobody = await importBudget(maker, sheetOf({ 单位编码: creditCode(7) }));

      const faultsOf = (body: Imported) =>
        body.rows.flatMap(({ row, errors = [] }) => errors.map((one) => [row, one.column]));
      assert.deepEqual([proposal.status, faultsOf(proposal.body.preview.body)], [202, [[3, '单位编码']]]);
      assert.equal(done.status, 200, JSON.stringify(done.body));
      const { result } = done.body;
      assert.deepEqual([result.body.created, result.body.refused, faultsOf(result.body)], [1, 1, [[3, '单位编码']]]);
      assert.match(result.body.rows[1].errors[0].message, /签署的范围|signed for/);
      assert.equal((await here.gate.installer.get('/v1/budget-lines/JZ-2026-2')).status, 404);
      assert.deepEqual([nobody.status, nobody.body.code], [400, 'import.no_agency']);
    });

    for (const [how, file] of [
      ['its code', sheetOf({})],
      ['its name', sheetOf({ 单位编码: '荆州市文化和旅游局' }).replace('单位编码', '预算单位')],
    ] as const) {
      it(`is signed only by whoever reaches the agency that the file names by ${how}`, async () => {
        const far = await here.gate.as('finance', { grant: { region: '511300' } });

        const proposal = await importBudget(maker, file);
        const ofFar = await sign(far, proposal.body);
        const untouched = (await here.gate.installer.get('/v1/budget-lines/JZ-2026-1')).status;
        const ofNear = await sign(second, proposal.body);

        assert.equal(proposal.body.preview.body.created, 1);
        assert.ok([403, 404].includes(ofFar.status), String(ofFar.status));
        assert.deepEqual([untouched, ofNear.status], [404, 200]);
      });
    }
  });
});
