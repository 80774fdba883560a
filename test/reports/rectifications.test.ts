import assert from 'node:assert/strict';
import { BUREAU, bureau, gateForEachTest, given, head, LIBRARY, library } from '../agencies/agency-examples.ts';
import { answer, mattersOf, PATH, step } from '../matters/matters-support.ts';
import { forEachEngine } from '../support/databases.ts';
import type { Caller } from '../support/gate.ts';
import { seesPaper, wordsOf } from '../support/paper.ts';
import { download, read } from './reports-support.ts';

const REPORT = '/v1/reports/rectifications';

forEachEngine('statements', (engine) => {
  describe('the ledger of rectifications', () => {
    const here = gateForEachTest(engine);
    let office: Caller;
    let liaison: Caller;
    const { opened, paperOf } = mattersOf(here, () => office);

    beforeEach(async () => {
      await given(here.gate, '/v1/agencies', bureau());
      await given(here.gate, '/v1/agencies', library());
      office = await here.gate.as('legalization-office', { who: 'the maker' });
      liaison = await here.gate.as('agency-liaison', { grant: { agencies: [BUREAU] } });
      const { id } = await given(here.gate, '/v1/responsible-persons', head({ department: '办公室' }));
      const file = await paperOf(BUREAU);
      const first = await opened({ responsible: id });
      await opened({ owner: LIBRARY, severity: 'low', title: '未建台账', dueOn: '2026-06-02' });
      await opened({ coOwners: [LIBRARY] });
      here.gate.clock.advance({ days: 2 });
      const answered = await answer({ gate: here.gate, by: liaison }, first, { text: '已补购 2 套', files: [file] });
      await step(office, answered, { act: 'close', text: '已抽查', outcome: 'rectified' });
    });

    const rowsOf = async (caller: Caller, query = ''): Promise<readonly (readonly unknown[])[]> =>
      (await read(caller, `${REPORT}${query}`)).items.map((row: { [name: string]: unknown }) => [
        ...[row.number, row.ownerName, row.department, row.measures, row.doneOn, row.state, row.overdue],
      ]);

    it('has a row for each, with what was done and by when', async () => {
      const [name, other] = ['荆州市文化和旅游局', '荆州市图书馆'];
      assert.deepEqual(await rowsOf(office), [
        ['2026-000001', name, '办公室', '已补购 2 套', '2026-06-03', 'closed', false],
        ['2026-000002', other, null, null, null, 'open', true],
        ['2026-000003', name, null, null, null, 'open', false],
      ]);
      const [row] = (await read(office, REPORT)).items;
      assert.match(row.closedBy, /\S/);
      assert.deepEqual((await rowsOf(office, '?overdue=true')).flat()[0], '2026-000002');
      assert.deepEqual((await rowsOf(office, '?state=closed')).length, 1);
    });

    it('shows an agency its own, also those that it owns with others, page by page', async () => {
      const librarian = await here.gate.as('agency-liaison', { grant: { agencies: [LIBRARY] } });
      const page = await read(office, `${REPORT}?limit=2`);

      assert.deepEqual(
        (await rowsOf(liaison)).map(([number]) => number),
        ['2026-000001', '2026-000003'],
      );
      assert.deepEqual(
        (await rowsOf(librarian)).map(([number]) => number),
        ['2026-000002', '2026-000003'],
      );
      assert.deepEqual((await rowsOf(office, `?limit=2&after=${page.next}`)).length, 1);
    });

    it('is a paper in both languages, with the headings that offices know', async () => {
      const from = { gate: here.gate, finance: office };
      const chinese = (await download(from, `${REPORT}?format=csv`)).text;
      const english = (await download(from, `${REPORT}?format=csv&lang=en`)).text;
      const { bytes: pdf } = await download(from, `${REPORT}?format=pdf`);

      assert.match(chinese, /编号,单位,问题,来源,严重程度,责任部门,整改期限,整改措施,完成日期,核销人,状态/);
      assert.match(chinese, /2026-000002,荆州市图书馆,未建台账,正版化工作机构登记,轻微.*逾期/);
      assert.match(english, /recorded by the legalization office,low/);
      assert.equal((await office.get(`${PATH}?overdue=true`)).body.items.length, 1);
      if (!seesPaper('the words of the ledger of rectifications on paper')) return;
      const words = wordsOf(pdf)
        .flat()
        .map(({ text }) => text)
        .join('');
      assert.match(words, /整改台账/);
    });
  });
});
