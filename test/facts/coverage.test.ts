import assert from 'node:assert/strict';
import type { DeriveInput } from '../../src/facts/derive-input.ts';
import type { PlanKind } from '../../src/facts/goods/needs.ts';
import { coverage } from '../../src/facts/plan/coverage.ts';
import { bareMachine, givenPlan, machines, spareItem } from './plan-support.ts';
import { givenAntivirus, givenItem, givenLine, givenLineWith, policyWithout } from './support.ts';

describe('cover of the machines by the plan', () => {
  it('leaves nothing short when each machine has a seat', () => {
    assert.deepEqual(coverOf(givenPlan({})), { need: 20, covered: 20 });
  });

  it('finds the one seat that is missing', () => {
    assert.deepEqual(coverOf(givenPlan({ plan: [givenItem({ seats: 19 })] })), { need: 20, covered: 19 });
  });

  it('counts no seat beyond the need', () => {
    assert.deepEqual(coverOf(givenPlan({ plan: [givenItem({ seats: 21 })] })), { need: 20, covered: 20 });
  });

  it('spends the seats for both platforms where only they fit', () => {
    const lines = [machines(10, 'linux-arm64'), machines(10, 'windows-x64', { line: 2 })];
    const both = givenItem({ seats: 10, platforms: ['linux-arm64', 'windows-x64'] });
    const linuxOnly = givenItem({ seats: 10, platforms: ['linux-arm64'] });

    // Taking the first that fits would spend the seats for both on the first line, and leave the others without a machine.
    assert.deepEqual(coverOf(givenPlan({ lines, plan: [both, linuxOnly] })), { need: 20, covered: 20 });
    assert.deepEqual(coverOf(givenPlan({ lines, plan: [linuxOnly, both] })), { need: 20, covered: 20 });
    assert.deepEqual(coverOf(givenPlan({ lines, plan: [linuxOnly, linuxOnly] })), { need: 20, covered: 10 });
  });

  it('leaves two hundred and thirty-nine of two hundred and forty terminals short of one office set', () => {
    const lines = [bareMachine('thin-client', { virtualDesktops: 240 }, { quantity: 240 })];

    assert.deepEqual(coverOf(givenPlan({ lines, plan: [givenItem({ seats: 1 })] })), { need: 240, covered: 1 });
  });

  it('never covers a server by client antivirus', () => {
    const input = givenPlan({
      lines: [bareMachine('server', {}, { quantity: 2 })],
      plan: [givenAntivirus({ seats: 2 })],
    });

    assert.deepEqual(coverOf(input, 'antivirus-server'), { need: 2, covered: 0 });
    assert.deepEqual(coverOf(input, 'antivirus-client'), { need: 0, covered: 0 });
  });

  it('keeps seats for machines that the agency has already out of it', () => {
    assert.deepEqual(coverOf(givenPlan({ plan: [givenItem({ forExistingDevices: 5 })] })), { need: 20, covered: 15 });
    assert.deepEqual(coverOf(givenPlan({ plan: [givenItem({ seats: 3, forExistingDevices: 5 })] })), {
      need: 20,
      covered: 0,
    });
  });

  it('adds up spare and new seats', () => {
    const plan = [givenItem({ seats: 15 }), spareItem({ seats: 5 })];

    assert.deepEqual(coverOf(givenPlan({ plan })), { need: 20, covered: 20 });
    assert.deepEqual(coverOf(givenPlan({ plan, held: { freeSeats: 4 } })), { need: 20, covered: 19 });
  });

  it('goes by the platforms of the entitlement that is drawn on', () => {
    const plan = [spareItem({ platforms: ['linux-arm64'] })];

    assert.equal(coverOf(givenPlan({ plan, held: { platforms: ['windows-x64'] } })).covered, 0);
    assert.equal(coverOf(givenPlan({ plan, held: { platforms: [] } })).covered, 20);
  });

  it('leaves platforms that are not stated, and products that are only required, to other rules', () => {
    assert.equal(coverOf(givenPlan({ plan: [givenItem({ platforms: [] })] })).covered, 20);
    assert.equal(coverOf(givenPlan({ plan: [givenItem({ product: null, platforms: ['windows-x64'] })] })).covered, 20);
    assert.equal(coverOf(givenPlan({ lines: [givenLineWith({ product: 'Homemade OS' })] })).covered, 20);
  });

  it('takes an item as stated while a missing policy leaves open whether it counts', () => {
    const plan = [givenItem({ product: 'X', edition: 'Gold' })];

    assert.equal(coverOf(givenPlan({ plan, policy: policyWithout('policy.edition.personal') })).covered, 20);
  });

  it('adds up machines of one platform and puts new items last', () => {
    const lines = [givenLine(), givenLine({ line: 2, quantity: 5 })];
    const { demands, supplies } = coverage(givenPlan({ lines, plan: [givenItem(), spareItem()] }), 'office');

    assert.deepEqual(demands, [{ seats: 25, platform: { family: 'linux', architecture: 'arm64' } }]);
    assert.deepEqual(
      supplies.map(({ view }) => view.item.provision),
      ['spare-entitlement', 'new-purchase'],
    );
  });
});

function coverOf(input: DeriveInput, kind: PlanKind = 'office'): { need: number; covered: number } {
  const { need, covered } = coverage(input, kind);
  return { need, covered };
}
