import assert from 'node:assert/strict';
import express, { type Express, type RequestHandler } from 'express';
import { pino } from 'pino';
import readExcelFile from 'read-excel-file/node';
import supertest, { type Response } from 'supertest';
import type { Tx } from '../../src/db/index.ts';
import { allPages, type DocumentFormat, readingOf } from '../../src/documents/index.ts';
import { answerProblems } from '../../src/http/problem.ts';
import { beginRequest } from '../../src/http/request-context.ts';
import { NATIONAL_REGION, text } from '../../src/kernel/index.ts';
import { answerPaper, type ReportQuestion, reportHandler } from '../../src/reports/report-handler.ts';
import { type Gate, startGate } from '../support/gate.ts';

const BUREAUS = [
  { code: 'A', name: '甲局', computers: 3 },
  { code: 'B', name: '乙局', computers: 5 },
  { code: 'C', name: '丙局', computers: 7 },
];

interface Query {
  readonly limit?: number;
  readonly after?: string;
  readonly asOf?: number;
}

/** The smallest report: one table of three rows, as docs/develop.md tells how to build one. */
function computersReport(gate: Gate) {
  return reportHandler(
    { db: gate.db, clock: gate.clock.now, origin: 'gate.test' },
    {
      keys: ['string'],
      load: async (_tx, { grant }: ReportQuestion<unknown, Query>) => {
        const reading = readingOf(BUREAUS, ({ code }) => [code]);
        const table = {
          name: 'computers',
          title: text('计算机数量表', 'Computers'),
          head: [[text('行政区划', 'Region'), 'region' in grant ? grant.region : '']],
          columns: [
            { title: text('单位', 'Agency'), kind: 'text', of: ({ name }: (typeof BUREAUS)[number]) => name },
            { title: text('台数', 'Count'), kind: 'count', of: ({ computers }: (typeof BUREAUS)[number]) => computers },
          ],
          total: { code: '', name: '合计', computers: 15 },
          notes: [text('不含服务器。', 'Without servers.')],
        } as const;
        return { table, reading, pages: allPages(reading), computers: 15 };
      },
      head: ({ computers }) => ({ computers }),
      row: ({ code, computers }) => ({ code, computers }),
    },
  );
}

/** A report of rows that are in memory, or may not be; it notes whether its snapshot had ended when a cell was drawn. */
function roomsReport(gate: Gate, endedBefore: Set<boolean>): RequestHandler {
  return async (req, res) => {
    const { format, isRead } = req.query as unknown as { readonly format: DocumentFormat; readonly isRead: number };
    const load = async (tx: Tx) => {
      const of = (): string => {
        endedBefore.add(tx.isCompleted());
        return '甲室';
      };
      const columns = [{ title: text('房间', 'Room'), kind: 'text' as const, of }];
      const table = { name: 'rooms', title: text('房间表', 'Rooms'), head: [], columns, total: null, notes: [] };
      return { table, pages: allPages(readingOf(BUREAUS, ({ code }) => [code])), isRead: isRead === 1 };
    };
    const deps = { db: gate.db, clock: gate.clock.now, origin: 'gate.test' };
    await answerPaper(deps, load, { req: req as never, res: res as never, format });
  };
}

/** The report behind the steps of the gate that it needs: somebody asks, parameters are numbers, refusals are answered. */
function serve(gate: Gate, endedBefore = new Set<boolean>()): Express {
  const begin: RequestHandler = (req, _res, next) => {
    const context = beginRequest(req, pino({ level: 'silent' }));
    context.actor = { keyId: 'key', personId: null, role: 'finance', grant: { region: NATIONAL_REGION }, scopes: [] };
    next();
  };
  const app = express();
  app.set('query parser', (query: string) => {
    const given = [...new URLSearchParams(query)];
    return Object.fromEntries(given.map(([name, value]) => [name, /^\d+$/.test(value) ? Number(value) : value]));
  });
  app.use(begin);
  app.get<object, unknown, unknown, Query>('/computers', computersReport(gate));
  app.get('/rooms', roomsReport(gate, endedBefore));
  return app.use(answerProblems);
}

