import type { OrderDraft, OrderSubmission } from './order-parts.ts';

type Line = OrderDraft['lines'][number];
type Item = NonNullable<OrderDraft['plan']>[number];
type Computer = NonNullable<OrderSubmission['lines'][number]['computer']>;
type System = NonNullable<Computer['operatingSystem']>;
type Category = NonNullable<Computer['category']>;

const RATED = { level: 'I', announcement: '2023-1' };

export const KUNPENG = { model: 'Kunpeng 920', architecture: 'arm64', securityRating: RATED } satisfies Computer['cpu'];
export const PHYTIUM = {
  model: 'Phytium D2000',
  architecture: 'arm64',
  securityRating: RATED,
} satisfies Computer['cpu'];
export const INTEL = {
  model: 'Intel Core i5-14400',
  architecture: 'x64',
  securityRating: null,
} satisfies Computer['cpu'];

const oem = (reference: string): Pick<System, 'state' | 'licenceType' | 'evidence' | 'target'> => ({
  state: 'preinstalled',
  licenceType: 'oem',
  target: null,
  evidence: [{ kind: 'vendor-authorization-letter', reference }],
});

export const UOS: System = {
  ...oem('UOS-SQ-0412'),
  product: 'UnionTech UOS Desktop',
  edition: 'Professional',
  version: '20',
  securityRating: RATED,
};

export const KYLIN: System = {
  ...oem('KYLIN-SQ-0077'),
  product: 'Kylin Desktop',
  edition: null,
  version: 'V10',
  securityRating: RATED,
};

export const WINDOWS: System = {
  ...oem('MS-OEM-2231'),
  product: 'Windows',
  edition: 'Pro',
  version: '11 26H2',
  securityRating: null,
};

export const NO_SYSTEM: System = { state: 'none', evidence: [] };

/** Whatever the tender will bring, as long as it is genuine and rated. */
export const ANY_GENUINE: System = { state: 'required', securityRating: RATED, evidence: [] };

const CATALOGUE: Readonly<Partial<Record<Category, string>>> = {
  desktop: 'A02010105',
  'all-in-one': 'A02010105',
  laptop: 'A02010108',
  server: 'A02010104',
  'thin-client': 'A02010105',
};

const CALLED: Readonly<Partial<Record<Category, string>>> = {
  desktop: '办公用台式计算机',
  'all-in-one': '办公用一体式计算机',
  laptop: '便携式计算机',
  server: '机架式服务器',
  'thin-client': '云终端',
};

export interface Machines {
  readonly category?: Category;
  readonly quantity: number;
  readonly unitPrice?: string;
  readonly model: string;
  readonly cpu?: Computer['cpu'];
  readonly system?: System;
  readonly use?: Computer['intendedUse'];
  readonly rest?: Partial<Line>;
  readonly computer?: Partial<Computer>;
}

/** One line of machines; the model makes one order differ from the next. */
export function machines({ category = 'desktop', quantity, unitPrice = '4999.00', model, ...more }: Machines): Line {
  const { cpu = KUNPENG, system = UOS, use = 'office', rest, computer } = more;
  return {
    goods: 'computer',
    catalogue: { edition: '2022', code: CATALOGUE[category] ?? 'A02010199' },
    description: CALLED[category] ?? '计算机',
    brand: '长城',
    model,
    quantity,
    unitPrice,
    domestic: true,
    replaces: [],
    computer: { category, cpu, intendedUse: use, operatingSystem: system, ...computer },
    ...rest,
  };
}

/** Two-way servers with a server system; which rules hold for them depends on who buys them. */
export function servers(quantity: number): Line {
  const system = { ...KYLIN, product: 'Kylin Server' };
  return machines({ category: 'server', quantity, unitPrice: '68000.00', model: '泰山 200K', system, use: 'server' });
}

const bought: Pick<Item, 'provision' | 'platforms'> = { provision: 'new-purchase', platforms: ['linux-arm64'] };

export function wps(seats: number, rest: Partial<Item> = {}): Item {
  const product = { product: 'WPS Office', edition: 'Professional', version: '2023', unitPrice: '580.00' };
  return { ...bought, ...product, category: 'office', licenceType: 'perpetual', seats, ...rest };
}

/** Office software for Windows under a site licence that the agency has. */
export function wpsOfSite(seats: number, entitlementId: string): Item {
  const site = { provision: 'site-licence', licenceType: 'site', metric: 'site', unitPrice: null } as const;
  return wps(seats, { ...site, entitlementId, platforms: ['windows-x64'] });
}

export function yozo(seats: number, rest: Partial<Item> = {}): Item {
  const product = { product: 'Yozo Office', edition: '专业版', version: '2019', unitPrice: '520.00' };
  return { ...bought, ...product, category: 'office', licenceType: 'perpetual', seats, ...rest };
}

export function tianqing(seats: number, rest: Partial<Item> = {}): Item {
  const product = { product: '奇安信天擎', edition: 'Enterprise', version: '10', unitPrice: '91.00' };
  return { ...bought, ...product, category: 'antivirus-client', licenceType: 'subscription', seats, ...rest };
}

export function serverAntivirus(seats: number, rest: Partial<Item> = {}): Item {
  const product = { product: '奇安信天擎', edition: null, version: '10', unitPrice: '1280.00' };
  return { ...bought, ...product, category: 'antivirus-server', licenceType: 'subscription', seats, ...rest };
}
