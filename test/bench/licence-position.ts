import {
  type Database,
  type Engine,
  inSnapshot,
  insertRows,
  inTransaction,
  openDatabase,
  type Row,
  refreshStatistics,
} from '../../src/db/index.ts';
import { type CivilDate, civilDate, instant, NATIONAL_REGION, newId } from '../../src/kernel/index.ts';
import { moveUnits } from '../../src/ledger/index.ts';
import { governed } from '../../src/log/index.ts';
import { sumFigures } from '../../src/register/index.ts';
import { openKeptAnswers } from '../../src/reports/kept/kept-answers.ts';
import { positionReport } from '../../src/reports/software/positions/licence-positions.ts';
import { recallPosition } from '../../src/reports/software/positions/recall-position.ts';
import { contentOfPack, loadPack, type RuleSet, ruleSetFromContent } from '../../src/rules/index.ts';
import { freshDatabaseUrl } from '../support/databases.ts';
import * as given from '../support/given.ts';

export interface PositionMeasured {
  readonly engine: Engine;
  readonly agencies: number;
  readonly installations: number;
  readonly entitlements: number;
  readonly queries: number;
  readonly firstMs: number;
  /** Of this process: on a busy machine the time on the wall says little. */
  readonly firstCpuMs: number;
  /** Out of memory, with the report made anew, as every page of it is. */
  readonly againMs: number;
  readonly againCpuMs: number;
  /** After an order that holds a seat: its agency is asked for its seats, and the report is summed anew. */
  readonly afterHoldCpuMs: number;
  /** How many times as much of the processor the first took. */
  readonly ratio: number;
  /** One agency of them all. */
  readonly oneAgencyMs: number;
  readonly shortfall: number;
}

const ON = civilDate('2026-06-01');
const FILLED_AT = instant('2026-06-01T01:00:00.000Z');
const AGENCIES = 2_000;
const DEVICES_EACH = 50;
const POOLS_EACH = 5;
const OEM_EACH = 20;
const ROWS_AT_ONCE = 5_000;

/** The position of a province: 2,000 agencies, 100,000 machines with two copies each, 50,000 licences, some shared by a site. */
export async function measurePosition(engine: Engine): Promise<PositionMeasured> {
  const fresh = await freshDatabaseUrl(engine);
  const db = openDatabase(fresh.url);
  const codes = Array.from({ length: AGENCIES }, () => given.creditCode());
  await fillRegister(db, codes);
  // Rows came without leaves, and what is kept is kept by the last leaf.
  await happens(db, 'bench.filled');
  const kept = openKeptAnswers();
  const ruleSet = packRules();
  const ask = async (agencyCode?: string) => {
    let queries = 0;
    const started = performance.now();
    const cpu = process.cpuUsage();
    const figures = await inSnapshot(db, async (tx) => {
      tx.on('query', () => {
        queries += 1;
      });
      const scope = { grant: { region: NATIONAL_REGION }, region: undefined, agencyCode, isSubtree: false };
      const terms = { ruleSet, region: '421000' };
      const loaded = await recallPosition(tx, { ...scope, category: undefined, on: ON }, terms, kept);
      const { reading } = positionReport(loaded, { grouping: 'agency', product: undefined });
      return sumFigures((await reading.page(undefined, 100_000)).map((row) => row.figures));
    });
    const { user, system } = process.cpuUsage(cpu);
    return { ms: performance.now() - started, cpuMs: (user + system) / 1_000, queries, figures };
  };
  const first = await ask();
  const again = await ask();
  await happens(db, 'order.decided', 'ent_pool_7_0');
  const held = await ask();
  const one = await ask(codes[7]);
  await db.close();
  await fresh.drop();
  // One more names the agencies that share the seats of a site with the one.
  if (one.queries > first.queries + 1) throw new Error('one agency took more queries than all of them');
  return {
    engine,
    agencies: AGENCIES,
    installations: first.figures.installations,
    entitlements: AGENCIES * (POOLS_EACH + OEM_EACH),
    queries: first.queries,
    firstMs: Math.round(first.ms),
    firstCpuMs: Math.round(first.cpuMs),
    againMs: Math.round(again.ms),
    againCpuMs: Math.round(again.cpuMs),
    afterHoldCpuMs: Math.round(held.cpuMs),
    ratio: Math.round(first.cpuMs / again.cpuMs),
    oneAgencyMs: Math.round(one.ms),
    shortfall: first.figures.shortfall,
  };
}

/** A leaf, with a seat of an entitlement that it holds. */
function happens(db: Database, type: string, entitlement?: string): Promise<void> {
  return inTransaction(db, (tx) =>
    governed(tx, { newId, clock: () => FILLED_AT, origin: 'bench' }, async (entry) => {
      const { logIndex } = entry.append({ type, subject: 'bench/register', by: null, body: {} });
      if (entitlement === undefined) return;
      const of = { accountKind: 'entitlement', account: entitlement, orderId: null } as const;
      const moves = [{ ...of, from: 'free', to: 'held', quantity: 1, cause: 'hold' } as const];
      await moveUnits(entry.tx, [{ logIndex, keyId: 'key_bench', moves }]);
    }),
  );
}

