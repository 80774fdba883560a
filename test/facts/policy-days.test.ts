import assert from 'node:assert/strict';
import { deriveFacts } from '../../src/facts/derive-facts.ts';
import type { DeriveInput } from '../../src/facts/derive-input.ts';
import type { OrderSubmission } from '../../src/facts/submission.ts';
import { civilDate } from '../../src/kernel/index.ts';
import type { Facts, Policy } from '../../src/rules/index.ts';
import {
  givenAgency,
  givenAntivirus,
  givenComputer,
  givenDevice,
  givenEntitlement,
  givenInput,
  givenItem,
  givenLine,
  givenLineWith,
  givenSupplier,
  givenSystem,
} from './support.ts';

const server = givenLine({
  line: 2,
  catalogue: { edition: '2022', code: 'A02010104' },
  computer: givenComputer({ category: 'server' }),
});

const tablet = givenLine({
  catalogue: { edition: '2022', code: 'A02010109' },
  computer: givenComputer({
    category: 'tablet',
    operatingSystem: givenSystem({ product: 'HarmonyOS', version: '4.2' }),
  }),
});

/** Between them these orders ask for everything that facts are derived from. */
const ORDERS: readonly Partial<OrderSubmission>[] = [
  { package: 'integration', lines: [givenLine(), server] },
  {
    lines: [givenLineWith({ edition: 'Ultimate' }), givenLineWith({ state: 'none' }, { line: 2 })],
    exemption: { kind: 'laboratory', document: '批〔2026〕1号', issuedBy: ['软件正版化办公室'], devices: 20 },
    softwarePlan: [
      givenItem({ edition: 'Ultimate', provision: 'free' }),
      givenAntivirus({ replacesEntitlements: ['ent_1'] }),
      givenItem({ item: 3, provision: 'spare-entitlement', entitlementId: 'ent_1' }),
    ],
  },
  { acquisition: 'lease', planFilingNumber: 'JZCG-2026-00999' },
  { lines: [givenLine({ goods: 'other', computer: null })] },
  { lines: [tablet] },
  {
    lines: [
      givenLine(),
      givenLine({ line: 2, goods: 'other', computer: null, description: '显示器', unitPrice: '1000.00' }),
      givenLine({ line: 3, goods: 'other', computer: null, description: '升级套件' }),
    ],
  },
];

type Day = keyof DeriveInput['policy'];

/** The parameters that are read of the policy of one day, by the name of the parameter or of the list. */
function readOn(day: Day): readonly string[] {
  const names = new Set<string>();
  for (const order of ORDERS) {
    for (const isClassified of [true, false]) {
      const input = givenInput({
        order,
        gathered: {
          agency: givenAgency({ isClassified }),
          entitlements: { ent_1: givenEntitlement() },
          planFiling: null,
        },
      });
      deriveFacts({ ...input, policy: { ...input.policy, [day]: noting(input.policy[day], names) } });
    }
  }
  return [...names].toSorted();
}

function noting(policy: Policy, names: Set<string>): Policy {
  return new Proxy(policy, {
    get(target, property, receiver) {
      const value: unknown = Reflect.get(target, property, receiver);
      if (typeof value !== 'function') {
        names.add(String(property));
        return value;
      }
      return (name: string) => {
        names.add(property === 'deviceCap' ? 'policy.cap' : name);
        return value(name);
      };
    },
  });
}

