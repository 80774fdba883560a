import { isOfNumber, joinedNumbers, type NumberRead, type NumberReader, numberReader } from './counted-numbers.ts';
import { cutText, type Item, isStop, itemsOf, roleFinder } from './line-phrases.ts';
import type { LineWords } from './line-words.ts';
import { clausesOf, type TextKind } from './text-claims.ts';
import { NO_LATER_ROLES, NO_NUMBER_WORDS, NUMBER_WORDS, type TextWords } from './text-words.ts';
import { latinWordsIn, mayName } from './tokens.ts';

/** So many machines, as a text of a line counts them. */
export interface MachineCount {
  /** No fewer and no more than these; the same where the text says a number outright. */
  readonly least: number;
  readonly most: number;
  /** `each`: of one set. `total`: of everything, as the text says itself. `given`: besides what is bought. */
  readonly of: 'each' | 'total' | 'some' | 'given';
  readonly told: string;
}

/**
 * Reads how many machines a text counts, by the lists alone; made once for the lists. The reasons of an order say 采购8台 of
 * machines that they named before; in the text of a line it may be said of whatever no list names.
 */
export function countsReader(
  words: TextWords,
  goods: LineWords,
): (text: string, kind: TextKind) => readonly MachineCount[] {
  const { machine, family, perhaps, part, inside, peripheral, goods: others, care } = goods.roles;
  const lists = {
    ...NO_LATER_ROLES,
    ...NO_NUMBER_WORDS,
    ...words.numbers,
    ...words.roles,
    system: words.systems.flatMap(({ written }) => written),
    machine: [...machine, ...family, ...perhaps],
    other: [...part, ...inside, ...peripheral, ...others, ...care],
  };
  const foldings = [...words.foldings, ...goods.foldings];
  const latin = latinWordsIn(Object.values(lists).flat(), foldings);
  const finder = roleFinder<CountRole>({ foldings }, COUNT_ROLES, lists);
  const { machineMeasure, setMeasure, dozen, gives } = lists;
  const scene = {
    numberBefore: numberReader(words.numbers),
    isShare: (word: string) => words.roles.share.includes(word),
  };
  const mayCount = mayName([...machineMeasure, ...setMeasure, ...dozen, ...gives], foldings);
  return (text, kind) => {
    if (!NUMBER.test(text) || !mayCount(text)) return [];
    const clauses = clausesOf(words.numbers ? joinedNumbers(text) : text)
      .filter((clause) => NUMBER.test(clause))
      .map((clause) => itemsOf(cutText(clause, foldings, latin), finder));
    return clauses.flatMap((items) => items.flatMap((_, place) => countAt({ ...scene, items, kind }, place) ?? []));
  };
}

/** Without one nothing is counted, and most clauses have none. */
const NUMBER = /[\p{N}一二两三四五六七八九十百千几数壹贰貳叁參肆伍陆陸柒捌玖拾佰廿卅]/u;

const COUNT_ROLES = [
  // 余 and 约 are parts where they make no number a rough one.
  ...NUMBER_WORDS,
  'beside',
  'there',
  'held',
  'total',
  'each',
  'share',
  'given',
  'bargain',
  'gives',
  'machineMeasure',
  'setMeasure',
  'dozen',
  'system',
  'machine',
  'other',
] as const;
type CountRole = (typeof COUNT_ROLES)[number];
type CountItem = Item<CountRole>;

/** One clause, and how numbers are read in it. */
interface Clause {
  readonly items: readonly CountItem[];
  readonly kind: TextKind;
  readonly numberBefore: NumberReader;
  /** Words that make a number rough say without one that it is a part, as they did before: 余. */
  readonly isShare: (written: string) => boolean;
}

function countAt(clause: Clause, place: number): MachineCount | undefined {
  const { items, numberBefore } = clause;
  const measure = items[place];
  if (measure?.role === 'gives' || measure?.role === 'given') return bargainAt(clause, place);
  const number = numberBefore(items, place);
  if (measure === undefined || number === undefined || !isMeasure(measure)) return undefined;
  if (measure.role === 'dozen' && isWordGoingOn(items[place + 1])) return undefined;
  const given = givenAt(items, number, measure);
  if (given !== undefined) return given;
  const said = saidBefore(clause, number);
  if (said !== undefined && NOT_BOUGHT.includes(said)) return undefined;
  if (items[number.to + 1]?.role === 'share') return undefined;
  return countOf(clause, { number, measure, said });
}

interface CountedNumber {
  readonly number: NumberRead;
  readonly measure: CountItem;
  readonly said: CountRole | undefined;
}

function countOf(clause: Clause, { number, measure, said }: CountedNumber): MachineCount | undefined {
  const { items, kind } = clause;
  const isSingle = measure.role === 'machineMeasure';
  const told = toldOf(items, number);
  const isOfNamed = kind === 'reasons' && isSingle && !items.some(isName);
  if (!isOfNamed && !isOfMachines(items, number, said === 'total')) return undefined;
  const behind = items[number.to + 1];
  const { least, most } = number;
  if (isOfSet(behind) && isSingle) return { least, most, of: 'each', told: `${told}/${behind?.written ?? ''}` };
  if (said === 'each') return isSingle ? { least, most, of: 'each', told } : undefined;
  if (said === 'apiece') return { ...apiece(clause, number), of: 'some', told };
  return { ...sized(number, measure), of: said === 'total' ? 'total' : 'some', told };
}

