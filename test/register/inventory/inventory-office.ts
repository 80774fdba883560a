import type { Response } from 'supertest';
import { BUREAU, bureau, given, LIBRARY, library } from '../../agencies/agency-examples.ts';
import { csv } from '../../budget/finance-sheet.ts';
import type { Caller, Gate } from '../../support/gate.ts';

/** Two agencies, and the products that their computers may have. */
export async function withProducts(gate: Gate): Promise<void> {
  await given(gate, '/v1/agencies', bureau());
  await given(gate, '/v1/agencies', library());
  const editions = [{ name: 'Professional', unitEligible: true }];
  for (const product of [
    {
      ...{ category: 'operating-system', name: 'UnionTech UOS Desktop', aliases: ['统信UOS'], osFamily: 'linux' },
      ...{ editions, versions: [{ version: '20' }] },
    },
    { category: 'operating-system', name: 'Microsoft Windows', aliases: ['Windows'], osFamily: 'windows' },
    { category: 'office', name: 'WPS Office', aliases: ['金山WPS'], editions, versions: [{ version: '2023' }] },
    { category: 'antivirus-client', name: '奇安信天擎', aliases: [] },
  ]) {
    await given(gate, '/v1/products', product);
  }
}

/** An officer of the bureau, who declares what it has. */
export function officerOf(gate: Gate): Promise<Caller> {
  return gate.as('procurement-officer', { grant: { agencies: [BUREAU] } });
}

export const ENGLISH = { 'accept-language': 'en' };

export function importFile(
  caller: Caller,
  kind: string,
  bytes: string | Buffer,
  query = `agencyCode=${BUREAU}`,
): Promise<Response> {
  const type = typeof bytes === 'string' || bytes.subarray(0, 2).toString() !== 'PK' ? 'text/csv' : XLSX_TYPE;
  const headers = { 'content-type': type, ...ENGLISH };
  return caller.send('post', `/v1/inventory/${kind}/import?${query}`, { bytes, headers });
}

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function importScans(caller: Caller, body: object, query = ''): Promise<Response> {
  return caller.post(`/v1/scans/import?agencyCode=${BUREAU}${query}`, body, ENGLISH);
}

const COUNTS = ['created', 'updated', 'unchanged', 'refused'] as const;

export function countsOf({ body }: Response): readonly number[] {
  return COUNTS.map((name) => body[name]);
}

export function softwareCounts({ body }: Response): readonly number[] {
  return [body.installationsStarted, body.installationsSeenAgain, body.installationsEnded];
}

export interface InstallationRow {
  readonly product: string;
  readonly edition: string | null;
  readonly version: string | null;
  readonly source: string;
  readonly seen_from: string;
  readonly seen_last: string;
  readonly seen_to: string | null;
}

/** Installations as they stand, in the order of making. */
export async function installed(gate: Gate): Promise<readonly string[]> {
  const rows: InstallationRow[] = await gate.db.reader('installations').orderBy('id');
  return rows.map(({ product, version, source, seen_from: from, seen_last: last, seen_to: to }) =>
    [product, version ?? '-', source, from, last, to ?? 'open'].join(' '),
  );
}

export async function devicesIn(gate: Gate, agencyCode = BUREAU): Promise<readonly Record<string, unknown>[]> {
  const { items } = (await gate.installer.get(`/v1/devices?agencyCode=${agencyCode}&limit=200`)).body;
  return items;
}

export async function sizeOfLog(gate: Gate): Promise<number> {
  return Number((await gate.db.reader('log_head').first('size')).size);
}

export const LEDGER = [
  ['部门', '使用人', '资产编号', '序列号', '计算机类别', '软件类别', '软件名称', '软件版本', '授权方式'],
  ['办公室', '张三', 'A-1', 'SN-1', '台式机', '操作系统', '统信UOS', '20', '随机预装'],
  ['', '', '', '', '', '办公软件', 'WPS Office', '2023', '批量授权'],
  ['财务科', '李四', 'A-2', 'SN-2', '便携机', '办公软件', '金山WPS', '2019', '批量授权'],
] as const;

export function ledger(...rows: readonly (readonly string[])[]): string {
  return csv(rows.length > 0 ? rows : LEDGER);
}

export { BUREAU, LIBRARY };
