import type { Tx } from '../../db/index.ts';
import { type CivilDate, groupBy } from '../../kernel/index.ts';
import type { Installation } from '../devices/installation.ts';
import type { Entitlement } from '../entitlements/entitlement.ts';
import { listOpenInstallations } from '../register-repository.ts';
import { factsOfProducts, type ProductFacts } from './facts-of-products.ts';
import { nameKey } from './name-key.ts';

/** The edition of the same product on a device that is above an entitlement's; undefined where none is, or nobody can tell. */
export type EditionsAbove = (deviceId: string, entitlement: Entitlement) => string | undefined;

/** A product as far as its editions rank. */
type RankedProduct = Pick<ProductFacts, 'category' | 'name' | 'aliases' | 'editions'>;

/** The products that the rules in force know on a day, in the transaction that asks. */
export type KnownProducts = (tx: Tx, on: CivilDate) => Promise<readonly RankedProduct[]>;

export interface EditionsQuestion {
  readonly deviceIds: readonly string[];
  readonly entitlements: readonly Entitlement[];
  readonly on: CivilDate;
  readonly knownProducts: KnownProducts;
}

/** Products of the register say how their editions rank, and for names that none of them has those that the rules know. */
export async function findEditionsAbove(
  tx: Tx,
  { deviceIds, entitlements, on, knownProducts }: EditionsQuestion,
): Promise<EditionsAbove> {
  const installed = (await listOpenInstallations(tx, { deviceIds })).map(({ state }) => state);
  const names = [...installed, ...entitlements].map(({ product }) => nameKey(product));
  const products =
    installed.length === 0
      ? []
      : [...(await factsOfProducts(tx, [...new Set(names)])), ...(await knownProducts(tx, on))];
  const byDevice = groupBy(installed, ({ deviceId }) => deviceId);
  return (deviceId, entitlement) => {
    const product = productOf(products, entitlement);
    const own = rankOf(product, entitlement.edition);
    if (!product || own === undefined) return undefined;
    const above = (byDevice.get(deviceId) ?? []).find(
      (one) => productOf(products, one) === product && (rankOf(product, one.edition) ?? own) > own,
    );
    return above?.edition ?? undefined;
  };
}

type NamedProduct = Pick<Installation, 'category' | 'product'>;

function productOf(products: readonly RankedProduct[], { category, product }: NamedProduct): RankedProduct | undefined {
  const key = nameKey(product);
  return products.find(
    (one) => one.category === category && [one.name, ...one.aliases].some((name) => nameKey(name) === key),
  );
}

function rankOf(product: RankedProduct | undefined, edition: string | null): number | undefined {
  if (edition === null) return undefined;
  return product?.editions.find(({ name }) => nameKey(name) === nameKey(edition))?.rank ?? undefined;
}
