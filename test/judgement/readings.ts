import { candidateProducts, findProduct } from '../../src/facts/index.ts';
import { lineFacts } from '../../src/facts/line/line-facts.ts';
import { lineReader, productReader } from '../../src/goods/index.ts';
import { givenInput, givenLine } from '../facts/support.ts';
import { type AdmissionPart, admissionsIn } from './admissions.ts';
import { type ContradictionPart, contradictionsIn, kindsOfContradictionIn } from './contradictions.ts';
import {
  deliveryTexts,
  type Half,
  type LineText,
  lineTexts,
  lineWords,
  mappedProduct,
  type Part,
  type ProductName,
  productNames,
  vocabulary,
} from './corpus.ts';
import { type DaysPart, deliveryDaysIn } from './delivery-days.ts';
import { type Score, scoreOf } from './scores.ts';

/** What is looked for in a text alone, without the goods and the price that stand beside it in an order. */
const LINES = {
  machine: (half: Half) =>
    scoreOf(lineTexts(half), { is: isMachine, isSeen: ({ text }) => wordsIn(text).machines > 0 }),
  'bare or pirated': (half: Half) =>
    scoreOf(lineTexts(half).filter(isMachine), { is: isBare, isSeen: ({ text }) => wordsIn(text).bare > 0 }),
} as const;

const AT_DELIVERY = {
  'no system at delivery': (half: Half) =>
    scoreOf(deliveryTexts(half), { is: isBare, isSeen: ({ text }) => readLine([text]).bare.length > 0 }),
} as const;

/** The same, by the reader of whole texts. */
const RECOGNISED_LINES = {
  'machine, recognised': (part: Part) =>
    scoreOf(lineTexts(part), { is: isMachine, isSeen: ({ text }) => readLine([text]).is === 'machine' }),
  'bare or pirated, recognised': (part: Part) =>
    scoreOf(lineTexts(part).filter(isMachine), { is: isBare, isSeen: ({ text }) => readLine([text]).bare.length > 0 }),
  // Whoever buys honestly is asked for nothing, so each of them counts as wrong.
  'honest and not clear': (part: Part) =>
    scoreOf(
      lineTexts(part).filter((entry) => !isBare(entry)),
      { is: () => false, isSeen: ({ text }) => readLine([text]).is === 'not-clear' },
    ),
} as const;

const NAMES = {
  'product by its whole name': (part: Part) =>
    scoreOf(productNames(part), { is: isProduct, isSeen: (name) => readProduct(name) !== undefined }),
  'product and release, recognised': (part: Part) =>
    scoreOf(productNames(part), { is: isRecognised, isSeen: () => true }),
  'recognised as what may be bought': (part: Part) =>
    scoreOf(productNames(part), {
      is: ({ standing }) => standing === 'buyable',
      isSeen: (name) => recognised(name).standing === 'buyable',
    }),
} as const;

const CONTRADICTIONS = {
  'text against field': contradictionsIn,
  'text against field, by what it contradicts': kindsOfContradictionIn,
} as const;

/** What is measured, of which part of the texts, in the order in which it is told. */
export const MEASURES: readonly {
  readonly what: string;
  readonly part: Part | AdmissionPart | ContradictionPart | DaysPart;
  readonly score: () => Score;
}[] = [
  ...Object.entries({ ...LINES, ...AT_DELIVERY }).flatMap(([what, score]) =>
    (['odd', 'even'] as const).map((part) => ({ what, part, score: () => score(part) })),
  ),
  ...(['odd', 'even', 'later, odd', 'later, even', 'composed, odd', 'composed, even'] as const).map((part) => ({
    ...{ what: 'text that admits', part },
    score: () => admissionsIn(part),
  })),
  ...Object.entries({ ...RECOGNISED_LINES, ...NAMES }).flatMap(([what, score]) =>
    (['odd', 'even', 'fresh', 'held out'] as const).map((part) => ({ what, part, score: () => score(part) })),
  ),
  ...(['odd', 'even'] as const).map((part) => ({
    ...{ what: 'text against day of delivery', part },
    score: () => deliveryDaysIn(part),
  })),
  ...Object.entries(CONTRADICTIONS).flatMap(([what, score]) =>
    (['known', 'fresh', 'later, odd', 'later, even', 'numbers, odd', 'numbers, even', 'held out'] as const).map(
      (part) => ({
        ...{ what, part },
        score: () => score(part),
      }),
    ),
  ),
];

function isMachine({ label }: LineText): boolean {
  return label !== 'not-computer';
}

function isBare({ label }: LineText): boolean {
  return label === 'bare-or-pirated';
}

/** Where another product is found than is meant, that is seen where it is not. */
function isProduct(name: ProductName): boolean {
  const found = readProduct(name);
  return name.product !== null && (found === undefined || found === mappedProduct(name.product).inPack);
}

/** How many words of the pack's lists the gate finds where the text stands on a line of other goods. */
function wordsIn(text: string): { readonly machines: number; readonly bare: number } {
  const line = givenLine({ goods: 'other', description: text, brand: null, model: null, computer: null });
  const facts = lineFacts(givenInput({ order: { lines: [line] } }), 0, line);
  return { machines: Number(facts['line.machineWordCount']), bare: Number(facts['line.bareMachineWordCount']) };
}

const CATEGORIES = { os: 'operating-system', office: 'office', antivirus: 'antivirus-client' } as const;

/** What the pack calls the product of a name that is typed into the field of the product, as a whole. */
function readProduct({ text, kind }: ProductName): string | undefined {
  const { policy } = givenInput({ submittedOn: '2026-12-01' });
  const candidates = candidateProducts({ gathered: { products: [] }, policy });
  return findProduct(candidates, { category: CATEGORIES[kind], name: text })?.name;
}

const readLine = lineReader(lineWords());
const reader = productReader(vocabulary());

function recognised({ text, kind }: ProductName): ReturnType<typeof reader> {
  return reader(text, { kind: kind === 'os' ? 'operating-system' : kind, on: '2026-12-01' });
}

/** Of what an office may not buy as that kind of software, the release is of no account. */
function isRecognised(name: ProductName): boolean {
  const { product, release } = recognised(name);
  if (name.product === null) return product === null;
  const meant = mappedProduct(name.product);
  const wanted = [meant.release, name.version].filter(Boolean).join(' ');
  return product === meant.read && (name.standing === 'wrong-kind' || bare(release ?? '') === bare(wanted));
}

/** A release with or without its V is the same. */
function bare(release: string): string {
  return release.toLowerCase().replace(/\bv(?=\d)/g, '');
}
