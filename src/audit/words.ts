import { type Text, text } from '../kernel/index.ts';
import type { DossierBody } from './dossier/dossier-body.ts';

export { stateWords } from '../reports/index.ts';

/** The same in both languages: numbers, codes, names. */
export function same(value: string): Text {
  return text(value, value);
}

export const NOTHING = same('');

/** A name, and the code behind it. */
export function withCode(name: string, code: string): Text {
  return text(`${name}（${code}）`, `${name} (${code})`);
}

type Finding = DossierBody['findings'][number];
type DossierDecision = DossierBody['decisions'][number];

export const FINDING_WORDS: Readonly<Record<Finding['state'] | Finding['steps'][number]['act'], Text>> = {
  open: text('未答复', 'open'),
  answered: text('已答复', 'answered'),
  returned: text('退回', 'returned'),
  closed: text('已办结', 'closed'),
};

export const WAIVER_WORDS: Readonly<Record<DossierBody['waivers'][number]['state'], Text>> = {
  upcoming: text('未生效', 'upcoming'),
  'in-force': text('有效', 'in force'),
  expired: text('已到期', 'expired'),
  void: text('已失效（规则修订）', 'void'),
  revoked: text('已撤销', 'revoked'),
};

export const MEDIA_WORDS: Readonly<Record<DossierBody['evidence'][number]['mediaType'], Text>> = {
  'application/pdf': text('PDF 文件', 'PDF'),
  'image/png': text('PNG 图片', 'PNG image'),
  'image/jpeg': text('JPEG 图片', 'JPEG image'),
};

export const STAGE_WORDS: Readonly<Record<DossierDecision['decision']['stage'], Text>> = {
  submission: text('采购审核', 'Decision at submission'),
  contract: text('合同审核', 'Decision at the contract'),
  acceptance: text('验收审核', 'Decision at acceptance'),
  payment: text('支付审核', 'Decision at payment'),
};

export const EFFECT_WORDS: Readonly<Record<DossierDecision['decision']['findings'][number]['effect'], Text>> = {
  reject: text('不予通过', 'reject'),
  refer: text('转人工', 'refer'),
  warn: text('提示', 'warn'),
};

export const RESULT_WORDS: Readonly<Record<DossierDecision['rules'][number]['result'], Text>> = {
  pass: text('符合', 'passed'),
  finding: text('不符合', 'fired'),
  indeterminate: text('无法判断', 'could not be evaluated'),
  'out-of-scope': text('不适用', 'not applicable'),
  'not-in-force': text('未生效', 'not in force'),
};

export const STANDING_WORDS: Readonly<Record<DossierDecision['facts'][number]['standing'], Text>> = {
  declared: text('申报', 'declared'),
  register: text('台账', 'register'),
  policy: text('政策参数', 'policy'),
  history: text('历史订单', 'history'),
};

export const BUCKET_WORDS: Readonly<Record<string, Text>> = {
  outside: text('系统外', 'outside'),
  available: text('可用', 'available'),
  elsewhere: text('系统外使用', 'elsewhere'),
  reserved: text('预占', 'reserved'),
  encumbered: text('占用', 'encumbered'),
  spent: text('支出', 'spent'),
  free: text('未使用', 'free'),
  held: text('订单占用', 'held'),
  allocated: text('已分配', 'allocated'),
};

export const SEVERITY_WORDS: Readonly<Record<Finding['severity'], Text>> = {
  high: text('严重', 'high'),
  medium: text('一般', 'medium'),
  low: text('轻微', 'low'),
};
