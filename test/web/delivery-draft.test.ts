import assert from 'node:assert/strict';
import { asContracted, countOfNoLine, countsOf, numberOf } from '../../src/web/delivery/accept/contracted.ts';
import { deliveryBody } from '../../src/web/delivery/accept/delivery-body.ts';
import {
  blankDelivery,
  blankItem,
  type DeliveryDraft,
  deliveryIn,
  mergedDelivery,
  NO_PROOF,
  withAnother,
  withMachines,
  withoutAccepted,
} from '../../src/web/delivery/accept/delivery-draft.ts';
import { leftAfter } from '../../src/web/delivery/accept/left-after.ts';
import { namedParts, seatsWord } from '../../src/web/delivery/records/named-parts.ts';
import { examples } from './order-examples.ts';

const TODAY = '2026-12-20';
const OFFICE = '11421000MB1234562Q';
const HERE = { agencyCode: OFFICE, inScanField: '' };
const LETTER = { ...NO_PROOF, kind: 'vendor-authorization-letter', reference: 'SQ-1' };

/** A delivery of line 1 with these serials, on which UOS was found. */
function scanned(...serials: readonly string[]): DeliveryDraft {
  const blank = blankDelivery('12.20', '1');
  const alike = blank.alike.map((one) => ({ ...one, state: 'preinstalled', product: 'UOS', proof: LETTER }));
  return withMachines(
    { ...blank, alike },
    serials.map((serial) => ({ serial, assetNumber: '' })),
  );
}

function serialsOf({ machines }: DeliveryDraft): readonly string[] {
  return machines.map(({ serial }) => serial);
}

