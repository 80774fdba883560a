import { findActedAt } from '../../../access/index.ts';
import { inSnapshot } from '../../../db/index.ts';
import { actorOf } from '../../../http/actor-of.ts';
import { etagOf } from '../../../http/etag.ts';
import type { Handler, Handlers } from '../../../http/operation.ts';
import { cursorOf, limitOf, pageOf } from '../../../http/paging.ts';
import { selectIn } from '../../../log/index.ts';
import { getReachedOrder, orderTarget, toOrderBody } from '../../../orders/index.ts';
import { listReturnedHoldings } from '../../../register/index.ts';
import { type Acceptance, listAcceptances } from '../acceptances-repository.ts';
import { deliveryFileHandler } from '../delivery-file-routes.ts';
import { type AcceptanceDeps, acceptDeliveryHandler } from '../delivery-routes.ts';
import { toReturnBody } from '../return/return-body.ts';
import { returnStep } from '../return/return-step.ts';
import { findReturn } from '../return/returns-repository.ts';
import { toAcceptanceBody } from './acceptance-body.ts';
import { toChecklistBody } from './checklist-body.ts';
import { findChecklist } from './find-checklist.ts';

/** Deliveries, what goes back, and what is looked at. */
export function acceptancesRoutes(deps: AcceptanceDeps): Handlers {
  const { db, clock } = deps;

  const list: Handler<'listAcceptances'> = async (req, res) => {
    const actor = actorOf(req);
    const limit = limitOf(req.query);
    const [after = 0] = cursorOf(req.query, ['number']) ?? [];
    const page = await inSnapshot(db, async (tx) => {
      const order = await getReachedOrder(tx, actor, req.params.id);
      const found = await listAcceptances(tx, { orderId: order.id, after: Number(after), limit: limit + 1 });
      const { items, next } = pageOf(found, limit, ({ sequence }) => [sequence]);
      const reading = { isClassified: order.isClassified, reader: actor };
      const decisions = await selectIn(
        tx,
        'decisions',
        'id',
        items.map(({ decisionId }) => decisionId),
      );
      const leaves = new Map(decisions.map(({ id, log_index: index }) => [id, Number(index)]));
      const actedAt = await findActedAt(tx, actor, [...leaves.values()]);
      const bodyOf = (acceptance: Acceptance) => ({
        ...toAcceptanceBody(acceptance, reading),
        actedBy: actedAt(leaves.get(acceptance.decisionId) ?? -1),
      });
      return { items: items.map(bodyOf), next };
    });
    res.status(200).json(page);
  };

  const checklist: Handler<'getChecklist'> = async (req, res) => {
    const actor = actorOf(req);
    const question = { actor, orderId: req.params.id, at: clock() };
    const found = await inSnapshot(db, (tx) => findChecklist(tx, question));
    res.status(200).json(toChecklistBody(found, actor));
  };

  return {
    acceptDelivery: acceptDeliveryHandler(deps),
    importDelivery: deliveryFileHandler(deps),
    listAcceptances: list,
    getChecklist: checklist,
    returnDevices: returnRoute(deps),
  };
}

function returnRoute({ db, queue }: AcceptanceDeps): Handler<'returnDevices'> {
  return async (req, res) => {
    const actor = actorOf(req);
    const act = {
      kind: 'fulfil',
      ...returnStep(actor, req.body),
      ...orderTarget('returnDevices', req, actor),
    } as const;
    const result = await queue.put(act);
    if (result.kind === 'refused') throw result.refusal;
    const leaf = result.kind === 'changed' ? result.logIndex : undefined;
    if (leaf === undefined) throw new Error('a return says in no leaf what went back');
    const shown = await inSnapshot(db, async (tx) => {
      const returned = await findReturn(tx, leaf);
      if (!returned) throw new Error(`the leaf ${leaf} is no return`);
      const deviceIds = returned.devices.map(({ deviceId }) => deviceId);
      return { returned, holdings: await listReturnedHoldings(tx, deviceIds), order: toOrderBody(result.order, actor) };
    });
    res.status(201).set('ETag', etagOf(result.order.order.logIndex)).json(toReturnBody(shown, actor));
  };
}
