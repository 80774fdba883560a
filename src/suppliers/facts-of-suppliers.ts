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

/** What is listed against the suppliers of a batch and against their affiliates; a supplier without a row has none. */
export async function factsOfSuppliers(
  tx: Tx,
  creditCodes: readonly string[],
): Promise<ReadonlyMap<string, SupplierFacts>> {
  if (creditCodes.length === 0) return new Map();
  const suppliers: { credit_code: string; affiliates: string }[] = await tx('suppliers')
    .select('credit_code', 'affiliates')
    .whereIn('credit_code', [...creditCodes]);
  const affiliatesOf = new Map(
    suppliers.map(({ credit_code, affiliates }) => [credit_code, JSON.parse(affiliates) as readonly string[]]),
  );
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
