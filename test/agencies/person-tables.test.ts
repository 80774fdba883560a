import assert from 'node:assert/strict';
import { signUp } from '../access/sessions/session-people.ts';
import { type XlsxCell, xlsx } from '../budget/finance-sheet.ts';
import { forEachEngine } from '../support/databases.ts';
import type { Caller } from '../support/gate.ts';
import { countRows, sizeOfLog } from '../two-people/two-people.ts';
import {
  BUREAU,
  bureau,
  creditCode,
  event,
  gateForEachTest,
  given,
  head,
  LIBRARY,
  library,
} from './agency-examples.ts';

const PATH = '/v1/persons/tables';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const TITLE = ['软件正版化工作人员开户名单'];
const HEADING = ['序号', '单位名称', '统一社会信用代码', '姓名', '角色', '电子邮箱', '手机'];

interface RowAnswer {
  readonly row: number;
  readonly status: string;
  readonly person: { readonly [member: string]: string } | null;
  readonly errors: readonly { readonly cell: string | null; readonly message: string }[];
}

forEachEngine('statements', (engine) => {
  describe('a table of persons who are to have accounts', () => {
    const here = gateForEachTest(engine);
    let administrator: Caller;

    beforeEach(async () => {
      await given(here.gate, '/v1/agencies', bureau());
      await given(here.gate, '/v1/agencies', library());
      await given(here.gate, '/v1/agencies', bureau({ code: creditCode(1), name: '江陵县图书馆', region: '421024' }));
      administrator = await here.gate.as('security-administrator', { grant: { region: '421000' } });
    });

    const send = async (bytes: Buffer | string, { caller = administrator, headers = {} } = {}) => {
      const type = typeof bytes === 'string' ? 'text/csv' : XLSX;
      return caller.send('post', PATH, { bytes, headers: { 'content-type': type, ...headers } });
    };
    const read = async (...rows: readonly (readonly XlsxCell[])[]) => {
      const { status, body } = await send(await xlsx([TITLE, HEADING, ...rows]));
      assert.equal(status, 200, JSON.stringify(body));
      return body;
    };
    const cellsOf = ({ rows }: { readonly rows: readonly RowAnswer[] }) =>
      rows.map(({ status, errors }) => [status, ...errors.map(({ cell }) => cell)].join(' '));

    it('is read below its title, by duties and roles, codes and names, and gives what is proposed; nothing is written', async () => {
      // What nobody could sign within the day would not be taken.
      await here.gate.as('security-administrator', { who: 'the second' });
      const before = [await countRows(here.gate, 'persons'), await sizeOfLog(here.gate)];

      const body = await read(
        [1, '荆州市文化和旅游局', null, '周敏', '联络员', ' Zhou.Min@wl.test ', '13807161111'],
        [2, null, ` ${LIBRARY.toLowerCase()}`, '孙静', '具体责任人', 'sun@wl.test', null],
        [3, '江陵县图书馆', null, '林书白', '采购经办人', 'lin@wl.test', null],
        ['合计', 3],
      );

      assert.deepEqual([body.created, body.skipped, body.refused, body.ignoredColumns], [3, 0, 0, ['手机']]);
      assert.deepEqual(
        body.rows.map(({ row, person, agencyName }: RowAnswer & { agencyName: string }) => [row, agencyName, person]),
        [
          [
            3,
            '荆州市文化和旅游局',
            { name: '周敏', email: 'zhou.min@wl.test', role: 'agency-liaison', agencyCode: BUREAU },
          ],
          [4, '荆州市图书馆', { name: '孙静', email: 'sun@wl.test', role: 'agency-approver', agencyCode: LIBRARY }],
          [
            5,
            '江陵县图书馆',
            { name: '林书白', email: 'lin@wl.test', role: 'procurement-officer', agencyCode: creditCode(1) },
          ],
        ],
      );
      const persons = body.rows.map(({ person }: RowAnswer) => person);
      assert.equal((await administrator.post('/v1/persons/import', { persons })).status, 202);
      assert.deepEqual(
        [await countRows(here.gate, 'persons'), await sizeOfLog(here.gate)],
        [before[0], Number(before[1]) + 1],
      );
    });

    it('has each fault named by its cell, and skips who has an account', async () => {
      const known = await signUp(here.gate, { password: null });

      const body = await read(
        [1, '荆州市文化和旅游局', null, '周敏', '联络员', 'zhou@wl.test'],
        [2, '荆州市文化和旅游局', null, '周敏', '联络员', 'ZHOU@wl.test'],
        [3, '荆州市林业局', null, '甲', '联络员', 'a@wl.test'],
        [4, '荆州市文化和旅游局', creditCode(99), '乙', '联络员', 'b@wl.test'],
        [5, '荆州市文化和旅游局', null, '丙', '财政部门', 'c@wl.test'],
        [6, '荆州市文化和旅游局', null, '丁', '局长', 'd@wl.test'],
        [7, '荆州市文化和旅游局', null, '=HYPERLINK(1)', '联络员', '+e@wl.test'],
        [8, '荆州市文化和旅游局', null, '戊', '联络员', 'not an address'],
        [9, '荆州市文化和旅游局', null, null, null, null],
        [10, '荆州市文化和旅游局', null, '赵敏之', '联络员', known.email],
      );

      assert.deepEqual(cellsOf(body), [
        'created',
        'refused F4',
        'refused B5',
        'refused C6',
        'refused E7',
        'refused E8',
        'refused D9 F9',
        'refused F10',
        'refused D11 F11 E11',
        'skipped F12',
      ]);
      assert.deepEqual([body.created, body.skipped, body.refused], [1, 1, 8]);
      const [, , , , ofRegion, unknown] = body.rows as readonly RowAnswer[];
      assert.match(ofRegion?.errors[0]?.message ?? '', /不属于单位/);
      assert.match(unknown?.errors[0]?.message ?? '', /无法识别/);
      for (const { person, status } of body.rows) assert.equal(person === null, status !== 'created');
    });

    it('tells nothing of agencies beyond reach', async () => {
      const county = await here.gate.as('security-administrator', { grant: { region: '421022' } });
      const csv = `姓名,邮箱,角色,单位\n周敏,zhou@wl.test,联络员,荆州市文化和旅游局\n孙静,sun@wl.test,联络员,荆州市林业局\n`;

      const { body } = await send(csv, { caller: county, headers: { 'accept-language': 'en' } });

      assert.deepEqual(
        body.rows.map(({ status, agencyName, errors }: RowAnswer & { agencyName: null }) => [
          status,
          agencyName,
          errors,
        ]),
        Array.from({ length: 2 }, (_, at) => [
          'refused',
          null,
          [{ cell: `D${at + 2}`, message: 'There is no such agency.' }],
        ]),
      );
    });

    it('is refused as a whole without a column that it needs, with 501 persons, or as another kind of file', async () => {
      const lines = (count: number): string =>
        Array.from({ length: count }, (_, at) => `周${at},p${at}@wl.test,联络员,${BUREAU}\n`).join('');
      const titles = '姓名,邮箱,角色,统一社会信用代码\n';

      const answers = [
        await send(`姓名,角色,统一社会信用代码\n周敏,联络员,${BUREAU}\n`),
        await send(`姓名,邮箱,角色\n周敏,zhou@wl.test,联络员\n`),
        await send(titles + lines(501)),
        await send('%PDF-1.7'),
        await send('姓名\n'),
      ];
      const most = await send(titles + lines(500));

      assert.deepEqual(
        answers.map(({ status, body }) => `${status} ${body.code}`),
        [
          '400 import.columns',
          '400 import.columns',
          '400 import.too_many_rows',
          '400 import.file_type',
          '400 import.columns',
        ],
      );
      assert.deepEqual([most.status, most.body.created], [200, 500]);
    });
  });

  describe('persons of the roster who may need an account', () => {
    const here = gateForEachTest(engine);
    let administrator: Caller;

    beforeEach(async () => {
      await given(here.gate, '/v1/agencies', bureau());
      await given(here.gate, '/v1/agencies', library());
      await given(here.gate, '/v1/agencies', bureau({ code: creditCode(1), name: '江陵县图书馆', region: '421024' }));
      administrator = await here.gate.as('security-administrator', { grant: { region: '421000' } });
    });

    const listed = async (query: string, caller = administrator): Promise<readonly string[]> => {
      const { status, body } = await caller.get(`/v1/persons-to-invite?${query}`);
      assert.equal(status, 200, JSON.stringify(body));
      return body.items
        .map(({ name, role, agencyName, hasAccount }: Record<string, string | boolean>) =>
          [name, role, agencyName, hasAccount].join(' '),
        )
        .toSorted();
    };

    it('are its liaisons and responsible persons of today, with their role and whether they have it', async () => {
      const term = (different: object) => given(here.gate, '/v1/responsible-persons', head(different));
      await term({ duty: 'head' });
      await term({ duty: 'liaison', name: '周敏' });
      await term({ duty: 'responsible', name: '孙静' });
      await term({ duty: 'liaison', name: '林书白', agencyCode: LIBRARY });
      await term({ duty: 'liaison', name: '去年人', agencyCode: LIBRARY, from: '2025-01-01', until: '2025-12-31' });
      await term({ duty: 'liaison', name: '江小鱼', agencyCode: creditCode(1) });
      const grant = { agencies: [BUREAU] };
      const role = (name: string, of: string, agency: object = grant) =>
        given(here.gate, '/v1/persons', {
          name,
          email: `${of}.${encodeURIComponent(name).slice(-5).replaceAll('%', '')}@x.test`,
          roles: [{ role: of, grant: agency }],
        });
      const { id } = await role('周敏', 'agency-liaison');
      await role('孙静', 'agency-liaison');
      await role('林书白', 'agency-liaison', grant);

      assert.deepEqual(await listed('duty=liaison'), [
        '周敏 agency-liaison 荆州市文化和旅游局 true',
        '林书白 agency-liaison 荆州市图书馆 false',
        '江小鱼 agency-liaison 江陵县图书馆 false',
      ]);
      assert.deepEqual(await listed('duty=responsible'), ['孙静 agency-approver 荆州市文化和旅游局 false']);
      assert.deepEqual(await listed('duty=liaison&region=421024'), ['江小鱼 agency-liaison 江陵县图书馆 false']);
      assert.equal((await listed('duty=liaison&region=420000')).length, 3);
      assert.deepEqual(await listed('duty=liaison&region=511300'), []);
      const county = await here.gate.as('security-administrator', { grant: { region: '421024' } });
      assert.deepEqual(await listed('duty=liaison', county), ['江小鱼 agency-liaison 江陵县图书馆 false']);
      const few = await here.gate.as('security-administrator', { grant: { agencies: [BUREAU, creditCode(1)] } });
      assert.deepEqual(await listed('duty=liaison&region=421024', few), ['江小鱼 agency-liaison 江陵县图书馆 false']);

      const tag = String((await here.gate.installer.get(`/v1/persons/${id}`)).headers.etag);
      await here.gate.installer.post(`/v1/persons/${id}/events`, event({ active: false }), { 'if-match': tag });
      const first = await administrator.get('/v1/persons-to-invite?duty=liaison&limit=2');
      const rest = await listed(`duty=liaison&limit=2&after=${encodeURIComponent(first.body.next)}`);
      assert.deepEqual([first.body.items.length, rest.length], [2, 1]);
      assert.ok((await listed('duty=liaison')).includes('周敏 agency-liaison 荆州市文化和旅游局 false'));
      assert.equal((await administrator.get('/v1/persons-to-invite?duty=head')).status, 400);
    });
  });
});
