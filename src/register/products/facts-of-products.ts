import type { Tx } from '../../db/index.ts';
import type { CivilDate } from '../../kernel/index.ts';

/** A posted product as facts see it; it overrides the rule pack's known product of the same name. */
export interface ProductFacts {
  readonly id: string;
  readonly category: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly osFamily: string | null;
  readonly domestic: boolean | null;
  readonly volumeIsUpgradeOnly: boolean | null;
  readonly editions: readonly { readonly name: string; readonly unitEligible: boolean; readonly rank: number | null }[];
  readonly versions: readonly {
    readonly version: string;
    /** Those that this end of support is of; absent: all. */
    readonly editions?: readonly string[];
    readonly releasedOn: CivilDate | null;
    readonly supportEndsOn: CivilDate | null;
  }[];
  readonly rights: readonly {
    readonly kind: 'downgrade' | 'upgrade' | 'suite' | 'bundle';
    readonly fromVersion: string;
    readonly toVersion: string;
    /** Its days, if it has any. */
    readonly from?: CivilDate | null;
    readonly until?: CivilDate | null;
  }[];
  readonly version: number;
}

interface ProductColumns {
  readonly id: string;
  readonly category: string;
  readonly name: string;
  readonly aliases: string;
  readonly os_family: string | null;
  readonly is_domestic: number | null;
  readonly is_volume_upgrade_only: number | null;
  readonly editions: string;
  readonly versions: string;
  readonly rights: string;
  readonly log_index: number;
}

/** Products that have one of these names or aliases (as `nameKey` writes them), in any category. */
export async function factsOfProducts(tx: Tx, nameKeys: readonly string[]): Promise<readonly ProductFacts[]> {
  if (nameKeys.length === 0) return [];
  const named = tx('product_names')
    .select('product_id')
    .whereIn('name_key', [...nameKeys]);
  const rows: ProductColumns[] = await tx('products').whereIn('id', named).orderBy('id');
  return rows.map(toFacts);
}

/** Every posted product; people of the legalization office post them, two by two, so there are not many. */
export async function factsOfAllProducts(tx: Tx): Promise<readonly ProductFacts[]> {
  const rows: ProductColumns[] = await tx('products').orderBy('id');
  return rows.map(toFacts);
}

function toFacts(row: ProductColumns): ProductFacts {
  return {
    id: row.id,
    category: row.category,
    name: row.name,
    aliases: JSON.parse(row.aliases) as readonly string[],
    osFamily: row.os_family,
    domestic: row.is_domestic === null ? null : row.is_domestic === 1,
    volumeIsUpgradeOnly: row.is_volume_upgrade_only === null ? null : row.is_volume_upgrade_only === 1,
    editions: JSON.parse(row.editions) as ProductFacts['editions'],
    versions: JSON.parse(row.versions) as ProductFacts['versions'],
    rights: JSON.parse(row.rights) as ProductFacts['rights'],
    version: Number(row.log_index),
  };
}
