import { type CivilDate, text } from '../kernel/index.ts';
import {
  type Derivation,
  type DraftProblem,
  derived,
  flag,
  optionalText,
  periodProblems,
  type ReferenceKind,
  textField,
} from '../reference/index.ts';

/** A supplier's dated exclusion from government procurement. */
export interface Debarment {
  readonly id: string;
  readonly supplier: string;
  readonly source: 'mof' | 'court' | 'tax' | 'local-software';
  readonly reason: string;
  readonly legalBasis: string | null;
  readonly from: CivilDate;
  readonly until: CivilDate | null;
  readonly appealPending: boolean;
  readonly endReason: 'expired' | 'corrected' | 'revoked' | null;
  readonly endedOn: CivilDate | null;
}

export const DEBARMENT: ReferenceKind<Debarment> = {
  type: 'debarment',
  called: text('供应商黑名单记录', 'debarment'),
  table: 'debarments',
  key: 'id',
  idPrefix: 'deb',
  fields: {
    id: derived(textField('id')),
    supplier: textField('supplier'),
    source: textField('source'),
    reason: textField('reason'),
    legalBasis: optionalText('legal_basis'),
    from: textField('from_on'),
    until: optionalText('until_on'),
    appealPending: flag('is_appeal_pending', false),
    endReason: optionalText('end_reason'),
    endedOn: derived(optionalText('ended_on')),
  },
  agency: null,
  identity: { lookUp: 'supplier', of: ({ supplier, source, from }) => [supplier, source, from] },
  filters: {
    supplier: { by: 'equal', column: 'supplier' },
    source: { by: 'equal', column: 'source' },
    on: { by: 'in-force', from: 'from_on', until: 'until_on', ended: 'ended_on' },
  },
  isSmall: true,
  derive: (debarment, how) => ({ ...debarment, endedOn: endedOn(debarment, how) }),
};

/**
 * The day it ended: that of the event that ended it. One that is registered when it has ended already ended on its last
 * day, or today at the latest.
 */
export function endedOn(
  { endReason, until }: Debarment,
  { before, on }: Pick<Derivation<Debarment>, 'before' | 'on'>,
): CivilDate | null {
  if (endReason === null) return null;
  if (before?.endReason) return before.endedOn;
  if (before === null && until !== null && until < on) return until;
  return on;
}

export function debarmentProblems({ from, until }: Debarment): readonly DraftProblem[] {
  return periodProblems(DEBARMENT, { from, until, field: 'until' });
}
