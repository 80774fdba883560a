import type { BothLanguages, Words } from '../words/use-words.ts';

/** What stands of an order, beside a newer revision that was rejected or waits. */
const zh = {
  revision: (revision: number) => `第 ${revision} 版`,
  stands: (revision: number) => `第 ${revision} 版有效`,
  none: '尚无有效版本',
  total: (yuan: string) => `总额 ${yuan} 元`,
  notInForce: '未生效',
  standingGoods: (revision: number) => `有效版本（第 ${revision} 版）`,
  latestGoods: (revision: number) => `最近申报的版本（第 ${revision} 版，未生效）`,
  findingsOf: (latest: number, standing: number) =>
    `以下是对第 ${latest} 版的审核意见。该版未生效，现行有效的是第 ${standing} 版。`,
  contract: '合同',
  contractIs: (number: string, signedOn: string, yuan: string) => `${number}，${signedOn} 签订，金额 ${yuan} 元`,
};

const en: Words<typeof zh> = {
  revision: (revision) => `revision ${revision}`,
  stands: (revision) => `revision ${revision} stands`,
  none: 'no revision stands yet',
  total: (yuan) => `total ${yuan} yuan`,
  notInForce: 'not in force',
  standingGoods: (revision) => `What stands (revision ${revision})`,
  latestGoods: (revision) => `What was submitted last (revision ${revision}, not in force)`,
  findingsOf: (latest, standing) =>
    `These findings are on revision ${latest}, which is not in force. Revision ${standing} stands.`,
  contract: 'Contract',
  contractIs: (number, signedOn, yuan) => `${number}, signed on ${signedOn}, ${yuan} yuan`,
};

export const STANDING_WORDS: BothLanguages<typeof zh> = { zh, en };
