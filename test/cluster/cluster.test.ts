import assert from 'node:assert/strict';
import { randomFrom } from '../faults/random.ts';
import { tryFaults } from './cluster-faults.ts';

// The longer table, with nodes drained, two of three and all killed, is run by hand: npx tsx test/cluster/by-hand.ts
describe('a cluster of three nodes whose writer is killed, and frozen, under two loaded gates', () => {
  it('loses nothing that was acknowledged, and the gates find the next node by themselves', async function () {
    // Three servers, two gates and two faults: a minute and a half where nothing else runs.
    this.slow(120_000).timeout(600_000);
    const random = randomFrom();
    console.log(`      seed ${random.seed}`);

    const report = await tryFaults({
      faults: ['kill -9 of the writer', 'SIGSTOP of the writer for 10 s'],
      ...{ random, clients: 4, quietMs: 1_500 },
      onFault: ({ fault, longestStopMs, acknowledged, notAnswered }) =>
        console.log(`      ${fault}: ${longestStopMs} ms, ${acknowledged} acknowledged, ${notAnswered} not answered`),
    });

    // How long nobody is answered is printed and no promise: on a busy machine the servers themselves agree late.
    assert.ok(report.faults.every(({ acknowledged }) => acknowledged > 0));
    assert.ok(
      report.gateMoves.every((moves) => moves >= 2),
      `the gates moved ${report.gateMoves.join(' and ')} times`,
    );
    assert.ok(Number(report.rederived) > 0);
  });
});
