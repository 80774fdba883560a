import assert from 'node:assert/strict';
import { csv, type XlsxCell, xlsx } from '../budget/finance-sheet.ts';
import { download } from '../reports/reports-support.ts';
import { forEachEngine } from '../support/databases.ts';
import type { Caller } from '../support/gate.ts';
import { BUREAU, bureau, creditCode, gateForEachTest, given, head, LIBRARY, library } from './agency-examples.ts';

const PATH = '/v1/responsible-persons/tables';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Attachment 1 as an office has it, below its title and under two rows of headings. */
const TITLE = ['软件正版化工作责任人信息汇总表'];
const GROUPS = [
  '序号',
  '单位名称',
  '第一责任人',
  null,
  '分管领导',
  null,
  null,
  '责任部门',
  '具体责任人',
  null,
  null,
  null,
];
const GROUPS_END = ['联络员', null, null, null, '起始日期', '变更原因'];
const NAMES = [null, null, '姓名', '职务', '姓名', '职务', '办公电话', null, '姓名', '职务', '电话', '手机'];
const NAMES_END = ['姓名', '职务', '职级', '手机', null, null];
const HEADING: readonly (readonly XlsxCell[])[] = [TITLE, [...GROUPS, ...GROUPS_END], [...NAMES, ...NAMES_END]];

interface Holder {
  readonly duty: string;
  readonly name: string;
  readonly [told: string]: unknown;
}

