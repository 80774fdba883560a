import type { FormFact } from '../../documents/index.ts';
import type { components } from '../../http/openapi.generated.ts';
import type { AnswerOf } from '../../http/operation.ts';
import { type Text, text } from '../../kernel/index.ts';
import { citedPlace, valueWords } from '../../rules/index.ts';
import { stateWords } from '../chain/chain-table.ts';

type Schemas = components['schemas'];
type Finding = Schemas['Finding'];

/** Whom a person can be named by on paper. */
export const NOBODY = '—';

export const EFFECT_WORDS: Readonly<Record<Finding['effect'], Text>> = {
  reject: text('不符合', 'not allowed'),
  refer: text('需人工审核', 'to be reviewed'),
  warn: text('提示', 'note'),
};

export const FINDING_TITLES = {
  rule: text('规则', 'Rule'),
  effect: text('结论', 'Effect'),
  place: text('位置', 'Where'),
  says: text('意见', 'Finding'),
  basis: text('依据', 'Basis'),
};

export const NO_FINDINGS = text('没有意见。', 'There are no findings.');

/** The same in both languages: numbers, codes, names. */
export function same(value: string): Text {
  return text(value, value);
}

export function fact(label: Text, value: Text | string | null | undefined, isWide = false): FormFact {
  return { label, value: value || NOBODY, isWide };
}

/** A row of the findings of a form. */
export interface FindingRow {
  readonly rule: string;
  readonly effect: Text;
  readonly place: Text;
  readonly says: Text;
  readonly basis: string;
}

type PlaceOf = (pointer: string) => Text;
type Decision = AnswerOf<'getDecision', 200>;
type Judged = Pick<Decision, 'findings' | 'indeterminate'>;

/** What speaks against it and what could not be judged, in the words of the rules. */
export function findingRows({ findings, indeterminate }: Judged, placeOf: PlaceOf): readonly FindingRow[] {
  const judged = findings.map(({ rule, effect, pointer, title, message, legalBasis, waiver }) => ({
    rule,
    effect: waiver === null ? EFFECT_WORDS[effect] : text(`已豁免至 ${waiver.until}`, `waived until ${waiver.until}`),
    place: placeOf(pointer),
    says: text(`${title['zh-CN']}：${message['zh-CN']}`, `${title.en}: ${message.en}`),
    basis: legalBasis.map(citedPlace).filter(Boolean).join('；'),
  }));
  const open = indeterminate.map(({ rule, pointer, suppliedBy }) => ({
    rule,
    effect: text('无法判断', 'cannot be judged'),
    place: placeOf(pointer),
    says: missingWords(suppliedBy),
    basis: '',
  }));
  return [...judged, ...open];
}

const OFFICES: Readonly<Record<Schemas['FactSupplier'], Text>> = {
  'legalization-office': text('软件正版化工作机构', 'the legalization office'),
  finance: text('财政部门', 'the finance bureau'),
  audit: text('审计部门', 'the audit bureau'),
};

function missingWords(suppliedBy: Schemas['FactSupplier'] | null): Text {
  if (suppliedBy === null) return text('缺少判断所需的信息。', 'What it takes to judge it is not on file.');
  const office = OFFICES[suppliedBy];
  return text(
    `缺少判断所需的信息，由${office['zh-CN']}补充。`,
    `What it takes to judge it is not on file; ${office.en} supplies it.`,
  );
}

const PLACES: Readonly<Record<string, (number: number) => Text>> = {
  lines: (number) => text(`明细第 ${number} 项`, `line ${number}`),
  softwarePlan: (number) => text(`计划第 ${number} 项`, `plan item ${number}`),
  approvals: (number) => text(`审批文件第 ${number} 份`, `approval ${number}`),
  devices: (number) => text(`设备第 ${number} 台`, `machine ${number}`),
  serialLists: (number) => text(`序列号清单第 ${number} 份`, `list of serials ${number}`),
  items: (number) => text(`授权第 ${number} 项`, `licence ${number}`),
  goods: (number) => text(`其他货物第 ${number} 项`, `other goods ${number}`),
};
const WHOLE = text('整单', 'the whole');

/** Where a finding points, as a person would say it. */
export function placeWords(pointer: string): Text {
  const [, list = '', index] = /^\/(\w+)\/(\d+)/.exec(pointer) ?? [];
  const place = PLACES[list];
  return place && index !== undefined ? place(Number(index) + 1) : WHOLE;
}

/** How a decision ended, and when. */
export function outcomeFacts(decision: Pick<Decision, 'outcome' | 'ruleSet' | 'id' | 'log'>, at: string) {
  const { number, digest } = decision.ruleSet;
  return [
    fact(text('审核结论', 'Outcome'), stateWords(decision.outcome)),
    fact(text('审核时间', 'Decided at'), at),
    fact(text('规则集', 'Rule set'), `${number}  ${digest.slice(0, DIGEST_SHOWN)}…`),
    fact(text('存证日志序号', 'Leaf of the log'), String(decision.log.index)),
  ];
}

const DIGEST_SHOWN = 24;

/** What a product is called; one that is only required, by its kind. */
export function productWords(item: {
  readonly product?: string | null;
  readonly edition?: string | null;
  readonly version?: string | null;
}): string {
  return [item.product, item.edition, item.version].filter(Boolean).join(' ');
}

export function categoryWords(category: string | null | undefined): Text {
  return valueWords('item.category', category ?? null);
}
