import type { components } from '../../http/openapi.generated.ts';
import { canonicalJson, digestOf, statedInstant, type Text } from '../../kernel/index.ts';
import {
  ELSEWHERE,
  ELSEWHERE_TEXT,
  OVERTAKEN,
  OVERTAKEN_TEXT,
  type PlatformReport,
  type ReportKind,
} from './platform-report.ts';

/** An event as a platform calls it back: the contract's body, already validated. */
export type CallbackEvent = components['schemas']['PlatformCallback'];
export type CallbackAnswer = components['schemas']['PlatformCallbackAnswer'];

const KINDS: Readonly<Record<CallbackEvent['type'], ReportKind>> = {
  'platform.contract.signed': 'contract',
  'platform.delivery.reported': 'delivery',
  'platform.order.cancelled': 'cancellation',
};

/** What is recorded of an event, whatever comes of it. */
export function reportedIn(event: CallbackEvent) {
  return {
    eventId: event.id,
    inputDigest: digestOf(canonicalJson(event)),
    orderId: event.data.orderId,
    kind: KINDS[event.type],
    occurredAt: statedInstant(event.time),
    note: 'note' in event.data ? event.data.note : null,
  };
}

const OWN_TEXTS: Readonly<Record<string, Text>> = { [OVERTAKEN]: OVERTAKEN_TEXT, [ELSEWHERE]: ELSEWHERE_TEXT };

/** What came of an event. The reason is told while it is known; its code is kept. */
export function toAnswer(report: PlatformReport, reason: Text | null): CallbackAnswer {
  const { id, eventId, outcome, code, decisionId, decisionOutcome } = report;
  const decision =
    decisionId !== null && decisionOutcome !== null ? { id: decisionId, outcome: decisionOutcome } : null;
  return { id, eventId, outcome, code, decision, reason: (code !== null && OWN_TEXTS[code]) || reason };
}
