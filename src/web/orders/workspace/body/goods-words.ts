import type { BothLanguages, Words } from '../../../words/both-languages.ts';

/**
 * What the catalogue of 2022 (财库〔2022〕31号) calls the goods beside computers that offices buy most, by its codes. The rules
 * know codes of computers and software only, and take any of these; others may be typed.
 */
const zh = {
  A02021003: 'A4黑白打印机',
  A02021004: 'A4彩色打印机',
  A02021001: 'A3黑白打印机',
  A02021002: 'A3彩色打印机',
  A02021104: '液晶显示器',
  A02021118: '扫描仪',
  A02020100: '复印机',
  A02020400: '多功能一体机',
  A02020200: '投影仪',
  A02010201: '路由器',
  A02010202: '交换设备',
  A02010199: '其他计算机',
};

const en: Words<typeof zh> = {
  A02021003: 'A4 printer, black',
  A02021004: 'A4 printer, colour',
  A02021001: 'A3 printer, black',
  A02021002: 'A3 printer, colour',
  A02021104: 'Monitor',
  A02021118: 'Scanner',
  A02020100: 'Copier',
  A02020400: 'Printer, scanner and copier',
  A02020200: 'Projector',
  A02010201: 'Router',
  A02010202: 'Switch',
  A02010199: 'Other computer',
};

export const GOODS_WORDS: BothLanguages<typeof zh> = { zh, en };
