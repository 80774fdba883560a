import type { DeriveInput } from '../../src/facts/derive-input.ts';
import type { Gathered } from '../../src/facts/gathered.ts';
import type { Approval, OrderLine, OrderSubmission, PlanItem } from '../../src/facts/submission.ts';
import { civilDate } from '../../src/kernel/index.ts';
import type { Policy, RuleSet } from '../../src/rules/index.ts';
import { packUnderTest } from '../rules/pack-under-test.ts';
import { AGENCY, givenAgency, givenGathered, HARDWARE_LINE, SOFTWARE_LINE, SUPPLIER } from './gathered-support.ts';

export * from './gathered-support.ts';

/**
 * Builders for the functions that derive facts. Each gives a valid everything, which fits together with the rest; a test
 * names only what it is about. The policy is that of the pack which the project ships.
 */
export const SUBMITTED_ON = '2026-04-12';
export const DELIVERED_ON = '2026-12-20';

export type Computer = NonNullable<OrderLine['computer']>;
export type OperatingSystem = NonNullable<Computer['operatingSystem']>;

export function givenOrder(changes: Partial<OrderSubmission> = {}): OrderSubmission {
  return {
    reference: 'CG-2026-0412',
    agencyCode: AGENCY,
    fiscalYear: 2026,
    acquisition: 'purchase',
    method: 'e-mall',
    organisationForm: 'centralized',
    package: 'goods',
    classified: false,
    planFilingNumber: 'JZCG-2026-00817',
    supplier: { creditCode: SUPPLIER, name: '湖北楚信信息技术有限公司', creditCheckedOn: '2026-04-10' },
    expectedDeliveryOn: DELIVERED_ON,
    total: '113400.00',
    lines: [givenLine()],
    softwarePlan: [givenItem(), givenAntivirus()],
    approvals: [],
    exemption: null,
    justification: '现有20台台式计算机已满最低使用年限。',
    ...changes,
  };
}

/** Twenty desktops with UOS on arm64 for 4,999.00 yuan each. */
export function givenLine(changes: Partial<OrderLine> = {}): OrderLine {
  return {
    line: 1,
    goods: 'computer',
    catalogue: { edition: '2022', code: 'A02010105' },
    description: '办公用台式计算机',
    brand: '长城',
    model: '世恒 TD120A2',
    quantity: 20,
    unitPrice: '4999.00',
    domestic: true,
    replaces: [],
    funding: [{ budgetLine: HARDWARE_LINE, amount: '99980.00' }],
    computer: givenComputer(),
    software: null,
    ...changes,
  };
}

/** A line that buys computers of a category, under a code of the procurement catalogue. */
export function givenMachine(
  category: Computer['category'],
  edition: '2013' | '2022' | null,
  code: string | null,
): OrderLine {
  return givenLine({ catalogue: { edition, code }, computer: givenComputer({ category }) });
}

export function givenComputer(changes: Partial<Computer> = {}): Computer {
  return {
    category: 'desktop',
    cpu: { model: 'Kunpeng 920', architecture: 'arm64', securityRating: { level: 'I', announcement: '2023-1' } },
    intendedUse: 'office',
    needsOffice: null,
    virtualDesktops: null,
    cores: null,
    operatingSystem: givenSystem(),
    ...changes,
  };
}

export function givenSystem(changes: Partial<OperatingSystem> = {}): OperatingSystem {
  return {
    state: 'preinstalled',
    product: 'UnionTech UOS Desktop',
    edition: 'Professional',
    version: '20',
    licenceType: 'oem',
    securityRating: { level: 'I', announcement: '2023-1' },
    target: null,
    evidence: [{ kind: 'vendor-authorization-letter', reference: 'UOS-SQ-2026-0412', seats: 20 }],
    ...changes,
  };
}

/** A line whose machines carry this system. */
export function givenLineWith(system: Partial<OperatingSystem>, changes: Partial<OrderLine> = {}): OrderLine {
  return givenLine({ computer: givenComputer({ operatingSystem: givenSystem(system) }), ...changes });
}

/** Twenty seats of WPS Office for 580.00 yuan each, bought by the plan itself. */
export function givenItem(changes: Partial<PlanItem> = {}): PlanItem {
  return {
    item: 1,
    category: 'office',
    product: 'WPS Office',
    edition: 'Professional',
    version: '2023',
    provision: 'new-purchase',
    licenceType: 'perpetual',
    metric: 'device',
    seats: 20,
    unitPrice: '580.00',
    serviceMonths: null,
    firstYearUnitPrice: null,
    validFrom: DELIVERED_ON,
    validUntil: null,
    platforms: ['linux-arm64'],
    deliverBy: DELIVERED_ON,
    entitlementId: null,
    licensee: AGENCY,
    orderLine: null,
    replacesEntitlements: [],
    forExistingDevices: 0,
    funding: [{ budgetLine: SOFTWARE_LINE, amount: '11600.00' }],
    evidence: [{ kind: 'licence-certificate', reference: 'WPS-LIC-2026-0412', seats: 20 }],
    ...changes,
  };
}

