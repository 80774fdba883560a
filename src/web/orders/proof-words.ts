import type { BothLanguages, Words } from '../words/use-words.ts';

const zh = {
  title: '授权证明和测评公告',
  ofLine: (line: number) => `明细第 ${line} 项：`,
  ofItem: (item: number) => `配置计划第 ${item} 项：`,
  rating: { cpu: '处理器测评公告', system: '操作系统测评公告' },
  level: (level: string) => (/^I+$/.test(level) ? `${level} 级` : level),
};

export type ProofWords = Words<typeof zh>;

const en: ProofWords = {
  title: 'Proofs of licences and announcements of ratings',
  ofLine: (line) => `Line ${line}:`,
  ofItem: (item) => `Plan item ${item}:`,
  rating: { cpu: 'Rating of the processor', system: 'Rating of the system' },
  level: (level) => (/^I+$/.test(level) ? `level ${level}` : level),
};

export const PROOF_WORDS: BothLanguages<ProofWords> = { zh, en };
