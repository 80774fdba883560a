import { type CivilDate, type Instant, Refusal, type Text, text } from '../../kernel/index.ts';
import {
  derived,
  integer,
  optionalInteger,
  optionalText,
  type ReferenceKind,
  textField,
} from '../../reference/index.ts';

export type FilingState = 'filed' | 'returned' | 'accepted';
export type RevisionKind = 'first' | 'after-return' | 'correction';
/** How an office's score of a filing stands; absent while there is none. */
export type AssessmentState = 'scored' | 'objected' | 'agreed' | 'confirmed';
/** Signed in the gate by the unit's approver, or typed in by the office from the stamped form. */
export type FiledBy = 'online' | 'paper';

/** A unit's answer to a campaign, as it stands. */
export interface Filing {
  readonly id: string;
  readonly campaignId: string;
  readonly agencyCode: string;
  /** Of the unit when it was asked. */
  readonly region: string;
  readonly state: FilingState;
  readonly revision: number;
  /** The day of the first filing counts for ever, whatever is returned; of a paper the day on which it came in. */
  readonly firstFiledAt: Instant;
  readonly resubmitBy: CivilDate | null;
  readonly assessment: AssessmentState | null;
  /** In hundredths of a point; null where nothing applies. */
  readonly score: number | null;
  readonly grade: string | null;
  /** The last day on which the unit may object. */
  readonly respondBy: CivilDate | null;
}

/** A filing that no office has scored. */
export const UNASSESSED = { assessment: null, score: null, grade: null, respondBy: null } as const;

export const FILING: ReferenceKind<Filing> = {
  type: 'filing',
  called: text('报表', 'filing'),
  table: 'filings',
  key: 'id',
  idPrefix: 'fil',
  fields: {
    id: derived(textField('id')),
    campaignId: derived(textField('campaign_id')),
    agencyCode: derived(textField('agency_code')),
    region: derived(textField('region')),
    state: derived(textField<FilingState>('state')),
    revision: derived(integer('revision')),
    firstFiledAt: derived(textField<Instant>('first_filed_at')),
    resubmitBy: derived(optionalText<CivilDate>('resubmit_by')),
    assessment: derived(optionalText<AssessmentState>('assessment')),
    score: derived(optionalInteger('score')),
    grade: derived(optionalText('grade')),
    respondBy: derived(optionalText<CivilDate>('respond_by')),
  },
  // What people write in a form, and why it is returned, may be about people; the leaf commits to it.
  seals: ['/texts', '/rows', '/reasons', '/reason', '/cells', '/text'],
  agency: 'agencyCode',
  identity: { lookUp: 'id', of: () => null },
  filters: {
    campaign: { by: 'equal', column: 'campaign_id' },
    agencyCode: { by: 'equal', column: 'agency_code' },
    state: { by: 'equal', column: 'state' },
    assessment: { by: 'equal', column: 'assessment' },
    respondFrom: { by: 'since', column: 'respond_by' },
    // Only what was launched is filed for, and what was launched is cancelled by its recall.
    recalled: {
      by: 'of',
      column: 'campaign_id',
      table: 'campaigns',
      key: 'id',
      has: { column: 'state', value: 'cancelled' },
    },
  },
  listedBy: {
    filings_by_campaign: ['campaign_id'],
    filings_by_agency: ['agency_code'],
    filings_by_state: ['state'],
    filings_by_assessment: ['assessment'],
  },
};

/** What a filing opens when it is accepted. */
export interface OpenedByFiling {
  readonly id: string;
  readonly cell: string | null;
  readonly kind: 'rectification';
  readonly severity: 'high' | 'medium' | 'low';
  readonly title: Text;
  readonly dueOn: CivilDate;
  /** The matter that was opened for it. */
  readonly matter: string | null;
}

/** A filing as it was filed at one time; nothing changes what was filed. */
export interface FilingRevision {
  readonly filingId: string;
  readonly revision: number;
  readonly campaignId: string;
  /** Numbers by cell, typed and computed: what sums are made of. */
  readonly numbers: Readonly<Record<string, number>>;
  readonly body: string;
  readonly digest: string;
  readonly kind: RevisionKind;
  readonly basis: FiledBy;
  readonly filedAt: Instant;
  readonly filedIndex: number;
  readonly acceptedAt: Instant | null;
  readonly acceptedIndex: number | null;
  readonly opened: readonly OpenedByFiling[];
  readonly returnedAt: Instant | null;
  readonly returnedIndex: number | null;
  readonly resubmitBy: CivilDate | null;
  readonly supersededIndex: number | null;
}

export function isFinal(): Refusal {
  return filingState(text('考核结果已确认，不再变更。', 'The assessment is confirmed: it is final.'));
}

export function filingState(message: Text): Refusal {
  return new Refusal('conflict', 'filing.state', message);
}
