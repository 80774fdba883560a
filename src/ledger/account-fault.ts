import { fen, formatYuan, type Text, text } from '../kernel/index.ts';

/** What does not add up about an account; `expected` and `found` are short texts. */
export interface AccountFault {
  readonly check: 'counter' | 'commitment' | 'nothing-stands' | 'move' | 'allocation';
  /** The account itself, the order or the move in which it shows: `budget-line/JZ-1`, `order/ord_…`, `4711/0`. */
  readonly subject: string;
  readonly of: string;
  readonly expected: string;
  readonly found: string;
}

const FAULTS: Readonly<Record<AccountFault['check'], Text>> = {
  counter: text('计数与流水不符', 'a counter is not the fold of its moves'),
  commitment: text('占用与订单不符', 'what is set aside is not what the order asks for'),
  'nothing-stands': text('订单已无效却仍有占用', 'nothing of the order stands, yet units are set aside'),
  move: text('流水没有依据', 'a move has nothing to stand on'),
  allocation: text('已分配数与分配记录不符', 'seats allocated are not the allocations that last'),
};

/** What columns of accounts count, as the console calls it. */
const COUNTERS: Readonly<Record<string, Text>> = {
  appropriation_fen: text('指标金额', 'the appropriation'),
  elsewhere_fen: text('系统外使用', 'what is used outside the gate'),
  reserved_fen: text('预占', 'what is reserved'),
  encumbered_fen: text('占用', 'what is encumbered'),
  spent_fen: text('支出', 'what is spent'),
  seats: text('席位总数', 'the seats'),
  held_seats: text('预留席位', 'the seats held'),
  allocated_seats: text('已分配席位', 'the seats allocated'),
  payments: text('支出', 'what is spent'),
};

/** What stands before the name of a thing: `budget-line/JZ-1`, `order/ord_1`, `leaf 4711`. */
const KINDS: readonly (readonly [string, Text])[] = [
  ['budget-line/', text('预算指标 ', 'budget line ')],
  ['entitlement/', text('授权 ', 'entitlement ')],
  ['order/', text('订单 ', 'order ')],
  ['leaf ', text('存证第 ', 'leaf ')],
];

const ENCUMBERED = ' encumbered';

/** A fault in words, for a person: money in yuan, and columns by what they count. */
export function describeFaultOf({ check, subject, of, expected, found }: AccountFault): Text {
  const [where, what] = [named(subject), named(of)];
  const [should, is] = [expected, found].map((quantity) => quantityOf(of, quantity));
  const words = FAULTS[check];
  return {
    'zh-CN': `${where['zh-CN']}：${words['zh-CN']}，${what['zh-CN']}应为 ${should?.['zh-CN']}，实为 ${is?.['zh-CN']}`,
    en: `${where.en}: ${words.en}; ${what.en} should be ${should?.en} and is ${is?.en}`,
  };
}

function named(thing: string): Text {
  const counter = COUNTERS[thing];
  if (counter) return counter;
  const kind = KINDS.find(([prefix]) => thing.startsWith(prefix));
  if (!kind) return text(thing, thing);
  const [prefix, called] = kind;
  const isEncumbered = thing.endsWith(ENCUMBERED);
  const name = thing.slice(prefix.length, isEncumbered ? -ENCUMBERED.length : undefined);
  const [zhEnd, enEnd] = isEncumbered ? ['的占用', ', encumbered,'] : ['', ''];
  return text(`${called['zh-CN']}${name}${prefix === 'leaf ' ? ' 条' : zhEnd}`, `${called.en}${name}${enEnd}`);
}

function quantityOf(of: string, quantity: string): Text {
  if (!/^-?\d+$/.test(quantity)) return named(quantity);
  const isMoney = of.endsWith('_fen') || of.startsWith('budget-line/') || of === 'payments';
  if (!isMoney) return text(`${quantity} 个`, quantity);
  const yuan = formatYuan(fen(Number(quantity)));
  return text(`${yuan} 元`, `${yuan} yuan`);
}
