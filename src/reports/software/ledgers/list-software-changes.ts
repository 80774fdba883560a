import type { Tx } from '../../../db/index.ts';
import type { Reading } from '../../../documents/index.ts';
import type { CivilDate } from '../../../kernel/index.ts';
import type { AgencyScope } from '../../list-agency-codes.ts';
import { listChanges } from './software-ledger-repository.ts';
import type { ChangeRow } from './software-ledger-rows.ts';

export interface Period {
  readonly from: CivilDate;
  readonly until: CivilDate;
}

/** What was put on and taken off in a period, by software and day. */
export function listSoftwareChanges(tx: Tx, scope: AgencyScope, period: Period): Reading<ChangeRow> {
  return {
    page: (after, limit) => listChanges(tx, scope, { ...period, limit, after: after?.map(String) }),
    keyOf: ({ category, product, edition, version, happened_on, happened, id }) => [
      ...[category, product, edition ?? '', version ?? '', happened_on, happened, id],
    ],
  };
}
