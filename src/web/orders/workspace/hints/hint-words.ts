import type { BothLanguages, Words } from '../../../words/use-words.ts';

const zh = {
  cap: (cap: string, document: string) => `单价标准 ${cap} 元${document === '' ? '' : `（${document}）`}`,
  supported: '未公布停止支持日期',
  support: (day: string) => `支持至 ${day}`,
  supportOver: (day: string) => `已于 ${day} 停止支持`,
  barred: (until: string, reason: string) => `该供应商已列入黑名单${until === '' ? '' : `，至 ${until}`}：${reason}`,
  unlistedTitle: '产品未登记',
  unlisted: '：请核对产品名称，或请软件正版化工作机构登记该产品。',
  taken: (software: string) => `认作 ${software}`,
  take: '按此填写',
  unclear: (words: string) => `“${words}”是计算机，或含计算机吗？`,
  hasNone: '不含计算机',
  hasSome: '含计算机',
  isComputer: '是计算机',
  isBarred: '已列入黑名单',
  available: (available: string) => `可用 ${available}`,
  budget: (available: string, amount: string, after: string) => `可用 ${available}，本单 ${amount}，剩余 ${after}`,
  offers: '结余授权',
  offer: (seats: number, kind: string, names: string) =>
    `${kind}：有 ${seats} 套${names === '' ? '' : ` ${names} `}结余可用`,
  use: '采用',
  listCut: '名单过长，只列出前 1,000 条；其余请直接输入。',
};

const en: Words<typeof zh> = {
  cap: (cap, document) => `Price cap ${cap}${document === '' ? '' : ` (${document})`}`,
  supported: 'No end of support announced',
  support: (day) => `Supported until ${day}`,
  supportOver: (day) => `Support ended on ${day}`,
  barred: (until, reason) => `This supplier is barred${until === '' ? '' : ` until ${until}`}: ${reason}`,
  unlistedTitle: 'Product not on file',
  unlisted: ': check the name, or have the legalization office put the product on file.',
  taken: (software) => `Taken for ${software}`,
  take: 'Write it so',
  unclear: (words) => `Is “${words}” a computer, or is one in it?`,
  hasNone: 'No computer',
  hasSome: 'Computers in it',
  isComputer: 'It is a computer',
  isBarred: 'barred',
  available: (available) => `${available} available`,
  budget: (available, amount, after) => `${available} available, this order ${amount}, ${after} left`,
  offers: 'Spare licences',
  offer: (seats, kind, names) =>
    `${kind}: ${seats} free ${seats === 1 ? 'seat' : 'seats'}${names === '' ? '' : ` of ${names}`}`,
  use: 'Use them',
  listCut: 'The list is too long: the first 1,000 are offered, the others can be typed.',
};

export const HINT_WORDS: BothLanguages<typeof zh> = { zh, en };
