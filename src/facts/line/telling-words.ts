import {
  categoryOf,
  kindOf,
  type LineWords,
  lineReader,
  PARTS_OF_A_MACHINE,
  partsReader,
  type RecognisedLine,
} from '../../goods/index.ts';
import type { Policy } from '../../rules/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import type { PartialFacts } from '../merged-facts.ts';
import { oncePer } from '../once-per.ts';
import { oncePerInput } from '../once-per-input.ts';
import { policyStrings } from '../policy-values.ts';
import { remembering } from '../remembering.ts';
import type { OrderLine, OrderSubmission } from '../submission.ts';
import { isLesson } from './lessons.ts';
import { isPricedElsewhere, linesPricedIn, payingLine } from './priced-in.ts';
import { softwareNamed } from './software-named.ts';
import { type SearchedText, searchedText, wordsIn } from './words-found.ts';

/**
 * Words of a line that tell of other goods than its fields do: of a computer or of office and antivirus software on a line
 * of something else, of a desktop on one of tablets, of a machine without a system on any line that does not say so itself.
 * A hint for a person, never a proof; missing without the lists. A policy with words for goods has the texts read as a
 * whole, so that 电脑桌 is no computer; one without has single words looked for.
 */
export function tellingWordsFacts(input: DeriveInput, line: OrderLine): PartialFacts {
  const { order, policy } = input;
  const { decisionDate } = policy;
  const text = searchedTextOf(decisionDate, line);
  const found = (lists: readonly WordList[]) => wordsOf(decisionDate, lists, text);
  const { goodsWords } = decisionDate;
  const read = goodsWords && withoutDeclared(asOnePiece(input, line, goodsWords), order, line);
  const { machines, unclear, bare } = read
    ? wordsRead(line, read)
    : {
        machines: found(kindOf(line).hasOpenCodes ? ['policy.words.machines'] : []),
        bare: found(saysItIsBare(line) ? [] : ['policy.words.bareMachines']),
        unclear: undefined,
      };
  const otherKind = read ? otherKindRead(input, line, { read, found }) : found(otherKinds(line));
  const otherCategory = found(otherCategories(line));
  return {
    'line.machineWords': machines,
    'line.machineWordCount': machines?.length,
    'line.unclearWords': unclear,
    'line.unclearWordCount': unclear?.length,
    'line.containsComputers': read && containsComputers(order, line),
    'line.pricedIn': goodsWords && pricedIn(order, line, goodsWords),
    'line.bareMachineWords': bare,
    'line.bareMachineWordCount': bare?.length,
    'line.otherKindWords': otherKind,
    'line.otherKindWordCount': otherKind?.length,
    'line.otherCategoryWords': otherCategory,
    'line.otherCategoryWordCount': otherCategory?.length,
  };
}

/** Who buys the parts of a machine on a line each buys a machine in pieces as well. */
function asOnePiece(input: DeriveInput, line: OrderLine, words: LineWords): RecognisedLine {
  const read = readAs(line, words);
  if (read.is !== 'none' || !kindOf(line).hasOpenCodes) return read;
  const own = partsReaderOf(words)(textsOf(line));
  return own.length > 0 && hasPartsOfMachine(input) ? { ...read, is: 'machine', told: own } : read;
}

const hasPartsOfMachine = oncePerInput(({ order, policy }: DeriveInput): boolean => {
  const { goodsWords } = policy.decisionDate;
  const texts = order.lines.filter((line) => kindOf(line).hasOpenCodes).flatMap(textsOf);
  return goodsWords !== undefined && partsReaderOf(goodsWords)(texts).length >= PARTS_OF_A_MACHINE;
});

const partsReaderOf = oncePer((words: LineWords) => remembering(partsReader(words), (texts) => texts.join('\n')));

/** Machines inside something else are told once: by the lines of computers that are paid in it. */
function withoutDeclared(read: RecognisedLine, order: OrderSubmission, line: OrderLine): RecognisedLine {
  const isDeclared = read.is === 'machine' && read.isInside && linesPricedIn(order, line).length > 0;
  return isDeclared ? { ...read, is: 'none', told: [] } : read;
}

/** What the buyer answers where the texts leave it open; asked of no one whose policy has no words for goods. */
function containsComputers(
  order: OrderSubmission,
  line: OrderLine,
): 'lines' | 'none' | 'not-applicable' | 'not-stated' {
  if (kindOf(line).runsSoftware) return 'not-applicable';
  return linesPricedIn(order, line).length > 0 ? 'lines' : (line.containsComputers ?? 'not-stated');
}

