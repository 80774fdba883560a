import { type Text, text } from '../../kernel/index.ts';

/** What can be wrong with the rows of the log themselves. */
export type FaultKind =
  | 'missing'
  | 'changed'
  | 'unreadable'
  | 'columns'
  | 'time'
  | 'swapped'
  | 'rewritten'
  | 'truncated'
  | 'surplus'
  | 'subtree'
  | 'head'
  | 'known-head'
  | 'rolled-back'
  | 'fork'
  | 'other-gap'
  | 'signature'
  | 'cosignature'
  | 'bare-cosignature';

/** Something wrong with leaves `index` to `upTo`; both are the same where one leaf can be named. */
export interface LogFault {
  readonly kind: FaultKind;
  readonly index: number;
  readonly upTo: number;
}

/** A row of a table that does not show what the log says. `index` is the leaf that says it, or the row points to, if any. */
export interface Difference {
  readonly table: string;
  readonly key: string;
  readonly index: number | null;
  readonly kind: 'no-row' | 'no-leaf' | 'no-right' | 'differs';
  /** The column or member that differs, or the right that is missing; null where the whole row is the matter. */
  readonly field: string | null;
  /** Both values as short text, where something differs. */
  readonly shown: string | null;
  readonly logged: string | null;
}

/** With these the leaves, their root or what is known outside is in question: nothing can go on from such a log. */
const FATAL: readonly FaultKind[] = [
  ...(['missing', 'changed', 'unreadable', 'swapped', 'rewritten', 'truncated', 'surplus'] as const),
  ...(['head', 'known-head', 'rolled-back', 'fork', 'other-gap'] as const),
];

/** Every other fault is of something that stands beside leaves that are good. */
export function isFatal({ kind }: LogFault): boolean {
  return FATAL.includes(kind);
}

export function faultAt(kind: FaultKind, index: number, upTo = index): LogFault {
  return { kind, index, upTo };
}

/** A fault in words, for a person at a terminal. */
export function describeFault({ kind, index, upTo }: LogFault): Text {
  const zh = index === upTo ? `第 ${index} 条记录` : `第 ${index} 至 ${upTo} 条记录`;
  const en = index === upTo ? `Leaf ${index}` : `Leaves ${index} to ${upTo}`;
  const words = WORDS[kind];
  return text(`${zh}：${words['zh-CN']}`, `${en}: ${words.en}`);
}

const WORDS: Readonly<Record<FaultKind, Text>> = {
  missing: text('缺失', 'missing'),
  changed: text(
    '内容与保存的散列不符，已被改动',
    'the bytes do not give the hash that is kept beside them; they were changed',
  ),
  unreadable: text('内容不是可读的记录', 'the bytes are not a readable record'),
  columns: text('类型、主体或时间列与内容不符', 'type, subject or time beside the bytes are not those inside them'),
  time: text('时间早于前一条记录', 'earlier than the leaf before'),
  swapped: text('与另一条记录互换了位置', 'has changed places with another leaf'),
  rewritten: text(
    '与树中保存的散列不符，已被改写',
    'do not give the hashes that the tree keeps; something here was rewritten',
  ),
  truncated: text('日志末尾被截断', 'the end of the log was cut off'),
  surplus: text('超出日志头所记录的长度', 'beyond the size that the head of the log records'),
  subtree: text('保存的子树散列有误，记录本身无误', 'a kept subtree hash is wrong; the leaves are not'),
  head: text('日志头与记录不符', 'the head of the log does not fit its leaves'),
  'known-head': text(
    '不再通向已签署的检查点：整段被改写，散列也已重算',
    'do not lead to a checkpoint that was signed; all of it was rewritten, hashes included',
  ),
  'rolled-back': text(
    '曾签署而现已不存在：日志被退回旧状态，例如恢复了旧备份',
    'were signed for and are not there; the log was taken back, as by restoring an old backup',
  ),
  fork: text(
    '对同一大小签署过两个不同的检查点',
    'is the last of a size for which two different checkpoints were signed',
  ),
  'other-gap': text(
    '所说明的缺口止于此处，但所写根散列与已知检查点不同：缺失的是另一份日志',
    'is the last of a gap that a leaf names by another root than that of the checkpoint known here; leaves of another log were lost',
  ),
  signature: text(
    '此处检查点的签名无效，或与其所述不符',
    'the checkpoint that ends here is not signed by the key of its time, or says something else',
  ),
  cosignature: text('此处检查点的联署无效', 'a cosignature of the checkpoint that ends here is not good'),
  'bare-cosignature': text(
    '见证方曾联署止于此处的检查点，该检查点现已不存在',
    'a witness cosigned a checkpoint that ends here, and it is not there any more',
  ),
};

