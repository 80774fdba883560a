import { canonicalJson, type Text, text } from '../../kernel/index.ts';

/** What is derived anew: the outcome from the facts, the facts from what was gathered, the balances from the moves. */
export type Arrow = 'outcome' | 'facts' | 'balances';

/** A place where deriving anew gives something else than the record shows. */
export interface RederiveDifference {
  readonly decision: string;
  readonly order: string;
  readonly logIndex: number;
  readonly arrow: Arrow;
  /** A JSON pointer into the record. */
  readonly pointer: string;
  readonly recorded: string;
  readonly derived: string;
  /** The facts were derived by another version then: to be read, no proof of a wrong decision. */
  readonly isOfOtherVersion: boolean;
}

export function describeRederiveDifference(difference: RederiveDifference): Text {
  const { decision, logIndex, pointer, recorded, derived, isOfOtherVersion } = difference;
  const [zh, en] = isOfOtherVersion ? ['（事实推导版本不同）', ' (facts of another derivation version)'] : ['', ''];
  return text(
    `${decision}（日志第 ${logIndex} 条）${pointer}：记录为 ${recorded}，重新推导为 ${derived}${zh}`,
    `${decision} (leaf ${logIndex}) ${pointer}: recorded ${recorded}, derived again ${derived}${en}`,
  );
}

export interface Unequal {
  readonly pointer: string;
  readonly recorded: string;
  readonly derived: string;
}

/** Where two values first differ as canonical JSON; undefined when they are the same to the byte. */
export function firstUnequal(recorded: unknown, derived: unknown, pointer: string): Unequal | undefined {
  if (textOf(recorded) === textOf(derived)) return undefined;
  if (isTree(recorded) && isTree(derived) && Array.isArray(recorded) === Array.isArray(derived)) {
    const [ofRecorded, ofDerived] = [new Map(Object.entries(recorded)), new Map(Object.entries(derived))];
    for (const name of [...new Set([...ofRecorded.keys(), ...ofDerived.keys()])].sort()) {
      const place = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      const unequal = firstUnequal(ofRecorded.get(name), ofDerived.get(name), place);
      if (unequal) return unequal;
    }
  }
  return { pointer, recorded: short(textOf(recorded)), derived: short(textOf(derived)) };
}

function isTree(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

const NOTHING = '–';

function textOf(value: unknown): string {
  return value === undefined ? NOTHING : canonicalJson(value);
}

const SHORT_MAX = 120;

function short(words: string): string {
  return words.length <= SHORT_MAX ? words : `${words.slice(0, SHORT_MAX)}…`;
}
