import { text } from '../kernel/index.ts';
import type { GoodsKind } from './goods-kind.ts';

/** Machines: the one kind that comes with serials, and that software is installed on. */
export const computer: GoodsKind = {
  name: 'computer',
  words: text('计算机', 'computer'),
  block: 'computer',
  categoryFact: 'line.category',
  categories: {
    desktop: text('台式计算机', 'desktop'),
    laptop: text('便携式计算机', 'laptop'),
    'all-in-one': text('一体式计算机', 'all-in-one'),
    workstation: text('工作站', 'workstation'),
    server: text('服务器', 'server'),
    'thin-client': text('瘦客户机', 'thin client'),
    tablet: text('平板计算机', 'tablet'),
  },
  caps: {
    desktop: 'policy.cap.desktop',
    'all-in-one': 'policy.cap.allInOne',
    laptop: 'policy.cap.laptop',
    workstation: 'policy.cap.workstation',
    server: 'policy.cap.server',
    tablet: 'policy.cap.tablet',
    'thin-client': 'policy.cap.thinClient',
  },
  required: ['/computer/category'],
  isNamedInContract: true,
  masks: [
    '/computer/cpu/model',
    '/computer/operatingSystem/product',
    '/computer/operatingSystem/edition',
    '/computer/operatingSystem/version',
    '/computer/operatingSystem/target/product',
    '/computer/operatingSystem/target/edition',
    '/computer/operatingSystem/target/version',
    '/computer/operatingSystem/evidence/*/reference',
  ],
  looksAt: [
    text('机身序列号（唯一）', 'the serial on the machine, which nobody else has'),
    text('操作系统的产品、版本类型和版本号', 'product, edition and version of the operating system'),
    text('操作系统授权证明（标签、授权书或序列号清单）', 'proof of its licence: label, letter or list of serials'),
  ],
  isSerialised: true,
  runsSoftware: true,
  isLicence: false,
  isHardware: true,
  hasOpenCodes: false,
};
