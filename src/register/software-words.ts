import { type Text, text } from '../kernel/index.ts';
import type { Channel } from './entitlements/proof-of-channel.ts';
import type { SoftwareCategory } from './products/product.ts';

/** What kinds of software are called. */
export const SOFTWARE_WORDS: Readonly<Record<SoftwareCategory, Text>> = {
  'operating-system': text('操作系统', 'operating system'),
  office: text('办公软件', 'office software'),
  'antivirus-client': text('杀毒软件（客户端）', 'antivirus, client'),
  'antivirus-server': text('杀毒软件（服务器端）', 'antivirus, server'),
  other: text('其他软件', 'other software'),
};

export function softwareWords(category: string): Text {
  const known = Object.entries(SOFTWARE_WORDS).find(([name]) => name === category);
  return known?.[1] ?? text(category, category);
}

/** What ways of authorisation are called (授权方式). */
export const CHANNEL_WORDS: Readonly<Record<Channel, Text>> = {
  oem: text('随机预装（OEM）', 'pre-installed (OEM)'),
  volume: text('批量许可', 'volume licence'),
  retail: text('零售许可', 'boxed copy'),
  subscription: text('订阅许可', 'subscription'),
  site: text('场地许可', 'site licence'),
  'granted-from-above': text('上级调拨', 'granted from above'),
  free: text('免费', 'free'),
  'open-source': text('开源', 'open source'),
};
