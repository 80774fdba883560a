import type { GoodsKind } from '../../../src/goods/index.ts';
import { text } from '../../../src/kernel/index.ts';

/** Printers, as they would stand in the source beside computers. */
export const printer: GoodsKind = {
  name: 'printer',
  words: text('打印机', 'printer'),
  block: 'printer',
  categoryFact: 'line.category',
  categories: {
    'laser-printer': text('激光打印机', 'laser printer'),
    'inkjet-printer': text('喷墨打印机', 'ink-jet printer'),
  },
  caps: { 'laser-printer': 'policy.cap.laserPrinter', 'inkjet-printer': 'policy.cap.inkjetPrinter' },
  required: ['/printer/category'],
  isNamedInContract: true,
  masks: ['/printer/cartridge'],
  looksAt: [],
  isSerialised: false,
  runsSoftware: false,
  isLicence: false,
  isHardware: true,
  hasOpenCodes: true,
};
