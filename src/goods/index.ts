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
export { BARE_ROLES, LATER_BARE_ROLES } from './recognition/line-bare.ts';
export { COUNTED_ROLES } from './recognition/line-counted.ts';
export { STATED_ROLES } from './recognition/line-stated.ts';
export { UNDONE_ROLES } from './recognition/line-undone.ts';
export { LINE_ROLES, type LineWords } from './recognition/line-words.ts';
export { countsReader, type MachineCount } from './recognition/machine-counts.ts';
export { type NamedSystem, namedSystemsReader } from './recognition/named-systems.ts';
export {
  bareWordsReader,
  lineReader,
  PARTS_OF_A_MACHINE,
  partsReader,
  type RecognisedLine,
} from './recognition/recognise-line.ts';
export { processorReader } from './recognition/recognise-processor.ts';
export { productReader, type RecognisedProduct } from './recognition/recognise-product.ts';
export { type SaidTogether, togetherReader } from './recognition/said-together.ts';
export { systemOfMachineReader } from './recognition/system-of-machine.ts';
export { claimsReader } from './recognition/text-claims.ts';
export { type DeliveryTold, deliveryReader } from './recognition/text-days.ts';
export { termsReader } from './recognition/text-terms.ts';
export {
  ADMITTED,
  DAY_WORDS,
  type DayWords,
  LATER_TEXT_ROLES,
  NUMBER_WORDS,
  TERM_WORDS,
  TEXT_ROLES,
  type TextWords,
} from './recognition/text-words.ts';
export type { SoftwareKind, Vocabulary } from './recognition/vocabulary.ts';
export { software } from './software.ts';
