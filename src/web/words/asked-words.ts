import type { Schemas } from '../client/operation.ts';
import type { BothLanguages } from './both-languages.ts';

type WordsFor<Value extends string> = { readonly [value in Value]: string };

const purposesZh: WordsFor<Schemas['CampaignPurpose']> = {
  survey: '统计调查',
  'self-examination': '自查',
  roster: '责任人信息报送',
  summary: '工作总结',
  assessment: '考核评议',
  other: '其他',
};
const purposesEn: WordsFor<Schemas['CampaignPurpose']> = {
  survey: 'survey',
  'self-examination': 'self-examination',
  roster: 'roster',
  summary: 'summary',
  assessment: 'assessment',
  other: 'other',
};
/** What a campaign is for. */
export const PURPOSE_WORDS: BothLanguages<typeof purposesZh> = { zh: purposesZh, en: purposesEn };

const kindsZh: WordsFor<Schemas['AgencyKind']> = {
  'party-government-organ': '党政机关',
  'direct-institution': '直属事业单位',
  'support-institution': '参公和财政补助事业单位',
  'other-institution': '其他事业单位',
};
const kindsEn: WordsFor<Schemas['AgencyKind']> = {
  'party-government-organ': 'party and government organs',
  'direct-institution': 'institutions under them',
  'support-institution': 'institutions supported by the budget',
  'other-institution': 'other institutions',
};
/** Kinds of units that a campaign asks. */
export const UNIT_KIND_WORDS: BothLanguages<typeof kindsZh> = { zh: kindsZh, en: kindsEn };

const levelsZh: WordsFor<Schemas['AgencyLevel']> = {
  central: '中央级',
  province: '省级',
  city: '市级',
  county: '县级',
  township: '乡级',
};
const levelsEn: WordsFor<Schemas['AgencyLevel']> = {
  central: 'central',
  province: 'province',
  city: 'city',
  county: 'county',
  township: 'township',
};
/** Levels of units that a campaign asks. */
export const UNIT_LEVEL_WORDS: BothLanguages<typeof levelsZh> = { zh: levelsZh, en: levelsEn };

const countsZh: WordsFor<keyof Schemas['CampaignCounts']> = {
  asked: '报送范围',
  excused: '免报',
  expected: '应报',
  filed: '已报',
  onTime: '按期',
  late: '逾期已报',
  missing: '未报',
  returned: '退回中',
  accepted: '已通过',
};
const countsEn: WordsFor<keyof Schemas['CampaignCounts']> = {
  asked: 'asked',
  excused: 'excused',
  expected: 'expected',
  filed: 'filed',
  onTime: 'on time',
  late: 'filed late',
  missing: 'not filed',
  returned: 'returned',
  accepted: 'accepted',
};
/** How the units that were asked have answered; what was filed late is not what is overdue, which is not filed at all. */
export const COUNT_WORDS: BothLanguages<typeof countsZh> = { zh: countsZh, en: countsEn };
