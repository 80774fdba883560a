import { spawnSync } from 'node:child_process';
import axios from 'axios';
import { systemClock } from '../../src/kernel/index.ts';
import { BUREAU, bureau } from '../agencies/agency-examples.ts';
import { cellsOf, csv, HEADINGS, XLSX, xlsx } from '../budget/finance-sheet.ts';
import { newDataDir, startGateProcess } from '../faults/gate-process-control.ts';
import { ENGINES, emptyDatabaseUrl } from '../support/databases.ts';

// By hand: ENGINES=sqlite npx tsx test/bench/import-memory.ts 10000 50000 100000
// Prints what a gate in a process of its own takes of memory and time for files of so many rows.
const KEY = 'gk_of_a_gate_that_is_measured_and_thrown_away';

const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    cellsOf({
      指标编码: `JZ-2026-${String(at).padStart(6, '0')}`,
      项目名称: `项目 ${at % 500}`,
      '指标额度（元）': `${100_000 + at}.00`,
    }),
  );

function devicesOf(count: number): string {
  const lines = Array.from({ length: count }, (_, at) => `${BUREAU},desktop,A-${at},SN-${at},in-use`);
  return ['agencyCode,category,assetNumber,serial,state', ...lines].join('\n');
}

function shell(command: string): string {
  return spawnSync('sh', ['-c', command]).stdout.toString();
}

/** The process that listens on a port. */
function pidOf(url: string): number {
  return Number(shell(`ss -ltnp | grep ':${new URL(url).port} ' | sed 's/.*pid=\\([0-9]*\\).*/\\1/'`));
}

function residentMbOf(pid: number): number {
  return Number(shell(`grep VmRSS /proc/${pid}/status | tr -dc 0-9`)) / 1_024;
}

function cpuSecondsOf(pid: number): number {
  const [user = 0, system = 0] = shell(`sed 's/.*) //' /proc/${pid}/stat | cut -d' ' -f12,13`).split(' ').map(Number);
  return (user + system) / 100;
}

interface MeasuredImport {
  readonly url: string;
  readonly body: Buffer;
  readonly type: string;
}

async function measured(asked: MeasuredImport): Promise<string> {
  const pid = pidOf(asked.url);
  const [before, cpu, start] = [residentMbOf(pid), cpuSecondsOf(pid), performance.now()];
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, residentMbOf(pid));
  }, 200);
  const headers = { Authorization: `Bearer ${KEY}`, 'Content-Type': asked.type };
  const options = { headers, validateStatus: () => true, maxBodyLength: Number.POSITIVE_INFINITY };
  const { data, status } = await axios.post(asked.url, asked.body, options);
  clearInterval(timer);
  const { created, unchanged, refused, code } = data;
  return [
    `${((performance.now() - start) / 1_000).toFixed(1)} s`,
    `cpu ${(cpuSecondsOf(pid) - cpu).toFixed(1)} s`,
    `rss ${before.toFixed(0)} → ${most.toFixed(0)} MB`,
    JSON.stringify({ status, created, unchanged, refused, code }),
  ].join('  ');
}

for (const engine of ENGINES) {
  for (const count of process.argv.slice(2).map(Number)) {
    const files = [
      ['budget csv', '/v1/budget-lines/import', 'text/csv', async () => Buffer.from(csv([HEADINGS, ...rowsOf(count)]))],
      ['budget xlsx', '/v1/budget-lines/import', XLSX, () => xlsx([HEADINGS, ...rowsOf(count)])],
      ['devices csv', '/v1/devices/import', 'text/csv', async () => Buffer.from(devicesOf(count))],
    ] as const;
    for (const [name, path, type, make] of files) {
      const body = await make();
      const fresh = await emptyDatabaseUrl(engine);
      const place = { databaseUrl: fresh.url, dataDir: newDataDir() };
      const gate = await startGateProcess({ ...place, bootstrapKey: KEY, now: systemClock() });
      await axios.post(`${gate.url}/v1/agencies`, bureau(), { headers: { Authorization: `Bearer ${KEY}` } });
      for (const query of ['?dryRun=true', '', '']) {
        const found = await measured({ url: `${gate.url}${path}${query}`, body, type });
        console.log([engine, name, count, `${(body.length / 1e6).toFixed(1)} MB`, query || 'import', found].join('  '));
      }
      await gate.stop();
      await fresh.drop();
    }
  }
}
process.exit(0);
