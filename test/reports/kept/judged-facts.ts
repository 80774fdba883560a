import type { Tx } from '../../../src/db/index.ts';
import type { Governed } from '../../../src/log/index.ts';
import {
  agenciesIn,
  type BatchCache,
  type BatchCacheKeeper,
  deviceCountsIn,
  dutiesIn,
  newBatchCache,
  owedFilingsIn,
  pricesIn,
  productsIn,
  rectificationsIn,
  suppliersIn,
} from '../../../src/orders/batch/batch-cache.ts';
import { nameKey } from '../../../src/register/index.ts';

const REGIONS = ['421000', '421022', '430100'];

/** What orders are judged by and do not change, with the head in hand: as a process remembers it, and as it is. */
export async function judgedFacts(entry: Governed, keeper: BatchCacheKeeper) {
  const { tx } = entry;
  const asked = await askedIn(tx);
  return {
    remembered: await factsOf(tx, await keeper.asOf(entry), asked),
    anew: await factsOf(tx, newBatchCache(), asked),
  };
}

type Asked = Awaited<ReturnType<typeof askedIn>>;

/** Of everybody, and of everything that has a name. */
async function askedIn(tx: Tx) {
  const agencies: { readonly code: string }[] = await tx('agencies').orderBy('code').select('code');
  const suppliers: { readonly code: string }[] = await tx('suppliers')
    .orderBy('credit_code')
    .select({ code: 'credit_code' });
  const products: { readonly name: string }[] = await tx('products').orderBy('id').select('name');
  return {
    codes: agencies.map(({ code }) => code),
    suppliers: suppliers.map(({ code }) => code),
    names: products.map(({ name }) => nameKey(name)),
  };
}

async function factsOf(tx: Tx, cache: BatchCache, { codes, suppliers, names }: Asked): Promise<object> {
  return {
    agencies: await agenciesIn(tx, cache, codes),
    duties: await dutiesIn(tx, cache, codes),
    owedFilings: await owedFilingsIn(tx, cache, codes),
    rectifications: await rectificationsIn(tx, cache, codes),
    suppliers: await suppliersIn(tx, cache, suppliers),
    products: await productsIn(tx, cache, names),
    devices: await deviceCountsIn(tx, cache, codes),
    prices: await pricesIn(tx, cache, REGIONS),
  };
}
