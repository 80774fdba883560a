import type { BothLanguages, Words } from '../../words/use-words.ts';

const zh = {
  takes: (number: string, amount: string) => `按红字发票 ${number} 冲回 ${amount} 元，原付款：`,
  payment: (reference: string, sequence: number, amount: string) => `${reference} 第 ${sequence} 笔付款 ${amount} 元`,
  because: (reason: string) => `。理由：${reason}`,
  of: '，单位：',
};
const en: Words<typeof zh> = {
  takes: (number, amount) => `Credit note ${number} takes ${amount} yuan back of `,
  payment: (reference, sequence, amount) => `payment ${sequence} of ${amount} yuan for ${reference}`,
  because: (reason) => `. Reason: ${reason}`,
  of: ', of ',
};

export const CREDIT_SENTENCE_WORDS: BothLanguages<typeof zh> = { zh, en };
