import type { components } from '../../src/http/openapi.generated.ts';
import { AGENCY, type AgencyName } from './demo-agencies.ts';
import type { DemoDays } from './demo-days.ts';

type Schemas = components['schemas'];
type Product = Schemas['ProductCreation'];

const domestic = { osFamily: null, domestic: true, volumeIsUpgradeOnly: false };

/** What the city has registered. Rows here stand before the products that the policy parameters know of the same name. */
export const PRODUCTS: readonly Product[] = [
  {
    ...domestic,
    category: 'operating-system',
    publisher: '统信软件技术有限公司',
    name: 'UnionTech UOS Desktop',
    aliases: ['统信UOS', '统信桌面操作系统', '统信UOS桌面操作系统'],
    osFamily: 'linux',
    editions: [
      { name: 'Professional', unitEligible: true, rank: 2 },
      { name: '专业版', unitEligible: true, rank: 2 },
      { name: 'Home', unitEligible: false, rank: 1 },
    ],
    versions: [{ version: '20', releasedOn: '2020-01-14', supportEndsOn: null }],
  },
  {
    ...domestic,
    category: 'operating-system',
    publisher: '麒麟软件有限公司',
    name: 'Kylin Desktop',
    aliases: ['银河麒麟桌面操作系统', '麒麟桌面操作系统'],
    osFamily: 'linux',
    editions: [],
    versions: [{ version: 'V10', releasedOn: '2020-08-13', supportEndsOn: null }],
  },
  {
    ...domestic,
    category: 'office',
    publisher: '北京金山办公软件股份有限公司',
    name: 'WPS Office',
    aliases: ['WPS', '金山WPS'],
    editions: [
      { name: 'Professional', unitEligible: true, rank: 2 },
      { name: '专业版', unitEligible: true, rank: 2 },
      { name: 'Personal', unitEligible: false, rank: 1 },
    ],
    versions: [
      { version: '2019', releasedOn: '2019-06-01', supportEndsOn: null },
      { version: '2023', releasedOn: '2023-04-18', supportEndsOn: null },
    ],
    rights: [{ kind: 'downgrade', fromVersion: '2023', toVersion: '2019' }],
  },
  {
    ...domestic,
    category: 'office',
    publisher: '永中软件股份有限公司',
    name: 'Yozo Office',
    aliases: ['永中Office'],
    editions: [{ name: '专业版', unitEligible: true, rank: 2 }],
    versions: [{ version: '2019', releasedOn: null, supportEndsOn: null }],
  },
  {
    ...domestic,
    category: 'antivirus-client',
    publisher: '奇安信科技集团股份有限公司',
    name: '奇安信天擎',
    aliases: ['天擎终端安全管理系统', 'QAX Tianqing'],
    editions: [{ name: 'Enterprise', unitEligible: true, rank: 1 }],
    versions: [{ version: '10', releasedOn: null, supportEndsOn: null }],
  },
  {
    ...domestic,
    category: 'antivirus-server',
    publisher: '奇安信科技集团股份有限公司',
    name: '奇安信天擎',
    aliases: ['天擎服务器安全管理系统'],
    editions: [],
    versions: [{ version: '10', releasedOn: null, supportEndsOn: null }],
  },
];

export type EntitlementName = 'libraryOffice' | 'financeOffice' | 'schoolSite' | 'auditDeclared' | 'secrecySystem';

type Entitlement = Schemas['EntitlementCreation'];

const wps = { category: 'office', product: 'WPS Office', edition: 'Professional', version: '2023' } as const;

/**
 * Rights that agencies hold already. What the installer registers is verified; the audit bureau declares its own, so it
 * does not count as spare until the legalization office has seen the proof.
 */
export function entitlements({ ago }: DemoDays): Readonly<Record<EntitlementName, Entitlement>> {
  const since = ago(500);
  const perpetual = { metric: 'device', sets: 1, validFrom: since, validUntil: null, acquiredOn: since } as const;
  const volume = { ...wps, ...perpetual, channel: 'volume' } as const;
  return {
    libraryOffice: {
      ...ownedBy('library'),
      ...volume,
      seats: 30,
      installedSeats: 22,
      platforms: ['linux-arm64', 'linux-x64'],
      evidence: proof('WPS-LIC-0093', 30),
    },
    financeOffice: {
      ...ownedBy('finance'),
      ...volume,
      seats: 150,
      installedSeats: 145,
      platforms: ['windows-x64'],
      evidence: proof('WPS-LIC-0117', 150),
    },
    auditDeclared: { ...ownedBy('audit'), ...volume, seats: 20, installedSeats: 0, platforms: ['linux-arm64'] },
    schoolSite: { ...ownedBy('school'), ...wps, ...perpetual, ...SITE },
    secrecySystem: {
      ...ownedBy('secrecy'),
      ...perpetual,
      category: 'operating-system',
      product: '专用桌面操作系统',
      version: '3',
      seats: 12,
      installedSeats: 4,
      channel: 'granted-from-above',
      evidence: [{ kind: 'allocation-letter', reference: `机要函〔${since.slice(0, 4)}〕8号`, seats: 12 }],
    },
  };
}

function ownedBy(agency: AgencyName) {
  const { code } = AGENCY[agency];
  return { agencyCode: code, licensee: code, transferable: true };
}

function proof(reference: string, seats: number): Entitlement['evidence'] {
  return [{ kind: 'licence-certificate', reference, seats }];
}

const SITE: Pick<Entitlement, 'metric' | 'seats' | 'installedSeats' | 'channel' | 'platforms' | 'site' | 'evidence'> = {
  metric: 'site',
  seats: null,
  installedSeats: 120,
  channel: 'site',
  platforms: ['windows-x64', 'linux-arm64'],
  site: { agencies: [AGENCY.school.code], headcount: 400, afterEnd: '授权期满后可继续使用已安装的版本' },
  evidence: [{ kind: 'site-licence-letter', reference: 'WPS-EDU-0021' }],
};
