import type { BothLanguages, Words } from '../../../words/use-words.ts';

const zh = {
  enough: '计划的套数已与需要一致，未作改动；产品和平台是否相符，以试算为准。',
  earlier: '产品、版本、单价和预算指标取自本单位上一份订单，请核对；空白的内容请填写。',
  noMachines: '明细中还没有填明类别和数量的计算机，无从计算需要。',
  over: (kinds: string) => `计划多于需要（${kinds}），未作改动。`,
  kind: (kind: string, planned: number, needed: number) => `${kind} ${planned} 套，需 ${needed} 套`,
  comma: '；',
  cut: '减至需要的套数',
  ofOthers: '多出的不是新购授权，请自行核减。',
};

const en: Words<typeof zh> = {
  enough: 'The plan has the seats that are needed; nothing was changed. Whether its products fit is told by the check.',
  earlier:
    'Products, versions, prices and budget lines are those of the last order of the agency: please look at them, and fill in what is blank.',
  noMachines: 'No line states a kind of computer and how many, so nothing can be counted.',
  over: (kinds) => `The plan has more than is needed (${kinds}); nothing was changed.`,
  kind: (kind, planned, needed) => `${kind}: ${planned} planned, ${needed} needed`,
  comma: '; ',
  cut: 'Cut it to what is needed',
  ofOthers: 'What is too many is not bought anew; please cut it yourself.',
};

export const PLAN_ANSWER_WORDS: BothLanguages<typeof zh> = { zh, en };
