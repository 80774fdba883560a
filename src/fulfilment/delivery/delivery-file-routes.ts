import { inSnapshot } from '../../db/index.ts';
import type { RecordedDelivery } from '../../decisions/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { etagOf } from '../../http/etag.ts';
import { languageOf } from '../../http/language.ts';
import type { AnswerOf, Handler } from '../../http/operation.ts';
import { type Actor, dayOf, plainDigits, Refusal, text } from '../../kernel/index.ts';
import { getReachedOrder, type OrderAct, orderTarget } from '../../orders/index.ts';
import { bodiesOfCsv, type CsvColumn, type CsvRow, rowValidator } from '../../reference/index.ts';
import { fileOwner, textOfFile } from '../../tables/index.ts';
import { type FiledDelivery, filedDelivery, type RowOutcome, rowOutcomes } from './accept/acceptance-rows.ts';
import { acceptanceStep } from './accept/acceptance-step.ts';
import { previewAcceptance } from './accept/preview-acceptance.ts';
import { type AcceptanceDeps, decidedAcceptance } from './delivery-routes.ts';

type Body = AnswerOf<'importDelivery', 200>;

const OTHERS = [
  ...['mainboardSerial', 'assetNumber', 'osProduct', 'osEdition', 'osVersion'],
  ...['evidenceKind', 'evidenceReference'],
];
const COLUMNS: readonly CsvColumn[] = [
  { name: 'line', isRequired: true, fromText: lineIn },
  { name: 'serial', isRequired: true, fromText: (cell) => cell },
  ...OTHERS.map((name): CsvColumn => ({ name, isRequired: false, fromText: (cell) => cell })),
];

function lineIn(cell: string): unknown {
  const digits = plainDigits(cell);
  return /^\d+$/.test(digits) ? Number(digits) : cell;
}

const ROWS_MAX = 2_000;

/** Machines of a delivery out of a file: a result for each row, and one decision on all that can be part of it. */
export function deliveryFileHandler(deps: AcceptanceDeps): Handler<'importDelivery'> {
  const check = rowValidator('AcceptanceFileRow');
  return async (req, res) => {
    const actor = actorOf(req);
    const { acceptedOn = dayOf(deps.clock()), dryRun = false, encoding } = req.query;
    const language = languageOf(req.get('accept-language'));
    const file = { bytes: req.body, encoding, contentType: req.get('content-type'), owner: fileOwner(actor.grant) };
    const rows: CsvRow[] = [];
    for await (const piece of bodiesOfCsv(file, { columns: COLUMNS, check, language })) {
      rows.push(...piece);
      if (rows.length > ROWS_MAX) throw tooManyRows();
    }
    const filed = filedDelivery(rows, { acceptedOn, language });
    const { params, query } = req;
    const asked = { params, query, body: textOfFile(file), get: (name: string) => req.get(name) };
    const told = dryRun
      ? await plan(deps, { actor, orderId: params.id, filed })
      : await decide(deps, {
          ...{ kind: 'fulfil', ...acceptanceStep(actor, filed.put) },
          ...orderTarget('importDelivery', asked, actor),
        });
    const outcomes = rowOutcomes(rows, filed, { devices: told.devices, language });
    res
      .status(200)
      .set('ETag', etagOf(told.logIndex))
      .json(toBody(outcomes, { dryRun, ...told }));
  };
}

interface FileOutcome {
  readonly devices: RecordedDelivery['devices'];
  readonly outcome: Body['outcome'];
  readonly decided: Body['decided'];
  /** The leaf of the order's last change. */
  readonly logIndex: number;
}

/** No row could be part of a delivery, so there is none. */
const NOTHING: Omit<FileOutcome, 'logIndex'> = { devices: [], outcome: null, decided: null };

interface FileRequest {
  readonly actor: Actor;
  readonly orderId: string;
  readonly filed: FiledDelivery;
}

async function plan(deps: AcceptanceDeps, { actor, orderId, filed }: FileRequest): Promise<FileOutcome> {
  const question = { actor, orderId, put: filed.put };
  const { check, logIndex } = await inSnapshot(deps.db, async (tx) => {
    const previewed = await previewAcceptance(tx, deps, question);
    return { check: previewed, logIndex: (await getReachedOrder(tx, actor, orderId)).logIndex };
  });
  if (check instanceof Refusal) return nothingOr(check, logIndex);
  const { devices } = check.plan.recorded;
  return { devices, outcome: check.judged.judgement.outcome, decided: null, logIndex };
}

type Act = Extract<OrderAct, { readonly kind: 'fulfil' }>;

async function decide({ db, queue }: AcceptanceDeps, act: Act): Promise<FileOutcome> {
  const result = await queue.put(act);
  if (result.kind === 'refused') return nothingOr(result.refusal, act.ifMatch);
  const { body, acceptance } = await inSnapshot(db, (tx) => decidedAcceptance(tx, act.actor, result));
  const { logIndex } = result.order.order;
  return { devices: acceptance.devices, outcome: body.decision.outcome, decided: body, logIndex };
}

/** The order is still as it was known. */
function nothingOr(refusal: Refusal, logIndex: number): FileOutcome {
  if (refusal.code !== 'acceptance.empty') throw refusal;
  return { ...NOTHING, logIndex };
}

/** In a dry run nothing has an identifier yet. */
function toBody(
  outcomes: readonly RowOutcome[],
  { dryRun, outcome, decided }: Pick<FileOutcome, 'outcome' | 'decided'> & { readonly dryRun: boolean },
): Body {
  const count = (wanted: RowOutcome['status']): number => outcomes.filter(({ status }) => status === wanted).length;
  return {
    dryRun,
    rows: outcomes.map(({ deviceId, errors, ...row }) => ({
      ...{ ...row, deviceId: dryRun ? null : deviceId },
      errors: errors.slice(0, ERRORS_MAX).map((error) => ({ ...error })),
    })),
    ...{ accepted: count('accepted'), differing: count('differs'), refused: count('refused'), outcome, decided },
  };
}

const ERRORS_MAX = 100;

function tooManyRows(): Refusal {
  const message = text(`一次最多验收 ${ROWS_MAX} 台设备。`, `A delivery has at most ${ROWS_MAX} machines.`);
  return new Refusal('invalid', 'import.too_many_rows', message, [{ pointer: '', message: '' }]);
}
