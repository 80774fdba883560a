import { text } from '../kernel/index.ts';
import type { GoodsKind } from './goods-kind.ts';

/** Everything else, works and services included. */
export const other: GoodsKind = {
  name: 'other',
  words: text('其他货物', 'other goods'),
  block: null,
  categoryFact: null,
  categories: { other: text('其他', 'other') },
  caps: {},
  required: [],
  isNamedInContract: false,
  masks: [],
  looksAt: [],
  isSerialised: false,
  runsSoftware: false,
  isLicence: false,
  isHardware: false,
  hasOpenCodes: true,
};