function packRules(): RuleSet {
  const header = { number: 1, parent: null, inForceFrom: ON, changeNote: 'bench' };
  return ruleSetFromContent(contentOfPack(loadPack('rules'), header));
}

/** A gate counts what SQLite holds. MariaDB counts by itself, some seconds after a table has grown, which would be too late. */
async function countRows(db: Database): Promise<void> {
  await refreshStatistics(db);
  if (db.engine === 'mysql') await db.writer.raw('analyze table agencies, devices, installations, entitlements');
}

interface RegisterWish {
  readonly devicesEach?: number;
  readonly regionAt?: (at: number) => string;
}

/** Agencies with their machines, copies and licences, as rows and without leaves: for reading them, so they are counted. */
export async function fillRegister(
  db: Database,
  codes: readonly string[],
  { devicesEach = DEVICES_EACH, regionAt = () => '421000' }: RegisterWish = {},
): Promise<void> {
  const insert = async (table: string, rows: readonly Row[]): Promise<void> => {
    // A transaction that is idle while rows are made would be ended by the server.
    for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
      const some = rows.slice(at, at + ROWS_AT_ONCE);
      await inTransaction(db, (tx) => insertRows(tx, table, some));
    }
  };
  await insert(
    'agencies',
    codes.map((code, at) => agencyRow(code, regionAt(at))),
  );
  const devices = codes.flatMap((code, agency) =>
    Array.from({ length: devicesEach }, (_, place) => ({ code, agency, place, id: `dev_${agency}_${place}` })),
  );
  await insert('devices', devices.map(deviceRow));
  await insert(
    'installations',
    devices.flatMap((device) => [
      copyRow(device, { category: 'operating-system', product: 'UnionTech UOS Desktop', version: '20' }),
      copyRow(device, { category: 'office', product: 'WPS Office', version: VERSIONS[device.place % 3] ?? '2023' }),
    ]),
  );
  const oem = devices
    .filter(({ place }) => place < OEM_EACH)
    .map(({ code, id }) =>
      licenceRow(`ent_${id}`, {
        ...{ code, category: 'operating-system', product: 'UnionTech UOS Desktop', version: '20', seats: 1 },
        ...{ channel: 'oem', device: id, site: null },
      }),
    );
  const pools = codes.flatMap((code, agency) =>
    Array.from({ length: POOLS_EACH }, (_, place) =>
      licenceRow(`ent_pool_${agency}_${place}`, {
        ...{ code, category: 'office', product: 'WPS Office', version: VERSIONS[place % 3] ?? '2023', seats: 9 },
        ...{ channel: place === 4 ? 'site' : 'volume', device: null },
        site: place === 4 && agency % 10 === 0 ? siteOf(codes.slice(agency, agency + 10)) : null,
      }),
    ),
  );
  await insert('entitlements', [...oem, ...pools]);
  await countRows(db);
}

const VERSIONS = ['2023', '2019', '2016'];

function siteOf(agencies: readonly string[]): string {
  return JSON.stringify({ agencies, headcount: null, afterEnd: null });
}

function agencyRow(code: string, region: string): Row {
  return {
    ...{
      code,
      name: `单位 ${code}`,
      kind: 'party-government-organ',
      level: 'city',
      region,
      parent_code: null,
    },
    ...{ staff: 60, is_classified: 0, is_isolated_network: 0, opened_on: null, log_index: 0 },
  };
}

interface BenchDevice {
  readonly code: string;
  readonly id: string;
  readonly agency: number;
  readonly place: number;
}

function deviceRow({ code, id }: BenchDevice): Row {
  return { id, agency_code: code, category: 'desktop', serial: id, acquired_on: ON, state: 'in-use', log_index: 0 };
}

function copyRow({ code, id }: BenchDevice, software: { category: string; product: string; version: string }): Row {
  const seen: { seen_from: CivilDate; seen_last: CivilDate } = { seen_from: ON, seen_last: ON };
  return {
    ...{ id: `ins_${software.category}_${id}`, agency_code: code, device_id: id, ...software, edition: 'Professional' },
    ...{ source: 'survey', ...seen, seen_to: null, log_index: 0 },
  };
}

interface BenchLicence {
  readonly code: string;
  readonly category: string;
  readonly product: string;
  readonly version: string;
  readonly seats: number;
  readonly channel: string;
  readonly device: string | null;
  readonly site: string | null;
}

function licenceRow(id: string, { code, category, product, version, seats, channel, device, site }: BenchLicence): Row {
  return {
    ...{
      id,
      agency_code: code,
      licensee: code,
      category,
      product,
      edition: 'Professional',
      version,
      seats,
      channel,
      site,
    },
    ...{ metric: 'device', sets: 1, is_transferable: 1, platforms: '[]', bound_device: device, installed_seats: 0 },
    ...{ held_seats: 0, allocated_seats: 0, acquired_on: ON, evidence: '[]', standing: 'verified', log_index: 0 },
  };
}
