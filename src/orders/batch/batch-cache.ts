import { type AgencyFacts, type DutyFacts, factsOfAgencies, factsOfResponsiblePersons } from '../../agencies/index.ts';
import { factsOfFilings } from '../../campaigns/index.ts';
import type { Tx } from '../../db/index.ts';
import { type CivilDate, groupBy } from '../../kernel/index.ts';
import { Frontier, type Governed, listPassedLeaves } from '../../log/index.ts';
import { factsOfMatters, type OwedRectification } from '../../matters/index.ts';
import { countDevices, type DeviceCount, factsOfProducts, nameKey, type ProductFacts } from '../../register/index.ts';
import { factsOfSuppliers, listSuppliersNamed, type NamedSupplier, type SupplierFacts } from '../../suppliers/index.ts';
import { listPrices, type PriceRow } from '../history/history-repository.ts';

/** What orders are judged by and do not change themselves, as far as it was read; null is known to be absent. */
export interface BatchCache {
  readonly agencies: CachedRows<AgencyFacts>;
  readonly duties: CachedRows<readonly DutyFacts[]>;
  /** What agencies still owe, by agency. */
  readonly rectifications: CachedRows<readonly OwedRectification[]>;
  /** By which days agencies owe filings, by agency. */
  readonly owedFilings: CachedRows<readonly CivilDate[]>;
  readonly suppliers: CachedRows<SupplierFacts>;
  /** By name, as `supplierNameKey` writes it. */
  readonly suppliersNamed: CachedRows<readonly NamedSupplier[]>;
  /** By name, as `nameKey` writes it. */
  readonly products: CachedRows<readonly ProductFacts[]>;
  readonly deviceCounts: CachedRows<readonly DeviceCount[]>;
  /** By region. */
  readonly prices: CachedRows<readonly PriceRow[]>;
}

type CachedRows<V> = Map<string, V | null>;

export function newBatchCache(): BatchCache {
  return {
    agencies: new Map(),
    duties: new Map(),
    rectifications: new Map(),
    owedFilings: new Map(),
    suppliers: new Map(),
    suppliersNamed: new Map(),
    products: new Map(),
    deviceCounts: new Map(),
    prices: new Map(),
  };
}

/** What one process remembers of it between batches. */
export interface BatchCacheKeeper {
  /** What is known of the log as an act sees it that holds the head. */
  readonly asOf: (entry: LogPlace) => Promise<BatchCache>;
  /** A batch has brought the log to this place: what it knew still holds there, unless its acts may have changed it. */
  readonly carryTo: (entry: Pick<Governed, 'frontier'>, acts: readonly { readonly kind: string }[]) => void;
}

type LogPlace = Pick<Governed, 'tx' | 'frontier'>;

/** These acts decide and move units; whatever another kind of act does, it is not assumed to leave the rest alone. */
const CHANGES_NOTHING: ReadonlySet<string> = new Set(['submit', 'amend', 'decide-again', 'withdraw', 'expire']);

/**
 * What leaves of others have changed of it. On the last day of a campaign hundreds of them stand between two orders, and
 * everything would be read anew for each, while nobody else decides. A type that is not named here may have changed all of it.
 */
const CHANGED_BY: ReadonlyMap<string, readonly (keyof BatchCache)[]> = new Map([
  // It may be an answer, which holds up that a rectification is overdue.
  ['proposal.made', ['rectifications']],
  ['proposal.signed', []],
  ['session.opened', []],
  ['session.ended', []],
  ['filing.filed', ['owedFilings']],
  ['campaign.recalled', ['owedFilings']],
]);

const KEYS_MAX = 50_000;
/** To look at more leaves takes longer than to read what an order needs. */
const LEAVES_MAX = 500;

interface KnownCache {
  /** Of the log that it is of. */
  readonly frontier: Frontier;
  readonly cache: BatchCache;
}

/**
 * Exact, also with several processes on one database: every change of these tables is governed and so appends a leaf, the
 * root of the log stands for all its leaves, and it is read with the head in hand. If the log that this process's last batch
 * made has this root once the leaves since are added to it, nothing else has happened since; if that batch was rolled back,
 * no leaves make it so.
 */
export function keepBatchCache(): BatchCacheKeeper {
  let known: KnownCache | undefined;
  return {
    asOf: async (entry) => {
      const before = known && sizeOf(known.cache) <= KEYS_MAX ? await bringTo(entry, known) : undefined;
      known = { frontier: entry.frontier(), cache: before ?? newBatchCache() };
      return known.cache;
    },
    carryTo: (entry, acts) => {
      if (known && acts.every(({ kind }) => CHANGES_NOTHING.has(kind)))
        known = { ...known, frontier: entry.frontier() };
    },
  };
}

