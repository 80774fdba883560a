import assert from 'node:assert/strict';
import { deriveFacts } from '../../src/facts/derive-facts.ts';
import type { GatheredContract } from '../../src/facts/gathered.ts';
import { termsOf } from '../../src/facts/stages/contract-terms.ts';
import type { OrderSubmission } from '../../src/facts/submission.ts';
import { civilDate, fen } from '../../src/kernel/index.ts';
import { givenContract, givenInput, givenLine, givenOrder, type InputChanges, policyWithout } from './support.ts';

function factsUnder(contract: Partial<GatheredContract>, changes: InputChanges = {}) {
  return deriveFacts(givenInput({ ...changes, gathered: { ...changes.gathered, contract: givenContract(contract) } }));
}

describe('facts of a contract', () => {
  it('are nothing but its days and its amount', () => {
    const { order } = factsUnder({ signedOn: civilDate('2026-04-20') });

    assert.equal(order['contract.signedOn'], '2026-04-20');
    assert.equal(order['decision.approvedOn'], '2026-04-12');
    assert.equal(order['contract.originalFen'], 11_340_000);
    for (const name of ['supplementsFen', 'supplementsMaxFen', 'termsChanged']) {
      assert.equal(order[`contract.${name}`], null, name);
    }
  });

  it('are not there before the contract, so that a submission has the facts it always had', () => {
    const { order, lines, planItems } = deriveFacts(givenInput());

    const names = [order, ...lines, ...planItems].flatMap((facts) => Object.keys(facts));
    assert.deepEqual(
      names.filter((name) => name.startsWith('contract.') || name.startsWith('decision.')),
      [],
    );
  });

  it('say how many seats are under contract', () => {
    const { planItems } = factsUnder({});

    assert.deepEqual(
      planItems.map((item) => item['contract.seats']),
      [20, 20],
    );
  });
});

describe('facts of a supplement', () => {
  const original = (amountFen: number, agreed: OrderSubmission = givenOrder()) => ({
    original: { amountFen: fen(amountFen), terms: termsOf(agreed) },
  });

  for (const [amountFen, maxFen] of [
    [10_309_091, 1_030_909],
    [10_309_090, 1_030_909],
    [10_309_089, 1_030_908],
  ] as const) {
    it(`of a contract of ${amountFen} fen may add ${maxFen}, rounded down`, () => {
      const { order } = factsUnder(original(amountFen));

      assert.equal(order['contract.originalFen'], amountFen);
      assert.equal(order['contract.supplementsFen'], 11_340_000 - amountFen);
      assert.equal(order['contract.supplementsMaxFen'], maxFen);
    });
  }

  it('lack the share where the policy has none', () => {
    const { order } = factsUnder(original(11_000_000), { policy: policyWithout('policy.supplement.maxPercent') });

    assert.equal('contract.supplementsMaxFen' in order, false);
  });

  it('say whether the terms are those of the contract', () => {
    const other = givenOrder({ lines: [givenLine({ unitPrice: '4998.00' })] });

    assert.equal(factsUnder(original(11_340_000)).order['contract.termsChanged'], false);
    assert.equal(factsUnder(original(11_340_000, other)).order['contract.termsChanged'], true);
  });
});

describe('the preference for domestic products', () => {
  const foreign = { method: 'open-tender', lines: [givenLine({ domestic: false })] } as const;
  const preferenceOf = (
    order: Partial<OrderSubmission>,
    preferenceApplied: boolean | null,
    changes: InputChanges = {},
  ) =>
    factsUnder({ preferenceApplied }, { ...changes, order: { ...order, lines: [...(order.lines ?? [])] } }).lines[0]?.[
      'contract.domesticPreference'
    ];

  for (const [says, order, applied, expected] of [
    ['applied is applied', foreign, true, 'applied'],
    ['not applied is not', foreign, false, 'not-applied'],
    ['not stated is asked for', foreign, null, 'not-stated'],
    [
      'is asked for where the origin is not stated',
      { ...foreign, lines: [givenLine({ domestic: null })] },
      null,
      'not-stated',
    ],
    ['is not needed where a domestic product won', { ...foreign, lines: [givenLine()] }, null, 'not-needed'],
    ['is not needed where nobody competed', { ...foreign, method: 'e-mall' }, null, 'not-needed'],
    ['is not needed where no method is stated', { ...foreign, method: null }, null, 'not-needed'],
  ] as const) {
    it(`that is ${says}`, () => {
      assert.equal(preferenceOf({ ...order, lines: [...order.lines] }, applied), expected);
    });
  }

  it('is not needed before there was one', () => {
    const days = { submittedOn: '2025-12-31', decidedOn: '2026-04-12' };

    assert.equal(preferenceOf({ ...foreign, lines: [...foreign.lines] }, null, days), 'not-needed');
  });

  it('is missing where nobody decided which methods compare offers', () => {
    const policy = { brandNeutralMethods: undefined };

    assert.equal(preferenceOf({ ...foreign, lines: [...foreign.lines] }, true, { policy }), undefined);
  });
});
