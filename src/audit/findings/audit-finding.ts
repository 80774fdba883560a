import { type CivilDate, text } from '../../kernel/index.ts';
import { derived, jsonList, optionalText, type ReferenceKind, textField } from '../../reference/index.ts';

export const FINDING_STATES = ['open', 'answered', 'closed'] as const;
export type FindingState = (typeof FINDING_STATES)[number];

/** What was done about a finding: the agency answers, the audit bureau returns the answer or closes. */
export interface FindingStep {
  readonly act: 'answered' | 'returned' | 'closed';
  readonly text: string;
  /** The hash of an evidence file of the agency. */
  readonly file: string | null;
  readonly by: string | null;
  readonly on: CivilDate;
  /** Of a returned answer: until when there must be another. */
  readonly dueOn: CivilDate | null;
}

/** What the audit bureau found at an agency, about one of its orders or about the whole of it. */
export interface AuditFinding {
  readonly id: string;
  readonly agencyCode: string;
  readonly order: string | null;
  readonly severity: 'high' | 'medium' | 'low';
  readonly text: string;
  readonly rule: string | null;
  readonly legalBasis: string | null;
  readonly dueOn: CivilDate;
  readonly state: FindingState;
  /** A person, who is named by id and never by name. */
  readonly raisedBy: string | null;
  readonly raisedOn: CivilDate;
  readonly steps: readonly FindingStep[];
}

export const AUDIT_FINDING: ReferenceKind<AuditFinding> = {
  type: 'audit-finding',
  called: text('审计问题', 'audit finding'),
  table: 'audit_findings',
  key: 'id',
  idPrefix: 'afd',
  fields: {
    id: derived(textField('id')),
    agencyCode: textField('agency_code'),
    order: optionalText('order_id'),
    severity: textField('severity'),
    text: textField('text'),
    rule: optionalText('rule'),
    legalBasis: optionalText('legal_basis'),
    dueOn: textField<CivilDate>('due_on'),
    state: derived(textField<FindingState>('state')),
    raisedBy: derived(optionalText('raised_by')),
    raisedOn: derived(textField<CivilDate>('raised_on')),
    steps: derived(jsonList('steps', (step) => step)),
  },
  // What people write about people stays out of the log.
  seals: ['/after/text', '/after/legalBasis', '/after/steps'],
  agency: 'agencyCode',
  identity: { lookUp: 'id', of: () => null },
  filters: {
    agencyCode: { by: 'equal', column: 'agency_code' },
    order: { by: 'equal', column: 'order_id' },
    severity: { by: 'equal', column: 'severity' },
    rule: { by: 'equal', column: 'rule' },
    state: { by: 'equal', column: 'state' },
    dueBefore: { by: 'before', column: 'due_on' },
    dueFrom: { by: 'since', column: 'due_on' },
  },
  listedBy: {
    audit_findings_listed_by_order: ['order_id'],
    audit_findings_by_agency: ['agency_code'],
    audit_findings_listed_by_rule: ['rule'],
    audit_findings_listed_by_state: ['state'],
    audit_findings_listed_by_severity: ['severity'],
  },
  derive: (finding, { actor, on }) => ({
    ...finding,
    ...{ state: 'open', raisedBy: actor.personId, raisedOn: on, steps: [] },
  }),
};

/** The agency owes an answer that should have been there. */
export function isOverdue({ state, dueOn }: Pick<AuditFinding, 'state' | 'dueOn'>, on: CivilDate): boolean {
  return state === 'open' && dueOn < on;
}

/** In which states each act can be done. */
const ALLOWED: Readonly<Record<FindingStep['act'], readonly FindingState[]>> = {
  answered: ['open'],
  returned: ['answered'],
  closed: ['open', 'answered'],
};

export function isAllowed(act: FindingStep['act'], { state }: Pick<AuditFinding, 'state'>): boolean {
  return ALLOWED[act].includes(state);
}

/** The finding after an act: a returned answer is owed again, by its own day. */
export function withStep(finding: AuditFinding, step: FindingStep): AuditFinding {
  return {
    ...finding,
    state: step.act === 'returned' ? 'open' : step.act,
    dueOn: step.dueOn ?? finding.dueOn,
    steps: [...finding.steps, step],
  };
}
