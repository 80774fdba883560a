import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import readExcelFile from 'read-excel-file/node';
import { writeCsv } from '../../src/documents/csv-table.ts';
import { writePage } from '../../src/documents/page/print-page.ts';
import { allPages, readingOf } from '../../src/documents/reading.ts';
import type { Append, ReportTable } from '../../src/documents/report-table.ts';
import { writeDocument } from '../../src/documents/write-document.ts';
import { fen, instant, text } from '../../src/kernel/index.ts';
import { download, gateForEachReport, read } from '../reports/reports-support.ts';
import { onOneEngine } from '../support/databases.ts';
import { openLine } from '../support/office.ts';
import { until } from '../support/until.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const REPORT = '/v1/reports/budget-execution?fiscalYear=2026&groupBy=project';
const EVIL = `=HYPERLINK("http://x"),'&<script>alert(1)</script>`;

interface Row {
  readonly name: string;
  readonly amount: number;
}

const TABLE: ReportTable<Row> = {
  name: 'test',
  title: text('表', 'Table'),
  head: [[text('单位', 'Agency'), EVIL]],
  columns: [
    { title: text('名称', 'Name'), kind: 'text', of: ({ name }) => name },
    { title: text('金额', 'Amount'), kind: 'money', of: ({ amount }) => fen(amount) },
    { title: text('比率', 'Rate'), kind: 'rate', of: ({ amount }) => (amount === 0 ? null : '-12.50') },
  ],
  total: { name: 'total', amount: 123_456_789 },
  notes: [text('注', 'Note')],
  asOf: { index: 7, at: instant('2026-06-01T01:00:00.000Z'), rootHash: Buffer.alloc(32) },
  gate: 'gate.test',
  printedAt: instant('2026-06-01T01:00:00.000Z'),
};

/** What a writer writes of some rows, as text. */
async function written(
  write: typeof writeCsv | typeof writePage,
  rows: readonly Row[],
  table = TABLE,
): Promise<string> {
  const pieces: string[] = [];
  const append: Append = async (piece) => void pieces.push(String(piece));
  async function* pages() {
    yield rows;
  }
  await write(table, { pages: pages(), language: 'zh-CN', append });
  return pieces.join('');
}

