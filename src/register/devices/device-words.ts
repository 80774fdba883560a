import { type Text, text } from '../../kernel/index.ts';
import type { Device } from './device.ts';

/** What kinds of computers are called. */
export const DEVICE_WORDS: Readonly<Record<Device['category'], Text>> = {
  desktop: text('台式机', 'desktop'),
  laptop: text('便携机', 'laptop'),
  'all-in-one': text('一体机', 'all-in-one'),
  workstation: text('工作站', 'workstation'),
  server: text('服务器', 'server'),
  'thin-client': text('瘦客户机', 'thin client'),
  tablet: text('平板电脑', 'tablet'),
};
