import { atSchool, type OrderCase, onProcessor, onSystemNamed } from './order-cases.ts';

/** What nobody has read yet, the end of some support or a rating that was announced since: people decide, and no rule does. */
export const UNDECIDED_ORDERS: readonly OrderCase[] = [
  ...['银河麒麟V11', '银河麒麟桌面操作系统V11 2503'].map((name) => onSystemNamed(name)),
  ...['中标麒麟桌面操作系统V7.0', '中标麒麟V7.0'].map((name) => onSystemNamed(name)),
  ...['deepin 23', 'openKylin 2.0', '红旗桌面操作系统 V11'].map((name) => onSystemNamed(name)),
  // The second number of a Hygon is its generation, and the G of a Zhaoxin makes another line of it.
  ...['海光3250', '海光C86 3285', '兆芯KX-6000G', '兆芯 KX-6780G'].map((name) => onProcessor(name, 'x64')),
  ...['龙芯3A6000M', '龙芯3B6000'].map((name) => onProcessor(name, 'loongarch64')),
  ...['神州网信政府版 V2022-L', 'Windows 10 神州网信政府版'].map((product) =>
    atSchool(product, { product, edition: null, version: null }),
  ),
];