/** Twenty seats of a one-year client antivirus for 91.00 yuan each. */
export function givenAntivirus(changes: Partial<PlanItem> = {}): PlanItem {
  return givenItem({
    item: 2,
    category: 'antivirus-client',
    product: '奇安信天擎',
    edition: 'Enterprise',
    version: '10',
    licenceType: 'subscription',
    unitPrice: '91.00',
    serviceMonths: 12,
    firstYearUnitPrice: '91.00',
    validUntil: '2027-12-19',
    funding: [{ budgetLine: SOFTWARE_LINE, amount: '1820.00' }],
    evidence: [{ kind: 'licence-certificate', reference: 'QAX-LIC-2026-0412', seats: 20 }],
    ...changes,
  });
}

export function givenApproval(changes: Partial<Approval> = {}): Approval {
  return {
    kind: 'special-equipment',
    document: '荆财采〔2026〕12号',
    issuedBy: '荆州市财政局',
    issuedOn: '2026-03-30',
    validUntil: null,
    ground: null,
    lines: [],
    planItems: [],
    ...changes,
  };
}

export interface InputChanges {
  readonly order?: Partial<OrderSubmission>;
  readonly gathered?: Partial<Gathered>;
  readonly submittedOn?: string;
  readonly decidedOn?: string;
  /** Laid over the policy of both days, as `{ centralCatalogue: undefined }`. */
  readonly policy?: Partial<Policy>;
}

export function givenInput(changes: InputChanges = {}): DeriveInput {
  const order = givenOrder(changes.order);
  const gathered = givenGathered({ ...(order.supplier ? {} : { supplier: null }), ...changes.gathered });
  const submittedOn = civilDate(changes.submittedOn ?? SUBMITTED_ON);
  const decidedOn = civilDate(changes.decidedOn ?? changes.submittedOn ?? SUBMITTED_ON);
  const { region, level } = gathered.agency;
  const { policyFor, decoding, needs } = shippedPack();
  return {
    order,
    gathered,
    policy: {
      submitDate: { ...policyFor({ region, level, on: submittedOn }), ...changes.policy },
      decisionDate: { ...policyFor({ region, level, on: decidedOn }), ...changes.policy },
    },
    decoding,
    needs,
    submittedOn,
    decidedOn,
  };
}

/** A policy that lacks some of its scalar parameters, to be laid over the real one. */
export function policyWithout(...names: readonly string[]): Partial<Policy> {
  const { region, level } = givenAgency();
  const policy = shippedPack().policyFor({ region, level, on: civilDate(SUBMITTED_ON) });
  return {
    integer: (name) => (names.includes(name) ? undefined : policy.integer(name)),
    boolean: (name) => (names.includes(name) ? undefined : policy.boolean(name)),
    text: (name) => (names.includes(name) ? undefined : policy.text(name)),
    texts: (name) => (names.includes(name) ? undefined : policy.texts(name)),
    fen: (name) => (names.includes(name) ? undefined : policy.fen(name)),
  };
}

/** Everything that facts are derived from in a policy, and not one parameter of it. */
export const NO_POLICY: Partial<Policy> = {
  integer: () => undefined,
  boolean: () => undefined,
  text: () => undefined,
  texts: () => undefined,
  fen: () => undefined,
  deviceCap: () => undefined,
  knownProducts: undefined,
  bannedOperatingSystems: undefined,
  freeList: undefined,
  ratedCpus: undefined,
  ratedOperatingSystems: undefined,
  editionNames: { home: undefined, personal: undefined, unit: undefined },
  classes: { hardware: undefined, software: undefined, expense: undefined, antivirusFirstYear: undefined },
  centralCatalogue: undefined,
  tenderEquivalentMethods: undefined,
  brandNeutralMethods: undefined,
  ratedLevels: undefined,
  ratedKinds: undefined,
  exemptionKinds: undefined,
};

let shipped: RuleSet | undefined;

/** Read once for all tests: parsing and compiling the pack takes longer than all of them. */
export function shippedPack(): RuleSet {
  shipped ??= packUnderTest();
  return shipped;
}
