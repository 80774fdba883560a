import { lookUpAnswer, type RepeatableRequest } from '../../access/index.ts';
import { type Database, inSnapshot, inTransaction } from '../../db/index.ts';
import { languageOf } from '../../http/language.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import { routeOf } from '../../http/request-context.ts';
import { decodeUtf8 } from '../../http/validate/strict-body.ts';
import { malformed } from '../../http/validate/validate.ts';
import { gateValidator } from '../../http/validate/validator.ts';
import { parseStrictJson, Refusal, type Text, text } from '../../kernel/index.ts';
import { type GovernedDeps, governed } from '../../log/index.ts';
import { type ActResult, contractStep, type OrderAct, type SubmissionQueue } from '../../orders/index.ts';
import { type CallbackEvent, reportedIn, toAnswer } from './callback-body.ts';
import {
  findCallback,
  findCallingPlatform,
  type KnownCallback,
  refuseOfFuture,
  refuseUnclear,
} from './find-callback.ts';
import { actorOfPlatform, type ProcurementPlatform } from './platform.ts';
import { ELSEWHERE, ELSEWHERE_TEXT, OVERTAKEN, OVERTAKEN_TEXT, type PlatformReport } from './platform-report.ts';
import { type ReportDraft, recordReport, sameReport } from './record-report.ts';

export interface CallbackParts extends GovernedDeps {
  readonly queue: Pick<SubmissionQueue, 'put'>;
  readonly onCallback?: (report: Pick<PlatformReport, 'kind' | 'outcome'>) => void;
}

/** What a platform calls back: signed by it, and whatever comes of it happens once. */
export function callbackRoutes(db: Database, parts: CallbackParts): Handlers {
  const receive: Handler<'receivePlatformCallback'> = async (req, res) => {
    const { headers, body } = req;
    const call = { platformId: req.params.id, headers, body, clock: parts.clock };
    const platform = await inSnapshot(db, (tx) => findCallingPlatform(tx, call));
    const event = parseStrictJson(decodeUtf8(body));
    const faults = gateValidator().checkBody(routeOf(req).operation, event, languageOf(req.get('accept-language')));
    if (faults.length > 0) throw malformed(faults);
    const { report, reason } = await takeEvent(db, parts, { platform, event: event as CallbackEvent });
    parts.onCallback?.(report);
    res.status(200).json(toAnswer(report, reason));
  };

  return { receivePlatformCallback: receive };
}

interface PlatformCallback {
  readonly platform: ProcurementPlatform;
  readonly event: CallbackEvent;
}

interface CallbackResult {
  readonly report: PlatformReport;
  readonly reason: Text | null;
}

/** The effect first, which the queue does once for one event, then the record of it: killed in between, it comes again. */
async function takeEvent(
  db: Database,
  parts: CallbackParts,
  { platform, event }: PlatformCallback,
): Promise<CallbackResult> {
  const reported = reportedIn(event);
  refuseOfFuture(reported, parts.clock());
  const { known, ...found } = await inSnapshot(db, async (tx) => ({
    ...(await findCallback(tx, platform, reported)),
    hasActed: (await lookUpAnswer(tx, askingOf({ platform, event }))) !== undefined,
  }));
  if (known) return { report: sameReport(known, reported.inputDigest), reason: null };
  const { agencyCode } = found.order;
  const { reason, hasActed, ...came } = await effectOf(db, parts, { platform, event, ...found });
  const draft: ReportDraft = { ...reported, platformId: platform.id, agencyCode, ...came };
  const recording = { actor: actorOfPlatform(platform), draft, hasActed };
  const report = await inTransaction(db, (tx) => governed(tx, parts, (entry) => recordReport(entry, parts, recording)));
  return { report, reason };
}

type Effect = Pick<PlatformReport, 'outcome' | 'code' | 'decisionId' | 'decisionOutcome'> & {
  readonly reason: Text | null;
  readonly hasActed: boolean;
};

const NO_DECISION = { decisionId: null, decisionOutcome: null } as const;
const NOTED: Effect = { outcome: 'applied', code: null, reason: null, hasActed: false, ...NO_DECISION };
const LATE: Effect = { ...NOTED, outcome: 'ignored', code: OVERTAKEN, reason: OVERTAKEN_TEXT };
const NOT_ITS_OWN: Effect = { ...NOTED, outcome: 'refused', code: ELSEWHERE, reason: ELSEWHERE_TEXT, hasActed: true };

interface CallbackToJudge extends PlatformCallback, Pick<KnownCallback, 'isOvertaken'> {
  /** It had its effect, and the gate was killed before it was recorded. */
  readonly hasActed: boolean;
}

/** News of a delivery is no acceptance, and a cancellation withdraws no order: that is the agency's to say. */
async function effectOf(
  db: Database,
  parts: CallbackParts,
  { platform, event, ...known }: CallbackToJudge,
): Promise<Effect> {
  if (known.isOvertaken && !known.hasActed) return LATE;
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const { order, buyer } = await inSnapshot(db, (tx) => findCallback(tx, platform, reportedIn(event)));
    const act = actOf({ platform, event }, order.logIndex);
    if (!act) return NOTED;
    if (buyer === 'another' && !known.hasActed) return NOT_ITS_OWN;
    if (buyer === 'unclear' && !known.hasActed) refuseUnclear();
    const effect = effectIn(await parts.queue.put(act));
    if (effect !== 'stale') return effect;
  }
  throw orderChanging();
}

/** Somebody changes the order again and again while it is read: the platform comes again. */
const ATTEMPTS_MAX = 5;

function orderChanging(): Refusal {
  const message = text('订单正在被更改，请稍后再发送。', 'The order is being changed; send this again later.');
  return new Refusal('unavailable', 'order.changing', message);
}

/** The event's id is the key of its act, so that it is done once however often it comes. */
function askingOf({ platform, event }: PlatformCallback): RepeatableRequest {
  const { inputDigest } = reportedIn(event);
  return { operation: 'receivePlatformCallback', actor: actorOfPlatform(platform), key: event.id, inputDigest };
}

/** What the same act over the API would be. */
function actOf({ platform, event }: PlatformCallback, ifMatch: number): OrderAct | undefined {
  const actor = actorOfPlatform(platform);
  const { orderId, note } = reportedIn(event);
  const onOrder = { actor, orderId, ifMatch, asking: askingOf({ platform, event }) };
  if (event.type === 'platform.contract.signed') {
    return { kind: 'fulfil', ...contractStep(actor, event.data.contract), ...onOrder };
  }
  if (event.type === 'platform.delivery.reported' || event.data.reference === undefined) return undefined;
  return { kind: 'cancel-redemption', reference: event.data.reference, reason: note ?? '', ...onOrder };
}

function effectIn(result: ActResult): Effect | 'stale' {
  if (result.kind === 'decided') {
    const { decision, outcome } = result.record;
    return { ...NOTED, hasActed: true, decisionId: decision, decisionOutcome: outcome };
  }
  if (result.kind === 'changed') return { ...NOTED, hasActed: true };
  const { kind, code, text: said } = result.refusal;
  if (kind === 'unavailable') throw result.refusal;
  if (kind === 'stale') return 'stale';
  // The purchase had begun nothing here that could be cancelled.
  if (code === 'redemption.none') return NOTED;
  // What the order's state does not allow came too late or too early; what cannot be so is refused.
  const outcome = kind === 'conflict' || kind === 'not_found' ? 'ignored' : 'refused';
  return { ...NOTED, outcome, code, reason: said, hasActed: true };
}
