import type { Schemas } from '../client/operation.ts';
import type { BothLanguages, Words } from '../words/use-words.ts';

type Kinds = { readonly [kind in Schemas['InTrayEntry']['kind']]: string };

const kindsZh: Kinds = {
  'order-to-mend': '未通过的订单，请修改后重报',
  'order-waiting': '订单正在等待人工审核',
  'order-lapsing': '订单即将失效，请尽快签订合同',
  'delivery-to-accept': '已签合同的订单，等待交货验收',
  'undertaking-overdue': '配置承诺已逾期',
  'finding-to-answer': '审计问题，请答复',
  'order-to-review': '订单等您审核',
  'proposal-to-sign': '事项等您签署',
  'answer-to-judge': '对审计问题的答复，请审定',
  'draft-to-answer': '草稿送您审阅',
  'draft-returned': '您的草稿被退回，请修改',
  'draft-agreed': '您的草稿已获同意，可以提交',
};

const kindsEn: Kinds = {
  'order-to-mend': 'orders were rejected: mend and submit them again',
  'order-waiting': 'orders wait for a review',
  'order-lapsing': 'orders will soon lapse: sign the contract',
  'delivery-to-accept': 'orders are under contract: accept the delivery',
  'undertaking-overdue': 'promised licences are overdue',
  'finding-to-answer': 'audit findings are to be answered',
  'order-to-review': 'orders are for you to review',
  'proposal-to-sign': 'proposals are for you to sign',
  'answer-to-judge': 'answers to audit findings are to be judged',
  'draft-to-answer': 'drafts wait for your opinion',
  'draft-returned': 'drafts of yours were returned: mend them',
  'draft-agreed': 'drafts of yours were agreed to: submit them',
};

const zh = {
  title: '待办',
  none: '没有等您处理的事项。需要您做的事会出现在这里。',
  kinds: kindsZh,
  urgent: (count: number) => `其中 ${count} 项今明两天到期`,
  dueFirst: (day: string) => `最早 ${day}`,
};

const en: Words<typeof zh> = {
  title: 'To do',
  none: 'Nothing waits for you. What you have to do will appear here.',
  kinds: kindsEn,
  urgent: (count) => `${count} due by tomorrow`,
  dueFirst: (day) => `first on ${day}`,
};

export const HOME_WORDS: BothLanguages<typeof zh> = { zh, en };
