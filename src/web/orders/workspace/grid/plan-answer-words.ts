import type { BothLanguages, Words } from '../../../words/use-words.ts';

const zh = {
  enough: '计划已与需要一致，未作改动。',
  noMachines: '明细中还没有填明类别和数量的计算机，无从计算需要。',
  over: (kinds: string) => `计划多于需要（${kinds}），未作改动。`,
  kind: (kind: string, planned: number, needed: number) => `${kind} ${planned} 套，需 ${needed} 套`,
  comma: '；',
  cut: '减至需要的套数',
  ofOthers: '多出的不是新购授权，请自行核减。',
};

const en: Words<typeof zh> = {
  enough: 'The plan is as needed; nothing was changed.',
  noMachines: 'No line states a kind of computer and how many, so nothing can be counted.',
  over: (kinds) => `The plan has more than is needed (${kinds}); nothing was changed.`,
  kind: (kind, planned, needed) => `${kind}: ${planned} planned, ${needed} needed`,
  comma: '; ',
  cut: 'Cut it to what is needed',
  ofOthers: 'What is too many is not bought anew; please cut it yourself.',
};

export const PLAN_ANSWER_WORDS: BothLanguages<typeof zh> = { zh, en };
