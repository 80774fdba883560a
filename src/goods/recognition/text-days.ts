import { addDays, type CivilDate } from '../../kernel/index.ts';
import { clausesOf } from './text-claims.ts';
import { DAY_WORDS, type DayWords, type TextWords } from './text-words.ts';
import { folded } from './tokens.ts';
import { type DaysKnown, plainDays, stretch, type WrittenDay, writtenDays } from './written-days.ts';

/** When a text says that the goods come: no earlier and no later than these days, as far as it says so. */
export interface DeliveryTold {
  readonly from: CivilDate | null;
  readonly until: CivilDate | null;
  readonly told: string;
}

/** Reads days of delivery, by the lists alone; made once for the lists. Nothing where it is not sure what they are of. */
export function deliveryReader(
  days: DayWords,
  { foldings }: Pick<TextWords, 'foldings'>,
): (text: string, known: DaysKnown) => readonly DeliveryTold[] {
  const plain = (text: string): string => plainDays(folded(text, foldings));
  const words = wordsIn(days, plain);
  const daysIn = writtenDays(
    days.occasions.map((occasion) => ({ ...occasion, written: occasion.written.map(plain) })),
    days.signing.map(plain),
  );
  return (text, known) => {
    const told: DeliveryTold[] = [];
    let [before, isAside] = ['', false];
    for (const each of clausesOf(text)) {
      const clause = before + plain(each);
      const days = joinedDays(clause, daysIn(clause, known));
      const scene: Scene = { clause, said: words(clause, days), days };
      before = isDayAlone(scene) ? clause : '';
      if (before !== '') continue;
      const roles = new Set(scene.said.map(({ role }) => role));
      isAside = roles.has('aside') || (isAside && !roles.has('ofOrder'));
      if (!isAside) told.push(...deliveriesIn(scene));
    }
    return told;
  };
}

type DayRole = (typeof DAY_WORDS)[number];

interface DayWord {
  readonly role: DayRole;
  readonly at: number;
  readonly end: number;
}

/** One clause, without blanks. */
interface Scene {
  readonly clause: string;
  readonly said: readonly DayWord[];
  readonly days: readonly WrittenDay[];
}

/** The words of the lists in a text, the longest at each place, and none within a day: 秋季开学前. */
function wordsIn(lists: DayWords, plain: (word: string) => string) {
  const words = DAY_WORDS.flatMap((role) => lists[role].map((word) => ({ role, word: plain(word) })));
  words.sort((one, other) => other.word.length - one.word.length);
  return (text: string, days: readonly WrittenDay[]): readonly DayWord[] => {
    const said: DayWord[] = [];
    let at = 0;
    while (at < text.length) {
      const day = days.find((each) => each.at <= at && at < each.end);
      if (day) {
        at = day.end;
        continue;
      }
      const found = words.find(({ word }) => text.startsWith(word, at));
      if (found) said.push({ role: found.role, at, end: at + found.word.length });
      at += found?.word.length ?? 1;
    }
    return said;
  };
}

/** 2026年9月底前，完成交货: the day belongs to what the next clause says. */
function isDayAlone({ clause, said, days }: Scene): boolean {
  if (days.length !== 1) return false;
  const isSmall = ({ role }: DayWord): boolean => role !== 'delivered' && role !== 'finished' && role !== 'others';
  const covered = [...days, ...said.filter(isSmall)].reduce((sum, { at, end }) => sum + end - at, 0);
  return said.every(isSmall) && covered >= clause.length;
}

function deliveriesIn(scene: Scene): readonly DeliveryTold[] {
  return scene.days.flatMap((day) => {
    const deed = deedOf(day, scene);
    const span = deed && spanOf(day, deed, scene);
    if (deed === undefined || span === undefined) return [];
    const end = Math.max(deed.end, modifierBehind(day, scene)?.end ?? day.end);
    return [{ ...span, told: scene.clause.slice(Math.min(deed.at, day.at), end) }];
  });
}

/** 10月10日至20日 is one stretch of days. */
function joinedDays(clause: string, days: readonly WrittenDay[]): readonly WrittenDay[] {
  const joined: WrittenDay[] = [];
  for (const day of days) {
    const before = joined.at(-1);
    if (before !== undefined && JOINS.includes(clause.slice(before.end, day.at)))
      joined.splice(-1, 1, { ...day, at: before.at, span: stretch(before.span, day.span) });
    else joined.push(day);
  }
  return joined;
}

const JOINS = ['至', '到', '-', '~', '—', '--', '——'];

/** 8月到货的显示器 are other goods. What happens on the day: a deed behind it with nothing else between, or one before it that names it, 交货时间:. */
function deedOf(day: WrittenDay, { clause, said, days }: Scene): DayWord | undefined {
  const deeds = said.filter(({ role, end }) => (role === 'delivered' || role === 'finished') && clause[end] !== '的');
  const isBetween = (from: number, to: number): boolean =>
    said.some(({ role, at }) => role === 'others' && at >= from && at < to) ||
    days.some(({ at }) => at >= from && at < to);
  const behind = deeds.find(({ at }) => at >= day.end);
  if (behind !== undefined && behind.at - day.end <= REACH && !isBetween(day.end, behind.at)) return behind;
  const before = deeds.findLast(({ end }) => end <= day.at);
  if (before === undefined) return undefined;
  return ANSWER.test(lettersOf(clause.slice(before.end, day.at), said, before.end)) ? before : undefined;
}

const REACH = 20;
const ANSWER = /^[:：为是在于定即()（）]{0,4}$/u;

/** Without the words of the lists that only say whether the day is the last one. */
function lettersOf(between: string, said: readonly DayWord[], from: number): string {
  return [...between]
    .filter(
      (_, place) => !said.some(({ role, at, end }) => SMALL.includes(role) && at <= from + place && from + place < end),
    )
    .join('');
}

const SMALL: readonly DayRole[] = ['notLater', 'notEarlier', 'roughly', 'ofOrder'];

function modifierBehind({ end }: WrittenDay, { said }: Scene): DayWord | undefined {
  return said.find(({ role, at }) => at === end && (role === 'before' || role === 'after' || role === 'roughly'));
}

function spanOf(day: WrittenDay, deed: DayWord, scene: Scene): Omit<DeliveryTold, 'told'> | undefined {
  if (day.span === undefined) return undefined;
  const ahead = scene.said.findLast(({ end }) => end === day.at)?.role;
  const behind = modifierBehind(day, scene)?.role;
  const isSaid = (word: DayRole): boolean =>
    behind === word || scene.said.some(({ role, at }) => role === word && at >= day.end && at < deed.at);
  const isLast = isSaid('before') || ahead === 'notLater' || day.isTerm || deed.role === 'finished';
  const isFirst = isSaid('after') || ahead === 'notEarlier';
  if (day.isOccasion && !isLast && !isFirst) return undefined;
  // What is said to be finished after a day may have come before it.
  if (isFirst && deed.role === 'finished') return undefined;
  const isRough = scene.said.some(({ role, at }) => role === 'roughly' && at <= day.end);
  const slack = isRough ? ROUGHLY_DAYS : 0;
  return {
    from: isLast ? null : addDays(day.span.from, -slack),
    until: isFirst ? null : addDays(day.span.until, slack),
  };
}

/** Who plans a day may miss it by two weeks. */
const ROUGHLY_DAYS = 15;
