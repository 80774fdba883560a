import { type Actor, Refusal, text } from '../../kernel/index.ts';
import type { Governed, GovernedDeps } from '../../log/index.ts';
import { createOfKind, type RecordedKind } from '../../reference/index.ts';
import { isOvertaken, OVERTAKEN, PLATFORM_REPORT, type PlatformReport } from './platform-report.ts';
import { findReport, listReportsOfOrder } from './platforms-repository.ts';

export type ReportDraft = Omit<PlatformReport, 'id'>;

export interface ReportToRecord {
  readonly actor: Actor;
  readonly draft: ReportDraft;
  /** Whether the order's state has judged it: that stands, whatever came meanwhile. */
  readonly hasActed: boolean;
}

/**
 * Records an event of a platform, once: the same event again answers what came of it the first time. What is old news by
 * now is recorded as ignored; the log's head decides which of two came first.
 */
export async function recordReport(
  entry: Governed,
  deps: GovernedDeps,
  { actor, draft, hasActed }: ReportToRecord,
): Promise<PlatformReport> {
  const known = await findReport(entry.tx, draft);
  if (known) return sameReport(known, draft.inputDigest);
  const isLate = !hasActed && isOvertaken(draft, await listReportsOfOrder(entry.tx, draft));
  const body: ReportDraft = isLate ? { ...draft, outcome: 'ignored', code: OVERTAKEN } : draft;
  const kind: RecordedKind<PlatformReport> = PLATFORM_REPORT;
  const { state } = await createOfKind(entry, kind, { body, actor, on: entry.on, newId: deps.newId });
  return state;
}

/** The first answer to an event, unless somebody has used its id for another one. */
export function sameReport(known: PlatformReport, inputDigest: string): PlatformReport {
  if (known.inputDigest === inputDigest) return known;
  const message = text(
    '该事件编号已用于另一内容不同的回报。',
    'This id was used for another event, which said something else.',
  );
  throw new Refusal('unprocessable', 'callback.id_reused', message, [{ pointer: '/id', message: '' }]);
}
