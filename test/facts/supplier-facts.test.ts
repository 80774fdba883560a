import assert from 'node:assert/strict';
import type { GatheredSupplier } from '../../src/facts/gathered.ts';
import { creditCheck, debarmentState, localListing, supplierFacts } from '../../src/facts/supplier-facts.ts';
import { civilDate } from '../../src/kernel/index.ts';
import { givenInput, givenSupplier, policyWithout, SUPPLIER } from './support.ts';

type Debarment = Partial<GatheredSupplier['debarments'][number]>;

const ON = civilDate('2026-04-12');
const day = civilDate;
const local: Debarment = { source: 'local-software' };

describe('national debarments', () => {
  const cases: readonly { says: string; debarments: readonly Debarment[]; state: string }[] = [
    { says: 'none', debarments: [], state: 'none' },
    { says: 'one of the finance ministry', debarments: [{}], state: 'active' },
    { says: 'one of a court without an end', debarments: [{ source: 'court', until: null }], state: 'active' },
    { says: 'one of the tax office', debarments: [{ source: 'tax' }], state: 'active' },
    { says: 'the local list only', debarments: [local], state: 'none' },
    { says: 'one against an affiliate', debarments: [{ isAffiliate: true }], state: 'none' },
    { says: 'one on its last day', debarments: [{ until: ON }], state: 'active' },
    { says: 'one that ended yesterday', debarments: [{ until: day('2026-04-11') }], state: 'none' },
    { says: 'one that begins today', debarments: [{ from: ON }], state: 'active' },
    { says: 'one that begins tomorrow', debarments: [{ from: day('2026-04-13') }], state: 'none' },
    { says: 'one under appeal', debarments: [{ isAppealPending: true }], state: 'active' },
    { says: 'one lifted today', debarments: [{ endReason: 'revoked', endedOn: ON }], state: 'none' },
    {
      says: 'one to be lifted tomorrow',
      debarments: [{ endReason: 'revoked', endedOn: day('2026-04-13') }],
      state: 'active',
    },
    {
      says: 'one without an end that expired',
      debarments: [{ until: null, endReason: 'expired', endedOn: day('2026-04-11') }],
      state: 'none',
    },
  ];
  for (const { says, debarments, state } of cases) {
    it(`are ${state} with ${says}`, () => {
      assert.equal(debarmentState(givenSupplier(...debarments).debarments, ON), state);
    });
  }
});

describe('the local list', () => {
  const cases: readonly { says: string; debarments: readonly Debarment[]; state: string }[] = [
    { says: 'an entry in force', debarments: [local], state: 'active' },
    { says: 'an entry under appeal', debarments: [{ ...local, isAppealPending: true }], state: 'under-appeal' },
    {
      says: 'one entry under appeal and one that is not',
      debarments: [{ ...local, isAppealPending: true }, local],
      state: 'active',
    },
    { says: 'a national debarment', debarments: [{}], state: 'none' },
    {
      says: 'an entry that ended yesterday',
      debarments: [{ ...local, from: day('2025-01-01'), until: day('2026-04-11') }],
      state: 'recently-ended',
    },
    {
      says: 'an entry removed yesterday',
      debarments: [{ ...local, endReason: 'revoked', endedOn: day('2026-04-11') }],
      state: 'recently-ended',
    },
    {
      says: 'an entry that was corrected',
      debarments: [{ ...local, endReason: 'corrected', endedOn: day('2026-04-11') }],
      state: 'none',
    },
    {
      says: 'an entry that ended 364 days ago',
      debarments: [{ ...local, from: day('2024-01-01'), until: day('2025-04-12') }],
      state: 'recently-ended',
    },
    {
      says: 'an entry that ended a year ago',
      debarments: [{ ...local, from: day('2024-01-01'), until: day('2025-04-11') }],
      state: 'none',
    },
    { says: 'a debarred affiliate', debarments: [{ isAffiliate: true }], state: 'affiliate' },
    { says: 'an affiliate on the local list', debarments: [{ ...local, isAffiliate: true }], state: 'affiliate' },
    {
      says: 'an affiliate that is free again',
      debarments: [{ isAffiliate: true, from: day('2025-01-01'), until: day('2026-04-11') }],
      state: 'none',
    },
  ];
  for (const { says, debarments, state } of cases) {
    it(`is ${state} with ${says}`, () => {
      assert.equal(localListing(givenSupplier(...debarments).debarments, ON, 365), state);
    });
  }
});

describe('the credit check', () => {
  const cases = [
    { checkedOn: null, state: 'absent' },
    { checkedOn: '2026-04-12', state: 'fresh' },
    { checkedOn: '2026-04-02', state: 'fresh' },
    { checkedOn: '2026-04-01', state: 'stale' },
    { checkedOn: '2026-04-13', state: 'absent' },
  ];
  for (const { checkedOn, state } of cases) {
    it(`is ${state} with a check on ${checkedOn ?? 'no day'}`, () => {
      assert.equal(creditCheck(checkedOn === null ? null : civilDate(checkedOn), ON, 10), state);
    });
  }
});

describe('facts of the supplier', () => {
  it('are nothing while the order names none', () => {
    assert.deepEqual(supplierFacts(givenInput({ order: { supplier: null } })), {
      'supplier.creditCode': null,
      'supplier.debarmentState': null,
      'supplier.localListing': null,
      'supplier.creditCheck': null,
      'supplier.creditCheckedOn': null,
      'supplier.isCreditCheckInFuture': null,
      'supplier.nameState': null,
      'supplier.namesakes': null,
      'supplier.buyerRelation': null,
    });
  });

  it('are all there for a supplier without a record', () => {
    assert.deepEqual(supplierFacts(givenInput()), {
      'supplier.creditCode': SUPPLIER,
      'supplier.debarmentState': 'none',
      'supplier.localListing': 'none',
      'supplier.creditCheck': 'fresh',
      'supplier.creditCheckedOn': '2026-04-10',
      'supplier.isCreditCheckInFuture': false,
      'supplier.nameState': 'own',
      'supplier.namesakes': [],
      'supplier.buyerRelation': 'none',
    });
  });

  it('tell of a credit check on a day that is still to come, and not of one on the day itself', () => {
    const isInFuture = (creditCheckedOn: string) =>
      supplierFacts(givenInput({ order: { supplier: { creditCode: SUPPLIER, creditCheckedOn } } }))[
        'supplier.isCreditCheckInFuture'
      ];

    assert.deepEqual([isInFuture('2026-04-12'), isInFuture('2026-04-13')], [false, true]);
  });

  it('lack what the policy has no days for', () => {
    const policy = policyWithout('policy.credit.maxAgeDays', 'policy.supplier.localListingTailDays');
    const facts = supplierFacts(givenInput({ policy }));

    assert.equal('supplier.creditCheck' in facts, false);
    assert.equal('supplier.localListing' in facts, false);
    assert.equal(facts['supplier.debarmentState'], 'none');
  });
});
