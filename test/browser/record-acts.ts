import type { Account } from './desk.ts';

export type TypedFields = { readonly [field: string]: string };

/** What a journey types into the forms of a kind. Words in capitals stand for codes of the demo, or new ones. */
export interface RecordActs {
  readonly kind: string;
  readonly role: Account['role'];
  readonly isForTwo?: true;
  readonly create: TypedFields;
  readonly describe?: TypedFields;
  readonly change?: TypedFields;
}

const REASON = '单位来函更正';

export const RECORD_ACTS: readonly RecordActs[] = [
  {
    kind: 'suppliers',
    role: 'legalization-office',
    isForTwo: true,
    create: { creditCode: 'NEW-SUPPLIER', name: '荆州市新城办公设备有限公司' },
    describe: { name: '荆州市新城办公设备有限责任公司' },
    change: { affiliates: 'OTHER-SUPPLIER', reason: REASON },
  },
  {
    kind: 'devices',
    role: 'procurement-officer',
    create: { agencyCode: 'AGENCY', category: 'desktop', serial: 'SN-20261203-01', state: 'idle' },
    describe: { department: '办公室', brand: '联想' },
    change: { state: 'in-use', reason: REASON },
  },
  {
    kind: 'software-names',
    role: 'procurement-officer',
    create: { agencyCode: 'AGENCY', name: '金山办公套装', category: 'office', product: 'WPS Office' },
    change: { edition: '专业版', reason: REASON },
  },
  {
    kind: 'agencies',
    role: 'legalization-office',
    create: {
      code: 'NEW-AGENCY',
      name: '荆州市数据局',
      kind: 'party-government-organ',
      level: 'city',
      region: '421000',
      staff: '40',
    },
    describe: { name: '荆州市数据管理局' },
    change: { staff: '45', reason: REASON },
  },
  {
    kind: 'plan-filings',
    role: 'finance',
    create: {
      number: 'JZCG-2026-D0001',
      agencyCode: 'AGENCY',
      fiscalYear: '2026',
      filedOn: '2026-03-02',
      amount: '12万',
    },
    describe: { filedOn: '2026-03-03' },
    change: { amount: '130,000.00', reason: REASON },
  },
  {
    kind: 'installations',
    role: 'procurement-officer',
    create: {
      agencyCode: 'AGENCY',
      deviceId: 'DEVICE',
      category: 'office',
      product: 'WPS Office',
      source: 'manual',
      seenFrom: '2026-11-02',
      seenLast: '2026-11-02',
    },
    change: { seenLast: '2026-11-30', reason: REASON },
  },
  {
    kind: 'entitlements',
    role: 'procurement-officer',
    create: {
      agencyCode: 'AGENCY',
      licensee: '荆州市文化和旅游局',
      category: 'office',
      product: 'WPS Office',
      metric: 'device',
      seats: '20',
      channel: 'volume',
    },
    describe: { contractNumber: 'HT-2026-77' },
    change: { seats: '25', reason: REASON },
  },
  {
    kind: 'products',
    role: 'legalization-office',
    isForTwo: true,
    create: { category: 'office', name: '永中办公', publisher: '永中软件' },
    describe: { publisher: '新厂商' },
    change: { aliases: '另一种叫法', reason: REASON },
  },
  {
    kind: 'debarments',
    role: 'legalization-office',
    isForTwo: true,
    create: { supplier: 'SUPPLIER', source: 'mof', reason: '提供虚假材料谋取中标', from: '2026-06-01' },
    describe: { reason: '提供虚假材料' },
    change: { appealPending: 'true', reason: REASON },
  },
];
