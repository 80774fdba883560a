import type { BothLanguages, Words } from '../../words/both-languages.ts';

const zh = {
  unsaved: '尚未保存',
  saving: '正在保存…',
  saved: (when: string) => `已保存 ${when}`,
  away: '尚未保存：无法连接闸口，连接恢复后自动保存',
  busy: '尚未保存：闸口繁忙，稍后自动重试',
  signedOut: '尚未保存：登录已失效，登录后自动保存',
  refused: '未能保存',
  conflict: '尚未保存：此草稿已另有保存的内容',
  otherTab: '这里不保存：此草稿在另一个标签页打开',
  gone: '尚未保存：草稿已不在',
  end: {
    submitted: '此草稿已在另一个窗口提交。',
    removed: '此草稿已在另一个窗口删除。',
    unknown: '此草稿已不在：可能已在别处提交，或已被删除。',
    typed: '这里填写的内容还在本页，没有保存。',
    saveAsNew: '另存为新草稿',
  },
};

export type SavingWords = Words<typeof zh>;

export const SAVING_WORDS: BothLanguages<typeof zh> = {
  zh,
  en: {
    unsaved: 'Not saved yet',
    saving: 'Saving…',
    saved: (when) => `Saved ${when}`,
    away: 'Not saved yet: the gate cannot be reached; it is saved by itself once the gate is back',
    busy: 'Not saved yet: the gate is busy; it is tried again by itself',
    signedOut: 'Not saved yet: the session is over; it is saved by itself after you sign in',
    refused: 'Could not be saved',
    conflict: 'Not saved yet: another content of this draft was saved',
    otherTab: 'Not saved here: this draft is open in another tab',
    gone: 'Not saved yet: the draft is there no more',
    end: {
      submitted: 'This draft was submitted in another window.',
      removed: 'This draft was removed in another window.',
      unknown: 'This draft is there no more: it may have been submitted elsewhere, or removed.',
      typed: 'What you typed here is still on this page and not saved.',
      saveAsNew: 'Save as a new draft',
    },
  } satisfies SavingWords,
};
