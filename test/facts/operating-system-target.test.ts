import assert from 'node:assert/strict';
import type { GatheredProduct } from '../../src/facts/gathered.ts';
import type { PlanItem } from '../../src/facts/submission.ts';
import { targetRelation } from '../../src/facts/system/operating-system-target.ts';
import { statedSystem } from '../../src/facts/system/stated-system.ts';
import { civilDate } from '../../src/kernel/index.ts';
import { DELIVERED_ON, givenInput, givenItem, givenLineWith, givenProduct, type OperatingSystem } from './support.ts';

interface Case {
  readonly says: string;
  readonly target: OperatingSystem['target'];
  readonly system?: Partial<OperatingSystem>;
  readonly product?: Partial<GatheredProduct>;
  readonly plan?: readonly PlanItem[];
  readonly relation: string | undefined;
}

function relationOf({
  target,
  system = {},
  product = {},
  plan = [],
}: Omit<Case, 'says' | 'relation'>): string | undefined {
  const line = givenLineWith({ product: 'Example OS', version: '2', edition: 'Professional', ...system, target });
  const other = givenProduct({ name: 'Other OS' });
  const input = givenInput({
    order: { lines: [line], softwarePlan: [...plan] },
    gathered: { products: [givenProduct({ aliases: ['示例系统'], ...product }), other] },
  });
  return targetRelation(input, statedSystem(input, line));
}

function licences(changes: Partial<PlanItem> = {}): PlanItem {
  return givenItem({ category: 'operating-system', product: 'Other OS', version: null, edition: null, ...changes });
}

/** Volume licences that raise the licensed Professional 2 to Enterprise 2. */
function upgrades(changes: Partial<PlanItem> = {}): PlanItem {
  return licences({ product: '示例系统', version: '2', edition: 'Enterprise', licenceType: 'volume', ...changes });
}

const DELIVERY = civilDate(DELIVERED_ON);
const downgrade = { kind: 'downgrade', fromVersion: '2', toVersion: '1' } as const;

