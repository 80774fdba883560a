import assert from 'node:assert/strict';
import { lineNeeds } from '../../src/facts/goods/needs.ts';
import type { OrderLine } from '../../src/facts/submission.ts';
import { bareMachine, givenPlan } from './plan-support.ts';
import { type Computer, givenComputer, givenLine } from './support.ts';

describe('what a line needs', () => {
  const cases: readonly [Computer['category'], number, number, number][] = [
    ['desktop', 20, 20, 0],
    ['laptop', 20, 20, 0],
    ['all-in-one', 20, 20, 0],
    ['workstation', 20, 20, 0],
    ['server', 0, 0, 20],
    ['tablet', 0, 0, 0],
    [null, 0, 0, 0],
  ];
  for (const [category, office, client, server] of cases) {
    it(`counts ${office} office, ${client} client and ${server} server seats for twenty of ${category}`, () => {
      const [need] = needsOf(givenLine({ computer: givenComputer({ category }) }));

      assert.deepEqual(seatsOf(need), [office, client, server]);
    });
  }

  it('counts nothing for software and other goods', () => {
    const needs = needsOf(givenLine({ goods: 'software', computer: null }), givenLine({ goods: 'other' }));

    assert.deepEqual(needs.map(seatsOf), [
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });

  it('counts no office seats where the officer declines them, but antivirus all the same', () => {
    const [need] = needsOf(givenLine({ computer: givenComputer({ needsOffice: false }) }));

    assert.deepEqual(seatsOf(need), [0, 20, 0]);
    assert.equal(need?.isOfficeDeclined, true);
    assert.equal(need?.needsOffice, false);
  });

  it('sees no office declined where none is usual', () => {
    const [server] = needsOf(bareMachine('server', { needsOffice: false }));

    assert.equal(server?.isOfficeDeclined, false);
  });
});

describe('virtual desktops', () => {
  it('count as the terminals state them, in all', () => {
    const [need] = needsOf(bareMachine('thin-client', { virtualDesktops: 100 }, { quantity: 240 }));

    assert.deepEqual(seatsOf(need), [100, 100, 0]);
    assert.equal(need?.isVirtualDesktopsStated, true);
  });

  it('are one for each terminal that states nothing', () => {
    const [need] = needsOf(bareMachine('thin-client', {}, { quantity: 240 }));

    assert.deepEqual(seatsOf(need), [240, 240, 0]);
    assert.equal(need?.isVirtualDesktopsStated, false);
  });

  it('count once for the parts of a line that a delivery splits', () => {
    const part = bareMachine('thin-client', { virtualDesktops: 100 }, { quantity: 120 });
    const order = givenPlan({ lines: [part, part] });
    const accepted = { order: order.order, lines: [null, null], items: [] };

    assert.deepEqual(lineNeeds({ ...order, accepted }).map(seatsOf), [
      [100, 100, 0],
      [0, 0, 0],
    ]);
    assert.deepEqual(lineNeeds(order).map(seatsOf), [
      [100, 100, 0],
      [100, 100, 0],
    ]);
  });

  it('are one for each terminal of a split line that states nothing', () => {
    const part = bareMachine('thin-client', {}, { quantity: 120 });
    const order = givenPlan({ lines: [part, part] });
    const accepted = { order: order.order, lines: [null, null], items: [] };

    assert.deepEqual(lineNeeds({ ...order, accepted }).map(seatsOf), [
      [120, 120, 0],
      [120, 120, 0],
    ]);
  });

  it('count on the host that states them, on each of its machines, and not on the terminals again', () => {
    const host = bareMachine('server', { virtualDesktops: 60 }, { quantity: 2 });
    const [hosted, terminals] = needsOf(host, bareMachine('thin-client', { virtualDesktops: 120 }, { quantity: 120 }));

    assert.deepEqual(seatsOf(hosted), [120, 120, 2]);
    assert.deepEqual(seatsOf(terminals), [0, 0, 0]);
  });

  it('count on the terminals as far as they state more than all hosts', () => {
    const host = bareMachine('server', { virtualDesktops: 60 }, { quantity: 2 });
    const terminals = (virtualDesktops: number | null) =>
      bareMachine('thin-client', { virtualDesktops }, { quantity: 240 });
    const [hosted, ...both] = needsOf(host, terminals(100), terminals(100));

    assert.deepEqual(
      [hosted, ...both].map((need) => need?.virtualDesktops),
      [120, 0, 80],
    );
    assert.deepEqual(
      needsOf(terminals(240), host).map((need) => need?.virtualDesktops),
      [120, 120],
    );
    assert.deepEqual(
      needsOf(host, terminals(null)).map((need) => need?.virtualDesktops),
      [120, 0],
    );
  });

  it('count once for the parts of a line that state more than the host', () => {
    const part = bareMachine('thin-client', { virtualDesktops: 100 }, { quantity: 120 });
    const order = givenPlan({ lines: [bareMachine('server', { virtualDesktops: 60 }, { line: 2 }), part, part] });
    const accepted = { order: order.order, lines: [null, null, null], items: [] };

    assert.deepEqual(
      lineNeeds({ ...order, accepted }).map((need) => need.virtualDesktops),
      [60, 40, 0],
    );
  });

  it('stay with the terminals beside a machine that is no host of them', () => {
    const terminals = bareMachine('thin-client', { virtualDesktops: 240 }, { quantity: 240 });
    const beside = (category: Computer['category'], intendedUse: Computer['intendedUse']) =>
      needsOf(bareMachine(category, { virtualDesktops: 1, intendedUse }), terminals).map(
        (need) => need.virtualDesktops,
      );

    assert.deepEqual(beside('tablet', 'virtual-desktop-host'), [1, 240]);
    assert.deepEqual(beside('desktop', 'office'), [1, 240]);
    assert.deepEqual(beside('workstation', 'virtual-desktop-host'), [1, 239]);
    assert.deepEqual(beside('server', 'server'), [1, 239]);
  });

  it('stay with the terminals while the host states nothing', () => {
    const [, terminals] = needsOf(bareMachine('server'), bareMachine('thin-client', {}, { quantity: 120 }));

    assert.deepEqual(seatsOf(terminals), [120, 120, 0]);
  });

  it('make declining office software as visible as on a machine', () => {
    const [need] = needsOf(bareMachine('thin-client', { needsOffice: false }, { quantity: 240 }));

    assert.deepEqual(seatsOf(need), [0, 240, 0]);
    assert.equal(need?.isOfficeDeclined, true);
  });
});

function needsOf(...lines: readonly OrderLine[]) {
  return lineNeeds(givenPlan({ lines }));
}

function seatsOf(need: ReturnType<typeof needsOf>[number] | undefined): readonly number[] {
  const kinds = ['office', 'antivirus-client', 'antivirus-server'] as const;
  return kinds.map((kind) => (need?.seats[kind].devices ?? 0) + (need?.seats[kind].virtualDesktops ?? 0));
}
