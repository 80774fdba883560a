import type { Tx } from '../db/index.ts';
import type { CivilDate } from '../kernel/index.ts';

export interface SupplierFacts {
  readonly creditCode: string;
  readonly debarments: readonly DebarmentFacts[];
}

export interface DebarmentFacts {
  /** The listed one is an affiliate of the supplier, not the supplier. */
  readonly isAffiliate: boolean;
  readonly source: 'mof' | 'court' | 'tax' | 'local-software';
  readonly from: CivilDate;
  readonly until: CivilDate | null;
  readonly isAppealPending: boolean;
  readonly endReason: 'expired' | 'corrected' | 'revoked' | null;
  readonly endedOn: CivilDate | null;
}

interface DebarmentColumns {
  readonly supplier: string;
  readonly source: DebarmentFacts['source'];
  readonly from_on: CivilDate;
  readonly until_on: CivilDate | null;
  readonly is_appeal_pending: number;
  readonly end_reason: DebarmentFacts['endReason'];
  readonly ended_on: CivilDate | null;
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
  const rows: DebarmentColumns[] = await tx('debarments')
    .whereIn('supplier', [...listed])
    .orderBy(['supplier', 'from_on', 'id']);
  return new Map(
    creditCodes.map((creditCode) => {
      const affiliates = affiliatesOf.get(creditCode) ?? [];
      const debarments = rows
        .filter(({ supplier }) => supplier === creditCode || affiliates.includes(supplier))
        .map((row) => toFacts(row, row.supplier !== creditCode));
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

function toFacts(row: DebarmentColumns, isAffiliate: boolean): DebarmentFacts {
  return {
    isAffiliate,
    source: row.source,
    from: row.from_on,
    until: row.until_on,
    isAppealPending: row.is_appeal_pending === 1,
    endReason: row.end_reason,
    endedOn: row.ended_on,
  };
}
