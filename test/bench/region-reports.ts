import { type Engine, openDatabase } from '../../src/db/index.ts';
import { freshDatabaseUrl } from '../support/databases.ts';
import * as given from '../support/given.ts';
import { startChild } from './child.ts';
import { fillRegister, measurePosition, type PositionMeasured } from './licence-position.ts';
import { BOOTSTRAP_KEY, makeWorld } from './world.ts';

/** A report of a whole province, asked for twice of a gate that has just been started. */
interface RegionReportMeasured {
  readonly engine: Engine;
  readonly report: string;
  /** Its reader has answered something small before: to begin a thread takes as long as many a report. */
  readonly firstMs: number;
  readonly againMs: number;
  /** Of the process at its highest, for this report alone; null where the system does not tell. */
  readonly peakMb: number | null;
}

const AGENCIES = 2_000;

const REPORTS = {
  'licence positions': '/v1/licence-positions?region=421000',
  'licence positions by agency': '/v1/licence-positions?region=421000&groupBy=agency',
  shortfalls: '/v1/licence-positions/shortfalls?region=421000',
  'software summary': '/v1/reports/software-summary?region=421000',
  'software in use': '/v1/reports/software-in-use?region=421000',
  'software audit': '/v1/reports/software-audit?fiscalYear=2026&region=421000',
  alerts: '/v1/alerts',
};

/** The licence position of a province, and what its other reports take of a gate. */
export async function printReports(engines: readonly Engine[]): Promise<readonly PositionMeasured[]> {
  const positions: PositionMeasured[] = [];
  for (const engine of engines) positions.push(await measurePosition(engine));
  console.log(
    'The licence position of 2,000 agencies, in three queries more for each 500 of them, however many copies they have:',
  );
  console.table(positions);
  console.log('Reports of a province, first and again, each of a gate that was started for it:');
  for (const engine of engines) console.table(await measureRegionReports(engine));
  return positions;
}

/** Over 2,000 agencies with 100,000 machines, two copies on each, and 50,000 licences; nobody has ordered anything. */
async function measureRegionReports(engine: Engine): Promise<readonly RegionReportMeasured[]> {
  const fresh = await freshDatabaseUrl(engine);
  const env = { DATABASE_URL: fresh.url, GATE_BOOTSTRAP_KEY: BOOTSTRAP_KEY, GATE_LOG_LEVEL: 'error' };
  const maker = await startChild({ entry: './serve-gate', env });
  const { readerKey, offices } = await makeWorld(maker.url, { offices: 1 });
  await maker.stop();
  const db = openDatabase(fresh.url);
  await fillRegister(
    db,
    Array.from({ length: AGENCIES }, () => given.creditCode()),
  );
  await db.close();
  const measured: RegionReportMeasured[] = [];
  for (const [report, path] of Object.entries(REPORTS)) {
    const child = await startChild({ entry: './serve-gate', env });
    const ask = async (of: string): Promise<number> => {
      const started = performance.now();
      const answer = await fetch(`${child.url}${of}`, { headers: { authorization: `Bearer ${readerKey}` } });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${of}: ${answer.status} ${text}`);
      return Math.round(performance.now() - started);
    };
    await ask(`/v1/licence-positions?agencyCode=${offices[0]?.agencyCode}`);
    const [firstMs, againMs] = [await ask(path), await ask(path)];
    measured.push({ engine, report, firstMs, againMs, peakMb: child.peakMb() });
    await child.stop();
  }
  await fresh.drop();
  return measured;
}
