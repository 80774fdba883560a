import assert from 'node:assert/strict';
import {
  type ExemptionState,
  exemptDevices,
  exemptionCovers,
  exemptionFacts,
  exemptionState,
} from '../../src/facts/exemption.ts';
import type { GatheredEntitlement } from '../../src/facts/gathered.ts';
import type { OrderLine, OrderSubmission, PlanItem } from '../../src/facts/submission.ts';
import { civilDate } from '../../src/kernel/index.ts';
import { bareMachine, ENTITLEMENT, givenPlan, spareItem } from './plan-support.ts';
import { givenHistory, givenLine, policyWithout, SUBMITTED_ON } from './support.ts';

type Exemption = NonNullable<OrderSubmission['exemption']>;

const SIX_BARE = [bareMachine('desktop', {}, { quantity: 6 })];

describe('exemption for bare machines', () => {
  const cases: readonly [string, ExemptionState, Partial<Exemption>][] = [
    ['for exactly the machines', 'valid', { devices: 6 }],
    ['for five of six machines', 'devices-short', { devices: 5 }],
    ['for no number of machines', 'devices-short', { devices: null }],
    ['that ends on the day of the decision', 'valid', { validUntil: SUBMITTED_ON }],
    ['that ended the day before', 'expired', { validUntil: '2026-04-11' }],
    ['that ends on no day', 'expired', { validUntil: null }],
    ['that begins on the day of the decision', 'valid', { validFrom: SUBMITTED_ON }],
    ['that begins the day after', 'expired', { validFrom: '2026-04-13' }],
    ['of no kind', 'kind-not-allowed', { kind: null }],
    ['that nobody issued', 'no-approver', { issuedBy: [] }],
    ['without a document', 'no-approver', { document: null }],
    ['for a classified unit without its own system', 'no-special-os', { kind: 'classified' }],
  ];
  for (const [says, state, changes] of cases) {
    it(`${says} is ${state}`, () => assert.equal(exemptionState(given({ exemption: changes })), state));
  }

  it('is none while the order has none', () => {
    const input = givenPlan({ lines: SIX_BARE });

    assert.equal(exemptionState(input), 'none');
    assert.equal(exemptionCovers(input, 0), false);
    assert.equal(exemptDevices(input.order), 0);
    assert.deepEqual(exemptionFacts(input), {
      'exemption.state': 'none',
      'exemption.devices': null,
      'history.exemptionDevicesUsed': 0,
    });
  });

  it('is used up by the machines of earlier orders', () => {
    assert.equal(exemptionState(given({ exemption: { devices: 8 }, used: 2 })), 'valid');
    assert.equal(exemptionState(given({ exemption: { devices: 8 }, used: 3 })), 'devices-short');
    assert.deepEqual(exemptionFacts(given({ exemption: { devices: 8 }, used: 3 })), {
      'exemption.state': 'devices-short',
      'exemption.devices': 8,
      'history.exemptionDevicesUsed': 3,
    });
  });

  it('is of a kind that the policy allows', () => {
    const policy = { texts: () => ['laboratory'] };

    assert.equal(exemptionState(given({ exemption: { kind: 'laboratory' }, policy })), 'valid');
    assert.equal(exemptionState(given({ exemption: { kind: 'embedded' }, policy })), 'kind-not-allowed');
  });

  it('is missing, and what it covers too, while the kinds are', () => {
    const input = given({ policy: policyWithout('policy.exemption.kinds') });

    assert.equal('exemption.state' in exemptionFacts(input), false);
    assert.equal(exemptionCovers(input, 0), undefined);
  });
});

