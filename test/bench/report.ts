import type { RulesMeasured } from './rules-only.ts';

export interface Cell {
  readonly engine: string;
  readonly what: string;
  readonly clients: number;
  readonly ordersPerSecond: number;
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
  /** Processor time of the service an order: what other work on the machine disturbs least. */
  readonly cpuMs: number | null;
  readonly failed: number;
}

interface RunContext {
  readonly rules: RulesMeasured;
  readonly machine: Readonly<Record<string, string | number>>;
}

/** Ratios inside one run on one machine: rates of single cells move by a quarter from run to run. */
export function printTables(cells: readonly Cell[], { rules, machine }: RunContext): void {
  console.log(
    `\n${Object.entries(machine)
      .map(([name, value]) => `${name} ${value}`)
      .join(' · ')}\n`,
  );
  console.table(cells.map((cell) => rowOf(cells, cell)));
  console.log('Rules alone, one core, the whole pack over one order of one line and two plan items:');
  console.table({
    'closures, every rule explained': {
      'decisions/s': Math.round(rules.closures),
      ratio: times(rules.closures, rules.usual),
    },
    'json-rules-engine, flat facts (the reference)': {
      'decisions/s': Math.round(rules.reference),
      ratio: times(rules.reference, rules.usual),
    },
    'json-rules-engine as usually written': { 'decisions/s': Math.round(rules.usual), ratio: '1 ×' },
    'deriving the facts': { 'decisions/s': Math.round(rules.deriveFacts), ratio: '' },
  });
}

function rowOf(cells: readonly Cell[], cell: Cell) {
  const find = (what: string, clients?: number): Cell | undefined =>
    cells.find(
      (other) =>
        other.engine === cell.engine && other.what === what && (clients === undefined || other.clients === clients),
    );
  const naive = find('naive service, single orders', cell.clients);
  const bare = find('bare database, 128 orders a transaction');
  const spread = find('gate, single orders', cell.clients);
  return {
    engine: cell.engine,
    what: cell.what,
    clients: cell.clients,
    'orders/s': Math.round(cell.ordersPerSecond),
    'p50 ms': cell.p50Ms === null ? '' : cell.p50Ms.toFixed(1),
    'p99 ms': cell.p99Ms === null ? '' : cell.p99Ms.toFixed(1),
    'CPU ms': cell.cpuMs === null ? '' : cell.cpuMs.toFixed(2),
    '× naive': cell.what.startsWith('gate, single') && naive ? times(cell.ordersPerSecond, naive.ordersPerSecond) : '',
    'p99 : naive':
      cell.what.startsWith('gate, single') && naive?.p99Ms && cell.p99Ms
        ? `1 : ${(naive.p99Ms / cell.p99Ms).toFixed(1)}`
        : '',
    '% of spread':
      cell.what === 'gate, one hot line' && spread ? percent(cell.ordersPerSecond, spread.ordersPerSecond) : '',
    '% of bare': cell.what.startsWith('gate') && bare ? percent(cell.ordersPerSecond, bare.ordersPerSecond) : '',
    failed: cell.failed || '',
  };
}

function times(rate: number, base: number): string {
  return `${(rate / base).toFixed(1)} ×`;
}

function percent(rate: number, base: number): string {
  return `${((100 * rate) / base).toFixed(0)} %`;
}