describe('the day whose policy is read', () => {
  it('is that of the submission for amounts, methods, prices, classes of money and lives of machines', () => {
    assert.deepEqual(readOn('submitDate'), [
      'brandNeutralMethods',
      'centralCatalogue',
      'policy.beside.capPercent',
      'policy.beside.days',
      'policy.beside.displayCap',
      'policy.beside.smallSum',
      'policy.cap',
      'policy.class.antivirusFirstYear',
      'policy.class.expense',
      'policy.class.hardware',
      'policy.class.software',
      'policy.delivery.monthsAfterYear',
      'policy.hardware.leastPrice',
      'policy.hardware.minLifeYears',
      'policy.lease.lifePercent',
      'policy.plan.bufferPercent',
      'policy.plan.reuseFirst',
      'policy.planFiling.registryRequired',
      'policy.priceSample.lowPercent',
      'policy.priceSample.minimum',
      'policy.quota.classifiedMeans',
      'policy.quota.desktopPercent',
      'policy.quota.desktopPercentClassified',
      'policy.quota.laptopPercent',
      'policy.seats.capEveryYear',
      'policy.splitting.windowDays',
      'policy.threshold.dispersed',
      'policy.threshold.integrationServerExempt',
      'policy.threshold.openTender',
      'policy.words.beside',
      'policy.words.displays',
      'policy.words.notBeside',
      'tenderEquivalentMethods',
    ]);
  });

  it('is that of the decision for everything else', () => {
    assert.deepEqual(readOn('decisionDate'), [
      'bannedOperatingSystems',
      'editionNames',
      'freeList',
      'goodsWords',
      'knownProducts',
      'policy.approval.mustState',
      'policy.classified.mustState',
      'policy.credit.maxAgeDays',
      'policy.duplicate.anySupplier',
      'policy.duplicate.windowDays',
      'policy.edition.education',
      'policy.edition.educationKinds',
      'policy.edition.home',
      'policy.edition.personal',
      'policy.exemption.kinds',
      'policy.hardware.minLifeYears',
      'policy.numbers.comparedLoosely',
      'policy.os.desktopFamilies',
      'policy.os.tabletSupportAsked',
      'policy.os.unverifiedEndRefers',
      'policy.plan.deliveryGraceDays',
      'policy.plan.leastLicencePrice',
      'policy.plan.leastPrice',
      'policy.plan.maxDeliveryMonths',
      'policy.plan.minTermMonths',
      'policy.proof.countedKinds',
      'policy.rectification.graceDays',
      'policy.replacement.once',
      'policy.retry.windowDays',
      'policy.securityRating.announcements',
      'policy.securityRating.cpuFillers',
      'policy.securityRating.grades',
      'policy.software.minLifeYears',
      'policy.software.officeMinLifeYears',
      'policy.supplier.buyersCompared',
      'policy.supplier.localListingTailDays',
      'policy.supplier.namesCompared',
      'policy.undertaking.graceDays',
      'policy.words.desktops',
      'policy.words.laptops',
      'policy.words.masks',
      'policy.words.software',
      'productWords',
      'ratedCpus',
      'ratedKinds',
      'ratedLevels',
      'ratedOperatingSystems',
      'textWords',
    ]);
  });
});

describe('the day that is counted from', () => {
  const line = givenLine({ replaces: ['dev_1'] });
  const factsOn = (decidedOn: string): { order: Facts; line: Facts } => {
    const { order, lines } = deriveFacts(
      givenInput({
        order: { lines: [line] },
        gathered: {
          devices: { dev_1: givenDevice({ acquiredOn: civilDate('2020-04-13') }) },
          overdueUndertakings: [civilDate('2026-03-13')],
          responsible: [{ duty: 'head', from: civilDate('2026-01-01'), until: civilDate('2026-04-12') }],
          supplier: givenSupplier({ from: civilDate('2026-04-13') }),
        },
        decidedOn,
      }),
    );
    return { order, line: lines[0] ?? {} };
  };

  it('is that of the submission for the age of machines', () => {
    assert.equal(factsOn('2026-04-12').line['line.replacedYoungestMonths'], 71);
    assert.equal(factsOn('2026-04-13').line['line.replacedYoungestMonths'], 71);
  });

  it('is that of the decision for who is in office, what is overdue, and who is debarred', () => {
    const then = factsOn('2026-04-12').order;
    const later = factsOn('2026-04-13').order;

    assert.equal(then['agency.responsibleState'], 'no-liaison');
    assert.equal(later['agency.responsibleState'], 'neither');
    assert.equal(then['agency.overdueUndertakingsBeyondGrace'], 0);
    assert.equal(later['agency.overdueUndertakingsBeyondGrace'], 1);
    assert.equal(then['supplier.debarmentState'], 'none');
    assert.equal(later['supplier.debarmentState'], 'active');
    assert.equal(then['supplier.creditCheck'], 'fresh');
  });
});
