import type { Tx } from '../../db/index.ts';
import { inSnapshot } from '../../db/index.ts';
import { answerForm, type FormPaper, formFormatOf, VARY } from '../../documents/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { etagOf } from '../../http/etag.ts';
import { documentLanguage } from '../../http/language.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import { type Actor, dayOf } from '../../kernel/index.ts';
import { getOrderWithBody, toOrderBody } from '../../orders/index.ts';
import { findAsOf } from '../find-as-of.ts';
import type { ReportDeps } from '../report-handler.ts';
import {
  ACCEPTANCE_FORM_NOTES,
  ACCEPTANCE_FORM_TITLE,
  ACCEPTANCE_OPINIONS,
  acceptanceFormParts,
} from './acceptance-form.ts';
import { findAcceptanceBody, findAcceptanceForm } from './find-acceptance-form.ts';
import { findOrderForm } from './find-order-form.ts';
import { ORDER_FORM_NOTES, ORDER_FORM_TITLE, ORDER_OPINIONS, orderFormParts } from './order-form.ts';

type Matter = Pick<FormPaper, 'name' | 'whose' | 'title' | 'parts' | 'opinions' | 'notes'>;

/** An order and a delivery, for programs and on paper. */
export function formRoutes(deps: ReportDeps): Handlers {
  return { getOrder: orderHandler(deps), getAcceptance: acceptanceHandler(deps) };
}

/** An order for programs, or as the review form (采购审核表). */
function orderHandler(deps: ReportDeps): Handler<'getOrder'> {
  const { db, clock } = deps;
  return async (req, res) => {
    const actor = actorOf(req);
    const question = { actor, id: req.params.id, on: dayOf(clock()) };
    const format = formFormatOf(req);
    if (format !== 'json') {
      const load = (tx: Tx) => paperOf(tx, deps, () => orderMatter(tx, question));
      return answerForm(res, { db, format, language: documentLanguage(req), load });
    }
    const standing = await inSnapshot(db, (tx) => getOrderWithBody(tx, question));
    res.status(200).set('Vary', VARY).set('ETag', etagOf(standing.order.logIndex)).json(toOrderBody(standing, actor));
  };
}

/** A delivery for programs, or as the acceptance form (验收单). */
function acceptanceHandler(deps: ReportDeps): Handler<'getAcceptance'> {
  const { db, clock } = deps;
  return async (req, res) => {
    const actor = actorOf(req);
    const question = { actor, id: req.params.id, on: dayOf(clock()) };
    const format = formFormatOf(req);
    if (format !== 'json') {
      const load = (tx: Tx) => paperOf(tx, deps, () => acceptanceMatter(tx, question));
      return answerForm(res, { db, format, language: documentLanguage(req), load });
    }
    const body = await inSnapshot(db, (tx) => findAcceptanceBody(tx, actor, question.id));
    res.status(200).set('Vary', VARY).json(body);
  };
}

interface FormQuestion {
  readonly actor: Actor;
  readonly id: string;
  readonly on: ReturnType<typeof dayOf>;
}

async function orderMatter(tx: Tx, question: FormQuestion): Promise<Matter> {
  const form = await findOrderForm(tx, question);
  const name = `review-form-${form.order.id}`;
  return {
    name,
    whose: { agency: form.agencyName, number: form.order.reference },
    title: ORDER_FORM_TITLE,
    parts: orderFormParts(form),
    opinions: ORDER_OPINIONS,
    notes: ORDER_FORM_NOTES,
  };
}

async function acceptanceMatter(tx: Tx, question: FormQuestion): Promise<Matter> {
  const form = await findAcceptanceForm(tx, question);
  return {
    ...{ name: `acceptance-form-${question.id}`, title: ACCEPTANCE_FORM_TITLE, parts: acceptanceFormParts(form) },
    whose: { agency: form.agencyName, number: form.order.reference },
    ...{ opinions: ACCEPTANCE_OPINIONS, notes: ACCEPTANCE_FORM_NOTES },
  };
}

/** A form with what every paper says of the gate, the log and the hour. */
async function paperOf(tx: Tx, { clock, origin }: ReportDeps, matter: () => Promise<Matter>): Promise<FormPaper> {
  return { ...(await matter()), asOf: await findAsOf(tx, {}), gate: origin, printedAt: clock() };
}
