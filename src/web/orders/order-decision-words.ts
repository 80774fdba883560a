import type { BothLanguages, Words } from '../words/use-words.ts';

const zh = {
  title: '审核决定',
  when: '时间',
  what: '环节',
  outcome: '结论',
  who: '经办',
  program: '接口程序',
  byRules: '由规则判定',
  count: (findings: number) => (findings === 0 ? '没有问题' : `${findings} 条审核意见`),
  log: '存证序号',
  papers: '文件',
  decided: (stage: string, revision: number) => `${stage}审核（第 ${revision} 版）`,
  more: (count: number) => `仅列出最早的 ${count} 次。`,
  findingsOf: (stage: string, revision: number, count: number) => `${stage}审核（第 ${revision} 版）的意见（${count}）`,
  receipt: '下载回执',
  receiptFaults: {
    unsigned: '闸口尚未签署包含该决定的检查点，约一分钟后再下载。',
    unlike: '存证原文与证明不一致，回执不能采信。请通知审计人员。',
  },
  acceptanceForm: (sequence: number) => `打印第 ${sequence} 次验收单`,
  revisions: '各版内容',
  revision: (revision: number) => `第 ${revision} 版`,
  submitted: (when: string) => `${when} 提交`,
  stands: '现行有效',
  digest: (digest: string) => `散列 ${digest}`,
};

const en: Words<typeof zh> = {
  title: 'Decisions',
  when: 'When',
  what: 'Stage',
  outcome: 'Outcome',
  who: 'Who',
  program: 'a program',
  byRules: 'by the rules',
  count: (findings) => (findings === 0 ? 'no findings' : `${findings} ${findings === 1 ? 'finding' : 'findings'}`),
  log: 'Log index',
  papers: 'Papers',
  decided: (stage, revision) => `${stage} (revision ${revision})`,
  more: (count) => `Only the first ${count} are listed.`,
  findingsOf: (stage, revision, count) => `Findings at ${stage} of revision ${revision} (${count})`,
  receipt: 'Download the receipt',
  receiptFaults: {
    unsigned: 'No signed checkpoint holds this decision yet. Download the receipt in about a minute.',
    unlike: 'The logged record is not the one of the proof, so the receipt cannot be trusted. Tell the auditors.',
  },
  acceptanceForm: (sequence) => `Print the acceptance form of delivery ${sequence}`,
  revisions: 'What each revision says',
  revision: (revision) => `Revision ${revision}`,
  submitted: (when) => `submitted on ${when}`,
  stands: 'stands now',
  digest: (digest) => `digest ${digest}`,
};

/** What was decided on an order, revision by revision, and the papers of each decision. */
export const DECISION_WORDS: BothLanguages<typeof zh> = { zh, en };
