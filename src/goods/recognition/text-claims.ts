import { type CutText, cutText, type Item, isStop, itemsOf, roleFinder } from './line-phrases.ts';
import { type ReleaseReader, releaseReader } from './text-releases.ts';
import { NO_LATER_ROLES, TEXT_ROLES, type TextRole, type TextWords } from './text-words.ts';
import { isNumber, latinWordsIn, mayName } from './tokens.ts';

/** A system or a processor that a text says is bought. */
export interface Claim {
  /** As the lists call it. */
  readonly name: string;
  /** As the text has it, with its release. */
  readonly told: string;
  /** Of a system, by the list; null where the text does not tell it, or the list has none. */
  readonly release: string | null;
  readonly isHome: boolean;
  /** It is there whatever else the text names. */
  readonly isInFact: boolean;
}

export interface TextClaims {
  readonly systems: readonly Claim[];
  readonly processors: readonly Claim[];
  /** Machines by what their maker calls them, which tells of their processor. */
  readonly families: readonly Claim[];
  /** Of reasons alone: what is said of goods that are there already left out. */
  readonly ofBought: readonly string[];
  /** Of those what says itself how many this order buys; nothing where the lists have no words for what is only needed. */
  readonly counting: readonly string[];
}

/**
 * A text about `goods` names what is bought, and so do `names` of brands and models, where a word that looks typed wrongly is
 * mostly a name of its own: KaiTian is no KaiXian. One with the `reasons` names more than that, old machines above all: what it
 * does not say to be bought, or to come with what is, is no claim.
 */
export type TextKind = 'goods' | 'names' | 'reasons';

/** Reads what texts say of systems and processors, by the lists alone; made once for the lists. */
export function claimsReader(words: TextWords): (text: string, kind: TextKind) => TextClaims {
  const cut = clauseCutter(words);
  const cutAsWritten = clauseCutter(words, NO_LATIN);
  const finder = roleFinder<ClaimRole>(words, CLAIM_ROLES, {
    ...NO_LATER_ROLES,
    ...words.roles,
    system: words.systems.flatMap(({ written }) => written),
    processor: words.processors.flatMap(({ written }) => written),
    family: (words.families ?? []).flatMap(({ written }) => written),
  });
  const scene = { names: namesOf(words), releaseAt: releaseReader(words) };
  const mayClaim = mayName([...scene.names.keys()], words.foldings);
  const knowsNeeds = words.roles.needed !== undefined;
  return (text, kind) => {
    if (kind !== 'reasons' && !mayClaim(text)) return NO_CLAIMS;
    const cutOf = kind === 'names' ? cutAsWritten : cut;
    const clauses = clausesOf(text).map((clause) => ({ clause, items: itemsOf(cutOf(clause), finder) }));
    const read: ClauseRead[] = [];
    for (const { clause, items } of clauses) {
      const passage = kind === 'reasons' ? (read.at(-1)?.passage ?? 'open') : 'open';
      const isHeld = read.at(-1)?.isHeld ?? false;
      read.push(readClause(clause, items, { passage, isHeld, kind, ...scene }));
    }
    const claims = read.flatMap((each) => each.claims);
    return {
      systems: claims.filter(({ is }) => is === 'system'),
      processors: claims.filter(({ is }) => is === 'processor'),
      families: claims.filter(({ is }) => is === 'family'),
      ofBought: kind !== 'reasons' ? [] : read.flatMap(({ ofBought, clause }) => (ofBought ? [clause] : [])),
      counting: read.flatMap(({ isCounting, clause }) => (isCounting && knowsNeeds ? [clause] : [])),
    };
  };
}

const NO_LATIN: ReadonlySet<string> = new Set();
const NO_CLAIMS: TextClaims = { systems: [], processors: [], families: [], ofBought: [], counting: [] };

type ClaimRole = TextRole | ClaimKind;
type ClaimKind = 'system' | 'processor' | 'family';
const CLAIM_ROLES: readonly ClaimRole[] = [...TEXT_ROLES, 'system', 'processor', 'family'];

/** What commas and full stops part; what stands in brackets belongs to what stands before them. */
export function clausesOf(text: string): readonly string[] {
  const clauses: string[] = [];
  let depth = 0;
  let begin = 0;
  for (const { 0: mark, index } of text.matchAll(MARKS)) {
    if (OPENING.includes(mark)) depth += 1;
    else if (CLOSING.includes(mark)) depth = Math.max(depth - 1, 0);
    else if (depth === 0 || mark === '\n') {
      clauses.push(text.slice(begin, index));
      begin = index + 1;
      depth = 0;
    }
  }
  return [...clauses, text.slice(begin)].filter((clause) => clause.trim() !== '');
}

const OPENING = '([（【〔';
const CLOSING = ')]）】〕';
const MARKS = /[\n,，;；。!！?？()[\]（）【】〔〕]/gu;

