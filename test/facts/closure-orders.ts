import { civilDate } from '../../src/kernel/index.ts';
import {
  givenAgency,
  givenAntivirus,
  givenApproval,
  givenComputer,
  givenDevice,
  givenEntitlement,
  givenItem,
  givenLine,
  givenLineWith,
  givenSupplier,
  givenSystem,
  type InputChanges,
} from './support.ts';

const bareLine = { line: 1, goods: 'computer' as const, description: '台式计算机', quantity: 1 };
const softwareLine = givenLine({ line: 2, goods: 'software', computer: null, software: { category: 'office' } });
const serverLine = givenLine({
  line: 3,
  catalogue: { edition: '2022', code: 'A02010104' },
  computer: givenComputer({
    category: 'server',
    intendedUse: 'server',
    cores: 64,
    operatingSystem: givenSystem({ state: 'none' }),
  }),
});
const terminals = givenLine({
  line: 4,
  quantity: 240,
  computer: givenComputer({ category: 'thin-client', cpu: null, operatingSystem: null }),
});
const exemption = {
  kind: 'classified' as const,
  document: '保密〔2026〕3号',
  issuedBy: ['保密局'],
  devices: 5,
  lines: [1],
};

/** Orders of every kind, and the least and the most that each may say. */
export const ORDERS: Readonly<Record<string, InputChanges>> = {
  'a complete order': {},
  'an order of the required fields alone': {
    order: {
      acquisition: null,
      method: null,
      organisationForm: null,
      package: null,
      classified: null,
      planFilingNumber: null,
      supplier: null,
      expectedDeliveryOn: null,
      total: null,
      lines: [bareLine],
      softwarePlan: null,
      approvals: null,
      exemption: null,
    },
    gathered: { planFiling: null, budgetLines: {} },
  },
  'an order whose every block is empty': {
    order: {
      supplier: {},
      lines: [
        {
          ...bareLine,
          catalogue: {},
          computer: { cpu: {}, operatingSystem: { target: {}, evidence: [{}] } },
          funding: [{}],
        },
      ],
      softwarePlan: [{ funding: [{}], evidence: [{}] }],
      approvals: [{}],
      exemption: {},
    },
    gathered: { supplier: null },
  },
  'an open tender': {
    order: {
      method: 'open-tender',
      supplier: null,
      lines: [
        givenLineWith(
          { state: 'required', product: null, edition: null, version: null, licenceType: null, evidence: [] },
          { brand: null, model: null },
        ),
      ],
      softwarePlan: [givenItem({ product: null, edition: null, version: null }), givenAntivirus({ product: null })],
    },
  },
  'machines of every kind, software and other goods': {
    order: {
      package: 'integration',
      lines: [
        givenLine(),
        softwareLine,
        serverLine,
        terminals,
        givenLine({ line: 5, goods: 'other', catalogue: null, computer: null }),
      ],
      softwarePlan: [
        givenItem({ orderLine: 2, unitPrice: null, funding: [] }),
        givenItem({ item: 4, category: 'operating-system', metric: 'core', seats: 1280 }),
      ],
    },
  },
  'products, codes and budget lines that nobody knows': {
    order: {
      lines: [
        givenLineWith(
          { product: 'Nobody’s OS', target: { product: 'Another OS', version: '2' }, evidence: [{ kind: 'coa' }] },
          {
            catalogue: { edition: '2022', code: 'A02019999' },
            replaces: ['dev_unknown'],
            funding: [{ budgetLine: 'unknown', amount: '1.00' }],
          },
        ),
      ],
      softwarePlan: [givenItem({ product: 'Nobody’s Office' })],
    },
    gathered: { agency: givenAgency({ staff: null, openedOn: null }), responsible: [] },
  },
  'seats that are there already, replaced machines and a bare machine under an exemption': {
    order: {
      approvals: [givenApproval({ kind: 'early-replacement', ground: 'unusable' })],
      exemption: { ...exemption, specialOsEntitlementId: 'ent_2', validFrom: '2026-01-01', validUntil: '2026-12-31' },
      lines: [givenLineWith({ state: 'none', product: null }, { quantity: 5, replaces: ['dev_1'] })],
      softwarePlan: [
        givenItem({
          provision: 'spare-entitlement',
          entitlementId: 'ent_1',
          unitPrice: null,
          funding: [],
          replacesEntitlements: ['ent_3'],
        }),
        givenItem({ item: 3, provision: 'site-licence', entitlementId: 'ent_4', unitPrice: null, funding: null }),
        givenItem({ item: 4, provision: 'free', platforms: [] }),
        givenItem({ item: 5, provision: 'bundled', licenceType: 'trial', edition: 'Home' }),
      ],
    },
    gathered: {
      devices: { dev_1: givenDevice() },
      supplier: givenSupplier({ source: 'local-software' }, { isAffiliate: true }),
      entitlements: {
        ent_1: givenEntitlement(),
        ent_2: givenEntitlement({ category: 'operating-system', product: 'Special OS' }),
        ent_3: givenEntitlement({ acquiredOn: null }),
        ent_4: givenEntitlement({
          seats: null,
          freeSeats: null,
          site: { agencies: [], headcount: 100, afterEnd: null },
        }),
      },
      overdueUndertakings: [civilDate('2026-01-01')],
      overdueFilings: [civilDate('2026-01-01')],
      overdueRectifications: [{ severity: 'high', dueOn: civilDate('2026-01-01') }],
    },
  },
  'a donation': {
    order: {
      acquisition: 'donation',
      total: null,
      method: null,
      organisationForm: null,
      lines: [givenLine({ funding: [], unitPrice: null })],
      softwarePlan: [],
    },
  },
  'a lease': {
    order: { acquisition: 'lease', lines: [givenLineWith({ evidence: [{ kind: 'lessor-authorization' }] })] },
  },
};
