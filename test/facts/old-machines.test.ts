import assert from 'node:assert/strict';
import type { GatheredHistory } from '../../src/facts/gathered.ts';
import { hardwareFacts } from '../../src/facts/goods/hardware.ts';
import { givenGathered, givenHistory, givenInput, givenLine, givenOrder, policyWithout } from './support.ts';

const FACTS = ['line.replacedAlready', 'line.replacedPerhaps', 'line.replacedByOrders', 'line.replacedTwice'];

describe('old machines that were replaced before', () => {
  const first = givenLine({ replaces: ['dev_1', 'dev_2', 'dev_3', 'dev_1'] });
  const second = givenLine({ line: 2, replaces: ['dev_3', 'dev_4', 'dev_4'] });
  const factsOf = (oldMachines: GatheredHistory['oldMachines'], changes: Parameters<typeof givenInput>[0] = {}) => {
    const history = givenHistory(oldMachines && { oldMachines });
    const order = givenOrder({ lines: [first, second] });
    const input = givenInput({ order, gathered: givenGathered({ history }), ...changes });
    return [first, second].map((line) => FACTS.map((name) => hardwareFacts(input, line)[name]));
  };

  it('are counted line by line, with the orders that replace them, and so is what two lines replace', () => {
    const oldMachines = {
      dev_1: { orders: ['ord_2', 'ord_1'], perhaps: ['ord_9'] },
      dev_2: { orders: ['ord_1'], perhaps: [] },
      dev_4: { orders: [], perhaps: ['ord_3'] },
    };
    assert.deepEqual(factsOf(oldMachines), [
      [2, 0, ['ord_1', 'ord_2'], 1],
      [0, 1, ['ord_3'], 1],
    ]);
  });

  it('may have been replaced under another number of the same order', () => {
    assert.deepEqual(factsOf({ dev_2: { orders: [], perhaps: [] } })[0], [0, 1, [], 1]);
  });

  it('are none where nobody else replaces them, or a policy does not ask, and no facts under an older one', () => {
    const oldMachines = { dev_1: { orders: ['ord_1'], perhaps: [] } };
    const off = { ...policyWithout(), boolean: () => false };

    assert.deepEqual(factsOf(undefined)[0], [0, 0, [], 1]);
    assert.deepEqual(factsOf(oldMachines, { policy: off })[0], [0, 0, [], 0]);
    const older = factsOf(oldMachines, { policy: policyWithout('policy.replacement.once') });
    assert.deepEqual(older[0], [undefined, undefined, undefined, undefined]);
  });
});
