import assert from 'node:assert/strict';
import type { OrderLine, OrderSubmission, PlanItem } from '../../src/facts/submission.ts';
import { isOsPricedApart, unitPriceWithOs } from '../../src/facts/system/os-price.ts';
import { givenComputer, givenInput, givenItem, givenLine, givenSystem, type InputChanges } from './support.ts';

function pricesOf(line: OrderLine, changes: InputChanges) {
  const input = givenInput({ ...changes, order: { lines: [line], ...changes.order } });
  return { isApart: isOsPricedApart(input, line), withOsFen: unitPriceWithOs(input, line) };
}

describe('the price of an operating system', () => {
  const system = (changes: Partial<PlanItem>) =>
    givenItem({ category: 'operating-system', product: 'UnionTech UOS Desktop', unitPrice: '300.00', ...changes });
  const softwareLine = (changes: Partial<OrderLine>) =>
    givenLine({
      line: 2,
      goods: 'software',
      computer: null,
      software: { category: 'operating-system' },
      quantity: 20,
      unitPrice: '200.00',
      ...changes,
    });
  const bareServer = givenLine({
    line: 2,
    quantity: 20,
    computer: givenComputer({ category: 'server', operatingSystem: givenSystem({ state: 'none' }) }),
  });
  const terminals = givenLine({ line: 2, quantity: 20, computer: givenComputer({ category: 'thin-client' }) });
  const cases: readonly { says: string; order: Partial<OrderSubmission>; apart: boolean; withOs: number }[] = [
    { says: 'inside the price of the machine', order: {}, apart: false, withOs: 499_900 },
    { says: 'on a plan item', order: { softwarePlan: [system({})] }, apart: true, withOs: 529_900 },
    {
      says: 'on two items, the dearer of which counts',
      order: { softwarePlan: [system({}), system({ item: 3, unitPrice: '310.00' })] },
      apart: true,
      withOs: 530_900,
    },
    {
      says: 'on a line of its own',
      order: { lines: [givenLine(), softwareLine({})], softwarePlan: [] },
      apart: true,
      withOs: 519_900,
    },
    {
      says: 'on a line that an item describes',
      order: { lines: [givenLine(), softwareLine({})], softwarePlan: [system({ orderLine: 2, unitPrice: null })] },
      apart: true,
      withOs: 519_900,
    },
    {
      says: 'on an item for another platform',
      order: { softwarePlan: [system({ platforms: ['windows-x64'] })] },
      apart: false,
      withOs: 499_900,
    },
    {
      says: 'on an item for machines that are there already',
      order: { softwarePlan: [system({ forExistingDevices: 20 })] },
      apart: false,
      withOs: 499_900,
    },
    {
      says: 'on an item partly for new machines',
      order: { softwarePlan: [system({ forExistingDevices: 19 })] },
      apart: true,
      withOs: 529_900,
    },
    {
      says: 'on an item that names no existing machines, for one new machine',
      order: { softwarePlan: [system({ seats: 1, forExistingDevices: null })] },
      apart: true,
      withOs: 529_900,
    },
    {
      says: 'on an item without seats',
      order: { softwarePlan: [system({ seats: null })] },
      apart: false,
      withOs: 499_900,
    },
    { says: 'free of charge', order: { softwarePlan: [system({ unitPrice: '0.00' })] }, apart: false, withOs: 499_900 },
    {
      says: 'drawn from spare licences',
      order: { softwarePlan: [system({ provision: 'spare-entitlement' })] },
      apart: false,
      withOs: 499_900,
    },
    {
      says: 'by processor core, as for servers',
      order: { softwarePlan: [system({ metric: 'core' })] },
      apart: false,
      withOs: 499_900,
    },
    {
      says: 'for servers that come without one',
      order: { lines: [givenLine(), bareServer], softwarePlan: [system({})] },
      apart: false,
      withOs: 499_900,
    },
    {
      says: 'for virtual desktops',
      order: { lines: [givenLine(), terminals], softwarePlan: [system({})] },
      apart: false,
      withOs: 499_900,
    },
    {
      says: 'beside servers that take another licence of the plan',
      order: {
        lines: [givenLine(), bareServer],
        softwarePlan: [system({}), system({ item: 3, unitPrice: '0.00' })],
      },
      apart: true,
      withOs: 529_900,
    },
    {
      says: 'beside servers whose cores are licensed',
      order: {
        lines: [givenLine(), { ...bareServer, computer: { ...bareServer.computer, cores: 64 } }],
        softwarePlan: [system({}), system({ item: 3, metric: 'core', seats: 1_280 })],
      },
      apart: true,
      withOs: 529_900,
    },
    {
      says: 'beside servers whose system comes with the offer',
      order: {
        lines: [
          givenLine(),
          { ...bareServer, computer: { ...bareServer.computer, operatingSystem: { state: 'required' } } },
        ],
        softwarePlan: [system({})],
      },
      apart: true,
      withOs: 529_900,
    },
    {
      says: 'as an upgrade, which no server can use',
      order: {
        lines: [
          givenLine({ computer: givenComputer({ operatingSystem: givenSystem({ product: 'Windows' }) }) }),
          bareServer,
        ],
        softwarePlan: [
          system({ product: 'Windows', edition: 'Enterprise', version: '11', licenceType: 'volume', platforms: [] }),
        ],
      },
      apart: true,
      withOs: 529_900,
    },
    {
      says: 'for more than the servers',
      order: { lines: [givenLine(), bareServer], softwarePlan: [system({ seats: 21 })] },
      apart: true,
      withOs: 529_900,
    },
  ];
  for (const { says, order, apart, withOs } of cases) {
    it(`${apart ? 'stands apart' : 'does not stand apart'} ${says}`, () => {
      const facts = pricesOf(givenLine(), { order });

      assert.equal(facts.isApart, apart);
      assert.equal(facts.withOsFen, withOs);
    });
  }

  it('is nobody’s matter on a server, and adds to no price that is left out', () => {
    const order = { softwarePlan: [system({})] };

    assert.equal(pricesOf(givenLine({ computer: givenComputer({ category: 'server' }) }), { order }).isApart, false);
    assert.equal(pricesOf(givenLine({ unitPrice: null }), { order }).withOsFen, null);
  });
});