/** Machines have no cap inside other goods, so what they are paid in must say that it has some. */
function pricedIn(
  order: OrderSubmission,
  line: OrderLine,
  words: LineWords,
): 'own-price' | 'goods-with-computers' | 'other-goods' {
  if (!isPricedElsewhere(line)) return 'own-price';
  const paying = payingLine(order, line);
  return paying && readAs(paying, words).is !== 'none' ? 'goods-with-computers' : 'other-goods';
}

/** What is said of a system counts where there is a machine, whatever the line is called. */
function wordsRead(line: OrderLine, { is, told, bare }: RecognisedLine) {
  const { hasOpenCodes, runsSoftware } = kindOf(line);
  const isOfMachine = runsSoftware || is === 'machine';
  return {
    machines: hasOpenCodes && is === 'machine' ? told : [],
    unclear: hasOpenCodes && is === 'not-clear' ? told : [],
    bare: isOfMachine && !saysItIsBare(line) ? bare : [],
  };
}

/** On a line of software a machine is told as another kind of goods; software on a line of others is looked for by its names. */
function otherKindRead(
  input: DeriveInput,
  line: OrderLine,
  { read, found }: { readonly read: RecognisedLine; readonly found: (lists: readonly WordList[]) => Words },
): Words {
  if (kindOf(line).hasOpenCodes && isLesson(input, line)) return [];
  const machines = kindOf(line).isLicence && read.is === 'machine' ? read.told : [];
  const named = found(otherKinds(line).filter((list) => list === 'policy.words.software'));
  const whole = kindOf(line).hasOpenCodes && named?.length === 0 ? softwareNamed(input, line) : [];
  return named && [...machines, ...named, ...whole];
}

type Words = readonly string[] | undefined;

const readerOf = oncePer((words: LineWords) => remembering(lineReader(words), (texts) => texts.join('\n')));

function readAs(line: OrderLine, words: LineWords): RecognisedLine {
  return readerOf(words)(textsOf(line));
}

function textsOf({ description, brand, model, computer }: OrderLine): readonly string[] {
  const { product, edition } = computer?.operatingSystem ?? {};
  return [description, brand, model, product, edition].filter((text): text is string => Boolean(text));
}

type WordList =
  `policy.words.${'machines' | 'bareMachines' | 'machinesInSoftware' | 'software' | 'desktops' | 'laptops'}`;

/** What the field says openly is judged by OS-01; the words beside it say the same. */
function saysItIsBare({ computer }: OrderLine): boolean {
  const state = computer?.operatingSystem?.state;
  return state === 'none' || state === 'dos';
}

/** Programs are named after what they run on, so on a line of software fewer words tell of a machine. */
function otherKinds(line: OrderLine): readonly WordList[] {
  const { hasOpenCodes, isLicence } = kindOf(line);
  if (hasOpenCodes) return ['policy.words.software'];
  if (!isLicence) return [];
  const isOfNoCap = categoryOf(line) === 'other';
  return isOfNoCap ? ['policy.words.machinesInSoftware', 'policy.words.software'] : ['policy.words.machinesInSoftware'];
}

const DESKTOPS: readonly string[] = ['desktop', 'all-in-one'];

/** Desktops and laptops have caps and need seats; what they are called elsewhere tells that they are meant. */
function otherCategories(line: OrderLine): readonly WordList[] {
  const category = categoryOf(line);
  if (!kindOf(line).runsSoftware || category === null) return [];
  return [
    ...(DESKTOPS.includes(category) ? [] : (['policy.words.desktops'] as const)),
    ...(category === 'laptop' ? [] : (['policy.words.laptops'] as const)),
  ];
}

function searchedTextOf(policy: Policy, line: OrderLine): SearchedText | undefined {
  const masks = policyStrings(policy, 'policy.words.masks');
  // A line break keeps a word from beginning in one field and ending in the next.
  return masks && searchedOf(masks)(textsOf(line).join('\n'));
}

const searchedOf = oncePer((masks: readonly string[]) =>
  remembering(
    (text: string) => searchedText(text, masks),
    (text) => text,
  ),
);

/** Nothing is missing where nothing is looked for. */
function wordsOf(policy: Policy, lists: readonly WordList[], text: SearchedText | undefined): Words {
  if (lists.length === 0) return [];
  const searched = lists.map((list) => policyStrings(policy, list));
  if (!text || searched.includes(undefined)) return undefined;
  return searched.flatMap((words) => wordsIn(text, words ?? []));
}
