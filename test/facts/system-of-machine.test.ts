import assert from 'node:assert/strict';
import { lineFacts } from '../../src/facts/line/line-facts.ts';
import type { OrderLine } from '../../src/facts/submission.ts';
import { type Computer, givenComputer, givenInput, givenLine, givenSystem, type OperatingSystem } from './support.ts';

interface MachineAndSystem {
  readonly category?: Computer['category'];
  readonly brand: string | null;
  readonly model?: string | null;
  readonly says?: string;
  readonly product: string;
  readonly edition?: string | null;
  readonly version?: string | null;
  readonly cpu?: string;
}

/** What the texts contradict: the fact as rules read it. */
function contradictionOf({ category = 'desktop', says = '办公用计算机', ...told }: MachineAndSystem): unknown {
  const { brand, model = null, product, edition = null, version = null, cpu = 'Intel Core i5-13500' } = told;
  const system: OperatingSystem = givenSystem({ product, edition, version });
  const line: OrderLine = givenLine({
    ...{ description: says, brand, model },
    computer: givenComputer({
      category,
      cpu: { model: cpu, architecture: /intel|amd|海光/iu.test(cpu) ? 'x64' : 'arm64', securityRating: null },
      operatingSystem: system,
    }),
  });
  return lineFacts(givenInput({ order: { lines: [line], justification: null } }), 0, line)['line.contradiction'];
}

describe('systems that do not come with such a machine', () => {
  for (const odd of [
    { brand: '联想', model: 'ThinkCentre M750t', product: 'Windows Server', version: '2022' },
    { brand: '戴尔', model: 'OptiPlex 7020', product: 'Windows Server 2019', edition: 'Standard' },
    { brand: '惠普', product: 'Microsoft Windows Server 2025 数据中心版' },
    { brand: '联想', product: 'WinServer 2016', category: 'laptop' },
    { brand: '清华同方', product: '银河麒麟高级服务器操作系统', version: 'V10', cpu: '飞腾D2000' },
    { brand: '长城', product: '统信服务器操作系统', version: 'V20', cpu: '飞腾D2000' },
    { brand: '浪潮', product: '银河麒麟服务器版V10', category: 'all-in-one', cpu: '海光C86-3G' },
    { brand: '华为', product: 'UnionTech OS Server 20', cpu: 'Kunpeng 920' },
    { brand: '联想', product: 'Red Hat Enterprise Linux Server', category: 'laptop' },
    { brand: '同方', product: 'Kylin Server V10 SP3', cpu: '飞腾D2000' },
  ] satisfies MachineAndSystem[]) {
    it(`finds ${odd.product} on a client machine of ${odd.brand}`, () => {
      assert.equal(contradictionOf(odd), 'machine');
    });
  }

  for (const odd of [
    { brand: '联想', model: '扬天 M460', product: 'macOS', version: '15' },
    { brand: '戴尔', model: 'OptiPlex 7020', product: 'Mac OS' },
    { brand: '惠普', product: 'macOS Sequoia', category: 'laptop' },
    { brand: '清华同方', model: '超越E500', product: 'OS X' },
  ] satisfies MachineAndSystem[]) {
    it(`finds ${odd.product} on a machine of ${odd.brand}`, () => {
      assert.equal(contradictionOf(odd), 'machine');
    });
  }

  for (const honest of [
    { brand: '联想', model: 'ThinkSystem SR650', category: 'server', product: 'Windows Server', version: '2022' },
    { brand: '浪潮', category: 'server', product: '银河麒麟高级服务器操作系统V10', cpu: '海光C86-3G' },
    { brand: '戴尔', category: 'workstation', product: 'Red Hat Enterprise Linux Server' },
    { brand: '联想', model: 'P360', category: 'workstation', product: 'Windows Server 2022' },
    { brand: '浪潮', says: '机房用服务器', product: 'Windows Server 2019' },
    { brand: '华为', says: '2U机架式服务器', product: 'Kylin Server V10', cpu: 'Kunpeng 920' },
    { brand: 'Apple', model: 'MacBook Air 13', category: 'laptop', product: 'macOS', cpu: 'Apple M4' },
    { brand: '苹果', model: null, product: 'macOS 15', cpu: 'Apple M4' },
    { brand: null, model: 'iMac 24', category: 'all-in-one', product: 'macOS', cpu: 'Apple M4' },
    { brand: null, says: '苹果笔记本电脑', category: 'laptop', product: 'macOS', cpu: 'Apple M4' },
    { brand: 'APPLE苹果', model: 'Mac mini', product: 'Mac OS', cpu: 'Apple M4' },
    { brand: null, says: '视频剪辑用电脑', product: 'macOS', cpu: 'Apple M4' },
    { brand: '联想', product: 'Windows', edition: '专业版', version: '11 25H2' },
    { brand: '长城', product: '银河麒麟桌面操作系统', version: 'V10 SP1', cpu: '飞腾D2000' },
    { brand: '同方', says: '办公电脑，可访问服务器', product: '统信桌面操作系统V20', cpu: '飞腾D2000' },
    { brand: '联想', says: '台式机，含Microsoft SQL Server客户端', product: 'Windows 11专业版' },
  ] satisfies MachineAndSystem[]) {
    it(`leaves alone ${honest.product}: ${honest.brand ?? honest.says} ${honest.category ?? 'desktop'}`, () => {
      assert.equal(contradictionOf(honest), 'none');
    });
  }
});

describe('processors of Arm that are no computer maker’s own', () => {
  for (const cpu of [
    '瑞芯微RK3588',
    'Rockchip RK3399 六核',
    'RK3568 四核',
    '全志A133',
    'Allwinner H616',
    '晶晨S905X4',
    'Amlogic S922X',
    '联发科迅鲲900T',
    'MediaTek Kompanio 1200',
    '紫光展锐T618',
    'Unisoc T606',
    '三星Exynos 1280',
    '树莓派 BCM2711',
  ]) {
    it(`do not run Windows: ${cpu}`, () => {
      const machine = { brand: '某某', product: 'Windows 11', edition: 'Pro', cpu };
      assert.equal(contradictionOf(machine), 'platform');
    });

    it(`run a system for Arm: ${cpu}`, () => {
      assert.equal(contradictionOf({ brand: '某某', product: '银河麒麟桌面操作系统V10', cpu }), 'none');
    });
  }

  for (const cpu of ['Intel Core i5-13500', 'AMD Ryzen 5 8600G', 'Qualcomm Snapdragon X Elite', '海光C86-3G']) {
    it(`are not meant by ${cpu}, which runs Windows`, () => {
      assert.equal(contradictionOf({ brand: '某某', product: 'Windows 11', edition: 'Pro', cpu }), 'none');
    });
  }
});
