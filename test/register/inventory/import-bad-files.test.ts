import assert from 'node:assert/strict';
import { deflateRawSync } from 'node:zlib';
import { inSnapshot } from '../../../src/db/index.ts';
import { allProjections, parseLeaf, reconcileGate } from '../../../src/gate/main.ts';
import { verifyLog } from '../../../src/log/index.ts';
import { storedZip } from '../../../src/tables/zip-entries.ts';
import { gateForEachTest, given } from '../../agencies/agency-examples.ts';
import { csv, gb18030, xlsx } from '../../budget/finance-sheet.ts';
import { onOneEngine } from '../../support/databases.ts';
import {
  BUREAU,
  devicesIn,
  importFile,
  importScans,
  LEDGER,
  ledger,
  sizeOfLog,
  withProducts,
} from './inventory-office.ts';
import { glpiScan } from './scans.ts';

const KIND = 'detail-ledger';

/** A workbook whose one sheet has these cells. */
function workbook(sheet: Buffer, deflate: boolean): Buffer {
  const relation = '<Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>';
  const parts: Readonly<Record<string, Buffer>> = {
    'xl/workbook.xml': Buffer.from(
      '<workbook xmlns:r="r"><sheets><sheet name="一" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
    'xl/_rels/workbook.xml.rels': Buffer.from(`<Relationships>${relation}</Relationships>`),
    'xl/worksheets/sheet1.xml': deflate ? deflateRawSync(sheet) : sheet,
  };
  const archive = storedZip(new Map(Object.entries(parts)));
  if (!deflate) return archive;
  // The last entry is the deflated one: its method stands in its own header and in the directory.
  const own = archive.lastIndexOf(Buffer.from('PK\u0003\u0004', 'latin1'));
  const listed = archive.lastIndexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
  archive.writeUInt16LE(8, own + 8);
  archive.writeUInt16LE(8, listed + 10);
  return archive;
}

const sheetOf = (cells: string): Buffer =>
  Buffer.from(`<worksheet><sheetData><row r="1">${cells}</row></sheetData></worksheet>`);
const inline = (at: string, text: string): string => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
const HEADING = ['资产编号', '使用人', '计算机类别'].map((name, at) => inline(`${'ABC'[at]}1`, name)).join('');

const BAD: readonly (readonly [string, () => string | Buffer | Promise<Buffer>, number, string])[] = [
  [
    'bytes of a picture',
    () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff, 0xfe]),
    400,
    'import.encoding',
  ],
  [
    'text of two encodings',
    () => Buffer.concat([Buffer.from(ledger()), Buffer.from('\n'), gb18030('办公室')]),
    400,
    'import.encoding',
  ],
  ['U+0000 in a cell', () => `${ledger()}\n办公室\u0000,张三`, 400, 'import.characters'],
  ['a heading of brackets that are never closed', () => `${'('.repeat(400_000)},b\nx,y\n`, 400, 'import.cell_too_long'],
  ['a quote that never ends', () => `${ledger()}\n"办公室,张三`, 400, 'import.not_csv'],
  [
    'no heading',
    () =>
      csv([
        ['一', '二', '三'],
        ['1', '2', '3'],
      ]),
    400,
    'import.columns',
  ],
  [
    'ten thousand columns',
    () => csv([Array.from({ length: 10_001 }, (_, at) => ['资产编号', '使用人', '部门'][at] ?? `列${at}`), ['1']]),
    400,
    'import.columns',
  ],
  [
    'an archive that is no spreadsheet',
    () => Buffer.from('PK\u0003\u0004 and nothing else', 'latin1'),
    400,
    'import.not_xlsx',
  ],
  [
    'a formula that nobody calculated',
    () => workbook(sheetOf(`${HEADING}<c r="D1"><f>A1</f></c>`), false),
    400,
    'import.unreadable_cells',
  ],
  ['a cell far out', () => workbook(sheetOf(`${HEADING}${inline('ZZZ1', 'x')}`), false), 400, 'import.too_many_rows'],
  ['a bomb', () => workbook(Buffer.alloc(60_000_000, ' '), true), 413, 'import.spreadsheet_too_large'],
];

describe('a bad file of existing inventory', () => {
  onOneEngine('files are read before any statement', (engine) => {
    const here = gateForEachTest(engine);
    beforeEach(() => withProducts(here.gate));

    it('is refused as a whole, and leaves nothing', async () => {
      const size = await sizeOfLog(here.gate);
      for (const [what, file, status, code] of BAD) {
        const answer = await importFile(here.gate.installer, KIND, await file());
        assert.deepEqual([answer.status, answer.body.code], [status, code], what);
      }
      assert.deepEqual([await sizeOfLog(here.gate), await devicesIn(here.gate)], [size, []]);
    });

    it('whose rows are bad names each with its column, and takes the others', async () => {
      const rows = [
        ['资产编号', '使用人', '计算机类别', '序列号', '购置日期', '软件名称'],
        ['A'.repeat(40).concat('B'.repeat(41)), '张三', '台式机', '', ''],
        ['=HYPERLINK(""x"")', '李四', '台式机', '', ''],
        ['A-3', '王五', '打印机', '', '2026-02-30'],
        ['A-4', '赵六', '台式机', 'SN-4', ''],
        ['A-5', '孙七', '台式机', 'SN-4', ''],
        ['A-6', '周八', '台式机', '=""0006""', ''],
      ];

      const { body } = await importFile(here.gate.installer, KIND, csv(rows));

      assert.deepEqual(
        body.rows.map(({ status, errors = [] }: { status: string; errors?: { column: string }[] }) => [
          status,
          ...errors.map(({ column }) => column),
        ]),
        [
          ['refused', '资产编号'],
          ['refused', '资产编号', null],
          ['refused', '计算机类别', '购置日期'],
          ['created'],
          ['refused', '序列号'],
          ['created'],
        ],
      );
      assert.equal((await devicesIn(here.gate))[1]?.serial, '0006');
    });

    it('sends no more than a body may hold, and says so before anything is read', async () => {
      const { status } = await importScans(here.gate.installer, [{ content: { softwares: ['x'.repeat(9_000_000)] } }]);

      assert.equal(status, 413);
    });
  });
});

describe('imported inventory', () => {
  onOneEngine('files are read before any statement', (engine) => {
    const here = gateForEachTest(engine);
    beforeEach(() => withProducts(here.gate));

    it('is what the log says, and its seats are what their moves say', async () => {
      const of = { serial: 'SN-2' };
      await importFile(here.gate.installer, KIND, await xlsx([...LEDGER]));
      await given(here.gate, '/v1/software-names', { agencyCode: BUREAU, name: '某驱动' });
      await importScans(here.gate.installer, glpiScan({ ...of, software: [['WPS Office', '2023']], on: '2026-06-01' }));
      here.gate.clock.advance({ days: 1 });
      const later = await importScans(here.gate.installer, glpiScan({ ...of, software: [], on: '2026-06-02' }));
      const projections = await allProjections();

      const verified = await inSnapshot(here.gate.db, (tx) => verifyLog(tx, { parse: parseLeaf, projections }));
      const reconciled = await inSnapshot(here.gate.db, (tx) => reconcileGate(tx));

      assert.deepEqual([verified.isSound, verified.differences], [true, []]);
      assert.deepEqual([reconciled.isSound, reconciled.accounts, later.body.installationsEnded], [true, 1, 1]);
    });
  });
});
