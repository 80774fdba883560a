import assert from 'node:assert/strict';
import { civilDate, fen } from '../../src/kernel/index.ts';
import { type Contribution, type Difference, movesBetween, unspentOf } from '../../src/orders/decide/contribution.ts';

type Money = Readonly<Record<string, number>>;

function taking(bucket: Contribution['bucket'], budget: Money, spent: Money = {}): Contribution {
  const amounts = (money: Money) => new Map(Object.entries(money).map(([code, amount]) => [code, fen(amount)]));
  return {
    ...{
      revision: 1,
      bucket,
      budget: amounts(budget),
      spent: amounts(spent),
      seats: new Map(),
      allocated: new Map(),
      purchases: [],
    },
    ...{
      twin: { key: 'twin', looseKey: 'twin', machineLines: [], submittedOn: civilDate('2026-06-01') },
      costs: { entries: [], submittedOn: civilDate('2026-06-01') },
      exemption: null,
      proofs: new Map(),
      oldMachines: [],
      waivers: new Map(),
    },
    filing: { number: 'BA-1', amountFen: fen(1_000) },
  };
}

function told(difference: Pick<Difference, 'before' | 'after'>, releaseCause: Difference['releaseCause'] = 'release') {
  return movesBetween({ orderId: 'ord_1', releaseCause, ...difference }).map(
    ({ account, from, to, quantity, cause }) => `${cause} ${account} ${quantity} ${from} → ${to}`,
  );
}

describe('what an order takes from its budget lines', () => {
  it('gives back at a termination what was not paid, and leaves what was', () => {
    const before = taking('encumbered', { 'JZ-1': 1_000, 'JZ-2': 300 }, { 'JZ-1': 600, 'JZ-2': 300 });

    const moves = told({ before, after: null }, 'termination');

    assert.deepEqual(moves, ['termination JZ-1 400 encumbered → available']);
  });

  it('reserves for a supplement only what it adds, however much was paid', () => {
    const before = taking('encumbered', { 'JZ-1': 1_000 }, { 'JZ-1': 600 });
    const after = taking('encumbered', { 'JZ-1': 1_100 }, { 'JZ-1': 600 });

    assert.deepEqual(told({ before, after }), [
      'reservation JZ-1 100 available → reserved',
      'encumbrance JZ-1 100 reserved → encumbered',
    ]);
  });

  it('moves what is not paid to another line, and what is paid nowhere', () => {
    const before = taking('encumbered', { 'JZ-1': 1_000 }, { 'JZ-1': 600 });
    const after = taking('encumbered', { 'JZ-1': 600, 'JZ-2': 500 }, { 'JZ-1': 600 });

    assert.deepEqual(told({ before, after }), [
      'release JZ-1 400 encumbered → available',
      'reservation JZ-2 500 available → reserved',
      'encumbrance JZ-2 500 reserved → encumbered',
    ]);
  });

  it('never takes less than was paid', () => {
    const before = taking('encumbered', { 'JZ-1': 1_000 }, { 'JZ-1': 600 });
    const after = taking('encumbered', { 'JZ-1': 599 }, { 'JZ-1': 600 });

    assert.throws(() => told({ before, after }), /less of JZ-1 than it has spent/);
  });

  it('goes on using up the filed plan for what was paid, when everything else is given back', () => {
    const { budget, filing } = unspentOf(taking('encumbered', { 'JZ-1': 1_000 }, { 'JZ-1': 600 }));

    assert.deepEqual(
      { budget: [...budget], filing },
      { budget: [['JZ-1', 400]], filing: { number: 'BA-1', amountFen: 400 } },
    );
  });
});