describe('special system of a classified unit', () => {
  const special = { category: 'operating-system', freeSeats: 6 };
  const cases: readonly [string, ExemptionState, Partial<GatheredEntitlement>, PlanItem?][] = [
    ['has a seat for each machine', 'valid', special],
    ['has one seat too few', 'no-special-os', { ...special, freeSeats: 5 }],
    ['has seats without number', 'valid', { ...special, seats: null, freeSeats: null }],
    ['is only declared', 'no-special-os', { ...special, standing: 'declared' }],
    ['is office software', 'no-special-os', { freeSeats: 6 }],
    ['ends on the day of delivery', 'no-special-os', { ...special, validUntil: civilDate('2026-12-20') }],
    ['came with machines that it is bound to', 'no-special-os', { ...special, isDeviceBound: true }],
    ['is an OEM right', 'no-special-os', { ...special, channel: 'oem' }],
    ['has yet to begin', 'no-special-os', { ...special, validFrom: civilDate('2026-12-21') }],
    [
      'is drawn on by the plan as well',
      'no-special-os',
      special,
      spareItem({ category: 'operating-system', seats: 1 }),
    ],
  ];
  for (const [says, state, held, item] of cases) {
    it(`${says}: ${state}`, () => {
      const exemption: Partial<Exemption> = { kind: 'classified', specialOsEntitlementId: ENTITLEMENT };

      assert.equal(exemptionState(given({ exemption, held, ...(item && { plan: [item] }) })), state);
    });
  }
});

describe('special system that is a subscription', () => {
  const stateWith = (validUntil: string | null) =>
    exemptionState(
      given({
        exemption: { kind: 'classified', specialOsEntitlementId: ENTITLEMENT },
        held: {
          ...{ category: 'operating-system', freeSeats: 6, channel: 'subscription' },
          validUntil: validUntil === null ? null : civilDate(validUntil),
        },
      }),
    );

  it('is good until it ends, and is not known to be good when the register has no end', () => {
    assert.equal(stateWith('2026-12-21'), 'valid');
    assert.equal(stateWith(null), undefined);
  });
});

describe('lines of an exemption', () => {
  const lines = [
    bareMachine('desktop', {}, { line: 1, quantity: 4 }),
    bareMachine('laptop', { operatingSystem: { state: 'dos' } }, { line: 2, quantity: 2 }),
    givenLine({ line: 3 }),
    bareMachine('server', {}, { line: 4, quantity: 3 }),
  ];
  const coveredBy = (exemption: Partial<Exemption>): readonly unknown[] => {
    const input = given({ lines, exemption });
    return [exemptDevices(input.order), ...lines.map((_, index) => exemptionCovers(input, index))];
  };

  it('are those of bare machines for people when it names none', () => {
    assert.deepEqual(coveredBy({ devices: 6 }), [6, true, true, false, false]);
  });

  it('are those that it names', () => {
    assert.deepEqual(coveredBy({ devices: 4, lines: [1] }), [4, true, false, false, false]);
  });

  it('use it up as servers only where it is for them', () => {
    assert.deepEqual(coveredBy({ devices: 3, lines: [4] }), [3, false, false, false, true]);
    assert.deepEqual(coveredBy({ devices: 9, lines: [1, 2, 3, 4] }), [9, true, true, false, true]);
  });

  it('are the servers alone where it is for hosts of virtual machines, whatever it names', () => {
    assert.deepEqual(coveredBy({ devices: 3, kind: 'server-virtual-host' }), [3, false, false, false, true]);
    assert.deepEqual(coveredBy({ devices: 3, kind: 'server-virtual-host', lines: [1, 2] }), [
      0,
      false,
      false,
      false,
      false,
    ]);
  });

  it('are not covered by one that is short', () => {
    assert.deepEqual(coveredBy({ devices: 5 }), [6, false, false, false, false]);
  });
});

interface ExemptionCase {
  readonly exemption?: Partial<Exemption>;
  readonly used?: number;
  readonly lines?: readonly OrderLine[];
  readonly plan?: readonly PlanItem[];
  readonly held?: Partial<GatheredEntitlement>;
  readonly policy?: Parameters<typeof givenPlan>[0]['policy'] & object;
}

function given({ exemption, used = 0, lines = SIX_BARE, plan, held, policy }: ExemptionCase) {
  const valid: Exemption = {
    kind: 'laboratory',
    document: '荆密办〔2026〕3号',
    issuedBy: ['荆州市国家保密局', '荆州市软件正版化办公室'],
    devices: 6,
    validUntil: '2026-12-31',
  };
  const input = givenPlan({
    lines,
    order: { exemption: { ...valid, ...exemption } },
    ...(plan && { plan }),
    ...(held && { held }),
    ...(policy && { policy }),
  });
  return { ...input, gathered: { ...input.gathered, history: givenHistory({ exemptionDevicesUsed: used }) } };
}