describe('a report as CSV', () => {
  it('never has a cell that a spreadsheet would take for a formula, and says the same once the apostrophe is taken off', async () => {
    const start = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠', '', '"', ',', '\n');
    const name = fc.tuple(start, fc.string({ unit: 'binary', maxLength: 12 })).map(([first, rest]) => first + rest);
    await fc.assert(
      fc.asyncProperty(
        name.filter((value) => value.trim() !== ''),
        async (value) => {
          const csv = await written(writeCsv, [{ name: value, amount: -5 }]);

          const records: string[][] = parse(csv, { bom: true, record_delimiter: '\r\n' });
          const [cell = '', amount, rate] = records[1] ?? [];
          assert.doesNotMatch(cell, /^[=+\-@\t\r＝＋－＠]/u);
          assert.equal(cell.replace(/^'(?=[=+\-@\t\r＝＋－＠])/u, ''), value);
          assert.deepEqual([amount, rate], ['-0.05', '-12.50']);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('begins with a byte order mark and the names of the columns, and shows a dash for no rate', async () => {
    const csv = await written(writeCsv, [{ name: 'A', amount: 0 }]);

    assert.equal(csv, '\uFEFF名称,金额,比率\r\nA,0.00,—\r\n');
  });
});

describe('a report as a page', () => {
  it('is one closed document, with every text escaped, amounts in groups, a total, and places to sign', async () => {
    const page = await written(writePage, [{ name: EVIL, amount: -123_456_789 }]);

    assert.match(page, /^<!doctype html>\n<html lang="zh-CN">/);
    assert.match(page, /<\/html>\n$/);
    assert.equal(page.includes('<script'), false);
    assert.equal(
      page.split('=HYPERLINK(&quot;http://x&quot;),&#39;&amp;&lt;script&gt;alert(1)&lt;/script&gt;').length,
      3,
    );
    assert.match(page, /<td class="money">-1,234,567\.89<\/td>/);
    assert.match(
      page,
      /<tbody class="total">\n<tr><td><\/td><td class="text">total<\/td><td class="money">1,234,567\.89<\/td>/,
    );
    assert.match(
      page,
      /<p class="log">数据时点：闸口 gate\.test 日志第 7 条（2026-06-01 09:00:00），树大小 8，根散列 A{43}=<\/p>/,
    );
    assert.equal(page.split('<div>（单位盖章）</div>').length, 2);
    assert.doesNotMatch(page, /<(?:img|link|iframe|form|a)\b|javascript:|\son\w+=/);
  });

  it('says so when there is nothing, and shows no total of nothing', async () => {
    const page = await written(writePage, []);

    assert.match(page, /没有符合条件的记录/);
    assert.equal(page.includes('class="total"'), false);
  });

  it('says in what amounts are, and nothing of it where there are none', async () => {
    const columns = TABLE.columns.filter(({ kind }) => kind !== 'money');

    assert.match(await written(writePage, [{ name: 'A', amount: 5 }]), /金额单位：元/);
    assert.doesNotMatch(await written(writePage, [{ name: 'A', amount: 5 }], { ...TABLE, columns }), /金额单位/);
  });
});

describe('a report that is too large', () => {
  keepDocumentsApart();

  it('is refused, and leaves no file behind', async () => {
    const rows = Array.from({ length: 5_001 }, (_, at) => ({ name: String(at).padStart(5, '0'), amount: at }));
    const before = files();
    const wish = { format: 'html', language: 'en', table: TABLE } as const;

    const fits = await writeDocument({ ...wish, pages: allPages(readingOf(rows.slice(1), ({ name }) => [name])) });
    const refused = writeDocument({ ...wish, pages: allPages(readingOf(rows, ({ name }) => [name])) });

    await assert.rejects(refused, { code: 'report.too_large', kind: 'unprocessable' });
    await fits.remove();
    assert.deepEqual(files(), before);
  });
});

onOneEngine('pages are drawn of what was read', (engine) => {
  describe('a report over HTTP', () => {
    keepDocumentsApart();
    const here = gateForEachReport(engine);
    const EVIL_LINE = { economicClass: '30213', appropriation: '8000.00', project: EVIL };

    it('comes in the format that is asked for by name, else by Accept, else as JSON', async () => {
      const typeOf = async (query: string, accept: string): Promise<string | null> =>
        (await download(here, REPORT + query, { accept })).headers.get('content-type');

      assert.deepEqual(
        [
          await typeOf('&format=csv', 'text/html'),
          await typeOf('&format=xlsx', '*/*'),
          await typeOf('&format=pdf', '*/*'),
          await typeOf('', 'application/pdf'),
          await typeOf('', 'text/csv'),
          await typeOf('', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'),
          await typeOf('', '*/*'),
          await typeOf('', 'image/png'),
          await typeOf('&format=json', 'text/html'),
        ],
        [
          ...[
            'text/csv; charset=utf-8',
            XLSX,
            'application/pdf',
            'application/pdf',
            'text/csv; charset=utf-8',
            'text/html; charset=utf-8',
          ],
          ...['application/json; charset=utf-8', 'application/json; charset=utf-8', 'application/json; charset=utf-8'],
        ],
      );
      assert.equal((await download(here, `${REPORT}&format=docx`)).status, 400);
    });

    it('has the same figures as CSV and as a workbook as in JSON, all rows of them', async () => {
      await openLine(here.gate, { agencyCode: here.office.agencyCode, ...EVIL_LINE });
      await here.office.submit(here.office.order());
      const { items, total } = await read(here.finance, REPORT);

      const csv = await download(here, `${REPORT}&format=csv&limit=1`);
      const { agencyCode } = here.office;
      const xlsx = await download(here, `${REPORT}&format=xlsx`);
      const ofOne = await download(here, `${REPORT}&format=csv&lang=en&agencyCode=${agencyCode}`);

      const records: string[][] = parse(csv.text, { bom: true });
      const figures = ['appropriation', 'elsewhere', 'reserved', 'encumbered', 'spent', 'available'];
      assert.deepEqual(
        records.slice(1).map((record) => [record[2], ...record.slice(4, 10)]),
        items.map((row: { project: string; figures: Record<string, string> }) => [
          row.project === EVIL ? `'${EVIL}` : row.project,
          ...figures.map((name) => row.figures[name]),
        ]),
      );
      const [sheet] = await readExcelFile(xlsx.bytes);
      const cells = (sheet?.data ?? []).map((row) => row.map(String));
      assert.ok(
        cells.some((row) => row.includes(EVIL) && row.includes('8000')),
        JSON.stringify(cells),
      );
      assert.ok(cells.some((row) => row[1] === '合计' && row.includes(String(Number(total.available)))));
      assert.match(
        decodeURIComponent(String(csv.headers.get('content-disposition'))),
        /^attachment; filename="budget-execution-2026\.csv"; filename\*=UTF-8''预算执行情况表-2026-\d\d-\d\d\.csv$/,
      );
      assert.match(
        decodeURIComponent(String(ofOne.headers.get('content-disposition'))),
        new RegExp(`UTF-8''测试单位 ${agencyCode}-Budget execution-2026-\\d\\d-\\d\\d\\.csv$`, 'u'),
      );
    });

    it('is a page that may load and run nothing, in the language of the reader, that can be checked against the log', async () => {
      await openLine(here.gate, { agencyCode: here.office.agencyCode, ...EVIL_LINE });
      const { index, rootHash } = (await read(here.finance, REPORT)).asOf;

      const page = await download(here, `${REPORT}&format=html`);
      const english = await download(here, `${REPORT}&format=html`, { 'accept-language': 'en' });

      assert.match(
        String(page.headers.get('content-security-policy')),
        /^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
      );
      assert.equal(page.headers.get('cache-control'), 'no-store');
      assert.match(page.text, /<html lang="zh-CN">[\s\S]*预算执行情况表[\s\S]*行政区划[\s\S]*全国/);
      assert.match(english.text, /<html lang="en">[\s\S]*Budget execution/);
      assert.equal(page.text.includes('<script>'), false);
      assert.ok(page.text.includes(`树大小 ${index + 1}，根散列 ${rootHash.replaceAll('+', '+')}`), page.text);
    });

    it('explains a balance on paper, with the state of the line', async () => {
      const { gate, office } = here;
      await office.submit(office.order());
      await gate.db.writer('budget_lines').where({ code: office.hardwareLine }).increment('spent_fen', 100);
      await gate.installer.post('/v1/reconciliations');

      const page = await download(here, `/v1/budget-lines/${office.hardwareLine}/balance?format=html`);
      const csv = await download(here, `/v1/budget-lines/${office.hardwareLine}/balance?format=csv`);

      assert.equal(page.status, 200, page.text);
      assert.match(page.text, /指标计数与流水不符，金额以流水为准/);
      assert.match(page.text, /冻结<\/dt><dd>预算指标 [^<]+：计数与流水不符，支出应为 0\.00 元，实为 1\.00 元<\/dd>/);
      assert.equal(csv.text.trim().split('\r\n').length, 3);
    });

    it('leaves no file behind, whether it was read to its end or not', async () => {
      const before = files();
      const leaving = new AbortController();
      const headers = { authorization: `Bearer ${here.finance.secret}` };
      await fetch(`${here.gate.url}${REPORT}&format=csv`, { headers, signal: leaving.signal });
      leaving.abort();
      const whole = await download(here, `${REPORT}&format=csv`);

      assert.equal(whole.status, 200);
      // A file goes after its answer, so it may still be there for a moment.
      await until('what was added is gone', () => files().length <= before.length);
      assert.deepEqual(files(), before);
    });
  });
});

/** A folder of their own: other test files write documents at the same time. */
function keepDocumentsApart(): void {
  const shared = process.env.TMPDIR;
  let own: string;
  before(() => {
    own = mkdtempSync(join(tmpdir(), 'genuine-gate-documents-'));
    process.env.TMPDIR = own;
  });
  after(() => {
    if (shared === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = shared;
    rmSync(own, { recursive: true });
  });
}

/** The files of documents that are being sent. */
function files(): readonly string[] {
  return readdirSync(tmpdir()).filter((name) => /^genuine-gate-[0-9a-f-]{36}$/.test(name));
}
