import type { components } from '../../src/http/openapi.generated.ts';
import type { DemoDays } from './demo-days.ts';

type Schemas = components['schemas'];
type AgencyCreation = Schemas['AgencyCreation'];

/** An agency of the demo, with what its papers begin with. Names are those of offices that any city has; codes are made up. */
export interface DemoAgency extends AgencyCreation {
  /** Of its budget lines and orders: `JZ-2026-31002-01`. */
  readonly prefix: string;
}

const organ = { kind: 'party-government-organ', classified: false, isolatedNetwork: false } as const;
const city = { level: 'city', region: '421000', parentCode: null, openedOn: '2019-01-15' } as const;
const county = { level: 'county', region: '421022', parentCode: null, openedOn: '2019-03-01' } as const;

export const AGENCY = {
  culture: { prefix: 'JZ', code: '11421000MB1234562Q', name: '荆州市文化和旅游局', ...organ, ...city, staff: 120 },
  library: {
    prefix: 'JZTSG',
    code: '12421000MB22334456',
    name: '荆州市图书馆',
    ...organ,
    ...city,
    kind: 'direct-institution',
    parentCode: '11421000MB1234562Q',
    staff: 45,
  },
  finance: { prefix: 'JZCZ', code: '11421000011223349Y', name: '荆州市财政局', ...organ, ...city, staff: 160 },
  audit: { prefix: 'JZSJ', code: '11421000011223357R', name: '荆州市审计局', ...organ, ...city, staff: 90 },
  bigData: {
    prefix: 'JZSZ',
    code: '11421000MB0A12342U',
    name: '荆州市政务服务和大数据管理局',
    ...organ,
    ...city,
    staff: 320,
  },
  secrecy: {
    prefix: 'JZJY',
    code: '114210000110087106',
    name: '荆州市机要服务中心',
    ...organ,
    ...city,
    classified: true,
    isolatedNetwork: true,
    staff: 40,
  },
  hospital: {
    prefix: 'JZYY',
    code: '124210004200031280',
    name: '荆州市滨江医院',
    ...organ,
    ...city,
    kind: 'other-institution',
    staff: 860,
  },
  school: {
    prefix: 'JZXX',
    code: '124210004200042782',
    name: '荆州市滨江实验学校',
    ...organ,
    ...city,
    kind: 'other-institution',
    staff: 210,
  },
  services: {
    prefix: 'JZJG',
    code: '12421000MB1C00556N',
    name: '荆州市机关后勤服务中心',
    ...organ,
    ...city,
    kind: 'support-institution',
    staff: 55,
  },
  market: { prefix: 'GASC', code: '114210220114021604', name: '公安县市场监督管理局', ...organ, ...county, staff: 110 },
  countyCulture: {
    prefix: 'GAWL',
    code: '11421022MB1D22107D',
    name: '公安县文化和旅游局',
    ...organ,
    ...county,
    staff: 35,
  },
  town: {
    prefix: 'GAZF',
    code: '1142102201140377X8',
    name: '公安县斗湖堤镇人民政府',
    ...organ,
    ...county,
    level: 'township',
    staff: 60,
  },
  archive: {
    prefix: 'GADA',
    code: '12421022420800311F',
    name: '公安县档案馆',
    ...organ,
    ...county,
    kind: 'direct-institution',
    staff: 18,
  },
} as const satisfies Readonly<Record<string, DemoAgency>>;

export type AgencyName = keyof typeof AGENCY;

type Duty = Schemas['ResponsiblePersonCreation'];

/** Who answers for genuine software where. The archive's liaison has left, and the town never had one. */
export function responsiblePersons({ ago }: DemoDays): readonly Duty[] {
  const since = { from: '2019-03-01', until: null };
  const complete = HEADS.flatMap(([agency, head, position, liaison]): readonly Duty[] => {
    const { code, prefix } = AGENCY[agency];
    const phone = (extension: number): string => `0716-8${String(prefix.length * 1_011 + extension).padStart(6, '1')}`;
    return [
      { agencyCode: code, duty: 'head', name: head, position, phone: phone(1), ...since },
      { agencyCode: code, duty: 'liaison', name: liaison, position: '办公室科员', phone: phone(16), ...since },
    ];
  });
  const archive = AGENCY.archive.code;
  const partly: readonly Duty[] = [
    { agencyCode: archive, duty: 'head', name: '卢思远', position: '馆长', phone: '0716-8520001', ...since },
    {
      agencyCode: archive,
      duty: 'liaison',
      name: '蒋文心',
      position: '办公室科员',
      phone: '0716-8520016',
      from: '2019-03-01',
      until: ago(100),
    },
  ];
  const culture = AGENCY.culture.code;
  const office = { agencyCode: culture, department: '办公室', ...since } as const;
  const whole: readonly Duty[] = [
    {
      agencyCode: culture,
      duty: 'leader-in-charge',
      name: '文若虚',
      position: '副局长',
      rank: 'division',
      phone: '0716-8120002',
      ...since,
    },
    {
      ...office,
      duty: 'responsible',
      name: '尹秋实',
      position: '办公室主任',
      rank: 'section',
      phone: '0716-8120010',
      mobile: '13800000010',
    },
  ];
  return [...complete, ...whole, ...partly];
}

const HEADS: readonly (readonly [AgencyName, string, string, string])[] = [
  ['culture', '程默然', '局长', '周予安'],
  ['library', '林书白', '馆长', '何清和'],
  ['finance', '韩景行', '局长', '宋知微'],
  ['audit', '陆怀瑾', '局长', '唐若谷'],
  ['bigData', '谢长庚', '局长', '邓一诺'],
  ['secrecy', '石秉文', '主任', '白子衿'],
  ['hospital', '苏仲景', '院长', '姚思齐'],
  ['school', '孟广涛', '校长', '彭小满'],
  ['services', '崔敬之', '主任', '罗明远'],
  ['market', '董秉义', '局长', '余晓岚'],
  ['countyCulture', '范仲谦', '局长', '潘若溪'],
  ['town', '贺开平', '镇长', '夏禾苗'],
];
