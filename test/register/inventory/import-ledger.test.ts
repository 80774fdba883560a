import assert from 'node:assert/strict';
import { gateForEachTest, given } from '../../agencies/agency-examples.ts';
import { gb18030, xlsx } from '../../budget/finance-sheet.ts';
import { onOneEngine } from '../../support/databases.ts';
import {
  BUREAU,
  countsOf,
  devicesIn,
  importFile,
  installed,
  LEDGER,
  LIBRARY,
  ledger,
  officerOf,
  sizeOfLog,
  softwareCounts,
  withProducts,
} from './inventory-office.ts';

const KIND = 'detail-ledger';

describe('软件使用情况明细表, imported', () => {
  onOneEngine('files are read before any statement', (engine) => {
    const here = gateForEachTest(engine);
    beforeEach(() => withProducts(here.gate));

    it('becomes devices, installations and declared rights, and the same file again changes nothing', async () => {
      const [officer, office] = [await officerOf(here.gate), await here.gate.as('legalization-office')];
      const tried = await importFile(officer, KIND, ledger(), `agencyCode=${BUREAU}&dryRun=true`);
      const before = await sizeOfLog(here.gate);
      const first = await importFile(officer, KIND, ledger());
      const size = await sizeOfLog(here.gate);
      here.gate.clock.advance({ days: 1 });
      const again = await importFile(office, KIND, ledger());

      assert.deepEqual([tried.body.dryRun, countsOf(tried), softwareCounts(tried)], [true, [2, 0, 0, 0], [3, 0, 0]]);
      assert.deepEqual([first.status, countsOf(first), softwareCounts(first)], [200, [2, 0, 0, 0], [3, 0, 0]]);
      assert.deepEqual(
        [countsOf(again), softwareCounts(again)],
        [
          [0, 0, 2, 0],
          [0, 0, 0],
        ],
      );
      // Two devices, three installations, a right and its seat on the device.
      assert.deepEqual([size - before, await sizeOfLog(here.gate)], [7, size]);
      const [one, two] = await devicesIn(here.gate);
      assert.deepEqual(
        [one, two].map((device) => [device?.assetNumber, device?.usedBy, device?.category, device?.state]),
        [
          ['A-1', '张三', 'desktop', 'in-use'],
          ['A-2', '李四', 'laptop', 'in-use'],
        ],
      );
      assert.deepEqual(await installed(here.gate), [
        'UnionTech UOS Desktop 20 survey 2026-06-01 2026-06-01 open',
        'WPS Office 2023 survey 2026-06-01 2026-06-01 open',
        'WPS Office 2019 survey 2026-06-01 2026-06-01 open',
      ]);
      const rights = (await here.gate.installer.get(`/v1/entitlements?agencyCode=${BUREAU}`)).body.items;
      assert.deepEqual(
        rights.map((right: Record<string, unknown>) => [
          ...[right.product, right.channel, right.seats, right.allocated, right.standing, right.boundDevice],
        ]),
        [['UnionTech UOS Desktop', 'oem', 1, 1, 'declared', one?.id]],
      );
    });

    it('comes as XLSX and in GB 18030 as well', async () => {
      const titled = [['软件使用情况明细表'], ['填报单位：荆州市文化和旅游局'], ...LEDGER];
      const sheet = await importFile(here.gate.installer, KIND, await xlsx(titled));
      const text = await importFile(here.gate.installer, KIND, gb18030(ledger()));

      assert.deepEqual(
        [countsOf(sheet), countsOf(text)],
        [
          [2, 0, 0, 0],
          [0, 0, 2, 0],
        ],
      );
      assert.deepEqual(
        sheet.body.rows.map(({ row }: { row: number }) => row),
        [4, 6],
      );
    });

    it('follows people and fills in what was unknown, but leaves what rules judge by alone', async () => {
      const { id } = await given(here.gate, '/v1/devices', {
        ...{ agencyCode: BUREAU, category: 'desktop', assetNumber: 'A-1', state: 'idle', usedBy: '王五' },
      });

      const { body } = await importFile(here.gate.installer, KIND, ledger());
      const after = (await here.gate.installer.get(`/v1/devices/${id}`)).body;

      const { status, matchedBy, changes, remarks } = body.rows[0];
      assert.deepEqual([status, matchedBy, body.rows[0].id], ['updated', 'assetNumber', id]);
      assert.deepEqual(changes, [
        { column: 'department', before: null, after: '办公室' },
        { column: 'usedBy', before: '王五', after: '张三' },
        { column: 'serial', before: null, after: 'SN-1' },
      ]);
      assert.deepEqual([after.serial, after.usedBy, after.state, after.category], ['SN-1', '张三', 'idle', 'desktop']);
      assert.deepEqual(remarks, undefined);
      const other = [LEDGER[0], LEDGER[1].map((cell) => (cell === '台式机' ? '服务器' : cell))];
      const [row] = (await importFile(here.gate.installer, KIND, ledger(...other))).body.rows;
      assert.deepEqual([row.status, row.remarks[0].column], ['unchanged', '计算机类别']);
      assert.match(row.remarks[0].message, /changes by a dated event/);
    });

    it('names conflicts: numbers of two devices, another serial, another agency, and a row twice', async () => {
      const device = { agencyCode: BUREAU, category: 'desktop', state: 'in-use' };
      const one = await given(here.gate, '/v1/devices', { ...device, serial: 'SN-1' });
      const two = await given(here.gate, '/v1/devices', { ...device, assetNumber: 'A-1' });
      const three = await given(here.gate, '/v1/devices', { ...device, assetNumber: 'A-2', serial: 'SN-9' });
      await given(here.gate, '/v1/devices', { ...device, agencyCode: LIBRARY, serial: 'SN-3' });
      const rows = [
        ['张三', 'A-1', 'SN-1', '台式机'],
        ['李四', 'A-2', 'SN-2', '台式机'],
        ['王五', 'A-3', 'SN-3', '台式机'],
        ['赵六', 'A-4', 'SN-4', '台式机'],
        ['孙七', 'A-5', 'SN-4', '台式机'],
        ['周八', '', 'Default string', '台式机'],
        ['吴九', 'A-7', '', ''],
      ];

      const { body } = await importFile(
        await officerOf(here.gate),
        KIND,
        ledger(['使用人', '资产编号', '序列号', '计算机类别', '软件名称'], ...rows),
      );

      const told = body.rows.map((row: { status: string; errors?: { column: string; message: string }[] }) => [
        row.status,
        ...(row.errors ?? []).map(({ column, message }) => `${column}: ${message}`),
      ]);
      const { id: oneId } = one;
      const { id: twoId } = two;
      const { id: threeId } = three;
      assert.deepEqual(told, [
        [
          'refused',
          `资产编号: The serial is that of ${oneId}, the asset number that of ${twoId}. See which of them it is.`,
        ],
        ['refused', `序列号: The asset number is that of ${threeId}, whose serial is SN-9. See which of them it is.`],
        ['refused', '序列号: The device with this number is not of this agency.'],
        ['created'],
        ['refused', '序列号: Row 5 has the same number.'],
        [
          'refused',
          'null: It has no serial, mainboard serial or asset number: a second import would not recognise it.',
        ],
        ['refused', '计算机类别: The register does not have it, and a new device needs its kind of computer.'],
      ]);
    });

    it('enters no name that nobody has confirmed, suggests products, and takes it once it is confirmed', async () => {
      const rows = [
        ['资产编号', '计算机类别', '操作系统授权软件版本', '操作系统授权方式', '操作系统实际安装情况', '颜色'],
        ['A-1', '台式机', '统信UOS 20 专业版', 'OEM', '一致', '黑'],
      ];
      const officer = await officerOf(here.gate);

      const unknown = await importFile(officer, KIND, ledger(...rows));
      const [name] = unknown.body.unknownNames;
      const [suggestion] = name.suggestions;
      const confirmed = { agencyCode: BUREAU, name: name.name, category: suggestion.category };
      const answer = await officer.post('/v1/software-names', {
        ...{ ...confirmed, product: suggestion.product, edition: 'Professional', version: suggestion.version },
      });
      const known = await importFile(officer, KIND, ledger(...rows));

      assert.deepEqual(
        [countsOf(unknown), softwareCounts(unknown)],
        [
          [1, 0, 0, 0],
          [0, 0, 0],
        ],
      );
      assert.deepEqual([name.name, name.computers, name.category], ['统信UOS 20 专业版', 1, 'operating-system']);
      assert.deepEqual([suggestion.product, suggestion.version], ['UnionTech UOS Desktop', '20']);
      assert.deepEqual(unknown.body.ignoredColumns, ['颜色']);
      assert.equal(answer.status, 201);
      assert.deepEqual(
        [countsOf(known), softwareCounts(known)],
        [
          [0, 1, 0, 0],
          [1, 0, 0],
        ],
      );
      assert.deepEqual([known.body.rightsDeclared, known.body.unknownNamesCount], [1, 0]);
      assert.deepEqual(await installed(here.gate), ['UnionTech UOS Desktop 20 survey 2026-06-01 2026-06-01 open']);
    });

    it('of several agencies says whose each computer is, as far as the caller reaches them', async () => {
      const rows = [
        ['单位名称', '资产编号', '使用人', '计算机类别', '软件名称'],
        ['荆州市文化和旅游局', 'A-1', '张三', '台式机'],
        ['荆州市图书馆', 'A-1', '李四', '台式机'],
        ['某某局', 'A-1', '王五', '台式机'],
      ];

      const own = await importFile(await officerOf(here.gate), KIND, ledger(...rows), 'dryRun=true');
      const all = await importFile(here.gate.installer, KIND, ledger(...rows), '');

      const statuses = ({ body }: typeof own) => body.rows.map(({ status }: { status: string }) => status);
      assert.deepEqual(statuses(own), ['created', 'refused', 'refused']);
      assert.deepEqual(statuses(all), ['created', 'created', 'refused']);
      assert.match(own.body.rows[1].errors[0].message, /no such agency/);
      assert.equal((await devicesIn(here.gate, LIBRARY)).length, 1);
    });
  });
});
