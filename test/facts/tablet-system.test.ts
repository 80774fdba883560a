import assert from 'node:assert/strict';
import { operatingSystemFacts } from '../../src/facts/system/operating-system.ts';
import { type Computer, givenComputer, givenInput, givenLine, type OperatingSystem, policyWithout } from './support.ts';

const NAME = 'line.os.desktopSystemOfTablet';

describe('the desktop system of a tablet', () => {
  const of = (
    operatingSystem: OperatingSystem | null,
    category: Computer['category'] = 'tablet',
    policy: ReturnType<typeof policyWithout> = {},
  ) => {
    const line = givenLine({ computer: givenComputer({ category, operatingSystem }) });
    return operatingSystemFacts(givenInput({ policy, order: { lines: [line] } }), line)[NAME];
  };
  const windows: OperatingSystem = { state: 'preinstalled', product: 'Windows', edition: 'Pro', version: '11' };
  const harmony: OperatingSystem = { state: 'preinstalled', product: 'HarmonyOS' };

  it('is what runs on laptops, whether it comes with it, is asked for, or will be installed', () => {
    assert.equal(of(windows), 'Windows Pro 11');
    assert.equal(of({ ...windows, state: 'required' }), 'Windows Pro 11');
    assert.equal(of({ ...harmony, target: windows }), 'Windows Pro 11');
  });

  it('is nothing for the system of a tablet, for one that nobody knows, and on other machines', () => {
    for (const system of [harmony, { ...harmony, product: '自研系统' }, null]) assert.equal(of(system), '');
    for (const category of ['laptop', 'desktop', 'server'] as const) assert.equal(of(windows, category), '');
  });

  it('is no fact under a policy that does not name such systems', () => {
    assert.equal(of(windows, 'tablet', policyWithout('policy.os.desktopFamilies')), undefined);
  });
});
