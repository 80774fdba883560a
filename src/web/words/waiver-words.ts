import type { Schemas } from '../client/operation.ts';
import type { BothLanguages } from './both-languages.ts';

type WordsFor<Value extends string> = { readonly [value in Value]: string };

const reasonsZh: WordsFor<Schemas['WaiverReason']> = {
  'special-work': '特殊工作需要',
  'no-alternative': '没有可替代的产品',
  'evidence-pending': '证明材料随后补交',
  'approved-elsewhere': '已经主管部门批准',
  'register-correction': '系统登记有误或滞后',
  explained: '说明理由成立',
};
const reasonsEn: WordsFor<Schemas['WaiverReason']> = {
  'special-work': 'special work needs it',
  'no-alternative': 'nothing else serves',
  'evidence-pending': 'the paper exists and will follow',
  'approved-elsewhere': 'a competent authority has approved it',
  'register-correction': 'the register is wrong or late',
  explained: 'the explanation holds',
};
/** On what ground a finding is waived. */
export const WAIVER_REASON_WORDS: BothLanguages<typeof reasonsZh> = { zh: reasonsZh, en: reasonsEn };

const statesZh: WordsFor<Schemas['WaiverState']> = {
  upcoming: '尚未生效',
  'in-force': '有效',
  expired: '已到期',
  void: '规则已修订，失效',
  revoked: '已撤销',
};
const statesEn: WordsFor<Schemas['WaiverState']> = {
  upcoming: 'not begun yet',
  'in-force': 'in force',
  expired: 'over',
  void: 'void, the rule was revised',
  revoked: 'revoked',
};
export const WAIVER_STATE_WORDS: BothLanguages<typeof statesZh> = { zh: statesZh, en: statesEn };
