import type { Schemas } from '../client/operation.ts';
import type { BothLanguages } from './both-languages.ts';

type WordsFor<Value extends string> = { readonly [value in Value]: string };

const unitZh: WordsFor<Schemas['ParticipantState']> = {
  asked: '待报送',
  'awaiting-signature': '待审批人签署',
  filed: '已报送，待审核',
  returned: '已退回',
  accepted: '已通过',
  excused: '免予报送',
};
const unitEn: WordsFor<Schemas['ParticipantState']> = {
  asked: 'to be filed',
  'awaiting-signature': 'waiting for the approver',
  filed: 'filed, to be read',
  returned: 'returned',
  accepted: 'accepted',
  excused: 'excused',
};
export const PARTICIPANT_STATE_WORDS: BothLanguages<typeof unitZh> = { zh: unitZh, en: unitEn };

const timelyZh: WordsFor<Schemas['Timeliness']> = {
  pending: '未到期',
  'on-time': '按期',
  late: '逾期已报',
  missing: '逾期未报',
};
const timelyEn: WordsFor<Schemas['Timeliness']> = {
  pending: 'not due yet',
  'on-time': 'on time',
  late: 'filed late',
  missing: 'overdue, not filed',
};
export const TIMELINESS_WORDS: BothLanguages<typeof timelyZh> = { zh: timelyZh, en: timelyEn };

const campaignZh: WordsFor<Schemas['CampaignState']> = {
  draft: '草稿',
  launching: '发起中',
  open: '报送中',
  closed: '已关闭',
  cancelled: '已取消',
};
const campaignEn: WordsFor<Schemas['CampaignState']> = {
  draft: 'draft',
  launching: 'being launched',
  open: 'open',
  closed: 'closed',
  cancelled: 'cancelled',
};
export const CAMPAIGN_STATE_WORDS: BothLanguages<typeof campaignZh> = { zh: campaignZh, en: campaignEn };

const matterZh: WordsFor<Schemas['MatterState']> = {
  open: '整改中',
  answered: '已答复，待核销',
  closed: '已核销',
  void: '已作废',
};
const matterEn: WordsFor<Schemas['MatterState']> = {
  open: 'to be put right',
  answered: 'answered, to be judged',
  closed: 'closed',
  void: 'void',
};
export const MATTER_STATE_WORDS: BothLanguages<typeof matterZh> = { zh: matterZh, en: matterEn };

const severityZh: WordsFor<Schemas['MatterSeverity']> = { high: '严重', medium: '一般', low: '轻微' };
const severityEn: WordsFor<Schemas['MatterSeverity']> = { high: 'high', medium: 'medium', low: 'low' };
export const SEVERITY_WORDS: BothLanguages<typeof severityZh> = { zh: severityZh, en: severityEn };

const basisZh: WordsFor<Schemas['FiledBy']> = { online: '网上报送', paper: '纸质报送' };
const basisEn: WordsFor<Schemas['FiledBy']> = { online: 'filed online', paper: 'filed on paper' };
export const FILED_BY_WORDS: BothLanguages<typeof basisZh> = { zh: basisZh, en: basisEn };

const assessmentZh: WordsFor<Schemas['AssessmentState']> = {
  scored: '待单位答复',
  objected: '有异议，待答复',
  agreed: '单位已认可',
  confirmed: '已确认',
};
const assessmentEn: WordsFor<Schemas['AssessmentState']> = {
  scored: 'waits for the unit',
  objected: 'objected to',
  agreed: 'agreed to',
  confirmed: 'confirmed',
};
export const ASSESSMENT_STATE_WORDS: BothLanguages<typeof assessmentZh> = { zh: assessmentZh, en: assessmentEn };
