import assert from 'node:assert/strict';
import readExcelFile from 'read-excel-file/node';
import { BUREAU, bureau, gateForEachTest, given, head, LIBRARY, library } from '../agencies/agency-examples.ts';
import { forEachEngine } from '../support/databases.ts';
import type { Caller } from '../support/gate.ts';
import { seesPaper, wordsOf } from '../support/paper.ts';
import { download, read } from './reports-support.ts';

const REPORT = '/v1/reports/roster';
const PERSONS = '/v1/responsible-persons';

interface Row {
  readonly agencyCode: string;
  readonly vacant: readonly string[];
  readonly holders: readonly { readonly duty: string; readonly name: string }[];
}

forEachEngine('statements', (engine) => {
  describe('the summary table of responsible persons', () => {
    const here = gateForEachTest(engine);

    beforeEach(async () => {
      const { gate } = here;
      await given(gate, '/v1/agencies', bureau());
      await given(gate, '/v1/agencies', library());
      await given(gate, PERSONS, head({ until: '2026-06-30', endReason: '退休' }));
      await given(gate, PERSONS, head({ name: '李红', from: '2026-07-01' }));
      await given(gate, PERSONS, head({ duty: 'leader-in-charge', name: '赵强', phone: '0716-8120002' }));
      const mobile = { department: '办公室', mobile: '13807165678' };
      await given(gate, PERSONS, head({ duty: 'responsible', name: '孙静', ...mobile }));
      await given(gate, PERSONS, head({ duty: 'liaison', name: '周敏', rank: 'section', mobile: '13807161111' }));
      await given(gate, PERSONS, head({ agencyCode: LIBRARY, name: '吴涛' }));
    });

    const rowsOf = async (query: string): Promise<readonly Row[]> =>
      (await read(here.gate.installer, `${REPORT}?${query}`)).items;

    it('has a row an agency with who holds its seats on a day, and which of them are vacant', async () => {
      const june = await read(here.gate.installer, `${REPORT}?on=2026-06-30`);
      const [july] = await rowsOf('on=2026-07-01');
      const [before] = await rowsOf('on=2025-12-31');

      const [first, second] = june.items as readonly Row[];
      assert.deepEqual([june.agencies, june.withVacancies, june.items.length], [2, 1, 2]);
      assert.deepEqual(
        first?.holders.map(({ duty, name }) => [duty, name]),
        [
          ['head', '陈建国'],
          ['leader-in-charge', '赵强'],
          ['responsible', '孙静'],
          ['liaison', '周敏'],
        ],
      );
      assert.deepEqual([first?.vacant, second?.vacant], [[], ['leader-in-charge', 'responsible', 'liaison']]);
      assert.equal(july?.holders[0]?.name, '李红');
      assert.deepEqual(before?.vacant, ['head', 'leader-in-charge', 'responsible', 'liaison']);
    });

    it('finds the agencies with a vacant seat, those without one, those without a liaison, and those of a region', async () => {
      const codes = async (query: string) => (await rowsOf(query)).map(({ agencyCode }) => agencyCode);

      assert.deepEqual(await codes('on=2026-06-30&vacant=true'), [LIBRARY]);
      assert.deepEqual(await codes('on=2026-06-30&vacant=false'), [BUREAU]);
      assert.deepEqual(await codes('on=2026-06-30&vacantSeat=liaison'), [LIBRARY]);
      assert.deepEqual(await codes('on=2026-06-30&vacantSeat=head'), []);
      assert.deepEqual(await codes('region=421000'), [BUREAU, LIBRARY]);
      assert.deepEqual(await codes('region=422800'), []);
    });

    it('pages by agency', async () => {
      const first = await read(here.gate.installer, `${REPORT}?limit=1`);
      const second = await read(here.gate.installer, `${REPORT}?limit=1&after=${first.next}`);

      assert.deepEqual([first.items[0].agencyCode, second.items[0].agencyCode, second.next], [BUREAU, LIBRARY, null]);
    });

    it('shows whole telephone numbers only to those who may call', async () => {
      const phonesFor = async (caller: Caller) => {
        const [row] = (await read(caller, `${REPORT}?on=2026-06-30`)).items;
        const { phone, mobile } = row.holders[2];
        return [phone, mobile];
      };

      assert.deepEqual(await phonesFor(await here.gate.as('legalization-office')), ['13807161234', '13807165678']);
      assert.deepEqual(await phonesFor(await here.gate.as('finance')), ['138****1234', null]);
      const csv = await (await here.gate.as('finance')).get(`${REPORT}?format=csv`);
      assert.equal(/13807165678|13807161234/.test(csv.text), false);
    });

    if (engine !== 'sqlite') return;

    it('is printed with the headings of the attachment, in two rows', async () => {
      const { gate } = here;
      const page = await gate.installer.get(`${REPORT}?format=html&on=2026-07-01`);
      const csv = await gate.installer.get(`${REPORT}?format=csv&on=2026-07-01`);
      const { bytes: workbook } = await download(
        { gate, finance: gate.installer },
        `${REPORT}?format=xlsx&on=2026-07-01`,
      );
      const { bytes: pdf } = await download({ gate, finance: gate.installer }, `${REPORT}?format=pdf&on=2026-07-01`);

      assert.match(page.text, /<th scope="colgroup" colspan="3">分管领导<\/th>/);
      assert.match(page.text, /<td class="label">空缺<\/td>/);
      const [headings = '', first = ''] = csv.text.split('\r\n');
      assert.match(
        headings,
        /第一责任人姓名,第一责任人职务,分管领导姓名,分管领导职务,分管领导办公电话,责任部门,具体责任人姓名/,
      );
      assert.match(first, /李红,局长,赵强,局长,0716-8120002,办公室,孙静/);
      assert.match(first, /周敏,局长,乡科级,13807161111,2026-07-01,,退休/);
      const [sheet] = await readExcelFile(workbook);
      const at = sheet?.data.findIndex(([cell]) => cell === '序号') ?? -1;
      assert.deepEqual(sheet?.data[at]?.slice(1, 8), [
        '单位名称',
        '统一社会信用代码',
        '第一责任人',
        null,
        '分管领导',
        null,
        null,
      ]);
      assert.deepEqual(sheet?.data[at + 1]?.slice(3, 8), ['姓名', '职务', '姓名', '职务', '办公电话']);
      if (!seesPaper('the words of the roster on paper')) return;
      const words = wordsOf(pdf)
        .flat()
        .map(({ text }) => text)
        .join('');
      assert.match(words, /责任人信息汇总表/);
      assert.match(words, /分管领导/);
    });
  });
});
