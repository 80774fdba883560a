import assert from 'node:assert/strict';
import { canonicalJson } from '../../../src/kernel/index.ts';
import { type Facts, nameFacts, type PlacedFacts, pickFacts, placeFacts } from '../../../src/rules/index.ts';
import { packUnderTest } from '../pack-under-test.ts';

describe('facts by their places in the catalogue', () => {
  const { catalogue } = packUnderTest();
  const inOrder = catalogue.facts.filter(({ scope, name }) => scope === 'order' && !name.startsWith('policy.'));
  const asRecorded = (placed: PlacedFacts): PlacedFacts => JSON.parse(canonicalJson(placed)) as PlacedFacts;
  const backAndForth = (facts: Facts): Facts =>
    nameFacts(asRecorded(placeFacts(facts, catalogue, 'order')), catalogue, 'order');

  it('stand in the order of the catalogue, without their names and without policy', () => {
    const facts = Object.fromEntries(inOrder.map(({ name }) => [name, name]));

    assert.deepEqual(
      placeFacts(facts, catalogue, 'order'),
      inOrder.map(({ name }) => name),
    );
  });

  it('come back with their names: what is nothing as nothing, what is missing not at all', () => {
    const facts: Facts = {
      'order.missingElements': [],
      'exemption.devices': null,
      'order.totalFen': 0,
      'agency.kind': '',
    };

    assert.deepEqual(backAndForth(facts), facts);
  });

  it('come back when the catalogue of an older rule set does not have them yet', () => {
    const facts: Facts = { 'order.totalFen': 1, 'order.knownLater': 'x', 'order.alsoLater': null };

    assert.deepEqual(backAndForth(facts), facts);
  });

  it('are picked one by one as they would come back', () => {
    const facts: Facts = {
      'exemption.devices': null,
      'order.totalFen': 0,
      'agency.kind': 'x',
      'order.knownLater': 'y',
    };
    const placed = asRecorded(placeFacts(facts, catalogue, 'order'));

    const wanted = [
      'exemption.devices',
      'order.totalFen',
      'order.knownLater',
      'order.missingElements',
      'order.unknown',
    ];
    const { 'agency.kind': _kind, ...picked } = facts;
    assert.deepEqual(pickFacts(placed, catalogue, 'order', wanted), picked);
  });

  it('are not guessed at when they are of another catalogue', () => {
    const placed = placeFacts({}, catalogue, 'order');
    const misfits: readonly PlacedFacts[] = [placed.slice(1), [...placed, 'one too many'], [...placed, {}, {}], []];

    for (const misfit of misfits) {
      assert.throws(() => nameFacts(misfit, catalogue, 'order'), /do not fit/);
      assert.throws(() => pickFacts(misfit, catalogue, 'order', []), /do not fit/);
    }
  });
});
