import type { Tx } from '../db/index.ts';
import { readKindRow, type StoredRow } from '../reference/index.ts';
import { DEBARMENT, type Debarment } from './debarment.ts';

export interface SupplierFacts {
  readonly creditCode: string;
  readonly debarments: readonly DebarmentFacts[];
}

export interface DebarmentFacts extends Pick<Debarment, 'source' | 'from' | 'until' | 'endReason' | 'endedOn'> {
  /** The listed one is an affiliate of the supplier, not the supplier. */
  readonly isAffiliate: boolean;
  readonly isAppealPending: boolean;
}

/**
 * What is listed against the suppliers of a batch and against those that are one with them; a supplier without a row has
 * none. It is enough that one of the two says so: whoever is listed will not be the one to tell.
 */
export async function factsOfSuppliers(
  tx: Tx,
  creditCodes: readonly string[],
): Promise<ReadonlyMap<string, SupplierFacts>> {
  if (creditCodes.length === 0) return new Map();
  const affiliatesOf = await listAffiliates(tx, creditCodes);
  const listed = new Set([...creditCodes, ...[...affiliatesOf.values()].flat()]);
  const rows: StoredRow[] = await tx('debarments')
    .whereIn('supplier', [...listed])
    .orderBy(['supplier', 'from_on', 'id']);
  const listings = rows.map((row) => readKindRow(DEBARMENT, row).state);
  return new Map(
    creditCodes.map((creditCode) => {
      const affiliates = affiliatesOf.get(creditCode) ?? [];
      const debarments = listings
        .filter(({ supplier }) => supplier === creditCode || affiliates.includes(supplier))
        .map((listing) => toFacts(listing, creditCode));
      return [creditCode, { creditCode, debarments }];
    }),
  );
}

interface SupplierColumns {
  readonly credit_code: string;
  readonly affiliates: string;
}

/** Those that each of the suppliers names, and those of the listed ones, which are few, that name it. */
async function listAffiliates(tx: Tx, creditCodes: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows: SupplierColumns[] = await tx('suppliers')
    .select('credit_code', 'affiliates')
    .where((wanted) =>
      wanted.whereIn('credit_code', [...creditCodes]).orWhereIn('credit_code', tx('debarments').select('supplier')),
    )
    .whereNot({ affiliates: '[]' });
  const named = rows.map(({ credit_code, affiliates }) => ({
    creditCode: credit_code,
    affiliates: JSON.parse(affiliates) as readonly string[],
  }));
  const affiliatesOf = new Map(named.map(({ creditCode, affiliates }) => [creditCode, affiliates]));
  return new Map(
    creditCodes.map((code) => {
      const namedBy = named.filter(({ affiliates }) => affiliates.includes(code)).map(({ creditCode }) => creditCode);
      return [code, [...(affiliatesOf.get(code) ?? []), ...namedBy]];
    }),
  );
}

function toFacts(listing: Debarment, creditCode: string): DebarmentFacts {
  const { supplier, source, from, until, appealPending: isAppealPending, endReason, endedOn } = listing;
  return { isAffiliate: supplier !== creditCode, source, from, until, isAppealPending, endReason, endedOn };
}

/** A registered supplier, and what its name is compared by. */
export interface NamedSupplier {
  readonly nameKey: string;
  readonly creditCode: string;
}

/** The registered suppliers with one of these names, as `supplierNameKey` writes them. */
export async function listSuppliersNamed(tx: Tx, nameKeys: readonly string[]): Promise<readonly NamedSupplier[]> {
  if (nameKeys.length === 0) return [];
  const rows: { name_key: string; credit_code: string }[] = await tx('suppliers')
    .select('name_key', 'credit_code')
    .whereIn('name_key', [...nameKeys])
    .orderBy('credit_code');
  return rows.map((row) => ({ nameKey: row.name_key, creditCode: row.credit_code }));
}
