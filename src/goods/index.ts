export { computer } from './computer.ts';
export type { CapParameter, GoodsKind, GoodsLine } from './goods-kind.ts';
export {
  capParameterOf,
  categoryOf,
  categoryOfCap,
  categoryWords,
  goodsKinds,
  isLicenceName,
  kindOf,
  lineCategory,
} from './goods-kinds.ts';
export { statedAt, withTextsAt } from './line-texts.ts';
export { BARE_ROLES } from './recognition/line-bare.ts';
export { LINE_ROLES, type LineWords } from './recognition/line-words.ts';
export { lineReader, type RecognisedLine } from './recognition/recognise-line.ts';
export { productReader, type RecognisedProduct } from './recognition/recognise-product.ts';
export type { SoftwareKind, Vocabulary } from './recognition/vocabulary.ts';
export { software } from './software.ts';