describe('a report through reportHandler', () => {
  let gate: Gate;
  let app: Express;
  before(async () => {
    gate = await startGate({ engine: 'sqlite' });
    app = serve(gate);
  });
  after(() => gate.close());

  const ask = (query: string, headers: Record<string, string> = {}): supertest.Test =>
    supertest(app).get(`/computers${query}`).set(headers);
  const bytes = async (query: string): Promise<Response> => ask(query).responseType('blob');

  it('is a page of JSON as of the last leaf, and the next page goes on where it ended', async () => {
    const first = await ask('?limit=2');
    const second = await ask(`?limit=2&after=${first.body.next}`);
    const { body: head } = await gate.installer.get('/v1/log/head');

    assert.deepEqual(first.body.items, [
      { code: 'A', computers: 3 },
      { code: 'B', computers: 5 },
    ]);
    assert.deepEqual([second.body.items, second.body.next], [[{ code: 'C', computers: 7 }], null]);
    assert.deepEqual([first.body.computers, first.body.asOf.index], [15, head.size - 1]);
    assert.equal(first.headers.vary, 'Accept, Accept-Language, Authorization, Cookie');
  });

  it('is as of the leaf that is asked for, and refuses one that is not there and a cursor of another list', async () => {
    const past = await ask('?asOf=0');
    const ahead = await ask('?asOf=1000000');
    const foreign = await ask(`?after=${Buffer.from('["A","B"]').toString('base64url')}`);

    assert.equal(past.body.asOf.index, 0);
    assert.deepEqual([ahead.status, ahead.body.code], [400, 'log.index_ahead']);
    assert.deepEqual([foreign.status, foreign.body.code], [400, 'request.cursor']);
  });

  it('is written whole as CSV, as a workbook, as a page and as PDF, each in the language that is asked for', async () => {
    const csv = await ask('?format=csv&limit=1', { 'accept-language': 'en' });
    const workbook = await bytes('?format=xlsx');
    const page = await ask('?format=html');
    const pdf = await bytes('?format=pdf');

    assert.equal(csv.text, '\uFEFFAgency,Count\r\n甲局,3\r\n乙局,5\r\n丙局,7\r\n');
    assert.match(JSON.stringify(await readExcelFile(workbook.body)), /丙局/);
    assert.match(page.text, /<h1>计算机数量表<\/h1>.*行政区划.*000000.*丙局.*合计.*不含服务器.*闸口 gate\.test/s);
    assert.equal(pdf.body.subarray(0, 5).toString(), '%PDF-');
    const named = decodeURIComponent(pdf.headers['content-disposition'] ?? '');
    assert.match(named, /^attachment; filename="computers\.pdf"; filename\*=UTF-8''计算机数量表-\d{4}-\d\d-\d\d\.pdf$/);
  });

  it('has the format and the language that the headers prefer, unless they are named', async () => {
    const accepted = await ask('', { accept: 'text/csv' });
    const named = await ask('?format=html&lang=zh-CN', { accept: 'text/csv', 'accept-language': 'en' });

    assert.match(String(accepted.headers['content-type']), /^text\/csv/);
    assert.match(String(named.headers['content-type']), /^text\/html/);
    assert.match(named.text, /<h1>计算机数量表<\/h1>/);
  });

  it('is drawn while the snapshot lasts only where rows are still read meanwhile', async () => {
    for (const format of ['csv', 'xlsx', 'html', 'pdf']) {
      const endedBefore = new Set<boolean>();
      const draw = async (isRead: number): Promise<readonly boolean[]> => {
        endedBefore.clear();
        const { status } = await supertest(serve(gate, endedBefore)).get(`/rooms?format=${format}&isRead=${isRead}`);
        assert.equal(status, 200, format);
        return [...endedBefore];
      };
      assert.deepEqual([await draw(0), await draw(1)], [[false], [true]], format);
    }
  });
});