forEachEngine('statements', (engine) => {
  describe('the table of responsible persons as offices have it', () => {
    const here = gateForEachTest(engine);
    let office: Caller;

    beforeEach(async () => {
      await given(here.gate, '/v1/agencies', bureau());
      await given(here.gate, '/v1/agencies', library());
      office = await here.gate.as('legalization-office');
    });

    const send = async (bytes: Buffer | string, query = '', caller = office) => {
      const headers = { 'content-type': typeof bytes === 'string' ? 'text/csv' : XLSX };
      const { status, body } = await caller.send('post', `${PATH}${query}`, { bytes, headers });
      assert.equal(status, 200, JSON.stringify(body));
      return body;
    };
    const table = (...rows: readonly (readonly XlsxCell[])[]): Promise<Buffer> => xlsx([...HEADING, ...rows]);
    const holdersOf = async (agencyCode: string, on = '2026-06-01'): Promise<readonly Holder[]> =>
      (await office.get(`/v1/responsible-persons?agencyCode=${agencyCode}&on=${on}`)).body.items;
    const namesOf = async (agencyCode: string, on?: string): Promise<readonly string[]> =>
      (await holdersOf(agencyCode, on)).map(({ duty, name }) => `${duty} ${name}`).toSorted();
    const rowOf = (number: number, name: string): readonly XlsxCell[] => [
      ...[number, name, '陈建国', '局长', '王强', '副局长', '07168120003', '办公室', '孙静', '主任', '0716-8120004'],
      ...[13807165678, '周敏', '干事', '四级主任科员', 13807161111, '2026-03-01', null],
    ];

    it('gives forty agencies their people, with mobiles as numbers and no zero lost', async () => {
      const names = Array.from({ length: 38 }, (_, place) => `荆州市第${place + 1}单位`);
      for (const [place, name] of names.entries())
        await given(here.gate, '/v1/agencies', bureau({ code: creditCode(place + 500), name }));
      const all = ['荆州市文化和旅游局', '荆州市图书馆', ...names];
      const last = rowOf(40, all[39] ?? '').map((cell, place) => (place >= 12 && place <= 15 ? '无' : cell));
      const rows = [...all.slice(0, 39).map((name, place) => rowOf(place + 1, name)), last];
      const sums: readonly (readonly XlsxCell[])[] = [['合计', 40], [], ['填报人：周敏', null, '单位（盖章）']];

      const tried = await send(await table(...rows, ...sums), '?dryRun=true');
      const before = await namesOf(BUREAU);
      const done = await send(await table(...rows, ...sums));
      const again = await send(await table(...rows, ...sums));

      assert.deepEqual([tried.dryRun, tried.created, tried.refused, before], [true, 40, 0, []]);
      assert.deepEqual([done.created, done.refused, done.rows.length, done.ignoredColumns], [40, 0, 40, []]);
      assert.deepEqual([again.created, again.changed, again.unchanged], [0, 0, 40]);
      const holders = await holdersOf(LIBRARY);
      assert.deepEqual(holders.map(({ duty, phone, mobile }) => [duty, phone, mobile]).toSorted(), [
        ['head', null, null],
        ['leader-in-charge', '07168120003', null],
        ['liaison', null, '13807161111'],
        ['responsible', '0716-8120004', '13807165678'],
      ]);
      const liaison = holders.find(({ duty }) => duty === 'liaison');
      assert.deepEqual([liaison?.rank, liaison?.from, liaison?.position], ['section', '2026-03-01', '干事']);
      assert.equal((await office.get('/v1/reports/roster?vacant=true')).body.items.length, 1);
    });

    for (const lang of ['zh-CN', 'en']) {
      it(`is printed by the gate, and imported again it changes nothing (${lang})`, async () => {
        await send(await table(rowOf(1, '荆州市文化和旅游局'), rowOf(2, '荆州市图书馆')));
        const before = [await holdersOf(BUREAU), await holdersOf(LIBRARY)];
        const path = `/v1/reports/roster?format=xlsx&lang=${lang}`;
        const printed = (await download({ gate: here.gate, finance: office }, path)).bytes;

        const again = await send(printed);

        assert.deepEqual([again.unchanged, again.rows.length, again.refused], [2, 2, 0], JSON.stringify(again));
        assert.deepEqual([await holdersOf(BUREAU), await holdersOf(LIBRARY)], before);
      });
    }

    it('gives a gate that has none the terms that another one printed', async () => {
      await send(await table(rowOf(1, '荆州市文化和旅游局')));
      const printed = (
        await download({ gate: here.gate, finance: office }, `/v1/reports/roster?format=csv&agencyCode=${BUREAU}`)
      ).bytes;
      const before = (await holdersOf(BUREAU)).map(({ id: _id, ...term }) => term);
      await here.gate.db.writer('responsible_persons').delete();

      const { created } = await send(printed.toString());

      assert.equal(created, 1);
      assert.deepEqual(
        (await holdersOf(BUREAU)).map(({ id: _id, ...term }) => term),
        before,
      );
    });

    it('hands a duty over from the day of the row, corrects what is told, and fills a free seat', async () => {
      await given(here.gate, '/v1/responsible-persons', head());
      const heading = '单位名称,第一责任人姓名,第一责任人职务,联络员姓名,起始日期,变更原因';
      const row = (name: string, from: string) => `${heading}\n荆州市文化和旅游局,${name},局长,周敏,${from},换届\n`;

      const corrected = await send(`${heading}\n荆州市文化和旅游局,陈建国,党组书记、局长,,,\n`);
      const withoutDay = await send(row('李红', ''));
      const tooEarly = await send(row('李红', '2026-01-01'));
      const done = await send(row('李红', '2026-05-01'));

      assert.deepEqual(corrected.rows[0].terms, [{ duty: 'head', cell: 'B2', status: 'described' }]);
      assert.deepEqual([withoutDay.rows[0].errors[0].cell, tooEarly.rows[0].errors[0].cell], ['B2', 'B2']);
      assert.deepEqual(
        done.rows[0].terms.map(({ duty, status }: { duty: string; status: string }) => [duty, status]),
        [
          ['head', 'handed-over'],
          ['liaison', 'created'],
        ],
      );
      assert.deepEqual(await namesOf(BUREAU, '2026-04-30'), ['head 陈建国']);
      assert.deepEqual(await namesOf(BUREAU, '2026-05-01'), ['head 李红', 'liaison 周敏']);
    });

    it('names the cell of whatever is wrong, and does nothing of that row alone', async () => {
      const rows = [
        ['单位名称', '第一责任人', '第一责任人手机', '联络员', '联络员职级', '起始日期'],
        ['荆州市文化和旅游局', '陈建国', '138****1234', '周敏', '仙级', '三月'],
        ['荆州市图书馆', '吴涛、李红', '', '', '', ''],
        ['没有的单位', '某某', '', '', '', ''],
        ['荆州市图书馆', '吴涛', '', '', '', ''],
      ];

      const { rows: told, refused } = await send(csv(rows));

      assert.equal(refused, 4);
      assert.deepEqual(
        told.map(({ row, errors }: { row: number; errors: readonly { cell: string }[] }) => [
          row,
          ...errors.map(({ cell }) => cell).toSorted(),
        ]),
        [
          [2, 'C2', 'E2', 'F2'],
          [3, 'B3'],
          [4, 'A4'],
          [5, 'A5'],
        ],
      );
      assert.deepEqual([await namesOf(BUREAU), await namesOf(LIBRARY)], [[], []]);
    });

    it('refuses no other row for one that the register would refuse', async () => {
      await given(here.gate, '/v1/responsible-persons', head({ until: '2026-04-30' }));
      const heading = ['单位名称', '第一责任人', '起始日期', '截止日期'];
      const fileOf = (...row: readonly string[]) => csv([heading, row, ['荆州市图书馆', '吴涛', '2026-03-01', '']]);

      const overlapping = await send(fileOf('荆州市文化和旅游局', '李红', '2026-04-30', ''), '?dryRun=true');
      const reversed = await send(fileOf('荆州市文化和旅游局', '李红', '2026-05-01', '2026-04-30'), '?dryRun=true');
      const hidden = await send(fileOf('荆州市文化和旅游局', '李\u200b红', '2026-05-01', ''));
      const next = await send(fileOf('荆州市文化和旅游局', '李红', '2026-05-01', ''));

      assert.deepEqual(
        [overlapping, reversed, hidden].map(({ rows, created }) => [created, rows[0].errors[0]?.cell]),
        [
          [1, 'B2'],
          [1, 'A2'],
          [1, 'B2'],
        ],
      );
      assert.deepEqual([next.created, next.unchanged], [1, 1]);
    });

    it('is of the agencies within reach only', async () => {
      const liaison = await here.gate.as('agency-liaison', { grant: { agencies: [LIBRARY] } });
      const file = csv([
        ['单位名称', '第一责任人', '联络员'],
        ...['荆州市文化和旅游局', '荆州市图书馆'].map((name) => [name, '甲', '乙']),
      ]);

      const { rows } = await send(file, '?from=2026-02-01', liaison);

      assert.deepEqual(
        rows.map(({ status, agencyCode }: { status: string; agencyCode: string }) => [status, agencyCode]),
        [
          ['refused', null],
          ['created', LIBRARY],
        ],
      );
      assert.deepEqual(await namesOf(LIBRARY, '2026-02-01'), ['head 甲', 'liaison 乙']);
    });

    it('is refused as a whole without a heading', async () => {
      const headers = { 'content-type': 'text/csv' };
      const { status, body } = await office.send('post', PATH, { bytes: '甲,乙\n丙,丁\n', headers });

      assert.deepEqual([status, body.code], [400, 'import.columns']);
    });
  });
});
