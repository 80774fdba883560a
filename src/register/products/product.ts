import { type CivilDate, text } from '../../kernel/index.ts';
import {
  derived,
  flag,
  jsonList,
  list,
  optionalFlag,
  optionalText,
  type ReferenceKind,
  read,
  textField,
} from '../../reference/index.ts';
import { nameKey } from './name-key.ts';

export type SoftwareCategory = 'operating-system' | 'office' | 'antivirus-client' | 'antivirus-server' | 'other';

/** A software product; it takes precedence over one of the same name that the policy parameters know. */
export interface Product {
  readonly id: string;
  readonly category: SoftwareCategory;
  readonly publisher: string | null;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly osFamily: 'windows' | 'linux' | 'macos' | 'other' | null;
  readonly domestic: boolean | null;
  readonly volumeIsUpgradeOnly: boolean;
  readonly editions: readonly Edition[];
  readonly versions: readonly Version[];
  readonly rights: readonly Right[];
}

interface Edition {
  readonly name: string;
  readonly unitEligible: boolean;
  readonly rank: number | null;
}

interface Version {
  readonly version: string;
  /** Those that this end of support is of; absent: all. */
  readonly editions?: readonly string[];
  readonly releasedOn: CivilDate | null;
  readonly supportEndsOn: CivilDate | null;
}

interface Right {
  readonly kind: 'downgrade' | 'upgrade' | 'suite' | 'bundle';
  readonly fromVersion: string;
  readonly toVersion: string;
  readonly from: CivilDate | null;
  readonly until: CivilDate | null;
}

const completeEdition = (edition: Edition): Edition => ({ ...edition, rank: edition.rank ?? null });

const completeVersion = ({ version, editions, releasedOn, supportEndsOn }: Version): Version => ({
  version,
  ...(editions && { editions }),
  releasedOn: releasedOn ?? null,
  supportEndsOn: supportEndsOn ?? null,
});

const completeRight = (right: Right): Right => ({ ...right, from: right.from ?? null, until: right.until ?? null });

export const PRODUCT: ReferenceKind<Product> = {
  type: 'product',
  called: text('软件产品', 'product'),
  table: 'products',
  key: 'id',
  idPrefix: 'prd',
  fields: {
    id: derived(textField('id')),
    category: textField('category'),
    publisher: read(optionalText('publisher')),
    name: read(textField('name')),
    aliases: read(list('aliases')),
    osFamily: optionalText('os_family'),
    domestic: optionalFlag('is_domestic'),
    volumeIsUpgradeOnly: flag('is_volume_upgrade_only', false),
    editions: jsonList('editions', completeEdition),
    versions: jsonList('versions', completeVersion),
    rights: jsonList('rights', completeRight),
  },
  agency: null,
  identity: { lookUp: 'name', of: ({ category, name }) => [category, name] },
  filters: {
    category: { by: 'equal', column: 'category' },
    name: { by: 'contains', column: 'name' },
    osFamily: { by: 'equal', column: 'os_family' },
    publisher: { by: 'contains', column: 'publisher' },
    search: {
      by: 'named',
      key: 'id',
      names: { table: 'product_names', key: 'product_id', column: 'name_key' },
      normal: nameKey,
      orHas: 'publisher',
    },
  },
  isSmall: true,
};

/** Every name by which a product is found, as names are compared: each once. */
export function nameKeysOf({ name, aliases }: Pick<Product, 'name' | 'aliases'>): readonly string[] {
  return [...new Set([name, ...aliases].map(nameKey))];
}
