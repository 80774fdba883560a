import type { Response } from 'supertest';
import writeXlsxFile from 'write-excel-file/node';
import { BUREAU, bureau, given } from '../agencies/agency-examples.ts';
import type { Caller, Gate } from '../support/gate.ts';

/** A sheet as finance systems head it; a test names only the cells it is about. */
export const HEADINGS = [
  ...['指标编码', '指标文号', '单位编码', '年度', '项目编码', '项目名称', '功能分类', '部门经济分类', '政府经济分类'],
  ...['资金性质', '政采标识', '财政区划', '指标额度（元）', '已用（元）', '冻结（元）'],
] as const;

export type Heading = (typeof HEADINGS)[number];
export type Cells = Readonly<Partial<Record<Heading, string>>>;

const USUAL: Readonly<Record<Heading, string>> = {
  指标编码: 'JZ-2026-1',
  指标文号: '荆财预〔2026〕15号',
  单位编码: BUREAU,
  年度: '2026',
  项目编码: '421000260000000012345',
  项目名称: '办公设备更新',
  功能分类: '2010399-其他政府办公厅（室）及相关机构事务支出',
  部门经济分类: '31002-办公设备购置',
  政府经济分类: '50306-设备购置',
  资金性质: '一般公共预算资金',
  政采标识: '是',
  财政区划: '421000000',
  '指标额度（元）': '500000.00',
  '已用（元）': '0',
  '冻结（元）': '0',
};

export function cellsOf(different: Cells = {}): readonly string[] {
  return HEADINGS.map((heading) => different[heading] ?? USUAL[heading]);
}

/** The heading, and a row for each of these. */
export function sheetOf(...rows: readonly Cells[]): string {
  return csv([HEADINGS, ...rows.map(cellsOf)]);
}

export function csv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map((cell) => (/[",\n]/.test(cell) ? `"${cell}"` : cell)).join(',')).join('\r\n');
}

export type XlsxCell = string | number | boolean | Date | null;

/** The same as a spreadsheet, with numbers as numbers. */
export async function xlsx(rows: readonly (readonly XlsxCell[])[]): Promise<Buffer> {
  const sheet = await writeXlsxFile(rows.map((row) => row.map(toCell)));
  return sheet.toBuffer();
}

function toCell(value: XlsxCell) {
  if (value instanceof Date) return { type: Date, value, format: 'yyyy-mm-dd' };
  if (typeof value === 'number') return { type: Number, value };
  if (typeof value === 'boolean') return { type: Boolean, value };
  return value === null ? null : { type: String, value };
}

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function importBudget(caller: Caller, bytes: string | Buffer, query = '', type = 'text/csv'): Promise<Response> {
  const headers = { 'content-type': type };
  return caller.send('post', `/v1/budget-lines/import${query}`, { bytes, headers });
}

export async function lineOf(gate: Gate, code = USUAL.指标编码) {
  return (await gate.installer.get(`/v1/budget-lines/${encodeURIComponent(code)}`)).body;
}

export async function withBureau(gate: Gate): Promise<void> {
  await given(gate, '/v1/agencies', bureau());
}

let encoder: ReadonlyMap<string, readonly number[]> | undefined;

/** Nothing in Node writes GB 18030, so the decoder is asked what each pair of bytes means. */
export function gb18030(text: string): Buffer {
  encoder ??= new Map(
    Array.from({ length: 0x7e }, (_, lead) => lead + 0x81).flatMap((lead) =>
      Array.from({ length: 0xbf }, (_, trail) => trail + 0x40).flatMap((trail) => {
        const bytes = [lead, trail];
        const character = new TextDecoder('gb18030').decode(Buffer.from(bytes));
        return character.length === 1 && character !== '�' ? [[character, bytes] as const] : [];
      }),
    ),
  );
  const known = encoder;
  return Buffer.from(
    [...text].flatMap((character) => {
      if (character.charCodeAt(0) < 0x80) return [character.charCodeAt(0)];
      const bytes = known.get(character);
      if (!bytes) throw new Error(`no two bytes for ${character}`);
      return bytes;
    }),
  );
}
