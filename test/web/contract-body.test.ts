import assert from 'node:assert/strict';
import type { Schemas } from '../../src/web/client/operation.ts';
import { contractBody } from '../../src/web/orders/contract/contract-body.ts';
import { approvedSum, contractParts } from '../../src/web/orders/contract/contract-parts.ts';
import {
  contractIn,
  contractOf,
  mergedContract,
  type TypedContract,
  withPart,
} from '../../src/web/orders/contract/typed-contract.ts';

const TODAY = '2026-12-10';
const HEAD = {
  number: ' HT-2026-31 ',
  signedOn: '12.3',
  supplier: '荆州江津数码有限公司',
  creditCode: '91421000ma48a00229',
  creditCheckedOn: '11.30',
};

/** Twenty machines of one budget line, a server of two, and software: bought by itself, and by a line. */
const APPROVED = {
  lines: [
    {
      line: 1,
      goods: 'computer',
      quantity: 20,
      unitPrice: '5000.00',
      brand: '长城',
      model: '世恒',
      funding: [{ budgetLine: 'JZ-1', amount: '100000.00' }],
    },
    {
      ...{ line: 2, goods: 'computer', quantity: 1, unitPrice: '60000.00', brand: '', model: null },
      funding: [
        { budgetLine: 'JZ-1', amount: '20000.00' },
        { budgetLine: 'JZ-2', amount: '40000.00' },
      ],
    },
    {
      line: 3,
      goods: 'software',
      quantity: 20,
      unitPrice: '300.00',
      description: '办公软件',
      software: { category: 'office' },
    },
  ],
  softwarePlan: [
    {
      item: 1,
      provision: 'new-purchase',
      category: 'antivirus-client',
      product: '天擎',
      seats: 20,
      unitPrice: '57.75',
    },
    {
      item: 2,
      provision: 'new-purchase',
      category: 'office',
      product: 'WPS',
      seats: 20,
      unitPrice: '300.00',
      orderLine: 3,
    },
    { item: 3, provision: 'spare-entitlement', category: 'office', seats: 4 },
  ],
} as unknown as Schemas['OrderSubmission'];

const PARTS = contractParts(APPROVED);
const FACTS = { today: TODAY, parts: PARTS, isGift: false };
const BLANK = contractOf(APPROVED, PARTS);
const TYPED: TypedContract = { ...BLANK, ...HEAD };

/** With other words about a part, as its fields say them. */
function said(typed: TypedContract, key: string, words: Parameters<typeof withPart>[1]['said']): TypedContract {
  const part = PARTS.find((one) => one.key === key);
  assert.ok(part);
  return withPart(typed, { part, parts: PARTS, said: words });
}

const NAMED = said(TYPED, 'line.2', { brand: '浪潮', model: 'NF5280' });

