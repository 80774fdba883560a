import type { Outcome } from '../../decisions/index.ts';
import { type Instant, type Text, text } from '../../kernel/index.ts';
import { derived, optionalText, type ReferenceKind, textField } from '../../reference/index.ts';

export type ReportKind = 'contract' | 'delivery' | 'cancellation';

/** `applied`: it had its effect. `ignored`: it came too late, or in another order. `refused`: it cannot be so. */
export type ReportOutcome = 'applied' | 'ignored' | 'refused';

/** One event that a platform has called back, with what came of it. */
export interface PlatformReport {
  readonly id: string;
  readonly platformId: string;
  readonly eventId: string;
  /** Of the event: the same id with another content is another event under a used name. */
  readonly inputDigest: string;
  readonly orderId: string;
  readonly agencyCode: string;
  readonly kind: ReportKind;
  readonly occurredAt: Instant;
  readonly outcome: ReportOutcome;
  readonly code: string | null;
  readonly decisionId: string | null;
  readonly decisionOutcome: Outcome | null;
  /** The platform's own words about a delivery or a cancellation. */
  readonly note: string | null;
}

export const PLATFORM_REPORT: ReferenceKind<PlatformReport> = {
  type: 'platform-report',
  called: text('采购平台回报', 'report of a platform'),
  table: 'platform_reports',
  key: 'id',
  idPrefix: 'prp',
  fields: {
    id: derived(textField('id')),
    platformId: textField('platform_id'),
    eventId: textField('event_id'),
    inputDigest: textField('input_digest'),
    orderId: textField('order_id'),
    agencyCode: textField('agency_code'),
    kind: textField('kind'),
    occurredAt: textField('occurred_at'),
    outcome: textField('outcome'),
    code: optionalText('code'),
    decisionId: optionalText('decision_id'),
    decisionOutcome: optionalText('decision_outcome'),
    note: optionalText('note'),
  },
  seals: ['/after/note'],
  agency: 'agencyCode',
  identity: { lookUp: 'id', of: () => null },
  filters: {},
};

/** What an event of a kind comes too late after: whatever of these was applied and happened later. */
const OVERTAKEN_BY: Readonly<Record<ReportKind, readonly ReportKind[]>> = {
  contract: ['cancellation'],
  delivery: ['delivery', 'cancellation'],
  cancellation: ['contract', 'cancellation'],
};

/** Whether it is old news: events that were sent in one order and came in another. */
export function isOvertaken(
  event: Pick<PlatformReport, 'kind' | 'occurredAt'>,
  before: readonly Pick<PlatformReport, 'kind' | 'occurredAt' | 'outcome'>[],
): boolean {
  return before.some(
    ({ kind, occurredAt, outcome }) =>
      outcome === 'applied' && OVERTAKEN_BY[event.kind].includes(kind) && occurredAt > event.occurredAt,
  );
}

export const ELSEWHERE = 'callback.other_platform';

export const ELSEWHERE_TEXT: Text = text(
  '该订单由另一平台核销放行证采购，本平台的回报不生效。',
  'Another platform has redeemed the certificate of this order and is buying; this has no effect.',
);

export const OVERTAKEN = 'callback.overtaken';

export const OVERTAKEN_TEXT: Text = text(
  '该订单已有时间更晚的回报，本次回报不再生效。',
  'Something that happened later was reported for this order already; this has no effect any more.',
);
