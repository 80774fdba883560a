import { type Text, text } from '../kernel/index.ts';
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
