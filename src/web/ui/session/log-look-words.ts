import type { BothLanguages, Words } from '../../words/both-languages.ts';

const zh = {
  before: '登录时，此浏览器把存证日志与它上次见到的检查点作了比较。',
  first: (size: string) => `此浏览器第一次见到这份日志，已记住 ${size} 条的检查点，下次登录时与它比较。`,
  none: '登录时闸口还没有签署过检查点，没有可比较的。',
  notAsked: '登录时没有问到最新的检查点，所以没有与此浏览器上次见到的比较。重新打开此页会再问。',
  keepBoth: '保存两份检查点，以后以现在的为准',
};

const en: Words<typeof zh> = {
  before: 'At the sign-in this browser held the log against the last checkpoint that it saw. ',
  first: (size) =>
    `This browser sees the log for the first time. It remembers the checkpoint of ${size} leaves and compares it at the next sign-in.`,
  none: 'At the sign-in the gate had signed no checkpoint yet, so there was nothing to compare.',
  notAsked:
    'The newest checkpoint could not be asked for at the sign-in, so nothing was compared with what this browser saw last. It is asked again when the page is opened anew.',
  keepBoth: 'Save both checkpoints and go by the present one from now on',
};

export const LOG_LOOK_WORDS: BothLanguages<typeof zh> = { zh, en };
