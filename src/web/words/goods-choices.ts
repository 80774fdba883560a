import type { Schemas } from '../client/operation.ts';
import type { BothLanguages } from './both-languages.ts';

type Of<Value extends string> = { readonly [value in Value]: string };

const computersZh: Of<Schemas['ComputerCategory']> = {
  desktop: '台式机',
  laptop: '便携机',
  'all-in-one': '一体机',
  workstation: '工作站',
  server: '服务器',
  'thin-client': '瘦客户机',
  tablet: '平板',
};
const computersEn: Of<Schemas['ComputerCategory']> = {
  desktop: 'Desktop',
  laptop: 'Laptop',
  'all-in-one': 'All-in-one',
  workstation: 'Workstation',
  server: 'Server',
  'thin-client': 'Thin client',
  tablet: 'Tablet',
};
/** What kinds of computers are called. */
export const COMPUTER_WORDS: BothLanguages<typeof computersZh> = { zh: computersZh, en: computersEn };

const softwareZh: Of<Schemas['SoftwareCategory']> = {
  office: '办公软件',
  'antivirus-client': '杀毒（客户端）',
  'antivirus-server': '杀毒（服务器）',
  'operating-system': '操作系统',
  other: '其他软件',
};
const softwareEn: Of<Schemas['SoftwareCategory']> = {
  office: 'Office',
  'antivirus-client': 'Antivirus (clients)',
  'antivirus-server': 'Antivirus (servers)',
  'operating-system': 'Operating system',
  other: 'Other software',
};
/** What kinds of software are called. */
export const SOFTWARE_WORDS: BothLanguages<typeof softwareZh> = { zh: softwareZh, en: softwareEn };

const metricsZh: Of<Schemas['LicenceMetric']> = {
  device: '按设备',
  user: '按用户',
  concurrent: '按并发',
  site: '按场地',
  core: '按核',
};
const metricsEn: Of<Schemas['LicenceMetric']> = {
  device: 'A device',
  user: 'A user',
  concurrent: 'A concurrent user',
  site: 'A site',
  core: 'A core',
};
/** What a licence counts. */
export const METRIC_WORDS: BothLanguages<typeof metricsZh> = { zh: metricsZh, en: metricsEn };
