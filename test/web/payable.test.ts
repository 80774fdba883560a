import assert from 'node:assert/strict';
import type { AnswerOf, Schemas } from '../../src/web/client/operation.ts';
import {
  BLANK_CREDIT,
  creditableParts,
  creditBody,
  overpaidParts,
  withCreditedCount,
} from '../../src/web/delivery/credit/credit-body.ts';
import { chosenWith, returnBody } from '../../src/web/delivery/give-back/returnable.ts';
import { costOf, payableParts, whyNothingPayable } from '../../src/web/delivery/pay/payable.ts';
import { allPayable, BLANK_PAYMENT, paymentBody, withCount } from '../../src/web/delivery/pay/payment-body.ts';
import { examples } from './order-examples.ts';

const { approvable } = examples;
const TODAY = '2026-12-22';

/** So many of each part of the example have come. */
function came(machines: number, seats: readonly number[]): AnswerOf<'getChecklist'> {
  const lines = [{ line: 1, accepted: machines, whole: machines }];
  const items = seats.map((accepted, index) => ({ item: index + 1, accepted }));
  return { lines, items } as unknown as AnswerOf<'getChecklist'>;
}

function paid(quantity: number, amount: string, credited = 0): Schemas['Payment'] {
  const notes =
    credited === 0 ? [] : [{ lines: [{ line: 1, quantity: credited, amount: '4999.00' }], softwarePlan: [] }];
  const lines = [{ line: 1, quantity, amount }];
  return { outcome: 'approved', lines, softwarePlan: [], creditNotes: notes } as unknown as Schemas['Payment'];
}

describe('what can be paid of an order', () => {
  it('is what has come and is not paid, at the price of the contract, to the fen', () => {
    const [line, first] = payableParts(came(16, [20, 0]), approvable, [paid(6, '29994.00')]);

    assert.deepEqual([line?.payable, line?.payableFen], [10, 4_999_000n]);
    assert.deepEqual([first?.payable, first?.key], [20, 'item.1']);
  });

  it('is no machine that other goods pay for, and of those goods what has come with its machines', () => {
    const [line] = approvable.lines;
    assert.ok(line);
    const lines = [
      { ...line, goods: 'other' as const, computer: null, quantity: 10 },
      { ...line, line: 2, quantity: 30, pricedIn: 1 },
    ];
    const arrived = {
      lines: [
        { line: 1, accepted: 10, whole: 5 },
        { line: 2, accepted: 17, whole: 17 },
      ],
      items: [],
    };
    const parts = payableParts(arrived as never, { ...approvable, lines, softwarePlan: [] }, []);

    assert.deepEqual(
      parts.map(({ key, payable }) => [key, payable]),
      [['line.1', 5]],
    );
  });

  it('counts what a credit note took back, and no payment that was turned down', () => {
    const refused = { ...paid(6, '29994.00'), outcome: 'rejected' as const };

    const [line] = payableParts(came(16, [0, 0]), approvable, [paid(6, '29994.00', 1), refused]);

    assert.deepEqual([line?.paid, line?.payable, line?.payableFen], [5, 11, 5_498_900n]);
  });

  it('says why there is nothing: it has not come, what came is paid, or all is paid and the order can be closed', () => {
    const all = [paid(20, '99980.00')];
    const whole = (accepted: number, payments: readonly Schemas['Payment'][]) =>
      whyNothingPayable(payableParts(came(accepted, [0, 0]), { ...approvable, softwarePlan: [] }, payments));

    assert.deepEqual([whole(0, []), whole(6, [])], ['notAccepted', undefined]);
    assert.deepEqual([whole(6, [paid(6, '29994.00')]), whole(20, all)], ['acceptedPaid', 'allPaid']);
    assert.equal(whole(18, all), 'acceptedPaid');
  });

  it('is rounded down where a price was paid in parts, and never below nothing', () => {
    const part = { contracted: 3, contractedFen: 1_000n, paid: 1, paidFen: 300n };

    assert.equal(costOf(part, 1), 366n);
    assert.equal(costOf({ ...part, paidFen: 1_000n }, 1), 0n);
    assert.equal(costOf({ ...part, contracted: 0 }, 1), 0n);
  });
});

describe('a payment as it is typed', () => {
  const parts = payableParts(came(20, [20, 20]), approvable, []);

  it('adds up to the fen, and leads a pointer back to its field', () => {
    const typed = { ...BLANK_PAYMENT, invoiceNumber: ' 244 ', invoiceOn: '12.22', parts: allPayable(parts) };

    const { body, total, fieldAt } = paymentBody(typed, parts, TODAY);

    assert.equal(total, approvable.total);
    assert.deepEqual([body?.invoiceNumber, body?.invoiceOn, body?.amount], ['244', '2026-12-22', total]);
    assert.equal(fieldAt('/softwarePlan/0/seats'), 'item.1.count');
    assert.equal(fieldAt('/lines/0/amount'), 'line.1.amount');
    assert.equal(fieldAt('/invoiceNumber'), 'invoiceNumber');
  });

  it('says at each field what is missing, and that the last one may be for nothing', () => {
    const [line] = parts;
    assert.ok(line);
    const typed = { ...BLANK_PAYMENT, invoiceOn: 'soon', parts: { [line.key]: { count: 'x', amount: '1.234' } } };
    const told = paymentBody(typed, parts, TODAY);

    assert.equal(told.body, undefined);
    assert.deepEqual(Object.fromEntries(told.faults), {
      'line.1.count': 'noNumber',
      'line.1.amount': 'noMoney',
      invoiceOn: 'noDay',
    });
    assert.deepEqual([...paymentBody(BLANK_PAYMENT, parts, TODAY).faults], [['', 'nothing']]);
    assert.equal(paymentBody({ ...BLANK_PAYMENT, isFinal: true }, parts, TODAY).body?.amount, '0.00');
  });

  it('follows the number with the amount', () => {
    const [line] = parts;
    assert.ok(line);

    assert.deepEqual(withCount(line, '2'), { count: '2', amount: '9998.00' });
    assert.deepEqual(withCount(line, 'two'), { count: 'two', amount: '' });
  });
});