describe('a delivery as it is scanned', () => {
  it('is put as far as it is complete, and leads a pointer back to its row', () => {
    const draft = scanned('GW-1', 'gw-1', 'GW-2');

    const { body, faults, partAt } = deliveryBody(draft, TODAY, HERE);

    const evidence = [{ kind: 'vendor-authorization-letter', reference: 'SQ-1', file: null, seats: null }];
    const system = { state: 'preinstalled', product: 'UOS', edition: null, version: null, evidence };
    assert.equal(body?.acceptedOn, TODAY);
    assert.deepEqual(body?.devices, [
      { line: 1, serial: 'GW-1', operatingSystem: system },
      { line: 1, serial: 'GW-2', operatingSystem: system },
    ]);
    assert.deepEqual([...faults], [['machine.2', 'twice']]);
    assert.deepEqual(partAt('/devices/1/operatingSystem'), { of: 'machine', id: '3' });
    assert.deepEqual(partAt(''), { of: 'delivery' });
  });

  it('counts a serial that was scanned twice once', () => {
    const line = { ...{ line: '1', what: 'GW', system: null, looksAt: [], checks: [] }, ordered: 10, accepted: 0 };

    const counts = countsOf({ ...line, outstanding: 10 }, scanned('GW-1', 'gw-1', 'GW-2'));

    assert.deepEqual(counts, { now: 2, left: 8 });
  });

  it('numbers machines as people count them, and counts those of which nobody has said which line they are', () => {
    const draft = scanned('GW-1', 'gw-1', 'GW-2');
    const unnamed = { ...draft, alike: draft.alike.map((one) => ({ ...one, line: '' })) };

    assert.equal(numberOf(draft.machines[2]?.id ?? '', draft), 2);
    assert.deepEqual([countOfNoLine(draft), countOfNoLine(unnamed)], [0, 2]);
  });

  it('takes the paper of the order over with the system that is as contracted, unless one is named', () => {
    const [untold] = blankDelivery(TODAY, '1').alike;
    assert.ok(untold);
    const evidence = [{ kind: 'vendor-authorization-letter' as const, reference: 'SQ-2026-118', file: null, seats: 9 }];
    const system = { state: 'preinstalled' as const, product: 'UOS', evidence };

    const taken = asContracted(untold, system).proof;
    assert.deepEqual([taken.kind, taken.reference, taken.seats], ['vendor-authorization-letter', 'SQ-2026-118', '9']);
    assert.equal(asContracted({ ...untold, proof: LETTER }, system).proof, LETTER);
  });

  it('states no system that nobody has looked at, and none where none was found', () => {
    const untold = withMachines(blankDelivery(TODAY, '1'), [{ serial: 'GW-1', assetNumber: 'ZC-1' }]);
    const none = { ...untold, alike: untold.alike.map((one) => ({ ...one, state: 'none', department: ' 办公室 ' })) };

    assert.deepEqual([...deliveryBody(untold, TODAY, HERE).faults], [['alike.1.state', 'missing']]);
    assert.equal(deliveryBody(untold, TODAY, HERE).body, undefined);
    assert.deepEqual(deliveryBody(none, TODAY, HERE).body?.devices, [
      { line: 1, serial: 'GW-1', assetNumber: 'ZC-1', department: '办公室', operatingSystem: null },
    ]);
  });

  it('takes licences with their proof, and says what is no number and what is no proof', () => {
    const items = [
      { ...blankItem('1', ' 11421000MB1234562Q'), seats: '2０', proof: { ...LETTER, seats: '20' } },
      { ...blankItem('2', '11421000MB1234562Q'), seats: 'all' },
      { ...blankItem('3', '11421000MB1234562Q'), seats: '1', proof: { ...NO_PROOF, kind: 'invoice' } },
      blankItem('4', ''),
    ];

    const { body, faults, partAt } = deliveryBody({ ...blankDelivery(TODAY, '1'), items }, TODAY, HERE);

    assert.deepEqual(body?.items, [
      {
        ...{ item: 1, seats: 20, licensee: '11421000MB1234562Q' },
        evidence: [{ kind: 'vendor-authorization-letter', reference: 'SQ-1', file: null, seats: 20 }],
      },
    ]);
    assert.deepEqual(Object.fromEntries(faults), { 'item.2.seats': 'noNumber', 'item.3.proof': 'proof' });
    assert.deepEqual(partAt('/items/0/seats'), { of: 'item', number: '1' });
  });

  it('asks for the number of licences wherever anything else of them is typed', () => {
    const item = (number: string, typed: object) => ({ ...blankItem(number, OFFICE), ...typed });
    const items = [
      item('1', { proof: LETTER }),
      item('2', { proof: { ...NO_PROOF, seats: '28' } }),
      item('3', { proof: { ...NO_PROOF, kind: 'invoice' } }),
      item('4', { proof: { ...NO_PROOF, file: 'ab', fileName: 'letter.pdf' } }),
      item('5', { version: '11.8' }),
      item('6', { licensee: '江州市财政局' }),
      item('7', { licensee: ' ', seats: ' ' }),
    ];

    const { body, faults } = deliveryBody({ ...blankDelivery(TODAY, '1'), items }, TODAY, HERE);

    assert.equal(body, undefined);
    const wanted = [1, 2, 3, 4, 5, 6].map((number) => [`item.${number}.seats`, 'noSeats']);
    assert.deepEqual([...faults], wanted);
  });

  it('leaves out no cover of a paper that is not named, no machines that were described, and no serial that is still typed', () => {
    const cover = { ...NO_PROOF, seats: '12' };
    const described = withAnother(scanned('GW-1'), '2');
    const draft = {
      ...described,
      alike: described.alike.map((one) =>
        one.id === '2' ? { ...one, department: '办公室' } : { ...one, proof: cover },
      ),
      items: [{ ...blankItem('1', OFFICE), seats: '1', proof: cover }],
    };

    const { faults } = deliveryBody(draft, TODAY, { ...HERE, inScanField: ' GW-2' });

    const wanted = {
      scan: 'notTaken',
      'alike.1.proof': 'proof',
      'alike.2.state': 'noMachine',
      'item.1.proof': 'proof',
    };
    assert.deepEqual(Object.fromEntries(faults), wanted);
    const blank = withAnother(scanned('GW-1'), '2');
    assert.deepEqual([...deliveryBody(blank, TODAY, HERE).faults], []);
  });

  it('says no system of machines only where none is named', () => {
    const found = scanned('GW-1');
    const none = { ...found, alike: found.alike.map((one) => ({ ...one, state: 'none' })) };

    const { body, faults } = deliveryBody(none, TODAY, HERE);

    assert.equal(body, undefined);
    assert.deepEqual(Object.fromEntries(faults), { 'alike.1.product': 'noSystem', 'alike.1.proof': 'noSystem' });
  });

  it('is the same after it was kept and opened again, whatever else was kept with it', () => {
    const draft = { ...withAnother(scanned('GW-1', 'GW-2'), '2'), items: [blankItem('1', 'x')] };
    const kept = JSON.parse(JSON.stringify({ ...draft, older: [1] }));

    assert.deepEqual(deliveryIn(kept, blankDelivery(TODAY, '')), draft);
    assert.deepEqual(
      deliveryIn({ machines: 'none', alike: [7] }, blankDelivery(TODAY, '1')),
      blankDelivery(TODAY, '1'),
    );
  });

  it('holds what two people scanned, and nothing twice', () => {
    const mine = scanned('GW-1', 'GW-2');
    const theirs = scanned('gw-2', 'GW-3');

    const both = mergedDelivery(mine, JSON.parse(JSON.stringify(theirs)));

    assert.deepEqual(serialsOf(both), ['GW-1', 'GW-2', 'GW-3']);
    assert.deepEqual(deliveryBody(both, TODAY, HERE).body?.devices?.length, 3);
    assert.equal(mergedDelivery(mine, JSON.parse(JSON.stringify(mine))), mine);
    const [first, second] = ['1', '2'].map((item) => ({ ...blankItem(item, OFFICE), seats: '3' }));
    assert.ok(first && second);
    const counted = { ...theirs, items: [first, second], goods: [{ line: '4', quantity: '5' }] };
    const withItems = mergedDelivery(
      { ...mine, items: [{ ...first, seats: '2' }] },
      JSON.parse(JSON.stringify(counted)),
    );
    assert.deepEqual(
      withItems.items.map(({ item, seats }) => [item, seats]),
      [
        ['1', '2'],
        ['2', '3'],
      ],
    );
    assert.deepEqual(withItems.goods, counted.goods);
  });

  it('leaves what was not registered to be mended, and nothing else', () => {
    const blank = blankDelivery(TODAY, '1');
    const draft = scanned('GW-1', 'GW-2', 'GW-3');

    const matched = { is: 'matched' };
    const words = new Map([
      ['1', matched],
      ['2', { is: 'differs' }],
    ]);

    const left = withoutAccepted(draft, words, blank);

    // The third one was scanned while the others were decided.
    assert.deepEqual(serialsOf(left), ['GW-2', 'GW-3']);
    const another = withMachines(withAnother(draft, '2'), [{ serial: 'GW-4', assetNumber: '' }]);
    const described = { ...another, alike: another.alike.map((one) => ({ ...one, state: 'none' })) };
    const ofFirst = withoutAccepted(described, new Map([['4', matched]]), blank);
    assert.deepEqual([ofFirst.alike.map(({ id }) => id), ofFirst.current], [['1'], '1']);
    assert.equal(withoutAccepted(draft, new Map(['1', '2', '3'].map((id) => [id, matched])), blank), blank);
  });
});

