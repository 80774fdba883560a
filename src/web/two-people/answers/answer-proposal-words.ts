import type { BothLanguages, Words } from '../../words/both-languages.ts';

const zh = {
  about: '整改事项 ',
  due: (day: string) => `，整改期限 ${day}。`,
  text: '整改情况',
  proofs: (count: number) => `整改证明（${count} 份）`,
};

const en: Words<typeof zh> = {
  about: 'on the rectification ',
  due: (day) => `, due on ${day}.`,
  text: 'What was done',
  proofs: (count) => (count === 1 ? 'Proof' : `Proofs (${count})`),
};

export const ANSWER_PROPOSAL_WORDS: BothLanguages<typeof zh> = { zh, en };
