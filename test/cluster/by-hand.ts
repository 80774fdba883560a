import { parseArgs } from 'node:util';
import { randomFrom } from '../faults/random.ts';
import { FAULTS, type Fault, type FaultReport, tryFaults } from './cluster-faults.ts';

// npx tsx test/cluster/by-hand.ts --clients 8 --seed 1 [--only 'kill -9 of the writer' …]: every fault after the other, and after
// each verify, reconcile, rederive --all and everything that was acknowledged. To cut one off needs root and iptables.
const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '8' },
    seed: { type: 'string' },
    only: { type: 'string', multiple: true },
  },
});
const random = randomFrom(values.seed === undefined ? undefined : Number(values.seed));
const all = Object.keys(FAULTS) as Fault[];
const faults = values.only === undefined ? all : all.filter((fault) => values.only?.includes(fault));
console.log(`seed ${random.seed}`);
const { faults: reports, ...report } = await tryFaults({
  ...{ faults, random, clients: Number(values.clients), quietMs: 3_000, isAllCheckedEachTime: true },
  onFault: (told) => console.log(rowOf(told)),
});
console.table(reports.map(rowOf));
console.log(report);
process.exit(0);

function rowOf({ fault, longestStopMs, acknowledged, otherAnswers, lost, changed, agreement }: FaultReport) {
  const others = Object.entries(otherAnswers).map(([status, count]) => `${count} × ${status}`);
  return {
    fault,
    'longest stop ms': longestStopMs,
    acknowledged,
    'other than 2xx': others.join(', ') || 'none',
    lost,
    changed,
    // A check that finds something ends the run.
    'verified leaves': agreement.leaves,
    'reconciled moves': agreement.moves,
    'derived anew': agreement.rederived,
  };
}
