import type { BothLanguages, Words } from '../../words/both-languages.ts';

const zh = {
  title: '还有内容没有保存',
  away: '无法连接闸口，本页填写的内容尚未保存。现在离开会丢失这些内容；留在本页，连接恢复后会自动保存。',
  draft: '本页填写的内容尚未保存。现在离开会丢失这些内容。',
  form: '本页填写的内容尚未提交，也没有保存为草稿。现在离开会丢失这些内容。',
  stay: '留在本页',
  leave: '放弃填写的内容并离开',
  gate: {
    nothing: '无法连接闸口，正在自动重新连接。',
    draft: '无法连接闸口，正在自动重新连接。填写的内容还在本页，尚未保存；连接恢复后自动保存。请不要关闭或刷新本页。',
    form: '无法连接闸口，正在自动重新连接。填写的内容还在本页，尚未提交；连接恢复后可以继续。请不要关闭或刷新本页。',
    back: '已恢复与闸口的连接。',
  },
};

export const LEAVING_WORDS: BothLanguages<typeof zh> = {
  zh,
  en: {
    title: 'Something is not saved',
    away: 'The gate cannot be reached, and what you typed on this page is not saved yet. If you leave now, it is lost; if you stay, it is saved by itself once the gate is back.',
    draft: 'What you typed on this page is not saved yet. If you leave now, it is lost.',
    form: 'What you typed on this page was not sent, and there is no draft of it. If you leave now, it is lost.',
    stay: 'Stay on this page',
    leave: 'Drop what I typed and leave',
    gate: {
      nothing: 'The gate cannot be reached. This page keeps trying.',
      draft:
        'The gate cannot be reached. This page keeps trying. What you typed is still here and not saved yet; it is saved by itself once the gate is back. Please do not close or reload this page.',
      form: 'The gate cannot be reached. This page keeps trying. What you typed is still here and was not sent; you can go on once the gate is back. Please do not close or reload this page.',
      back: 'The gate can be reached again.',
    },
  } satisfies Words<typeof zh>,
};
