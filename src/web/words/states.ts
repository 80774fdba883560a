import type { Schemas } from '../client/operation.ts';
import type { BothLanguages } from './both-languages.ts';

type WordsFor<Value extends string> = { readonly [value in Value]: string };

const outcomesZh: WordsFor<Schemas['Outcome']> = { approved: '通过', referred: '转人工审核', rejected: '不予通过' };
const outcomesEn: WordsFor<Schemas['Outcome']> = { approved: 'approved', referred: 'referred', rejected: 'rejected' };
export const OUTCOME_WORDS: BothLanguages<typeof outcomesZh> = { zh: outcomesZh, en: outcomesEn };

const statesZh: WordsFor<Schemas['OrderState']> = {
  rejected: '未通过',
  referred: '待人工审核',
  approved: '已放行',
  contracted: '已签合同',
  accepted: '已验收',
  closed: '已办结',
  withdrawn: '已撤回',
  expired: '已失效',
  terminated: '已终止',
};
const statesEn: WordsFor<Schemas['OrderState']> = {
  rejected: 'rejected',
  referred: 'waiting for review',
  approved: 'approved',
  contracted: 'contracted',
  accepted: 'accepted',
  closed: 'closed',
  withdrawn: 'withdrawn',
  expired: 'expired',
  terminated: 'terminated',
};
export const ORDER_STATE_WORDS: BothLanguages<typeof statesZh> = { zh: statesZh, en: statesEn };

const effectsZh: WordsFor<Schemas['Effect']> = { reject: '不符合', refer: '需人工审核', warn: '提示' };
const effectsEn: WordsFor<Schemas['Effect']> = { reject: 'not allowed', refer: 'to be reviewed', warn: 'note' };
export const EFFECT_WORDS: BothLanguages<typeof effectsZh> = { zh: effectsZh, en: effectsEn };

const proposalsZh: WordsFor<Schemas['ProposalState']> = {
  open: '待签',
  executing: '正在执行',
  executed: '已执行',
  refused: '已驳回',
  withdrawn: '已撤回',
  lapsed: '已过期',
};
const proposalsEn: WordsFor<Schemas['ProposalState']> = {
  open: 'waiting for a signature',
  executing: 'being carried out',
  executed: 'carried out',
  refused: 'refused',
  withdrawn: 'withdrawn',
  lapsed: 'lapsed',
};
export const PROPOSAL_STATE_WORDS: BothLanguages<typeof proposalsZh> = { zh: proposalsZh, en: proposalsEn };
