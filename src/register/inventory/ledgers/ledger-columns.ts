import { plainWord, Refusal, text } from '../../../kernel/index.ts';
import { namesOf, type ReadName, type TableHeading } from '../../../tables/index.ts';
import type { SoftwareCategory } from '../../products/product.ts';
import { COMPUTER_COLUMNS, type ComputerField } from '../lists/computer-columns.ts';
import { KIND_WORDS } from '../software-words.ts';

/** What the columns of one kind of software say, or, in a ledger of one row for each piece of software, of that piece. */
const PARTS = {
  name: ['', '软件', '名称', '软件名称', '软件名称及版本', '产品名称', '软件产品'],
  edition: ['版本类型', '软件版本类型', '版次'],
  version: ['版本', '软件版本', '版本号', '软件版本号'],
  licensed: ['授权软件及版本', '授权软件', '授权软件名称', '授权版本', '授权软件名称及版本', '已授权软件', 'licensed'],
  channel: [
    '授权方式',
    '授权类型',
    '授权情况',
    '授权状态',
    '来源类型',
    '许可方式',
    '许可类型',
    '授权来源',
    'authorisation',
  ],
  installed: [
    ...[
      '实际安装情况',
      '安装情况',
      '实际安装',
      '实际安装软件',
      '实际安装版本',
      '已安装软件',
      '安装软件',
      '安装软件名称',
    ],
    ...['实际安装软件及版本', '实际安装软件名称及版本', '安装的软件', 'installed'],
  ],
} as const;

export type Part = keyof typeof PARTS;
/** `any` where a column is about whatever software its row names. */
export type Kind = SoftwareCategory | 'any';
export type LedgerField = ComputerField | `${Kind}/${Part}` | 'softwareKind' | 'surveyedOn' | 'compared' | 'number';

export const KINDS: readonly Kind[] = [
  ...(['operating-system', 'office', 'antivirus-client', 'antivirus-server', 'other', 'any'] as const),
];

const OWN_COLUMNS = {
  ...COMPUTER_COLUMNS,
  category: [...COMPUTER_COLUMNS.category, 'computer'],
  softwareKind: ['软件类别', '软件类型', '软件种类', '软件分类', 'software'],
  surveyedOn: ['登记日期', '检查日期', '核查日期', '盘点日期', '填表日期', '更新日期', '统计日期'],
  /** Of the row. */
  number: ['序号', 'no.'],
  /** Follows from the other columns, and is not read. */
  compared: ['核对', '核对情况', 'compared'],
} as const;

const readOwn: ReadName<LedgerField> = namesOf(OWN_COLUMNS);

const PART_NAMES: ReadonlyMap<string, Part> = new Map(
  (Object.keys(PARTS) as Part[]).flatMap((part) => PARTS[part].map((name) => [partWord(name), part] as const)),
);

/** 授权软件及版本, 授权软件、版本 and 授权软件版本 are one. */
function partWord(name: string): string {
  return plainWord(name).replaceAll(/[及和与、]/g, '');
}

/** What a heading means: 操作系统授权方式 is the kind 操作系统 and the part 授权方式; 软件名称 alone is of any kind. */
export function readName(name: string): LedgerField | undefined {
  const own = readOwn(name);
  if (own !== undefined) return own;
  const word = withoutRemarks(partWord(name));
  if (word === '') return undefined;
  const any = PART_NAMES.get(word);
  if (any !== undefined) return `any/${any}`;
  for (const [kindWord, kind] of KIND_WORDS) {
    const part = word.startsWith(kindWord) ? PART_NAMES.get(word.slice(kindWord.length)) : undefined;
    if (part !== undefined) return `${kind}/${part}`;
  }
  return undefined;
}

/** 授权方式(正版/试用) is 授权方式. A bracket that is never closed is no remark. */
function withoutRemarks(word: string): string {
  let kept = '';
  let at = 0;
  for (;;) {
    const opened = word.indexOf('(', at);
    const closed = opened < 0 ? -1 : word.indexOf(')', opened);
    if (closed < 0) return kept + word.slice(at);
    kept += word.slice(at, opened);
    at = closed + 1;
  }
}

/**
 * Refuses a ledger that names no licensed software, or speaks of the authorisation of a kind of software whose licensed
 * column is missing or unknown: read without it, its computers would be entered as if nothing were on them.
 */
export function refuseUnlicensed({ placeOf, nameOf, ignored }: TableHeading): void {
  const isNamed = (kind: Kind): boolean => placeOf.has(`${kind}/name`) || placeOf.has(`${kind}/licensed`);
  const half = KINDS.filter((kind) => !isNamed(kind)).flatMap((kind) => [
    ...(['channel', 'installed'] as const).flatMap((part) => nameOf.get(`${kind}/${part}`) ?? []),
    ...ignored.filter((name) => isUnreadSoftware(name, kind)),
  ]);
  if (half.length === 0 && KINDS.some(isNamed)) return;
  const named = [...half, ...ignored].slice(0, NAMES_TOLD_MAX).map((name) => name.slice(0, 80));
  const [chinese, english] = [named.join('、') || '—', named.join(', ') || '—'];
  const message = text(
    `明细表缺少“授权软件及版本”（或“软件名称”）列，或该列的名称无法识别，未导入。请更正表头后重新导入；相关的列：${chinese}。`,
    `The ledger has no column 授权软件及版本 (or 软件名称; in English Licensed), or none whose name is known, and was not imported. Correct its heading; columns in question: ${english}.`,
  );
  throw new Refusal('invalid', 'import.columns', message, [{ pointer: '', message: '' }]);
}

const NAMES_TOLD_MAX = 20;

/** 办公软件授权产品 speaks of licences of the kind 办公软件; 办公地点 of nothing that is looked for. */
function isUnreadSoftware(name: string, kind: Kind): boolean {
  const word = partWord(name);
  return KIND_WORDS.some(
    ([kindWord, of]) =>
      of === kind && word.startsWith(kindWord) && /授权|许可|软件|版本|安装/.test(word.slice(kindWord.length)),
  );
}
