import type { BothLanguages, Words } from '../../words/use-words.ts';
import type { NextStep } from './next-step.ts';

type ActWords = { readonly [act in NextStep['act']]: (who: string, until: string | undefined) => string };

const before = (until: string | undefined): string => (until === undefined ? '' : `（${until} 前）`);

const actsZh: ActWords = {
  mend: () => '等待：采购单位变更后重报',
  renew: () => '已失效，不再占用资金和授权。仍要采购的，由采购单位变更后重报',
  review: (who, until) => `等待：${who}审核${before(until)}`,
  contract: (_, until) => `等待：采购单位签订合同${before(until)}`,
  accept: () => '等待：采购单位到货验收',
  pay: () => '等待：财政部门付款，付清后办结',
};

/** For whoever has to do it. */
const mineZh: ActWords = {
  mend: () => '下一步：按审核意见变更后重报',
  renew: () => '已失效，不再占用资金和授权。下一步：仍要采购的，变更后重报',
  review: (_, until) => `等待：您审核${before(until)}`,
  contract: (_, until) => `下一步：${until === undefined ? '' : `${until} 前`}签订合同，签订后在此登记`,
  accept: () => '下一步：到货后登记验收',
  pay: () => '下一步：按验收登记付款，最后一笔登记后办结',
};

const zh = {
  acts: actsZh,
  mine: mineZh,
  separator: '、',
  onlyReads: '；您可查看，不参与决定',
  review: '去审核',
  turnedDown: (who: string, when: string, reason: string) => `已由${who}于 ${when} 退回（可变更后重报）：${reason}`,
  erased: '理由已抹除',
  program: '接口程序',
  waiver: {
    waits: (rules: string, name: string) => `${name} 已提请豁免 ${rules}，尚待签署。`,
    program: '接口程序',
    see: '查看',
    sign: '查看并签署',
  },
};

const by = (until: string | undefined): string => (until === undefined ? '' : ` (until ${until})`);

const actsEn: ActWords = {
  mend: () => 'Waits for the agency to amend it and submit it again',
  renew: () => 'It lapsed and holds no money or seats. The agency may amend it and submit it again',
  review: (who, until) => `Waits for a review by: ${who}${by(until)}`,
  contract: (_, until) => `Waits for the agency to sign the contract${by(until)}`,
  accept: () => 'Waits for the agency to accept the delivery',
  pay: () => 'Waits for the finance bureau to pay',
};

const mineEn: ActWords = {
  mend: () => 'Next: amend it by the findings and submit it again',
  renew: () => 'It lapsed and holds no money or seats. Next: amend it and submit it again, if it is still wanted',
  review: (_, until) => `Waits for your review${by(until)}`,
  contract: (_, until) => `Next: sign the contract${until === undefined ? '' : ` by ${until}`}, then record it here`,
  accept: () => 'Next: accept the delivery when it has come',
  pay: () => 'Next: pay what was accepted',
};

const en: Words<typeof zh> = {
  acts: actsEn,
  mine: mineEn,
  separator: ', ',
  onlyReads: '; you may look, and decide nothing here',
  review: 'Review it',
  turnedDown: (who, when, reason) => `Turned down by ${who} on ${when} (it may be amended): ${reason}`,
  erased: 'the reason was erased',
  program: 'a program',
  waiver: {
    waits: (rules, name) => `${name} has proposed to waive ${rules}; it waits for a signature.`,
    program: 'A program',
    see: 'See it',
    sign: 'See it and sign',
  },
};

export const NEXT_WORDS: BothLanguages<typeof zh> = { zh, en };
