import assert from 'node:assert/strict';
import { operatingSystemFacts } from '../../src/facts/system/operating-system.ts';
import { givenInput, givenLineWith, type InputChanges, type OperatingSystem } from './support.ts';

describe('a system that will be installed in place of the licensed one', () => {
  const NO_TARGET = {
    targetName: null,
    targetEditionClass: 'not-stated',
    targetSupportEndsOn: null,
    targetSupport: 'not-stated',
    targetIsBanned: false,
  };
  const targetOf = (system: Partial<OperatingSystem>, changes: InputChanges = {}) => {
    const line = givenLineWith(system);
    const facts = operatingSystemFacts(givenInput({ ...changes, order: { lines: [line] } }), line);
    return Object.fromEntries(Object.keys(NO_TARGET).map((name) => [name, facts[`line.os.${name}`]]));
  };
  const windows = { product: 'Windows', edition: 'Pro', version: '11 25H2' } as const;

  it('is none without a target, and none yet while a system is only required', () => {
    assert.deepEqual(targetOf(windows), NO_TARGET);
    assert.deepEqual(targetOf({ ...windows, target: {} }), NO_TARGET);
    assert.deepEqual(targetOf({ ...windows, target: { version: '8' }, state: 'required' }), NO_TARGET);
  });

  it('is judged like the one that comes with the machine', () => {
    assert.deepEqual(targetOf({ ...windows, target: { version: '8' } }), {
      targetName: 'Windows Pro 8',
      targetEditionClass: 'unit',
      targetSupportEndsOn: '2016-01-12',
      targetSupport: 'ended-by-delivery',
      targetIsBanned: true,
    });
    assert.equal(targetOf({ ...windows, target: { edition: 'Home' } }).targetEditionClass, 'home');
    const eleven = { product: 'Windows 11', edition: 'Pro', version: '25H2' };
    const ten = targetOf({ ...eleven, target: { version: '10' } });
    assert.deepEqual([ten.targetName, ten.targetSupport], ['Windows Pro 10', 'ended-by-delivery']);
  });

  it('is rated by the list alone, unless it is the product and version that is licensed', () => {
    const ratingOf = (target: OperatingSystem['target'], system: Partial<OperatingSystem> = {}) => {
      const line = givenLineWith({ ...system, target });
      return operatingSystemFacts(givenInput({ order: { lines: [line] } }), line)['line.os.targetRating'];
    };

    assert.equal(ratingOf(null), 'not-stated');
    assert.equal(ratingOf({ edition: 'Home' }), 'not-stated');
    assert.equal(ratingOf({ product: 'uniontech uos desktop', version: '20' }), 'not-stated');
    assert.equal(ratingOf({ product: 'Kylin Desktop', version: 'V10' }), 'listed');
    assert.equal(ratingOf({ product: 'Kylin Desktop', version: 'V7' }), 'absent');
    assert.equal(ratingOf({ product: 'Windows', version: '11' }), 'absent');
    assert.equal(ratingOf({ product: 'Windows', version: '11' }, { state: 'required' }), 'not-stated');
  });

  it('keeps what is licensed under another name of the product, and nothing of it in another product', () => {
    const renamed = targetOf({ ...windows, target: { product: '微软 Windows' } });
    const other = targetOf({ ...windows, target: { product: 'Kylin Desktop' } });

    assert.deepEqual([renamed.targetName, renamed.targetSupport], ['微软 Windows Pro 11 25H2', 'ends-within-life']);
    assert.deepEqual([other.targetName, other.targetSupport], ['Kylin Desktop', 'supported']);
  });

  it('counts on a machine that comes without any', () => {
    const bare = targetOf({
      state: 'none',
      product: null,
      edition: null,
      version: null,
      target: { ...windows, version: '8' },
    });

    assert.equal(bare.targetIsBanned, true);
  });

  it('is missing what nobody knows of it', () => {
    const facts = targetOf(
      { ...windows, target: { version: '12' } },
      { policy: { bannedOperatingSystems: undefined } },
    );

    assert.deepEqual([facts.targetSupport, facts.targetIsBanned], [undefined, undefined]);
    assert.equal(targetOf({ product: 'A', version: '1', target: { product: 'B' } }).targetName, 'B');
  });
});
