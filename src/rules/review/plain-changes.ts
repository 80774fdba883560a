import { canonicalJson, type Text, text } from '../../kernel/index.ts';
import type { LegalBasis, Owner, RuleDocument, Waivable } from '../documents/rule-document.ts';

/** One thing that is other in the later version of a rule, in words, with where it stands in the document. */
export interface RuleChange {
  readonly pointer: string;
  readonly sentence: Text;
}

const OWNERS: Readonly<Record<Owner, Text>> = {
  finance: text('财政部门', 'the finance bureau'),
  'legalization-office': text('软件正版化工作机构', 'the software legalization office'),
};

const REASONS: Readonly<Record<string, Text>> = {
  'special-work': text('特殊工作需要', 'special work'),
  'no-alternative': text('没有替代产品', 'no alternative'),
  'evidence-pending': text('证明材料待补', 'evidence pending'),
  'approved-elsewhere': text('已经其他程序批准', 'approved elsewhere'),
  'register-correction': text('台账更正', 'a correction of the register'),
  explained: text('已作说明', 'explained'),
};

const PLAIN: { readonly [K in PlainKey]: { readonly what: Text; readonly inWords: (value: RuleDocument[K]) => Text } } =
  {
    title: { what: text('规则名称', 'The title'), inWords: (title) => title },
    owner: { what: text('负责审核的部门', 'Who reviews it'), inWords: (owner) => OWNERS[owner] },
    legalBasis: { what: text('法律依据', 'The legal basis'), inWords: basesInWords },
    waivable: { what: text('豁免条件', 'Whether it can be waived'), inWords: waivableInWords },
  };

type PlainKey = 'title' | 'owner' | 'legalBasis' | 'waivable';

/** Members of a rule that are no conditions, as they were and as they are, in words. */
export function plainChanges(before: RuleDocument, after: RuleDocument): readonly RuleChange[] {
  return (Object.keys(PLAIN) as PlainKey[]).flatMap((key) => changeOf(key, before, after));
}

/** The same members of one rule as it is. */
export function plainSentences(rule: RuleDocument): readonly Text[] {
  return (Object.keys(PLAIN) as PlainKey[]).filter((key) => key !== 'title').map((key) => sentenceOf(key, rule));
}

function sentenceOf<K extends PlainKey>(key: K, rule: RuleDocument): Text {
  const { what, inWords } = PLAIN[key];
  const value = inWords(rule[key]);
  return text(`${what['zh-CN']}：${value['zh-CN']}。`, `${what.en}: ${value.en}.`);
}

function changeOf<K extends PlainKey>(key: K, before: RuleDocument, after: RuleDocument): readonly RuleChange[] {
  if (canonicalJson(before[key]) === canonicalJson(after[key])) return [];
  const { what, inWords } = PLAIN[key];
  const [was, is] = [inWords(before[key]), inWords(after[key])];
  const sentence = text(
    `${what['zh-CN']}由“${was['zh-CN']}”改为“${is['zh-CN']}”。`,
    `${what.en} was "${was.en}" and is "${is.en}".`,
  );
  return [{ pointer: `/${key}`, sentence }];
}

function basesInWords(bases: readonly LegalBasis[]): Text {
  const told = bases.map(basisInWords);
  return text(told.map((basis) => basis['zh-CN']).join('；'), told.map(({ en }) => en).join('; '));
}

/** All of it that may differ: a change that nobody could see in the sentence would be signed unread. */
function basisInWords({ document, article, quote, verified, reading }: LegalBasis): Text {
  const chinese = [
    document ?? '本闸口的建议',
    article ?? '',
    quote ? `“${quote}”` : '',
    reading ? `理解为：${reading['zh-CN']}` : '',
    verified ? '已核实' : '未核实',
  ];
  const english = [
    document ?? 'a proposal of this gate',
    article ? `article ${article}` : '',
    quote ? `'${quote}'` : '',
    reading ? `read as: ${reading.en}` : '',
    verified ? 'verified' : 'to be verified',
  ];
  return text(chinese.filter(Boolean).join('，'), english.filter(Boolean).join(', '));
}

function waivableInWords(waivable: Waivable | null): Text {
  if (!waivable) return text('不可豁免', 'never');
  const { by, daysMax, reasons } = waivable;
  const told = reasons.map((reason) => REASONS[reason] ?? text(reason, reason));
  return text(
    `${OWNERS[by]['zh-CN']}批准，最长 ${daysMax} 天，理由：${told.map((one) => one['zh-CN']).join('、')}`,
    `by ${OWNERS[by].en}, for at most ${daysMax} days, because of: ${told.map(({ en }) => en).join(', ')}`,
  );
}
