import type { BothLanguages, Words } from '../words/use-words.ts';

const zh = {
  title: '待办',
  none: '没有等您处理的事项。',
  lists: {
    proposals: '等您签署',
    rejected: '未通过，等待修改',
    referred: '正在人工审核',
    approved: '已放行，等待签订合同',
    contracted: '已签合同，等待交货验收',
    reviews: '等您审核',
  },
  more: '查看全部',
};

const en: Words<typeof zh> = {
  title: 'To do',
  none: 'Nothing waits for you.',
  lists: {
    proposals: 'For you to sign',
    rejected: 'Rejected, to be mended',
    referred: 'Under review',
    approved: 'Approved, a contract is to be signed',
    contracted: 'Contracted, a delivery is to be accepted',
    reviews: 'For you to review',
  },
  more: 'See all',
};

export const HOME_WORDS: BothLanguages<typeof zh> = { zh, en };
