import { type Database, inSnapshot, type Tx } from '../../db/index.ts';
import { MASK, seesTexts } from '../../decisions/index.ts';
import { answerDocument, asOfBody, readingOf, VARY } from '../../documents/index.ts';
import { isMaskedFor, toAcceptanceBody, toPaymentBody } from '../../fulfilment/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { formatOf } from '../../http/answer-format.ts';
import { languageOf } from '../../http/language.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import { type Actor, dayOf } from '../../kernel/index.ts';
import { type GovernedDeps, selectIn } from '../../log/index.ts';
import { isMissing } from '../../reports/index.ts';
import { type DossierBody, toDossierBody } from './dossier-body.ts';
import { dossierLeaf, personsIn, proposalsIn } from './dossier-leaf.ts';
import { dossierRows } from './dossier-rows.ts';
import { dossierTable } from './dossier-table.ts';
import { CHAIN_MAX, type Dossier, findDossier } from './find-dossier.ts';

/** Everything about an order, on one page. */
export function dossierRoutes(db: Database, { clock, origin }: GovernedDeps): Handlers {
  const load = async (tx: Tx, id: string, actor: Actor) => {
    const on = dayOf(clock());
    const dossier = await findDossier(tx, { id, actor, on });
    return { dossier, body: await bodyFor(tx, { dossier, actor, on }) };
  };
  const read: Handler<'readOrderDossier'> = async (req, res) => {
    const actor = actorOf(req);
    const { id } = req.params;
    const format = formatOf(req);
    if (format === 'json') {
      const { body } = await inSnapshot(db, (tx) => load(tx, id, actor));
      res.status(200).set('Vary', VARY).json(body);
      return;
    }
    const language = languageOf(req.get('accept-language'));
    const print = async (tx: Tx) => {
      const { dossier, body } = await load(tx, id, actor);
      const table = dossierTable({ body, asOf: dossier.asOf, gate: origin, printedAt: clock() });
      return { table, reading: readingOf(dossierRows(body), ({ place }) => [place]) };
    };
    return answerDocument(res, { db, format, language, load: print });
  };
  return { readOrderDossier: read };
}

interface DossierView {
  readonly dossier: Dossier;
  readonly actor: Actor;
  readonly on: ReturnType<typeof dayOf>;
}

async function bodyFor(tx: Tx, { dossier, actor, on }: DossierView): Promise<DossierBody> {
  const { order } = dossier.standing;
  const leaves = dossier.leaves.map(dossierLeaf);
  const reading = { isClassified: order.isClassified, reader: actor };
  const ids = new Set([...personsIn(leaves), ...dossier.revisions.flatMap(({ personId }) => personId ?? [])]);
  const persons = await selectIn(tx, 'persons', 'id', [...ids]);
  const isMasked = order.isClassified && !seesTexts(actor);
  return toDossierBody({
    ...{ dossier, leaves, on, reader: actor, asOf: asOfBody(dossier.asOf), proposals: proposalsIn(leaves) },
    acceptances: dossier.acceptances.map((acceptance) => toAcceptanceBody(acceptance, reading)),
    payments: dossier.payments.map(({ payment, notes }) =>
      toPaymentBody({ payment, notes, isMasked: isMaskedFor(order, actor) }),
    ),
    chain: dossier.chain.slice(0, CHAIN_MAX).map((link) => ({ ...link, of: [...link.of], isMissing: isMissing(link) })),
    people: persons.map((row) => ({ id: String(row.id), name: isMasked ? MASK : String(row.name) })),
  });
}
