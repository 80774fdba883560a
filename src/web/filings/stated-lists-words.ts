import type { BothLanguages, Words } from '../words/both-languages.ts';

const zh = {
  title: (open: number) => (open === 0 ? '台账完整性声明（均已声明）' : `台账完整性声明（${open} 类未声明）`),
  why: '闸口不以空台账代替“零”。贵单位按类声明“没有”或“已全部登记”后，系统数据才按台账统计；未声明的，相应各栏留空，由贵单位据实填写。',
  isCounted: '本报表的系统数据已经统计，不再变动；现在声明的，用于以后的统计。',
  isNotCounted: (day: string) => `本报表的系统数据在 ${day} 日终统计，届时已声明的计入。`,
  unstated: '未声明',
  stated: { none: '没有', whole: '已全部登记', partial: '尚不完整' },
  kinds: {
    computers: '计算机',
    osClient: '桌面操作系统',
    osServer: '服务器操作系统',
    office: '办公软件',
    antivirusClient: '客户端杀毒软件',
    antivirusServer: '服务器端杀毒软件',
  },
  does: '声明（截至今天）',
  nothingNew: '请先选择要声明的类别。',
  done: (count: number, day: string) => `已声明 ${count} 类，截至 ${day}。`,
};

const en: Words<typeof zh> = {
  title: (open) =>
    open === 0
      ? 'Whether the register is whole (all stated)'
      : `Whether the register is whole (${open === 1 ? 'one kind' : `${open} kinds`} not stated)`,
  why: 'An empty register is not nought. The gate counts a kind once your agency has stated that it has none or that all of it is registered; until then its cells are empty, and your agency fills in what is true.',
  isCounted: 'The figures of this form have been counted and do not move. What is stated now holds for later ones.',
  isNotCounted: (day) =>
    `The figures of this form are counted at the end of ${day}, with what has been stated by then.`,
  unstated: 'Not stated',
  stated: { none: 'None', whole: 'All registered', partial: 'Not complete' },
  kinds: {
    computers: 'Computers',
    osClient: 'Operating systems of clients',
    osServer: 'Operating systems of servers',
    office: 'Office software',
    antivirusClient: 'Antivirus of clients',
    antivirusServer: 'Antivirus of servers',
  },
  does: 'State it (as of today)',
  nothingNew: 'Choose first what is to be stated.',
  done: (count, day) => `${count === 1 ? 'One kind was' : `${count} kinds were`} stated as of ${day}.`,
};

export const STATED_LISTS_WORDS: BothLanguages<typeof zh> = { zh, en };