describe('what will be installed against what is licensed', () => {
  const cases: readonly Case[] = [
    { says: 'no target', target: null, relation: 'same' },
    { says: 'an empty target', target: {}, relation: 'same' },
    {
      says: 'the same system',
      target: { product: 'example  os', version: '2', edition: 'PROFESSIONAL' },
      relation: 'same',
    },
    { says: 'another name of it', target: { product: '示例系统', version: '2' }, relation: 'same' },
    { says: 'a later version', target: { version: '3' }, relation: 'above-version' },
    {
      says: 'a later version that the licence may be upgraded to',
      target: { version: '3' },
      product: { rights: [{ kind: 'upgrade', fromVersion: '2', toVersion: '3' }] },
      relation: 'same',
    },
    { says: 'a higher edition', target: { edition: 'Enterprise' }, relation: 'above-edition' },
    {
      says: 'a lower version of a higher edition',
      target: { version: '1', edition: 'Enterprise' },
      relation: 'above-edition',
    },
    { says: 'an earlier version', target: { version: '1' }, relation: 'downgrade-without-right' },
    {
      says: 'an earlier version that the product grants',
      target: { version: '1' },
      product: { rights: [downgrade] },
      relation: 'downgrade-with-right',
    },
    {
      says: 'an earlier version with the publisher’s terms',
      target: { version: '1' },
      system: { evidence: [{ kind: 'downgrade-terms' }] },
      relation: 'downgrade-with-right',
    },
    {
      says: 'an earlier version while the right lasts',
      target: { version: '1' },
      product: { rights: [{ ...downgrade, from: DELIVERY, until: DELIVERY }] },
      relation: 'downgrade-with-right',
    },
    {
      says: 'an earlier version whose right ends before the machines come',
      target: { version: '1' },
      product: { rights: [{ ...downgrade, from: null, until: civilDate('2026-12-19') }] },
      relation: 'downgrade-without-right',
    },
    {
      says: 'an earlier version whose right begins after the machines come',
      target: { version: '1' },
      product: { rights: [{ ...downgrade, from: civilDate('2026-12-21'), until: null }] },
      relation: 'downgrade-without-right',
    },
    {
      says: 'a later version whose right to upgrade is over',
      target: { version: '3' },
      product: { rights: [{ kind: 'upgrade', fromVersion: '2', toVersion: '3', until: civilDate('2025-12-31') }] },
      relation: 'above-version',
    },
    {
      says: 'a right to another version',
      target: { version: '1' },
      product: { rights: [{ ...downgrade, fromVersion: '3' }] },
      relation: 'downgrade-without-right',
    },
    { says: 'a lower edition', target: { edition: 'Home' }, relation: 'downgrade-without-right' },
    { says: 'a version that nobody registered', target: { version: '4' }, relation: undefined },
    { says: 'an edition that nobody registered', target: { edition: 'Ultimate' }, relation: undefined },
    {
      says: 'versions whose days are not known',
      target: { version: '3' },
      product: {
        versions: [
          { version: '2', releasedOn: null, supportEndsOn: null },
          { version: '3', releasedOn: null, supportEndsOn: null },
        ],
      },
      relation: undefined,
    },
    {
      says: 'a licensed version that is not stated',
      target: { version: '1' },
      system: { version: null },
      relation: 'not-stated',
    },
    {
      says: 'a licensed product that is not stated',
      target: { product: 'Other OS' },
      system: { product: null },
      relation: 'not-stated',
    },
    {
      says: 'no licensed system at all',
      target: { product: 'Other OS' },
      system: { state: 'none' },
      relation: 'not-stated',
    },
    { says: 'another product', target: { product: 'Other OS' }, relation: 'other-product' },
    {
      says: 'another product that nobody registered, which may be a name of this one',
      target: { product: 'Third OS' },
      relation: undefined,
    },
    {
      says: 'another product that the plan licenses',
      target: { product: 'Other OS' },
      plan: [licences()],
      relation: 'same',
    },
    {
      says: 'another product with a seat too few',
      target: { product: 'Other OS' },
      plan: [licences({ seats: 19 })],
      relation: 'other-product',
    },
    {
      says: 'a higher edition that the plan licenses',
      target: { edition: 'Enterprise' },
      plan: [upgrades()],
      relation: 'same',
    },
    {
      says: 'a lower version of a higher edition that the plan licenses',
      target: { version: '1', edition: 'Enterprise' },
      plan: [upgrades()],
      relation: 'same',
    },
    {
      says: 'a later version that the plan licenses',
      target: { version: '3' },
      plan: [upgrades({ version: '3' })],
      relation: 'same',
    },
    {
      says: 'a higher edition that two items of the plan license together',
      target: { edition: 'Enterprise' },
      plan: [upgrades({ item: 1, seats: 12 }), upgrades({ item: 2, seats: 8 })],
      relation: 'same',
    },
    {
      says: 'a higher edition of a version that the plan licenses above it',
      target: { edition: 'Enterprise' },
      plan: [upgrades({ version: '3' })],
      relation: 'same',
    },
    {
      says: 'a higher edition with a seat too few',
      target: { edition: 'Enterprise' },
      plan: [upgrades({ seats: 19 })],
      relation: 'above-edition',
    },
    {
      says: 'a higher edition whose licences are for machines that are there already',
      target: { edition: 'Enterprise' },
      plan: [upgrades({ forExistingDevices: 1 })],
      relation: 'above-edition',
    },
    {
      says: 'a higher edition with enough licences beside those for machines that are there already',
      target: { edition: 'Enterprise' },
      plan: [upgrades({ seats: 25, forExistingDevices: 5 })],
      relation: 'same',
    },
    {
      says: 'another product with licences for processor cores of servers',
      target: { product: 'Other OS' },
      plan: [licences({ metric: 'core', seats: 64 })],
      relation: 'other-product',
    },
    {
      says: 'another product whose licences are for machines that are there already',
      target: { product: 'Other OS' },
      plan: [licences({ forExistingDevices: 20 })],
      relation: 'other-product',
    },
    {
      says: 'a higher edition with licences of the lower one',
      target: { edition: 'Enterprise' },
      plan: [upgrades({ edition: 'Professional' })],
      relation: 'above-edition',
    },
    {
      says: 'a higher edition with licences of an earlier version',
      target: { edition: 'Enterprise' },
      plan: [upgrades({ version: '1' })],
      relation: 'above-edition',
    },
    {
      says: 'a higher edition with licences of no version',
      target: { edition: 'Enterprise' },
      plan: [upgrades({ version: null })],
      relation: 'above-edition',
    },
    {
      says: 'a later version with licences of no edition',
      target: { version: '3' },
      plan: [upgrades({ version: '3', edition: null })],
      relation: 'above-version',
    },
    {
      says: 'a later version with licences of an edition nobody registered',
      target: { version: '3' },
      plan: [upgrades({ version: '3', edition: 'Ultimate' })],
      relation: 'above-version',
    },
    {
      says: 'a higher edition with licences of another product',
      target: { edition: 'Enterprise' },
      plan: [upgrades({ product: 'Other OS' })],
      relation: 'above-edition',
    },
    {
      says: 'a higher edition with office seats',
      target: { edition: 'Enterprise' },
      plan: [upgrades({ category: 'office' })],
      relation: 'above-edition',
    },
    {
      says: 'an unregistered edition of an unregistered system',
      target: { edition: 'Enterprise' },
      system: { product: 'Third OS' },
      plan: [upgrades()],
      relation: undefined,
    },
    {
      says: 'another product with office seats',
      target: { product: 'Other OS' },
      plan: [licences({ category: 'office' })],
      relation: 'other-product',
    },
  ];
  for (const { says, relation, ...given } of cases) {
    it(`is ${relation ?? 'missing'} with ${says}`, () => {
      assert.equal(relationOf(given), relation);
    });
  }
});