const SAYING: readonly CountRole[] = ['beside', 'there', 'held', 'total', 'each', 'share'];
const NOT_BOUGHT: readonly CountRole[] = ['share', 'beside', 'there', 'held'];
const ROUGH: readonly CountRole[] = ['about', 'nearly', 'above', 'more'];

function saidBefore({ items, isShare }: Clause, { from }: NumberRead): CountRole | undefined {
  const said = items.slice(0, from).findLast(({ role, written }, place) => {
    if (role === 'apiece') return place === from - 1 || isName(items[place + 1]);
    return role && (SAYING.includes(role) || (ROUGH.includes(role) && isShare(written)));
  });
  return said?.role !== undefined && ROUGH.includes(said.role) ? 'share' : said?.role;
}

/** With its measure, and with 左右 behind it. */
function toldOf(items: readonly CountItem[], { told, from, to }: NumberRead): string {
  const length = items.slice(from, to + 1).findIndex(isMeasure);
  const behind = items.slice(from + length, to + 1).map(({ written }) => written);
  return `${told}${behind.join('')}`;
}

/** 3个科室各10台 are thirty; who does not say how many get ten says that they are no fewer than ten. */
function apiece(
  { items, numberBefore }: Clause,
  { from, least, most }: NumberRead,
): Pick<MachineCount, 'least' | 'most'> {
  const receivers = items.flatMap((item, place) => {
    if (item.role !== 'receivers' || place >= from) return [];
    const number = numberBefore(items, place);
    return number ? [number] : [];
  });
  const [only] = receivers;
  if (only === undefined || receivers.length > 1) return { least, most: Number.POSITIVE_INFINITY };
  return { least: least * only.least, most: most * only.most };
}

/** 另赠备用笔记本2台: what is given is no part of what is bought, whatever stands between. */
function givenAt(items: readonly CountItem[], number: NumberRead, measure: CountItem): MachineCount | undefined {
  const before = items.slice(0, number.from);
  const said = before.findLast(({ role }) => role === 'given' || NOT_GIVEN.includes(role));
  if (said?.role !== 'given' || !isOfMachines(items, number, false)) return undefined;
  return { ...sized(number, measure), of: 'given', told: `${said.written}${toldOf(items, number)}` };
}

const NOT_GIVEN: readonly (CountRole | undefined)[] = ['beside', 'there', 'total', 'each'];

function isMeasure({ role }: CountItem): boolean {
  return role === 'machineMeasure' || role === 'setMeasure' || role === 'dozen';
}

const DOZEN = 12;

/** 打 is the beginning of many words: 打印. */
function isWordGoingOn(item: CountItem | undefined): boolean {
  return item !== undefined && item.role === undefined && !item.isAfterGap && !isStop(item);
}

function sized({ least, most }: NumberRead, { role }: CountItem): Pick<MachineCount, 'least' | 'most'> {
  const size = role === 'dozen' ? DOZEN : 1;
  return { least: least * size, most: most * size };
}

/** 买10送1 and 满十赠一 give machines where they give nothing else. */
function bargainAt({ items, numberBefore }: Clause, gives: number): MachineCount | undefined {
  const bought = numberBefore(items, items[gives - 1]?.role === 'machineMeasure' ? gives - 1 : gives);
  if (bought === undefined || items[bought.from - 1]?.role !== 'bargain') return undefined;
  const end = items.findIndex((item, place) => place > gives && !isOfNumber(item));
  const to = end < 0 ? items.length : end;
  const given = numberBefore(items, to);
  const next = items[to];
  const isOther = next !== undefined && !isStop(next) && next.role !== 'machineMeasure' && next.role !== 'machine';
  if (given === undefined || given.from !== gives + 1 || isOther) return undefined;
  const told = `${items[bought.from - 1]?.written ?? ''}${bought.told}${items[gives]?.written ?? ''}${given.told}`;
  return { least: given.least, most: given.most, of: 'given', told };
}

/** 2台/套. */
function isOfSet(item: CountItem | undefined): boolean {
  return item?.role === 'setMeasure' && item.isAfterGap;
}

/** What is counted is named behind the number without a blank, or before it; what is named nowhere is the line itself. */
function isOfMachines(items: readonly CountItem[], { from, to }: NumberRead, isTotal: boolean): boolean {
  const behind = items[to + 1];
  if (behind?.role !== undefined && !behind.isAfterGap && isName(behind)) return behind.role === 'machine';
  const before = items.slice(0, from).findLast(isName);
  if (before !== undefined) return before.role === 'machine';
  const isAlone = items.every((item, at) => (at >= from && at <= to) || isStop(item));
  const said = items[from - 1]?.role;
  return isTotal || isAlone || said === 'each' || said === 'given' || said === 'apiece';
}

function isName(item: CountItem | undefined): boolean {
  const role = item?.role;
  return role === 'machine' || role === 'other' || role === 'system';
}
