import type {
  Gathered,
  GatheredAgency,
  GatheredBudgetLine,
  GatheredContract,
  GatheredDevice,
  GatheredEntitlement,
  GatheredHistory,
  GatheredProduct,
  GatheredSupplier,
  PurchaseHistory,
} from '../../src/facts/gathered.ts';
import { civilDate, fen } from '../../src/kernel/index.ts';

/** What the tables say, in builders that fit together with the order of `support.ts`. */
export const AGENCY = '11421000MB1234562Q';
export const SUPPLIER = '91420000MA4KTEXT64';
export const HARDWARE_LINE = 'JZ-2026-31002-01';
export const SOFTWARE_LINE = 'JZ-2026-31007-01';

export function givenGathered(changes: Partial<Gathered> = {}): Gathered {
  return {
    agency: givenAgency(),
    responsible: [
      { duty: 'head', from: civilDate('2026-01-01'), until: null },
      { duty: 'liaison', from: civilDate('2026-01-01'), until: null },
    ],
    budgetLines: {
      [HARDWARE_LINE]: givenBudgetLine(),
      [SOFTWARE_LINE]: givenBudgetLine({ economicClass: '31007', availableFen: fen(8_000_000) }),
    },
    planFiling: {
      isOwn: true,
      fiscalYear: 2026,
      amountFen: fen(50_000_000),
      usedFen: fen(0),
      items: ['desktop', 'software'],
      version: 6,
    },
    supplier: givenSupplier(),
    products: [],
    devices: {},
    deviceCounts: {},
    idleDevices: {},
    entitlements: {},
    freePools: [],
    releasedSeats: [],
    overdueUndertakings: [],
    overdueRectifications: [],
    overdueFilings: [],
    history: givenHistory(),
    ...changes,
  };
}

export function givenAgency(changes: Partial<GatheredAgency> = {}): GatheredAgency {
  return {
    code: AGENCY,
    name: '荆州市文化和旅游局',
    kind: 'party-government-organ',
    level: 'city',
    region: '421000',
    parentCode: null,
    staff: 120,
    isClassified: false,
    isIsolatedNetwork: false,
    openedOn: civilDate('2019-01-15'),
    version: 1,
    ...changes,
  };
}

export function givenBudgetLine(changes: Partial<GatheredBudgetLine> = {}): GatheredBudgetLine {
  return {
    fiscalYear: 2026,
    isClosed: false,
    economicClass: '31002',
    project: '办公设备更新',
    projectKind: 'ordinary',
    isGovernmentProcurement: true,
    availableFen: fen(50_000_000),
    version: 4,
    ...changes,
  };
}

export function givenSupplier(
  ...debarments: readonly Partial<GatheredSupplier['debarments'][number]>[]
): GatheredSupplier {
  return {
    creditCode: SUPPLIER,
    debarments: debarments.map((changes) => ({
      isAffiliate: false,
      source: 'mof',
      from: civilDate('2026-01-01'),
      until: civilDate('2028-12-31'),
      isAppealPending: false,
      endReason: null,
      endedOn: null,
      ...changes,
    })),
  };
}

export function givenProduct(changes: Partial<GatheredProduct> = {}): GatheredProduct {
  return {
    category: 'operating-system',
    name: 'Example OS',
    aliases: [],
    osFamily: 'linux',
    domestic: false,
    volumeIsUpgradeOnly: false,
    editions: [
      { name: 'Home', unitEligible: false, rank: 1 },
      { name: 'Professional', unitEligible: true, rank: 2 },
      { name: 'Enterprise', unitEligible: true, rank: 3 },
    ],
    versions: [
      { version: '1', releasedOn: civilDate('2016-01-01'), supportEndsOn: civilDate('2026-12-20') },
      { version: '2', releasedOn: civilDate('2020-01-01'), supportEndsOn: civilDate('2032-12-20') },
      { version: '3', releasedOn: civilDate('2024-01-01'), supportEndsOn: null },
    ],
    rights: [],
    ...changes,
  };
}

/** The contract itself, signed on the day of the approval; with `original` a supplement to one. */
export function givenContract(changes: Partial<GatheredContract> = {}): GatheredContract {
  return {
    signedOn: civilDate('2026-04-12'),
    approvedOn: civilDate('2026-04-12'),
    preferenceApplied: null,
    original: null,
    ...changes,
  };
}

export function givenDevice(changes: Partial<GatheredDevice> = {}): GatheredDevice {
  return { category: 'desktop', acquiredOn: civilDate('2019-06-01'), state: 'in-use', version: 9, ...changes };
}

export function givenEntitlement(changes: Partial<GatheredEntitlement> = {}): GatheredEntitlement {
  return {
    category: 'office',
    product: 'WPS Office',
    edition: 'Professional',
    softwareVersion: '2023',
    licensee: AGENCY,
    metric: 'device',
    seats: 30,
    installedSeats: 5,
    heldSeats: 0,
    allocatedSeats: 5,
    freeSeats: 25,
    channel: 'volume',
    validFrom: civilDate('2025-01-01'),
    validUntil: null,
    isTransferable: true,
    isDeviceBound: false,
    platforms: ['linux-arm64'],
    acquiredOn: civilDate('2025-01-01'),
    site: null,
    standing: 'verified',
    version: 7,
    ...changes,
  };
}

export function givenHistory(changes: Partial<GatheredHistory> = {}): GatheredHistory {
  return { openTwinOrders: 0, exemptionDevicesUsed: 0, purchases: [], prices: {}, ...changes };
}

/** What was bought before under the item of desktops on the project of the builders' budget lines. */
export function givenPurchases(changes: Partial<PurchaseHistory> = {}): PurchaseHistory {
  return {
    project: '办公设备更新',
    item: 'desktop',
    orders: 0,
    totalFen: fen(0),
    windowOrders: 0,
    windowTotalFen: fen(0),
    siblingWindowOrders: 0,
    siblingWindowTotalFen: fen(0),
    ...changes,
  };
}
