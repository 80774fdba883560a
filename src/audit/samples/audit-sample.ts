import { type CivilDate, text } from '../../kernel/index.ts';
import {
  derived,
  flag,
  integer,
  jsonList,
  optionalText,
  type ReferenceKind,
  textField,
} from '../../reference/index.ts';
import type { ScoredPart } from './risk-score.ts';

/** One order of a sample, with what made its score. */
export interface SampledOrder {
  readonly orderId: string;
  readonly score: number;
  readonly parts: readonly ScoredPart[];
}

/** Orders that were drawn for an audit: with the same seed, window, scope and size of the log they are drawn again. */
export interface AuditSample {
  readonly id: string;
  readonly agencyCode: string | null;
  /** Of the agency, or the one whose agencies it is of. */
  readonly region: string;
  readonly subtree: boolean;
  readonly by: 'random' | 'risk';
  readonly seed: string;
  readonly size: number;
  readonly from: CivilDate;
  readonly until: CivilDate;
  /** Decisions before this index of the log count. */
  readonly logSize: number;
  /** How many orders there were to draw from. */
  readonly population: number;
  readonly items: readonly SampledOrder[];
  /** A person, who is named by id and never by name. */
  readonly madeBy: string | null;
  readonly madeOn: CivilDate;
}

export const AUDIT_SAMPLE: ReferenceKind<AuditSample> = {
  type: 'audit-sample',
  called: text('审计抽样清单', 'audit sample'),
  table: 'audit_samples',
  key: 'id',
  idPrefix: 'asm',
  fields: {
    id: derived(textField('id')),
    agencyCode: optionalText('agency_code'),
    region: textField('region'),
    subtree: flag('is_subtree', false),
    by: textField('drawn_by'),
    seed: textField('seed'),
    size: integer('size'),
    from: textField<CivilDate>('from_on'),
    until: textField<CivilDate>('until_on'),
    logSize: integer('log_size'),
    population: integer('population'),
    items: jsonList('items', (item) => item),
    madeBy: derived(optionalText('made_by')),
    madeOn: derived(textField<CivilDate>('made_on')),
  },
  // The log is read by many who must not know what an audit will look at, nor be able to draw it themselves.
  seals: ['/after/items', '/after/seed'],
  // Whose it is, its region says; lists are read by the audit bureau alone.
  agency: null,
  identity: { lookUp: 'id', of: () => null },
  filters: {},
  derive: (sample, { actor, on }) => ({ ...sample, madeBy: actor.personId, madeOn: on }),
};