/** A difference in words, for a person at a terminal. */
export function describeDifference({ table, key, index, kind, field, shown, logged }: Difference): Text {
  if (kind === 'no-row')
    return text(
      `${table}：${index === null ? '日志' : `第 ${index} 条记录`}所述的 ${key} 不在表中`,
      `${table}: ${key}, which ${index === null ? 'the log gives' : `leaf ${index} records`}, has no row`,
    );
  if (kind === 'no-leaf') return text(`${table}：${key} 没有日志依据`, `${table}: no leaf stands behind ${key}`);
  if (kind === 'no-right') {
    const words = RIGHTS[field as MissingRight];
    return text(
      `第 ${index} 条记录：按日志，${key} 当时无权办理（${words['zh-CN']}）`,
      `Leaf ${index}: by the log, ${key} had no right to it (${words.en})`,
    );
  }
  const is = `${shown ?? '–'}`;
  const should = `${logged ?? '–'}`;
  if (index === null)
    return text(
      `${table}：${key} 的 ${field} 为 ${is}，按日志应为 ${should}`,
      `${table}: ${field} of ${key} is ${is}, and the log gives ${should}`,
    );
  return text(
    `${table}：${key} 的 ${field} 为 ${is}，日志第 ${index} 条为 ${should}`,
    `${table}: ${field} of ${key} is ${is}, and leaf ${index} says ${should}`,
  );
}

interface Row {
  readonly table: string;
  readonly key: string;
  readonly index: number | null;
}

export function withoutRow(row: Row): Difference {
  return { ...row, kind: 'no-row', field: null, shown: null, logged: null };
}

export function withoutLeaf(row: Row): Difference {
  return { ...row, kind: 'no-leaf', field: null, shown: null, logged: null };
}

/** Why somebody whom a leaf names had no right to it. */
export type MissingRight =
  | 'unknown'
  | 'over'
  | 'other'
  | 'role'
  | 'reach'
  | 'password'
  | 'totp'
  | 'invitation'
  | 'set-up'
  | 'nobody';

const RIGHTS: Readonly<Record<MissingRight, Text>> = {
  unknown: text('日志中没有该密钥、会话或用户', 'no leaf gives this key, session or person'),
  over: text('当时已吊销、到期或结束', 'it was revoked, had run out or had ended by then'),
  other: text('属于另一人', 'it belongs to another person'),
  role: text('该用户当时没有相应角色，或管辖范围不及', 'the person did not have the role, or not as far'),
  reach: text('管辖范围不覆盖当时闸口的 GATE_REGION', 'the reach did not cover the GATE_REGION of that time'),
  password: text('打开会话所用的密码与日志不符', 'the session was opened by another password than the log gives'),
  totp: text('打开会话所用的动态口令与日志不符', 'the session was opened by another authenticator than the log gives'),
  invitation: text('设置密码时没有有效的邀请', 'the password was set without an invitation'),
  'set-up': text('初始设置已结束', 'set-up had ended'),
  nobody: text('此类记录须写明办理人', 'such a leaf says who did it'),
};

/** Somebody whom a leaf names, without the right to it; `index` is that leaf. */
export function withoutRight(row: Row, right: MissingRight): Difference {
  return { ...row, kind: 'no-right', field: right, shown: null, logged: null };
}

/** Compares what a row shows with what a leaf says, member by member of the latter; both as plain values. */
export function differencesIn(
  row: Row,
  shown: Readonly<Record<string, unknown>>,
  logged: Readonly<Record<string, unknown>>,
): readonly Difference[] {
  const differences: Difference[] = [];
  for (const field of Object.keys(logged)) {
    const is = plain(shown[field]);
    const should = plain(logged[field]);
    if (is !== should) differences.push({ ...row, kind: 'differs', field, shown: short(is), logged: short(should) });
  }
  return differences;
}

/** One text for one value; nothing and absent are the same in a column. */
function plain(value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number') return value;
  return JSON.stringify(value);
}

const SHORT_MAX = 80;

function short(value: string | number | null): string | null {
  if (value === null) return null;
  const words = String(value);
  return words.length <= SHORT_MAX ? words : `${words.slice(0, SHORT_MAX)}…`;
}
