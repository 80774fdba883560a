import { categoryOf, kindOf } from '../../goods/index.ts';
import type { Policy } from '../../rules/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import type { PartialFacts } from '../merged-facts.ts';
import { policyStrings } from '../policy-values.ts';
import type { OrderLine } from '../submission.ts';
import { type SearchedText, searchedText, wordsIn } from './words-found.ts';

/**
 * Words of a line that tell of other goods than its fields do: of a computer or of office and antivirus software on a line
 * of something else, of a desktop on one of tablets, of a machine without a system on any line that does not say so itself.
 * A hint for a person, never a proof; missing without the lists.
 */
export function tellingWordsFacts({ policy }: DeriveInput, line: OrderLine): PartialFacts {
  const text = searchedTextOf(policy.decisionDate, line);
  const found = (lists: readonly WordList[]) => wordsOf(policy.decisionDate, lists, text);
  const machines = found(kindOf(line).hasOpenCodes ? ['policy.words.machines'] : []);
  const bare = found(saysItIsBare(line) ? [] : ['policy.words.bareMachines']);
  const otherKind = found(otherKinds(line));
  const otherCategory = found(otherCategories(line));
  return {
    'line.machineWords': machines,
    'line.machineWordCount': machines?.length,
    'line.bareMachineWords': bare,
    'line.bareMachineWordCount': bare?.length,
    'line.otherKindWords': otherKind,
    'line.otherKindWordCount': otherKind?.length,
    'line.otherCategoryWords': otherCategory,
    'line.otherCategoryWordCount': otherCategory?.length,
  };
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
  const system = line.computer?.operatingSystem;
  const texts = [line.description, line.brand, line.model, system?.product, system?.edition];
  // A line break keeps a word from beginning in one field and ending in the next.
  return masks && searchedText(texts.filter(Boolean).join('\n'), masks);
}

/** Nothing is missing where nothing is looked for. */
function wordsOf(
  policy: Policy,
  lists: readonly WordList[],
  text: SearchedText | undefined,
): readonly string[] | undefined {
  if (lists.length === 0) return [];
  const searched = lists.map((list) => policyStrings(policy, list));
  if (!text || searched.includes(undefined)) return undefined;
  return searched.flatMap((words) => wordsIn(text, words ?? []));
}