describe('what is overpaid of an order', () => {
  it('is what was paid and went back, until it is replaced or credited', () => {
    const payments = [paid(10, '49990.00')];
    const overpaidOf = (machines: number, of = payments) => {
      const [machine] = payableParts(came(machines, []), approvable, of);
      return [machine?.payable, machine?.overpaid, machine?.overpaidFen];
    };

    assert.deepEqual(overpaidOf(10), [0, 0, 0n]);
    assert.deepEqual(overpaidOf(8), [0, 2, 999_800n]);
    assert.deepEqual(overpaidOf(9, [paid(10, '49990.00', 1)]), [0, 0, 0n]);
    assert.deepEqual(overpaidOf(10, [paid(10, '45000.00')]), [0, 0, 0n]);
  });
});

describe('a credit note as it is typed', () => {
  const payment = {
    lines: [{ line: 1, quantity: 10, amount: '49990.00' }],
    softwarePlan: [{ item: 1, seats: 3, amount: '100.00' }],
    creditNotes: [{ lines: [{ line: 1, quantity: 2, amount: '9998.00' }], softwarePlan: [] }],
  } as unknown as Schemas['Payment'];
  const parts = creditableParts(payment);
  const [machine, seat] = parts;
  assert.ok(machine && seat);
  const typed = { ...BLANK_CREDIT, number: ' HZ-1 ', creditedOn: '12.20', reason: ' 退货 ' };

  it('takes back what is left of a payment, at the price that was paid, to the fen', () => {
    assert.deepEqual([machine.left, machine.leftFen], [8, 3_999_200n]);
    assert.deepEqual(withCreditedCount(machine, '1'), { count: '1', amount: '4999.00' });
    assert.deepEqual(withCreditedCount(seat, '1'), { count: '1', amount: '33.33' });
    assert.deepEqual(withCreditedCount(seat, '3'), { count: '3', amount: '100.00' });
    assert.deepEqual(withCreditedCount(seat, 'x'), { count: 'x', amount: '' });
    assert.deepEqual(overpaidParts(parts, [{ key: 'line.1', overpaid: 9 }]), {
      'line.1': { count: '8', amount: '39992.00' },
    });
  });

  it('adds up, and leads a pointer back to its field', () => {
    const back = { 'line.1': withCreditedCount(machine, '1'), 'item.1': { count: '', amount: '10' } };
    const { body, fieldAt } = creditBody({ ...typed, parts: back }, parts, TODAY);

    assert.deepEqual(body, {
      ...{ number: 'HZ-1', creditedOn: '2026-12-20', amount: '5009.00', reason: '退货' },
      lines: [{ line: 1, quantity: 1, amount: '4999.00' }],
      softwarePlan: [{ item: 1, seats: 0, amount: '10.00' }],
    });
    assert.deepEqual(['/lines/0', '/softwarePlan/0/amount', '/number'].map(fieldAt), [
      ...['line.1.count', 'item.1.amount', 'number'],
    ]);
  });

  it('says at each field what is missing or too much', () => {
    const faultsOf = (words: object): object =>
      Object.fromEntries(creditBody({ ...typed, ...words }, parts, TODAY).faults);

    assert.deepEqual(faultsOf({}), { '': 'nothing' });
    assert.deepEqual(faultsOf({ parts: { 'line.1': { count: '9', amount: '40000' } } }), {
      'line.1.count': 'tooMany',
      'line.1.amount': 'tooMuch',
    });
    assert.deepEqual(faultsOf({ ...BLANK_CREDIT, parts: { 'line.1': { count: 'a', amount: '' } } }), {
      ...{ number: 'missing', creditedOn: 'missing', reason: 'missing' },
      ...{ 'line.1.count': 'noNumber', 'line.1.amount': 'missing' },
    });
  });
});

describe('machines that go back', () => {
  const machines = ['GW-1', 'GW-2'].map((serial) => ({ serial, line: 1, acceptedOn: TODAY }));

  it('are chosen by scan, as the register writes them, and only those of the order', () => {
    assert.deepEqual(chosenWith([], ['gw-1'], machines), { serials: ['GW-1'], last: 'took' });
    assert.deepEqual(chosenWith(['GW-1'], ['GW-1'], machines), { serials: ['GW-1'], last: 'again' });
    assert.deepEqual(chosenWith(['GW-1'], ['GW-2', 'GW-9'], machines), { serials: ['GW-1', 'GW-2'], last: 'unknown' });
  });

  it('are put with a day and a reason, or told what is missing', () => {
    assert.deepEqual(
      returnBody({ returnedOn: '12.22', reason: ' 主板故障 ', serials: ['GW-1'], inScanField: '' }, TODAY),
      {
        body: { returnedOn: TODAY, reason: '主板故障', serials: ['GW-1'] },
      },
    );
    assert.deepEqual(returnBody({ returnedOn: '', reason: ' ', serials: [], inScanField: '' }, TODAY), {
      faults: { serials: 'noMachine', returnedOn: 'missing', reason: 'missing' },
    });
    const typed = { returnedOn: '12.22', reason: '主板故障', serials: ['GW-1'], inScanField: 'GW-2' };
    assert.deepEqual(returnBody(typed, TODAY), { faults: { serials: 'notTaken' } });
  });
});
