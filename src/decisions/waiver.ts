import { type CivilDate, type Instant, text } from '../kernel/index.ts';
import {
  derived,
  flag,
  jsonList,
  list,
  optionalInteger,
  optionalText,
  type ReferenceKind,
  textField,
} from '../reference/index.ts';
import type { Owner, RuleSet } from '../rules/index.ts';
import type { WaivedRule } from './waiver-cover.ts';

/** A paper that a waiver rests on. */
export interface WaiverEvidence {
  readonly document: string;
  readonly issuedBy: string | null;
  readonly issuedOn: CivilDate | null;
  /** The hash of an evidence file of the agency; absent where there is only the name of the paper. */
  readonly file?: string;
}

/**
 * A signed, dated, two-person permission to set clauses aside: for one revision of an order (`order` and `revision`), which
 * is a review, or for machines of an agency (`devices`).
 */
export interface Waiver {
  readonly id: string;
  /** Whose orders it is for; of a review, the order's agency. */
  readonly agencyCode: string;
  readonly owner: Owner;
  readonly rules: readonly WaivedRule[];
  readonly order: string | null;
  readonly revision: number | null;
  readonly category: string | null;
  readonly devices: number | null;
  readonly usesMax: number | null;
  readonly reasonCode: string;
  readonly text: string;
  readonly evidence: readonly WaiverEvidence[];
  /** Persons, who are named by id and never by name. */
  readonly maker: string | null;
  readonly signers: readonly string[];
  readonly from: CivilDate;
  /** The last day. */
  readonly until: CivilDate;
  readonly isClassified: boolean;
  readonly grantedAt: Instant;
  readonly revokedAt: Instant | null;
  readonly revokedBy: string | null;
  readonly revocationReason: string | null;
}

export const WAIVER: ReferenceKind<Waiver> = {
  type: 'waiver',
  called: text('豁免', 'waiver'),
  table: 'waivers',
  key: 'id',
  idPrefix: 'wai',
  fields: {
    id: derived(textField('id')),
    agencyCode: textField('agency_code'),
    owner: derived(textField<Owner>('owner')),
    rules: jsonList('rules', (rule) => rule),
    order: optionalText('order_id'),
    revision: optionalInteger('revision'),
    category: optionalText('category'),
    devices: optionalInteger('devices'),
    usesMax: optionalInteger('uses_max'),
    reasonCode: textField('reason_code'),
    text: textField('text'),
    evidence: jsonList('evidence', (paper) => paper),
    maker: derived(optionalText('maker')),
    signers: derived(list('signers')),
    from: textField<CivilDate>('from_on'),
    until: textField<CivilDate>('until_on'),
    isClassified: derived(flag('is_classified')),
    grantedAt: derived(textField<Instant>('granted_at')),
    revokedAt: derived(optionalText<Instant>('revoked_at')),
    revokedBy: derived(optionalText('revoked_by')),
    revocationReason: derived(optionalText('revocation_reason')),
  },
  agency: 'agencyCode',
  identity: { lookUp: 'id', of: () => null },
  filters: {},
};

/** Free texts are erasable; what a classified order was found at fault for is nobody's business either. */
export function sealedFieldsOf({ isClassified }: Waiver): readonly (keyof Waiver)[] {
  const texts = ['text', 'evidence', 'revocationReason'] as const;
  return isClassified ? [...texts, 'rules', 'reasonCode'] : texts;
}

export type WaiverState = 'upcoming' | 'in-force' | 'expired' | 'void' | 'revoked';

/** How it stands on a day under the rule set of that day. A new revision of any of its rules voids all of it. */
export function stateOf(waiver: Waiver, { on, ruleSet }: { on: CivilDate; ruleSet: RuleSet }): WaiverState {
  if (waiver.revokedAt !== null) return 'revoked';
  if (on > waiver.until) return 'expired';
  const isVoid = waiver.rules.some(({ rule, revision }) => ruleSet.findRule(rule)?.revision !== revision);
  if (isVoid) return 'void';
  return on < waiver.from ? 'upcoming' : 'in-force';
}
