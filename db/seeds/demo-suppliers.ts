import type { components } from '../../src/http/openapi.generated.ts';
import type { DeepReadonly } from '../../src/http/operation.ts';
import type { DemoDays } from './demo-days.ts';

type Schemas = components['schemas'];

/** Names and codes are made up. */
export const SUPPLIER = {
  chuxin: { creditCode: '91420000MA4KTEXT64', name: '湖北楚信信息技术有限公司', affiliates: [] },
  yuntu: { creditCode: '91420100MA4KB10482', name: '武汉江汉云图科技有限公司', affiliates: [] },
  huitong: { creditCode: '91421000MA48A0014E', name: '荆州汇通办公设备有限公司', affiliates: [] },
  barred: { creditCode: '91421000MA48BARRE4', name: '荆州诚采电子商贸有限公司', affiliates: [] },
  appealing: { creditCode: '91421000MA48A00229', name: '荆州江津数码有限公司', affiliates: [] },
  affiliate: { creditCode: '91421000MA48A00304', name: '荆州江津软件有限公司', affiliates: ['91421000MA48A00229'] },
  county: { creditCode: '91421022MA48C20539', name: '公安油江办公用品有限公司', affiliates: [] },
} as const satisfies Readonly<Record<string, DeepReadonly<Schemas['SupplierCreation']>>>;

export type SupplierName = keyof typeof SUPPLIER;

/** One barred by the ministry of finance; one on the local list of infringers that appeals; one whose listing has ended. */
export function debarments({ ago }: DemoDays): readonly Schemas['DebarmentCreation'][] {
  return [
    {
      supplier: SUPPLIER.barred.creditCode,
      source: 'mof',
      reason: '提供虚假材料谋取中标',
      legalBasis: '《中华人民共和国政府采购法》第七十七条',
      from: ago(300),
      until: ago(-700),
      appealPending: false,
      endReason: null,
    },
    {
      supplier: SUPPLIER.appealing.creditCode,
      source: 'local-software',
      reason: '为客户安装未经授权的办公软件',
      legalBasis: '《计算机软件保护条例》第二十四条',
      from: ago(200),
      until: ago(-165),
      appealPending: true,
      endReason: null,
    },
  ];
}
