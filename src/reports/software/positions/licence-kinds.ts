import type { LicencesRow } from './position-rows.ts';

/** What many licences have in common. It comes as one text, since each value of a row takes its time, and is read once a kind. */
type LicenceKind = Pick<LicencesRow, (typeof KIND)[number]>;

/** What is its own in the row of a licence. */
export interface LicenceOfKind extends Omit<LicencesRow, keyof LicenceKind | 'device'> {
  readonly kind: string;
  /** Absent: none of them hangs on one. */
  readonly device?: string | null;
}

export const TERMS = [
  ...(['category', 'product', 'edition', 'version', 'metric', 'channel', 'platforms', 'standing'] as const),
  'is_transferable',
] as const;

export const FLAGS = ['is_bound', 'is_unlimited', 'proven', 'has_letter'] as const;

const KIND = [...TERMS, ...FLAGS];

/** As text on both engines: MariaDB would hand it over as a list. */
export const KIND_AS_TEXT = `cast(json_array(${KIND.join(', ')}) as char) as kind`;

/** Rows as licences, each kind read once. */
export function licencesOfKinds(): (row: LicenceOfKind) => LicencesRow {
  const kinds = new Map<string, LicenceKind>();
  return (row) => {
    const known = kinds.get(row.kind) ?? kindIn(row.kind);
    kinds.set(row.kind, known);
    return licenceOf(row, known);
  };
}

function kindIn(text: string): LicenceKind {
  const values = JSON.parse(text) as readonly unknown[];
  return Object.fromEntries(KIND.map((name, at) => [name, values[at]])) as unknown as LicenceKind;
}

/** Name by name: to spread two objects into one takes longer than all the rest of reading it. */
function licenceOf(row: LicenceOfKind, kind: LicenceKind): LicencesRow {
  return {
    agency_code: row.agency_code,
    licensee: row.licensee,
    category: kind.category,
    product: kind.product,
    edition: kind.edition,
    version: kind.version,
    metric: kind.metric,
    channel: kind.channel,
    platforms: kind.platforms,
    standing: kind.standing,
    site: row.site,
    device: row.device ?? null,
    is_transferable: kind.is_transferable,
    is_bound: kind.is_bound,
    is_unlimited: kind.is_unlimited,
    proven: kind.proven,
    has_letter: kind.has_letter,
    seats: row.seats,
    held: row.held,
    allocated: row.allocated,
    shared: row.shared,
    free_pool: row.free_pool,
  };
}
