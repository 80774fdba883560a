import { type AgencyFacts, type DutyFacts, factsOfAgencies, factsOfResponsiblePersons } from '../../agencies/index.ts';
import { factsOfFilings } from '../../campaigns/index.ts';
import type { Tx } from '../../db/index.ts';
import { type CivilDate, groupBy } from '../../kernel/index.ts';
import { factsOfMatters, type RectificationFacts } from '../../matters/index.ts';
import { countDevices, type DeviceCount, factsOfProducts, nameKey, type ProductFacts } from '../../register/index.ts';
import { factsOfSuppliers, type SupplierFacts } from '../../suppliers/index.ts';
import { listPrices, type PriceRow } from '../history/history-repository.ts';

/** What orders are judged by and do not change themselves, as far as it was read; null is known to be absent. */
export interface BatchCache {
  readonly agencies: CachedRows<AgencyFacts>;
  readonly duties: CachedRows<readonly DutyFacts[]>;
  /** What agencies still owe, by agency. */
  readonly rectifications: CachedRows<readonly RectificationFacts[]>;
  /** By which days agencies owe filings, by agency. */
  readonly owedFilings: CachedRows<readonly CivilDate[]>;
  readonly suppliers: CachedRows<SupplierFacts>;
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
    products: new Map(),
    deviceCounts: new Map(),
    prices: new Map(),
  };
}

/** What one process remembers of it between batches. */
export interface BatchCacheKeeper {
  /** What is known of the log with this root: everything, if nobody else has written since, and otherwise nothing. */
  readonly asOf: (root: string) => BatchCache;
  /** A batch has brought the log to this root: what it knew still holds there, unless its acts may have changed it. */
  readonly carryTo: (root: string, acts: readonly { readonly kind: string }[]) => void;
}

/** These acts decide and move units; whatever another kind of act does, it is not assumed to leave the rest alone. */
const CHANGES_NOTHING: ReadonlySet<string> = new Set(['submit', 'amend', 'decide-again', 'withdraw', 'expire']);

const KEYS_MAX = 50_000;

/**
 * Exact, also with several processes on one database: every change of these tables is governed and so appends a leaf, the
 * root of the log stands for all its leaves, and it is read with the head in hand. If the root is the one that this
 * process's last batch made, nothing else has happened since; if that batch was rolled back, the root is another one.
 */
export function keepBatchCache(): BatchCacheKeeper {
  let known = { root: '', reference: newBatchCache() };
  return {
    asOf: (root) => {
      if (known.root !== root || sizeOf(known.reference) > KEYS_MAX) known = { root, reference: newBatchCache() };
      return known.reference;
    },
    carryTo: (root, acts) => {
      if (acts.every(({ kind }) => CHANGES_NOTHING.has(kind))) known = { ...known, root };
    },
  };
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
