import type { Database, Tx } from '../../db/index.ts';
import { MASK, seesTexts } from '../../decisions/index.ts';
import { allPages, asOfBody, type RowPages, readingOf } from '../../documents/index.ts';
import { isMaskedFor, toAcceptanceBody, toPaymentBody } from '../../fulfilment/index.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import { type Actor, dayOf } from '../../kernel/index.ts';
import { type GovernedDeps, selectIn } from '../../log/index.ts';
import { type AsOf, isMissing, wholeReportHandler } from '../../reports/index.ts';
import { type DossierBody, toDossierBody } from './dossier-body.ts';
import { dossierLeaf, personsIn, proposalsIn } from './dossier-leaf.ts';
import { type DossierRow, dossierRows } from './dossier-rows.ts';
import { dossierTable } from './dossier-table.ts';
import { CHAIN_MAX, type Dossier, findDossier } from './find-dossier.ts';

/** Everything about an order, on one page. */
export function dossierRoutes(db: Database, { clock, origin }: Pick<GovernedDeps, 'clock' | 'origin'>): Handlers {
  const read: Handler<'readOrderDossier'> = wholeReportHandler(
    { db, clock, origin },
    {
      load: async (tx, { params, actor, at, asOf }) => {
        const on = dayOf(at);
        const dossier = await findDossier(tx, { id: params.id, actor, on });
        const body = await bodyFor(tx, { dossier, actor, on, asOf });
        let made: readonly DossierRow[] | undefined;
        // The rows are made when they are printed: programs have no use for them.
        const rows = (): readonly DossierRow[] => (made ??= dossierRows(body));
        return { body, table: dossierTable(body, rows), pages: printed(rows) };
      },
      body: ({ body }) => body,
    },
  );
  return { readOrderDossier: read };
}

async function* printed(rows: () => readonly DossierRow[]): RowPages<DossierRow> {
  yield* allPages(readingOf(rows(), ({ place }) => [place]));
}

interface DossierView {
  readonly dossier: Dossier;
  readonly actor: Actor;
  readonly on: ReturnType<typeof dayOf>;
  readonly asOf: AsOf;
}

async function bodyFor(tx: Tx, { dossier, actor, on, asOf }: DossierView): Promise<DossierBody> {
  const { order } = dossier.standing;
  const leaves = dossier.leaves.map(dossierLeaf);
  const reading = { isClassified: order.isClassified, reader: actor };
  const ids = new Set([...personsIn(leaves), ...dossier.revisions.flatMap(({ personId }) => personId ?? [])]);
  const persons = await selectIn(tx, 'persons', 'id', [...ids]);
  const isMasked = order.isClassified && !seesTexts(actor);
  return toDossierBody({
    ...{ dossier, leaves, on, reader: actor, asOf: asOfBody(asOf), proposals: proposalsIn(leaves) },
    acceptances: dossier.acceptances.map((acceptance) => toAcceptanceBody(acceptance, reading)),
    payments: dossier.payments.map(({ payment, notes }) =>
      toPaymentBody({ payment, notes, isMasked: isMaskedFor(order, actor) }),
    ),
    chain: dossier.chain.slice(0, CHAIN_MAX).map((link) => ({ ...link, of: [...link.of], isMissing: isMissing(link) })),
    people: persons.map((row) => ({ id: String(row.id), name: isMasked ? MASK : String(row.name) })),
  });
}
