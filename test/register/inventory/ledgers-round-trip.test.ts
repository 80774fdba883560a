import assert from 'node:assert/strict';
import readExcelFile from 'read-excel-file/node';
import writeXlsxFile from 'write-excel-file/node';
import {
  endInstallations,
  recordAllocations,
  recordDevices,
  recordEntitlements,
  recordInstallations,
} from '../../../src/register/index.ts';
import { BUREAU, bureau, given } from '../../agencies/agency-examples.ts';
import { csv, xlsx } from '../../budget/finance-sheet.ts';
import { forEachEngine } from '../../support/databases.ts';
import { type Gate, startGate, testClock } from '../../support/gate.ts';
import {
  ACCEPTING,
  acceptTwoMachines,
  act,
  allocation,
  device,
  entitlement,
  installation,
} from '../holdings-support.ts';
import { importFile, sizeOfLog } from './inventory-office.ts';

type Language = 'zh-CN' | 'en';

/** Each ledger with the kind that it is imported as, and what becomes of its rows. */
const LEDGERS = [
  ['software-in-use', 'detail-ledger', 'unchanged', 4],
  ['software-maintenance', 'maintenance-ledger', 'unchanged', 9],
  ['software-summary', 'summary-ledger', 'compared', 1],
] as const;

/** More than two new machines have: other channels, other names, a seat without a copy, what was removed, today as well. */
async function useSoftware(gate: Gate): Promise<void> {
  const actor = ACCEPTING;
  await acceptTwoMachines(gate);
  await act(gate, async (entry) => {
    const asset = {
      assetNumber: '0042',
      serial: null,
      category: 'all-in-one',
      usedBy: '李四',
      department: null,
    } as const;
    const laptop = { assetNumber: 'ZC-9', category: 'laptop', state: 'idle', usedBy: null } as const;
    await recordDevices(entry, { actor, states: [device('dev_c', asset), device('dev_d', laptop)] });
    const other = { edition: null, version: null } as const;
    const system = { category: 'operating-system', product: '银河麒麟', edition: null, version: 'V10' } as const;
    const rights = [
      entitlement('ent_pool', { ...system, channel: 'oem', seats: 2, transferable: false }),
      entitlement('ent_free', { category: 'other', product: '7-Zip', ...other, channel: 'free', seats: null }),
      entitlement('ent_sub', {
        category: 'antivirus-client',
        product: '奇安信天擎',
        ...other,
        channel: 'subscription',
      }),
    ];
    await recordEntitlements(entry, { actor, states: rights });
    const seats = [
      allocation('alo_pool', { entitlementId: 'ent_pool', deviceId: 'dev_c' }),
      allocation('alo_sub', { entitlementId: 'ent_sub', deviceId: 'dev_c' }),
    ];
    await recordAllocations(entry, { actor, states: seats });
    const copies = [
      installation('ins_kylin', 'dev_c', system),
      installation('ins_odd', 'dev_c', { product: '永中Office', edition: null, version: '9.1.0.5' }),
      installation('ins_zip', 'dev_c', { category: 'other', product: '7-Zip', ...other }),
      installation('ins_old', 'dev_a', { category: 'antivirus-client', product: '奇安信天擎', ...other }),
      installation('ins_gone', 'dev_d', { version: '2019' }),
    ];
    await recordInstallations(entry, { actor, states: copies });
    await endInstallations(entry, { which: { ids: ['ins_old', 'ins_gone'] }, actor });
  });
}

forEachEngine('statements', (engine) => {
  describe('a ledger that the gate printed, given back to it', () => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine, clock: testClock() });
      await given(gate, '/v1/agencies', bureau({ staff: 12 }));
      await useSoftware(gate);
    });
    after(() => gate.close());

    const printed = async (report: string, format: string, language: Language): Promise<Buffer> => {
      const headers = { authorization: `Bearer ${gate.installer.secret}`, 'accept-language': language };
      const path = `/v1/reports/${report}?agencyCode=${BUREAU}&format=${format}`;
      const answer = await fetch(`${gate.url}${path}`, { headers });
      assert.equal(answer.status, 200);
      return Buffer.from(await answer.arrayBuffer());
    };

    /** The files that one printed ledger becomes on its way: as it is, and saved again with titles, notes and signatures. */
    const files = async (report: string, language: Language): Promise<readonly (Buffer | string)[]> => {
      const workbook = await printed(report, 'xlsx', language);
      const sheets = await readExcelFile(workbook);
      const saved = sheets.map(({ data }) => data.map((row) => row.map((cell) => cell as string | number | null)));
      const asText = saved.map((rows) => csv(rows.map((row) => row.map((cell) => String(cell ?? '')))));
      return [await printed(report, 'csv', language), workbook, ...asText, await xlsx(saved[0] ?? [])];
    };

    it('is refused with the name of a sheet that has no heading, and tells the sheet of each row', async () => {
      const sheet = (rows: readonly (readonly string[])[], name: string) => ({
        data: rows.map((row) => row.map((value) => ({ value, type: String }))),
        sheet: name,
      });
      const lines = [['日期', '操作', '资产编号', '软件名称'], ...[['2026-06-01', '安装', '0042', '7-Zip']]];
      const both = await writeXlsxFile([sheet(lines, '甲'), sheet(lines, '乙')]).toBuffer();
      const odd = await writeXlsxFile([sheet(lines, '甲'), sheet([['说明']], '乙')]).toBuffer();

      const told = await importFile(gate.installer, 'maintenance-ledger', both);
      const refused = await importFile(gate.installer, 'maintenance-ledger', odd);

      assert.deepEqual(
        told.body.rows.map((row: Record<string, unknown>) => [row.sheet, row.row, row.status]),
        [
          ['甲', 2, 'unchanged'],
          ['乙', 2, 'unchanged'],
        ],
      );
      assert.deepEqual([refused.status, refused.body.code], [400, 'import.columns']);
      assert.match(refused.body.detail, /^Sheet "乙": No heading/);
    });

    for (const [report, kind, status, rows] of LEDGERS) {
      for (const language of ['zh-CN', 'en'] as const) {
        it(`says of every row that it is so: ${kind}, printed in ${language}`, async () => {
          const size = await sizeOfLog(gate);
          const told: string[] = [];
          let rowsOfSheets = 0;
          const [text = '', workbook = '', ...saved] = await files(report, language);
          for (const [at, bytes] of [text, workbook, ...saved].entries()) {
            const { status: answered, body } = await importFile(gate.installer, kind, bytes);
            if (answered !== 200) told.push(`${at}: ${JSON.stringify(body)}`);
            for (const row of body.rows ?? []) {
              if (row.status !== status || row.remarks || row.errors) told.push(`${at}: ${JSON.stringify(row)}`);
            }
            assert.deepEqual([at, body.ignoredColumns, body.unknownNames], [at, [], []]);
            if (at < 2) assert.equal(body.rows?.length, rows);
            else rowsOfSheets += body.rows?.length ?? 0;
          }

          assert.deepEqual(told, []);
          assert.ok(rowsOfSheets > 0);
          assert.equal(await sizeOfLog(gate), size);
        });
      }
    }
  });
});
