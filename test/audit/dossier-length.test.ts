import assert from 'node:assert/strict';
import { deliveriesOf, everything } from '../fulfilment/delivery/acceptance-support.ts';
import { contracted } from '../fulfilment/fulfilment-support.ts';
import { invoice, pay } from '../fulfilment/payment/payment-support.ts';
import { read } from '../reports/reports-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';

/** Writes the last decision, delivery, payment and move of an order again and again; answers how many there are then. */
async function muchMore({ db }: Gate, orderId: string) {
  const copies = async (table: string, times: number, own: (at: number) => Row): Promise<number> => {
    const rows: readonly Row[] = await db.reader(table).where({ order_id: orderId }).orderBy('log_index');
    const last = rows.at(-1) ?? {};
    const more = Array.from({ length: times }, (_, at) => ({ ...last, ...own(at) }));
    await db.writer.batchInsert(table, more, 100);
    return rows.length + times;
  };
  const apart = (name: string, at: number) => ({ id: `${name}_${at}`, sequence: 100 + at });
  const decided = await db.reader('decisions').where({ order_id: orderId }).orderBy('log_index', 'desc').first();
  // Without the person, which the engine works out of the bytes.
  const leaf: Row = await db
    .reader('log_leaves')
    .where('log_index', decided.log_index)
    .first('type', 'at', 'bytes', 'leaf_hash');
  const leaves = Array.from({ length: MORE_LEAVES }, (_, at) => ({
    ...leaf,
    log_index: FAR + at,
    subject: `order/${orderId}`,
  }));
  await db.writer.batchInsert('log_leaves', leaves, 100);
  return {
    decisions: await copies('decisions', MORE, (at) => ({ id: `dec_more_${at}`, log_index: FAR + at })),
    acceptances: await copies('acceptances', MORE, (at) => ({
      ...apart('acc_more', at),
      decision_id: `dec_more_${at}`,
    })),
    payments: await copies('payments', MORE, (at) => ({ ...apart('pay_more', at), invoice_key: null })),
    moves: await copies('moves', 2_050, (at) => ({ sequence: 100 + at })),
    lastDecision: FAR + MORE - 1,
    lastLeaf: FAR + MORE_LEAVES - 1,
  };
}

type Row = Readonly<Record<string, string | number | null>>;
/** Far behind the head of the log. */
const FAR = 1_000_000;
const MORE = 100;
const MORE_LEAVES = 1_100;

forEachEngine('statements', (engine) => {
  describe('everything about an order on which much happened', () => {
    let gate: Gate;

    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    it('leaves out no decision, delivery, payment or move', async () => {
      const office = await openOffice(gate);
      const order = office.order({ quantity: 1 });
      const accepted = await deliveriesOf(office).accept(await contracted(office, order), everything(office, 1));
      const finance = await gate.as('finance', { who: 'the maker' });
      assert.equal((await pay(finance, accepted, invoice(order, { machines: 1 }))).status, 201);
      const { id } = accepted.body.order;
      const happened = await muchMore(gate, id);

      const dossier = await read(await gate.as('audit'), `/v1/orders/${id}/dossier`);

      const { decisions, acceptances, payments, moves, log } = dossier;
      assert.deepEqual(
        [decisions.length, acceptances.length, payments.length, moves.length],
        [happened.decisions, happened.acceptances, happened.payments, happened.moves],
      );
      assert.equal(decisions.at(-1).decision.log.index, happened.lastDecision);
      assert.deepEqual([log.length, log.at(-1).index], [dossier.logEntries, happened.lastLeaf]);
    });
  });
});
