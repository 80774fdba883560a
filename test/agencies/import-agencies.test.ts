import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { onOneEngine, onOneOfThem } from '../support/databases.ts';
import type { Gate } from '../support/gate.ts';
import { BUREAU, bureau, creditCode, gateForEachTest, given, LIBRARY, library } from './agency-examples.ts';

const HEADING = 'code,name,kind,level,region,parentCode,staff,classified';
const ROW_OF_BUREAU = `${BUREAU},荆州市文化和旅游局,party-government-organ,city,421000,,120,false`;
const ROW_OF_LIBRARY = `${LIBRARY},荆州市图书馆,direct-institution,city,421000,${BUREAU},45,`;

function importFile(
  gate: Gate,
  file: string | Buffer,
  query = '',
  headers: Record<string, string> = {},
): Promise<Response> {
  const all = { 'content-type': 'text/csv', ...headers };
  return gate.installer.send('post', `/v1/agencies/import${query}`, { bytes: file, headers: all });
}

function lines(...rows: readonly string[]): string {
  return `${rows.join('\r\n')}\r\n`;
}

async function agencyCodes(gate: Gate): Promise<readonly string[]> {
  const rows: { code: string }[] = await gate.db.reader('agencies').select('code').orderBy('code');
  return rows.map(({ code }) => code);
}

describe('an import', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    const here = gateForEachTest(engine);

    it('makes every good row, also below a row before it, and changes nothing when it is repeated', async () => {
      const file = lines(HEADING, ROW_OF_BUREAU, ROW_OF_LIBRARY);

      const first = await importFile(here.gate, file);
      const leaves = await here.gate.db.reader('log_leaves').count({ count: '*' });
      const second = await importFile(here.gate, file);

      assert.deepEqual(first.body.rows, [
        { row: 2, status: 'created', key: BUREAU, id: null },
        { row: 3, status: 'created', key: LIBRARY, id: null },
      ]);
      assert.deepEqual([second.body.created, second.body.unchanged, second.body.refused], [0, 2, 0]);
      assert.deepEqual(await here.gate.db.reader('log_leaves').count({ count: '*' }), leaves);
    });

    it('tells what would become of each row and writes nothing when it is only tried', async () => {
      await given(here.gate, '/v1/agencies', bureau({ staff: 120 }));

      const tried = await importFile(here.gate, lines(HEADING, ROW_OF_BUREAU, ROW_OF_LIBRARY), '?dryRun=true');

      const { dryRun, created, unchanged, refused } = tried.body;
      assert.deepEqual({ dryRun, created, unchanged, refused }, { dryRun: true, created: 1, unchanged: 1, refused: 0 });
      assert.deepEqual(await agencyCodes(here.gate), [BUREAU]);
    });

    it('refuses single rows with column and message, and leaves nothing of them', async () => {
      await given(here.gate, '/v1/agencies', bureau({ staff: 99 }));
      const unknownParent = ROW_OF_LIBRARY.replace(BUREAU, creditCode(7));
      const wrongKind = `${creditCode(1)},某单位,organ,city,421000,,many,false`;
      const short = `${creditCode(2)},某单位`;
      const good = `${creditCode(3)},某单位,other-institution,city,421000,,,`;

      const { body } = await importFile(
        here.gate,
        lines(HEADING, ROW_OF_BUREAU, unknownParent, wrongKind, short, good, ',,,,,,,'),
        '',
        {
          'accept-language': 'en',
        },
      );

      const columns = body.rows.map((row: { errors?: { column: string }[] }) =>
        row.errors?.map(({ column }) => column),
      );
      assert.deepEqual(columns, [[null], ['parentCode'], ['kind', 'staff'], [null], undefined]);
      assert.deepEqual([body.created, body.unchanged, body.refused], [1, 0, 4]);
      assert.match(body.rows[3].errors[0].message, /2 cells instead of 8/);
      assert.deepEqual(await agencyCodes(here.gate), [BUREAU, creditCode(3)].sort());
    });

    it('takes a second row about the same thing as the same thing', async () => {
      const { body } = await importFile(
        here.gate,
        lines(HEADING, ROW_OF_BUREAU, ROW_OF_BUREAU, ROW_OF_BUREAU.replace(',120,', ',121,')),
      );

      assert.deepEqual(
        body.rows.map(({ status }: { status: string }) => status),
        ['created', 'unchanged', 'refused'],
      );
    });

    it('keeps to the grant of who imports', async () => {
      await given(here.gate, '/v1/agencies', library({ region: '420100' }));
      const office = await here.gate.as('legalization-office', { grant: { region: '421000' } });
      const file = lines('agencyCode,duty,name,from', `${LIBRARY},liaison,周敏,2026-01-01`);

      const response = await office.send('post', '/v1/responsible-persons/import', {
        bytes: file,
        headers: { 'content-type': 'text/csv' },
      });

      assert.equal(response.body.refused, 1);
      assert.deepEqual(
        response.body.rows[0].errors.map(({ column }: { column: string }) => column),
        ['agencyCode'],
      );
    });

    onOneOfThem(engine, 'a file is read before any statement', () => {
      it('reads GB 18030 when it is told so, and UTF-8 with a byte order mark', async () => {
        // 荆州 as a Chinese spreadsheet saves it.
        const name = Buffer.from([0xbe, 0xa3, 0xd6, 0xdd]);
        const row = [`${HEADING}\r\n${BUREAU},`, ',party-government-organ,city,421000,,,\r\n'].map((part) =>
          Buffer.from(part),
        );
        const file = Buffer.concat([row[0] ?? Buffer.of(), name, row[1] ?? Buffer.of()]);

        const untold = await importFile(here.gate, file);
        const told = await importFile(here.gate, file, '?encoding=gb18030');
        const named = await importFile(here.gate, file, '', { 'content-type': 'text/csv; charset=gbk' });
        const marked = await importFile(here.gate, `\uFEFF${lines(HEADING, ROW_OF_LIBRARY)}`);

        assert.deepEqual([untold.status, untold.body.code], [400, 'import.encoding']);
        assert.deepEqual([told.body.created, named.body.unchanged, marked.body.created], [1, 1, 1]);
        const { body } = await here.gate.installer.get(`/v1/agencies/${BUREAU}`);
        assert.equal(body.name, '荆州');
      });

      it('refuses a file that is no table of the contract as a whole', async () => {
        const codeOf = async (file: string): Promise<unknown> => {
          const { status, body } = await importFile(here.gate, file);
          return [status, body.code];
        };

        assert.deepEqual(await codeOf(lines('code,name', `${BUREAU},x`)), [400, 'import.columns']);
        assert.deepEqual(await codeOf(lines(`${HEADING},budget`, `${ROW_OF_BUREAU},1`)), [400, 'import.columns']);
        assert.deepEqual(await codeOf(lines(`${HEADING},code`, `${ROW_OF_BUREAU},1`)), [400, 'import.columns']);
        assert.deepEqual(await codeOf(`${HEADING}\r\n"${BUREAU},x`), [400, 'import.not_csv']);
        assert.deepEqual(await codeOf(`${HEADING}\n${`${ROW_OF_BUREAU}\n`.repeat(200_000)}`), [
          400,
          'import.too_many_rows',
        ]);
        assert.deepEqual(await agencyCodes(here.gate), []);
      });
    });
  });
});