/** Cuts one clause into the tokens of the lists, among which words that are typed wrongly are put right. */
export function clauseCutter(
  { foldings, systems, processors, families = [], roles }: TextWords,
  puttingRight?: ReadonlySet<string>,
): (clause: string) => CutText {
  const written = [
    ...[...systems, ...processors, ...families].map((each) => each.written),
    ...Object.values(roles),
  ].flat();
  const latin = puttingRight ?? latinWordsIn(written, foldings);
  return (clause) => cutText(clause, foldings, latin);
}

function namesOf({ systems, processors, families = [] }: TextWords): ReadonlyMap<string, string> {
  return new Map(
    [...systems, ...processors, ...families].flatMap(({ name, written }) => written.map((word) => [word, name])),
  );
}

type Passage = 'open' | 'bought' | 'there';

interface ClauseRead {
  readonly clause: string;
  readonly claims: readonly (Claim & { readonly is: ClaimKind })[];
  /** What the clause ends with holds for the next one. */
  readonly passage: Passage;
  readonly ofBought: boolean;
  readonly isCounting: boolean;
  /** Numbers are of machines that somebody has, which holds for the next one as well. */
  readonly isHeld: boolean;
}

interface Scene {
  readonly passage: Passage;
  readonly isHeld: boolean;
  readonly kind: TextKind;
  readonly names: ReadonlyMap<string, string>;
  readonly releaseAt: ReleaseReader;
}

type ClaimItem = Item<ClaimRole>;

function readClause(clause: string, items: readonly ClaimItem[], scene: Scene): ClauseRead {
  const { passage: before, kind } = scene;
  const isRefused = items.some(({ role }) => role === 'averse');
  const isBesides = isRefused || items.some(({ role }) => role === 'besides');
  const claims: ClauseRead['claims'][number][] = [];
  let passage = before;
  let said: 'nothing' | 'comes' | 'inFact' | 'beside' = 'nothing';
  for (const [place, item] of items.entries()) {
    const { role } = item;
    if (role === 'there' || role === 'bought') passage = role;
    if (role === 'bought') said = 'comes';
    if (role === 'comes' || role === 'inFact' || role === 'beside') said = role;
    if (role !== 'system' && role !== 'processor' && role !== 'family') continue;
    const isThere = passage === 'there' || saysItGoes(items, place);
    const isBeside = said === 'beside' || isBesides || isForOther(items, place);
    const isOpen = kind === 'reasons' && (said === 'nothing' || passage !== 'bought');
    if (isThere || isBeside || isOpen) continue;
    claims.push({ is: role, ...claimAt(items, place, scene), isInFact: said === 'inFact' });
  }
  const isOfThere = passage === 'there' || items.some(({ role }) => role === 'there');
  const ofBought = !isOfThere && !isRefused;
  const lastOf = items.findLast(({ role }) => role === 'held' || role === 'bought')?.role;
  const isHeld = lastOf === undefined ? scene.isHeld : lastOf === 'held';
  const isOfOthers = isHeld || items.some(({ role }) => role === 'needed' || role === 'held');
  return { clause, claims, passage, ofBought, isHeld, isCounting: ofBought && passage === 'bought' && !isOfOthers };
}

/** 微软 Windows 7 停服: what is said behind it speaks of the old machines as well, up to what is bought instead. */
function saysItGoes(items: readonly ClaimItem[], place: number): boolean {
  const next = items.slice(place + 1).find(({ role }) => role === 'there' || role === 'bought' || role === 'comes');
  return next?.role === 'there';
}

/** Windows 应用 and Windows、Linux 双平台驱动 name what something else is for. */
function isForOther(items: readonly ClaimItem[], place: number): boolean {
  const isPassed = ({ role, tokens: [token = ''] }: ClaimItem): boolean =>
    role === 'between' || role === 'system' || role === 'home' || isNumber(token) || token === LIST;
  return items.slice(place + 1).find((item) => !isPassed(item))?.role === 'ofOther';
}

const LIST = ',';

function claimAt(items: readonly ClaimItem[], place: number, { names, releaseAt }: Scene) {
  const { role, written = '', tokens = [] } = items[place] ?? {};
  const behind = items.slice(place + 1, place + 1 + REACH);
  const end = behind.findIndex((item) => isStop(item) || item.role === 'system' || item.role === 'processor');
  const home = behind.slice(0, end < 0 ? REACH : end).find((item) => item.role === 'home');
  const release = tokens.find(isNumber) ?? numberAt(behind);
  const name = names.get(written) ?? written;
  const ofProcessor = [name, name === written ? undefined : written];
  const told = role === 'system' ? [name, release, home?.written] : role === 'family' ? [written] : ofProcessor;
  return {
    name,
    told: told.filter((part) => part !== undefined).join(' '),
    release: releaseAt(items, place, name),
    isHome: home !== undefined,
  };
}

/** 10 or V10. */
function numberAt([first, second]: readonly ClaimItem[]): string | undefined {
  const [token = ''] = first?.tokens ?? [];
  if (isNumber(token)) return token;
  const [number = ''] = token === 'v' ? (second?.tokens ?? []) : [];
  return isNumber(number) ? `V${number}` : undefined;
}

/** How far behind a system its edition may stand: Windows 11 24H2 64位 家庭版. */
const REACH = 8;