describe('a contract as it is typed', () => {
  it('is read as offices write days and codes, and says only what is not as approved', () => {
    const { body, totalFen } = contractBody(NAMED, FACTS);

    assert.deepEqual(body, {
      number: 'HT-2026-31',
      signedOn: '2026-12-03',
      supplier: { creditCode: '91421000MA48A00229', name: '荆州江津数码有限公司', creditCheckedOn: '2026-11-30' },
      total: '167155.00',
      lines: [{ line: 2, brand: '浪潮', model: 'NF5280' }],
    });
    assert.equal(totalFen, approvedSum(PARTS));
  });

  it('adds up to less with the prices of an offer, line by line and item by item', () => {
    const cheaper = said(said(NAMED, 'line.1', { price: '４,950元' }), 'item.1', { price: '50' });

    const { body } = contractBody(cheaper, FACTS);

    assert.equal(body?.total, '166000.00');
    assert.deepEqual(body?.lines?.[0], { line: 1, unitPrice: '4950.00' });
    assert.deepEqual(body?.softwarePlan, [{ item: 1, unitPrice: '50.00' }]);
  });

  it('has what a line buys cost as much a seat as the line, and counts it once', () => {
    const { body } = contractBody(said(NAMED, 'line.3', { price: '280' }), FACTS);

    assert.equal(body?.total, '166755.00');
    assert.deepEqual(body?.lines?.[1], { line: 3, unitPrice: '280.00' });
    assert.deepEqual(body?.softwarePlan, [{ item: 2, unitPrice: '280.00' }]);
  });

  it('asks no price of computers that other goods pay for, and counts none', () => {
    const [machines] = APPROVED.lines;
    assert.ok(machines);
    const inside = { ...machines, line: 4, unitPrice: null, funding: [], pricedIn: 3 };
    const submission = { ...APPROVED, lines: [...APPROVED.lines, inside] };
    const parts = contractParts(submission);
    const { body, faults } = contractBody(
      { ...contractOf(submission, parts), ...HEAD, parts: NAMED.parts },
      { ...FACTS, parts },
    );

    assert.deepEqual([...faults], []);
    assert.equal(body?.total, '167155.00');
    assert.deepEqual(body?.lines, [{ line: 2, brand: '浪潮', model: 'NF5280' }]);
  });

  it('asks which of several budget lines pays how much once their price is another one', () => {
    const offered = said(NAMED, 'line.2', { price: '50000' });
    const split = said(offered, 'line.2', { funding: ['10000', '40000'] });

    assert.deepEqual([...contractBody(offered, FACTS).faults], [['line.2.funding.0', 'noFunding']]);
    const { body, fieldAt } = contractBody(split, FACTS);
    assert.deepEqual(body?.lines, [
      {
        ...{ line: 2, unitPrice: '50000.00', brand: '浪潮', model: 'NF5280' },
        funding: [
          { budgetLine: 'JZ-1', amount: '10000.00' },
          { budgetLine: 'JZ-2', amount: '40000.00' },
        ],
      },
    ]);
    assert.equal(fieldAt('/lines/0/funding/1/amount'), 'line.2.funding.1');
    assert.equal(fieldAt('/lines/0/unitPrice'), 'line.2.price');
    assert.equal(fieldAt('/supplier/creditCode'), 'creditCode');
    assert.equal(fieldAt('/total'), '');
  });

  it('names the system that a tender required of the bidder', () => {
    const [machine] = APPROVED.lines;
    assert.ok(machine);
    const tendered = { ...machine, computer: { operatingSystem: { state: 'required' as const, evidence: null } } };
    const parts = contractParts({ ...APPROVED, lines: [tendered], softwarePlan: [] });
    const [part] = parts;
    assert.ok(part);
    const blank = { ...contractOf(APPROVED, parts), ...HEAD };
    const named = {
      system: 'UOS',
      systemEdition: '专业版',
      systemLicence: 'oem',
      proofKind: 'vendor-authorization-letter',
    };
    const typed = withPart(blank, { part, parts, said: named });
    const whole = withPart(typed, { part, parts, said: { proofReference: 'SQ-1' } });

    const faultsOf = (contract: TypedContract) =>
      Object.fromEntries(contractBody(contract, { ...FACTS, parts }).faults);
    assert.deepEqual(faultsOf(blank), { 'line.1.system': 'missing' });
    assert.deepEqual(faultsOf(typed), { 'line.1.proofKind': 'noProof' });
    assert.deepEqual(contractBody(whole, { ...FACTS, parts }).body?.lines, [
      {
        line: 1,
        operatingSystem: {
          ...{ state: 'preinstalled', product: 'UOS', edition: '专业版', version: null, licenceType: 'oem' },
          evidence: [{ kind: 'vendor-authorization-letter', reference: 'SQ-1' }],
        },
      },
    ]);
  });

  it('tells at each field what keeps it from being one', () => {
    const typed = said({ ...TYPED, number: ' ', signedOn: '', creditCheckedOn: 'soon' }, 'line.1', { price: '12.345' });

    assert.deepEqual(Object.fromEntries(contractBody(said(typed, 'item.1', { price: ' ' }), FACTS).faults), {
      ...{ number: 'missing', signedOn: 'missing', creditCheckedOn: 'noDay', 'line.1.price': 'noMoney' },
      ...{ 'line.2.brand': 'missing', 'line.2.model': 'missing', 'item.1.price': 'missing' },
    });
    const faultsOf = (words: Partial<TypedContract>): object =>
      Object.fromEntries(contractBody({ ...NAMED, ...words }, FACTS).faults);
    assert.deepEqual(faultsOf({ creditCheckedOn: ' ' }), { creditCheckedOn: 'notLookedUp' });
    assert.deepEqual(faultsOf({ creditCode: '91421000' }), { creditCode: 'noCode' });
  });

  it('of what is given has no price and needs no look at anybody’s credit', () => {
    const given = contractBody({ ...NAMED, creditCheckedOn: ' ' }, { ...FACTS, isGift: true });

    assert.deepEqual([given.body?.supplier.creditCheckedOn, given.body?.total], [null, '0.00']);
  });

  it('is the same after it was kept and opened again, and holds what two people typed', () => {
    const typed = said(NAMED, 'line.1', { price: '4950' });
    const kept = JSON.parse(JSON.stringify({ ...typed, older: 1 }));

    assert.deepEqual(contractIn(kept, BLANK), typed);
    assert.deepEqual(contractIn({ parts: { 'line.1': { price: 7 }, 'line.9': {} }, number: 3 }, BLANK), BLANK);
    const mine = said({ ...BLANK, number: 'HT-9' }, 'item.1', { price: '50' });
    const both = mergedContract(mine, kept, BLANK);
    assert.deepEqual([both.number, both.signedOn], ['HT-9', '12.3']);
    assert.deepEqual([both.parts['line.1']?.price, both.parts['item.1']?.price], ['4950', '50']);
  });
});
