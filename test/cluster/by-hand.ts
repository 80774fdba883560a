import { parseArgs } from 'node:util';
import { randomFrom } from '../faults/random.ts';
import { FAULTS, type Fault, tryFaults } from './cluster-faults.ts';

// npx tsx test/cluster/by-hand.ts --clients 8 --seed 1 [--only 'kill -9 of the writer']: every fault after the other. To cut one
// off needs root and iptables.
const { values } = parseArgs({
  options: { clients: { type: 'string', default: '8' }, seed: { type: 'string' }, only: { type: 'string' } },
});
const random = randomFrom(values.seed === undefined ? undefined : Number(values.seed));
const all = Object.keys(FAULTS) as Fault[];
const faults = values.only === undefined ? all : all.filter((fault) => fault === values.only);
console.log(`seed ${random.seed}`);
const { faults: reports, ...report } = await tryFaults({
  faults,
  random,
  clients: Number(values.clients),
  quietMs: 3_000,
  onFault: console.log,
});
console.table(reports);
console.log(report);
process.exit(0);
