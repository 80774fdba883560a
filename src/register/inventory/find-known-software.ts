import type { Tx } from '../../db/index.ts';
import { groupBy } from '../../kernel/index.ts';
import type { RecordingContext } from '../../reference/index.ts';
import { nameKey } from '../products/name-key.ts';
import type { SoftwareCategory } from '../products/product.ts';
import { listProductNames } from '../register-repository.ts';
import { type ConfirmedName, listConfirmedNames, listNamedProducts } from './inventory-repository.ts';
import { type KnownSoftware, wholeName } from './known-software.ts';
import { nameSuggester, type PublishedNames, type ReadSuggestions } from './product-suggestions.ts';
import type { NameReader } from './read-name.ts';
import type { SeenSoftware } from './seen.ts';

export type NameMeaning =
  | { readonly known: KnownSoftware }
  /** Somebody has said that it is not counted. */
  | { readonly ignored: true }
  | ReadSuggestions;

/** `own` is what the register has of that computer: a ledger that the gate printed names it whole, in one cell. */
export type MeaningOf = (agencyCode: string, seen: SeenSoftware, own?: readonly KnownSoftware[]) => NameMeaning;

/** Products that the policy knows, by the names that they go under. */
export type ListKnownProducts = (tx: Tx) => Promise<readonly PublishedNames[]>;

/** How inventory is imported, and where products are looked up that the register does not have. */
export interface InventoryContext extends RecordingContext {
  readonly listKnownProducts: ListKnownProducts;
  readonly findNameReader: FindNameReader;
}

/** How names are read today. */
export type FindNameReader = (tx: Tx) => Promise<NameReader>;

export interface SoftwareQuestion extends Pick<InventoryContext, 'listKnownProducts' | 'findNameReader'> {
  readonly agencyCodes: readonly string[];
  readonly names: readonly string[];
}

/**
 * What names of software mean: what the agency has confirmed, else what the register has of the computer under exactly this
 * name, edition and version, else the one product that has exactly this name or alias. Anything else is unknown and only suggested. A fixed number of statements, however many names there are.
 */
export async function findKnownSoftware(
  tx: Tx,
  { agencyCodes, names, listKnownProducts, findNameReader }: SoftwareQuestion,
): Promise<MeaningOf> {
  if (names.length === 0) return () => ({ suggestions: [], readAs: null });
  const keys = [...new Set(names.map(nameKey))];
  const products = await listNamedProducts(tx);
  const suggest = nameSuggester(products, await listKnownProducts(tx), await findNameReader(tx));
  const suggested = new Map<string, ReadSuggestions>();
  const nameOf = new Map(products.map(({ id, name }) => [id, name]));
  const byName = groupBy(await listProductNames(tx, keys), (named) => named.nameKey);
  const confirmed = new Map(
    (await listConfirmedNames(tx, agencyCodes)).map((own) => [`${own.agencyCode}/${own.nameKey}`, own]),
  );
  return (agencyCode, seen, own = []) => {
    const key = nameKey(seen.name);
    const said = confirmed.get(`${agencyCode}/${key}`);
    if (said) return meaningOf(said, seen);
    const held = own.find((software) => isWhole(software, seen));
    if (held) return { known: held };
    const exact = (byName.get(key) ?? []).filter(({ category }) => [null, category].includes(seen.category));
    const [one, ...others] = exact;
    const product = one && nameOf.get(one.productId);
    if (one && product !== undefined && others.length === 0) {
      const { edition, version } = seen;
      return { known: { category: one.category as SoftwareCategory, product, edition, version } };
    }
    const asked = `${seen.category}/${key}`;
    const meant = suggested.get(asked) ?? suggest(seen.name, seen.category);
    suggested.set(asked, meant);
    return meant;
  };
}

function isWhole(software: KnownSoftware, { name, edition, version, category }: SeenSoftware): boolean {
  if (edition !== null || version !== null || ![null, software.category].includes(category)) return false;
  return nameKey(wholeName(software)) === nameKey(name);
}

function meaningOf({ category, product, edition, version }: ConfirmedName, seen: SeenSoftware): NameMeaning {
  if (category === null || product === null) return { ignored: true };
  return { known: { category, product, edition: edition ?? seen.edition, version: version ?? seen.version } };
}
