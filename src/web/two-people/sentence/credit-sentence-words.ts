import type { BothLanguages, Words } from '../../words/use-words.ts';

const zh = {
  takes: (number: string, amount: string) => `按红字发票 ${number} 冲回 ${amount} 元，原付款：`,
  payment: (sequence: number, amount: string) => `第 ${sequence} 笔付款 ${amount} 元`,
  because: (reason: string) => `。理由：${reason}`,
};
const en: Words<typeof zh> = {
  takes: (number, amount) => `Credit note ${number} takes ${amount} yuan back of `,
  payment: (sequence, amount) => `payment ${sequence} of ${amount} yuan`,
  because: (reason) => `. Reason: ${reason}`,
};

export const CREDIT_SENTENCE_WORDS: BothLanguages<typeof zh> = { zh, en };
