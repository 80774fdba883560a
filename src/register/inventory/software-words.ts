import { plainWord, type Text } from '../../kernel/index.ts';
import type { Entitlement } from '../entitlements/entitlement.ts';
import type { SoftwareCategory } from '../products/product.ts';
import { CHANNEL_WORDS, SOFTWARE_WORDS } from '../software-words.ts';

type Channel = Entitlement['channel'];

/** How ledgers write the way of authorisation (授权方式), besides what the gate calls it itself. */
const CHANNELS: Readonly<Record<Channel, readonly string[]>> = {
  oem: ['oem', 'OEM授权', '随机预装', '预装', '随机', '随机软件', '出厂预装', '预装授权', '随机授权'],
  volume: ['volume', '批量', '批量许可', '批量授权', '大客户', '大客户授权', '多用户许可', '商业软件', '商业', 'vl'],
  retail: ['retail', '零售', '零售版', '盒装', '彩包', '单机许可', '单机授权', '零售授权', 'fpp'],
  subscription: ['subscription', '订阅', '订阅授权', '租用', '年度订阅', '订阅许可'],
  site: ['site', '场地', '场地许可', '场地授权', '站点许可', '站点授权'],
  free: ['free', '免费', '免费软件', '免费授权', '免费使用'],
  'open-source': ['open-source', 'opensource', '开源', '开源软件', '开源许可'],
  'granted-from-above': ['granted-from-above', '上级配发', '上级下发', '上级分配', '统一配发', '配发', '调拨'],
};

const MEANINGS: ReadonlyMap<string, Channel> = new Map(
  (Object.keys(CHANNELS) as Channel[]).flatMap((channel) =>
    [...CHANNELS[channel], ...inBothLanguages(CHANNEL_WORDS[channel])].map(
      (word) => [plainWord(word), channel] as const,
    ),
  ),
);

function inBothLanguages(words: Text): readonly string[] {
  return [words['zh-CN'], words.en];
}

/** What a reader is told that the words are. */
export const CHANNELS_TOLD: readonly string[] = Object.values(CHANNEL_WORDS).map((words) => words['zh-CN']);

export function channelOfWord(word: string): Channel | undefined {
  return MEANINGS.get(plainWord(word));
}

const KINDS: Readonly<Record<SoftwareCategory, readonly string[]>> = {
  'operating-system': [
    'operating-system',
    '操作系统',
    '操作系统软件',
    '系统软件',
    'operatingsystem',
    'operatingsystems',
    'os',
  ],
  office: ['office', '办公软件', '办公套件', '文字处理软件', '办公', 'officesuite', 'officesoftware'],
  'antivirus-client': [
    ...['antivirus-client', '杀毒软件', '防病毒软件', '防病毒', '杀毒', '杀毒软件客户端', '客户端杀毒软件', '安全软件'],
    ...['antivirus', 'anti-virus'],
  ],
  'antivirus-server': [
    'antivirus-server',
    '服务器杀毒软件',
    '服务器端杀毒软件',
    '杀毒软件服务器端',
    '服务器防病毒软件',
  ],
  other: ['other', '其他', '其它', '其他软件', '其它软件', '应用软件', '其他应用软件', '专业软件', '业务软件'],
};

/** Longest first: 服务器杀毒软件 is no 服务器. */
export const KIND_WORDS: readonly (readonly [string, SoftwareCategory])[] = (Object.keys(KINDS) as SoftwareCategory[])
  .flatMap((kind) =>
    [...KINDS[kind], ...inBothLanguages(SOFTWARE_WORDS[kind])].map((word) => [plainWord(word), kind] as const),
  )
  .sort(([one], [other]) => other.length - one.length);

const OF_KIND = new Map(KIND_WORDS);

export function kindOfWord(word: string): SoftwareCategory | undefined {
  return OF_KIND.get(plainWord(word));
}

const NONE = ['无', '没有', '未安装', '否', '未装', '不需要', 'none', 'no', '-', '—', '/'];
const SAME = ['是', '已安装', '安装', '一致', '相同', '同左', '同授权', '与授权一致', '√', '✓', 'yes', 'y'];

/** There is no software of that kind. */
export function saysNone(cell: string): boolean {
  return NONE.includes(plainWord(cell));
}

/** What is installed is what is licensed. */
export function saysSame(cell: string): boolean {
  return SAME.includes(plainWord(cell));
}
