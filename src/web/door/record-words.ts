import type { BothLanguages, Words } from '../words/both-languages.ts';

const zh = {
  agencyCode: '单位（统一社会信用代码）',
  stage: '环节',
  outcome: '审核结论',
  revision: '订单版次',
  submittedAt: '提交时间',
  until: '有效期至',
  decision: '决定编号',
  kind: '记录种类',
  subject: '记录对象',
  at: '记录时间',
  index: '存证序号',
  /** What such a record is of, in front of its number. */
  of: (subject: string, id: string) => `${subject} ${id}`,
  revisionOf: (revision: number) => `第 ${revision} 版`,
  compare: {
    order: (id: string) =>
      `回执不载本单位的订单编号和采购内容，只载闸口订单号 ${id}。请与放行证上的“闸口订单号”核对；不同的，此回执证明的是另一张订单。`,
    other: (id: string) => `请与所要证明的事项的编号核对：${id}。`,
  },
  outcomes: { approved: '通过', referred: '转人工审核', rejected: '不予通过' },
  stages: { submission: '申报审核', contract: '合同审核', acceptance: '验收', payment: '支付' },
};

const en: Words<typeof zh> = {
  agencyCode: 'Agency (credit code)',
  stage: 'Stage',
  outcome: 'Outcome',
  revision: 'Revision of the order',
  submittedAt: 'Submitted at',
  until: 'Valid until',
  decision: 'Decision number',
  kind: 'Kind of record',
  subject: 'Subject',
  at: 'Logged at',
  index: 'Log index',
  of: (subject, id) => `${subject} ${id}`,
  revisionOf: (revision) => `revision ${revision}`,
  compare: {
    order: (id) =>
      `A receipt carries neither the agency's order number nor the goods, only the gate's own number ${id}. Compare it with “Order at the gate” on the certificate: where they differ, this receipt is of another order.`,
    other: (id) => `Compare it with the number of what is to be proven: ${id}.`,
  },
  outcomes: { approved: 'approved', referred: 'referred', rejected: 'rejected' },
  stages: { submission: 'submission', contract: 'contract', acceptance: 'acceptance', payment: 'payment' },
};

export const RECORD_WORDS: BothLanguages<typeof zh> = { zh, en };
export type RecordWords = Words<typeof zh>;