/** What holds still of it; undefined where nothing may, or the log is another one. */
async function bringTo(
  { tx, frontier }: LogPlace,
  { cache, frontier: of }: KnownCache,
): Promise<BatchCache | undefined> {
  const [then, now] = [new Frontier(of.size, of.roots), frontier()];
  const since = now.size - then.size;
  if (since < 0 || since > LEAVES_MAX) return undefined;
  const leaves = since === 0 ? [] : await listPassedLeaves(tx, { from: then.size, to: now.size });
  for (const { leaf_hash: hash } of leaves) then.append(Buffer.from(hash, 'hex'));
  if (then.size !== now.size || !then.root().equals(now.root())) return undefined;
  const changed = leaves.map(({ type }) => CHANGED_BY.get(type));
  if (changed.includes(undefined)) return undefined;
  const names = changed.flatMap((each) => each ?? []);
  // Another object: what a batch still reads that was rolled back meanwhile goes into the old one.
  return { ...cache, ...Object.fromEntries(names.map((name) => [name, new Map()])) };
}

function sizeOf(reference: BatchCache): number {
  return Object.values(reference).reduce((sum, kept: CachedRows<unknown>) => sum + kept.size, 0);
}

export function agenciesIn(tx: Tx, { agencies }: BatchCache, codes: readonly string[]) {
  return lookUp(agencies, codes, (missing) => factsOfAgencies(tx, missing));
}

export function dutiesIn(tx: Tx, { duties }: BatchCache, codes: readonly string[]) {
  return lookUp(duties, codes, (missing) => factsOfResponsiblePersons(tx, missing));
}

export function owedFilingsIn(tx: Tx, { owedFilings }: BatchCache, codes: readonly string[]) {
  return lookUp(owedFilings, codes, (missing) => factsOfFilings(tx, missing));
}

export function rectificationsIn(tx: Tx, { rectifications }: BatchCache, codes: readonly string[]) {
  return lookUp(rectifications, codes, (missing) => factsOfMatters(tx, missing));
}

export function suppliersIn(tx: Tx, { suppliers }: BatchCache, creditCodes: readonly string[]) {
  return lookUp(suppliers, creditCodes, (missing) => factsOfSuppliers(tx, missing));
}

export function suppliersNamedIn(tx: Tx, { suppliersNamed }: BatchCache, nameKeys: readonly string[]) {
  return lookUp(suppliersNamed, nameKeys, async (missing) =>
    groupBy(await listSuppliersNamed(tx, missing), ({ nameKey }) => nameKey),
  );
}

/** Each product once, by id, however many of its names were asked for. */
export async function productsIn(tx: Tx, { products }: BatchCache, names: readonly string[]) {
  const found = await lookUp(products, names, async (missing) => {
    const rows = await factsOfProducts(tx, missing);
    return new Map(missing.map((name) => [name, rows.filter((row) => isNamed(row, name))]));
  });
  const byId = new Map([...found.values()].flat().map((product) => [product.id, product]));
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function isNamed({ name, aliases }: ProductFacts, key: string): boolean {
  return [name, ...aliases].some((known) => nameKey(known) === key);
}

export async function deviceCountsIn(tx: Tx, { deviceCounts }: BatchCache, codes: readonly string[]) {
  const found = await lookUp(deviceCounts, codes, async (missing) =>
    groupBy(await countDevices(tx, missing), ({ agencyCode }) => agencyCode),
  );
  return [...found.values()].flat();
}

export async function pricesIn(tx: Tx, { prices }: BatchCache, regions: readonly string[]) {
  const found = await lookUp(prices, regions, async (missing) =>
    groupBy(await listPrices(tx, missing), ({ region }) => region),
  );
  return [...found.values()].flat();
}

/** Reads what is not known yet, in one statement. */
async function lookUp<V>(
  kept: CachedRows<V>,
  keys: readonly string[],
  load: (missing: readonly string[]) => Promise<ReadonlyMap<string, V>>,
): Promise<ReadonlyMap<string, V>> {
  const missing = keys.filter((key) => !kept.has(key));
  const loaded = missing.length > 0 ? await load(missing) : undefined;
  for (const key of missing) kept.set(key, loaded?.get(key) ?? null);
  const found = new Map<string, V>();
  for (const key of keys) {
    const value = kept.get(key);
    if (value !== undefined && value !== null) found.set(key, value);
  }
  return found;
}
