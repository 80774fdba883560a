import { text } from '../kernel/index.ts';
import type { GoodsKind } from './goods-kind.ts';

/** Licences. An item of the software plan is judged as goods of this kind, too. */
export const software: GoodsKind = {
  name: 'software',
  words: text('软件', 'software'),
  block: 'software',
  categoryFact: 'line.softwareCategory',
  categories: { software: text('软件', 'software') },
  caps: {},
  required: ['/software/category'],
  isNamedInContract: false,
  masks: [],
  looksAt: [],
  isSerialised: false,
  runsSoftware: false,
  isLicence: true,
  isHardware: false,
  hasOpenCodes: false,
};
