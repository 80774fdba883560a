import type { components } from '../../src/http/openapi.generated.ts';
import { AGENCY } from './demo-agencies.ts';

type Schemas = components['schemas'];
type Role = Schemas['Role'];

/** Somebody with a key, or a system that one of them owns the key of. Nobody of them exists. */
export interface DemoPerson {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly grant: Schemas['Grant'];
  readonly keys: readonly DemoKey[];
}

/** With whom somebody at a browser can sign in. */
export type DemoAccount = Schemas['DemoAccount'];

interface DemoKey {
  readonly id: KeyName;
  readonly label: string;
  readonly role: Schemas['KeyRole'];
  readonly scopes?: readonly Schemas['Scope'][];
}

export type KeyName =
  | 'officer'
  | 'hospitalOfficer'
  | 'countyOfficer'
  | 'auditOfficer'
  | 'approver'
  | 'hospitalApprover'
  | 'countyApprover'
  | 'finance'
  | 'audit'
  | 'legalization'
  | 'secondLegalization'
  | 'system'
  | 'security'
  | 'mall'
  | 'platform';

/** That the demo's gate serves, and that its bureaus reach. */
export const CITY = { region: '421000' };

function person(name: string, address: string, role: Role, grant: Schemas['Grant'], id?: KeyName): DemoPerson {
  const own = id ? [{ id, label: `${name}的密钥`, role: role as Schemas['KeyRole'] }] : [];
  return { name, email: `${address}@jingzhou.example`, role, grant, keys: own };
}

/**
 * What is not said otherwise is sent by the city's e-mall, whose key belongs to an officer who buys for the whole city. Of each
 * bureau there are two, so that one signs what the other proposes. Who has no key signs in.
 */
export const PEOPLE: readonly DemoPerson[] = [
  person('许清源', 'xu.qingyuan', 'procurement-officer', { agencies: [AGENCY.culture.code] }, 'officer'),
  person('方志恒', 'fang.zhiheng', 'agency-approver', { agencies: [AGENCY.culture.code] }, 'approver'),
  person('汪若水', 'wang.ruoshui', 'procurement-officer', { agencies: [AGENCY.hospital.code] }, 'hospitalOfficer'),
  person('钟离墨', 'zhong.limo', 'procurement-officer', { agencies: [AGENCY.audit.code] }, 'auditOfficer'),
  person('田小禾', 'tian.xiaohe', 'procurement-officer', { region: '421022' }, 'countyOfficer'),
  person('沈书宁', 'shen.shuning', 'finance', CITY, 'finance'),
  person('陆明晖', 'lu.minghui', 'audit', CITY, 'audit'),
  person('顾安然', 'gu.anran', 'legalization-office', CITY, 'legalization'),
  person('叶知秋', 'ye.zhiqiu', 'security-administrator', CITY, 'security'),
  {
    ...person('秦致和', 'qin.zhihe', 'system-administrator', CITY, 'system'),
    keys: [
      { id: 'system', label: '秦致和的密钥', role: 'system-administrator' },
      { id: 'platform', label: '政府采购交易平台', role: 'platform' },
    ],
  },
  {
    ...person('简书瑶', 'jian.shuyao', 'procurement-officer', CITY, 'mall'),
    keys: [
      { id: 'mall', label: '市级电子卖场', role: 'machine', scopes: ['orders:write', 'orders:read', 'budget:read'] },
    ],
  },
  person('周予安', 'zhou.yuan', 'agency-liaison', { agencies: [AGENCY.culture.code] }),
  person('苏木', 'su.mu', 'agency-approver', { agencies: [AGENCY.hospital.code] }, 'hospitalApprover'),
  person('谷雨声', 'gu.yusheng', 'agency-approver', { region: '421022' }, 'countyApprover'),
  person('温如玉', 'wen.ruyu', 'finance', CITY),
  person('江见雪', 'jiang.jianxue', 'audit', CITY),
  person('裴行舟', 'pei.xingzhou', 'legalization-office', CITY, 'secondLegalization'),
  person('卓文远', 'zhuo.wenyuan', 'security-administrator', CITY),
  person('穆清风', 'mu.qingfeng', 'security-administrator', CITY),
  person('纪明川', 'ji.mingchuan', 'system-administrator', CITY),
];