describe('what is still to be accepted after a delivery', () => {
  const part = { ordered: 10, accepted: 0, outstanding: 10, looksAt: [], checks: [] };
  const contracted = {
    machines: [{ ...part, line: '1', what: '世恒 TD120A9', system: null }],
    items: [
      { ...part, item: '1', what: 'WPS Office', deliverBy: null },
      { ...part, item: '2', what: '天擎', deliverBy: null },
    ],
    goods: [{ ...part, line: '3', what: '键盘' }],
  };
  const device = (serial: string, matched: boolean) => ({
    ...{ pointer: '', line: 1, serial, matched, deviceId: null, returnedOn: null, differences: [] },
  });
  const seats = (item: number, matchedSeats: number) => ({
    ...{ pointer: '', item, seats: 10, matchedSeats, proofSeats: 10, entitlementId: null, differences: [] },
  });
  const told = (delivered: Parameters<typeof leftAfter>[1]) =>
    leftAfter(contracted, delivered).map(({ of, number, left }) => `${of} ${number}: ${left}`);

  it('names the software by its plan item where only the machines were scanned', () => {
    const all = Array.from({ length: 10 }, (_, index) => device(`GW-${index}`, true));

    assert.deepEqual(told({ devices: all, items: [], goods: [] }), ['items 1: 10', 'items 2: 10', 'goods 3: 10']);
  });

  it('counts what differs as still to come, and leaves out what is all there', () => {
    const came = { devices: [device('GW-1', true), device('GW-2', false)], goods: [{ line: 3, quantity: 10 }] };

    assert.deepEqual(told({ ...came, items: [seats(1, 10), seats(2, 4)] }), ['machines 1: 9', 'items 2: 6']);
  });
});

describe('a delivery that was recorded', () => {
  it('names the model and the system of a machine, and the product of licences', () => {
    const { lines, softwarePlan } = examples.approvable;
    const [line] = lines;
    const [item] = softwarePlan ?? [];
    const named = namedParts(examples.approvable);

    assert.ok(line?.model && item?.product);
    assert.match(named.line(line.line)?.what ?? '', new RegExp(line.model));
    const system = line.computer?.operatingSystem?.product;
    assert.ok(system && named.line(line.line)?.system.startsWith(system));
    assert.ok(named.item(item.item ?? 1)?.startsWith(item.product));
    assert.equal(namedParts(undefined).line(1), undefined);
  });

  it('says whether all of the licences, some or none are in the register', () => {
    const words = [10, 4, 0].map((matchedSeats) => seatsWord({ seats: 10, matchedSeats }));

    assert.deepEqual(words, ['all', 'part', 'none']);
  });
});
