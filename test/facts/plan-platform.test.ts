import assert from 'node:assert/strict';
import { planItemFacts } from '../../src/facts/plan/plan-item-facts.ts';
import type { OrderLine, PlanItem } from '../../src/facts/submission.ts';
import type { FactValue } from '../../src/rules/index.ts';
import { bareMachine, givenPlan, machines, systemItem } from './plan-support.ts';
import { givenAntivirus, givenItem, givenLineWith, givenProduct } from './support.ts';

const linux = machines(10, 'linux-arm64');
const windows = machines(10, 'windows-x64', { line: 2 });
const unknown = givenLineWith({ product: 'Homemade OS' }, { line: 3 });

describe('fit of a plan item', () => {
  const office = (...platforms: string[]): PlanItem => givenItem({ platforms });
  const cases: readonly [string, FactValue | undefined, PlanItem, readonly OrderLine[]][] = [
    ['is full when every machine has a platform', 'all', office('linux-arm64', 'windows-x64'), [linux, windows]],
    ['is partial when some machines have none', 'some', office('linux-arm64'), [linux, windows]],
    ['is none when no machine has one', 'none', office('windows-x64'), [linux]],
    ['is not stated without platforms', 'not-stated', office(), [linux]],
    ['is nothing while the product is only required', null, givenItem({ product: null }), [linux]],
    ['is missing for a machine with an unknown system', undefined, office('linux-arm64'), [unknown]],
    [
      'is missing when the unknown machine decides between all and some',
      undefined,
      office('linux-arm64'),
      [linux, unknown],
    ],
    [
      'is missing when the unknown machine decides between none and some',
      undefined,
      office('windows-arm64'),
      [linux, unknown],
    ],
    ['is known all the same when the processor decides', 'none', office('windows-x64'), [unknown]],
    ['is partial whatever the unknown machine is', 'some', office('linux-arm64'), [linux, windows, unknown]],
    ['is not needed for other software', 'not-needed', givenItem({ category: 'other' }), [linux]],
    ['is not needed without a machine that needs it', 'not-needed', office('linux-arm64'), [bareMachine('server')]],
    ['of client antivirus looks at clients', 'all', givenAntivirus(), [linux, bareMachine('server', {}, { line: 2 })]],
    [
      'of server antivirus looks at servers',
      'none',
      givenAntivirus({ category: 'antivirus-server' }),
      [linux, bareMachine('server', {}, { line: 2 })],
    ],
    [
      'on the virtual desktops of terminals is open',
      'all',
      office('windows-x64'),
      [bareMachine('thin-client', {}, { quantity: 9 })],
    ],
    [
      'on those of a host goes by its processor',
      'none',
      office('linux-arm64'),
      [bareMachine('server', { virtualDesktops: 9 })],
    ],
    [
      'of a system looks at servers without one',
      'none',
      systemItem(),
      [bareMachine('server', { cpu: { architecture: 'arm64' } }), windows],
    ],
    ['of a system brings its own family', 'all', systemItem({ platforms: ['linux-x64'] }), [bareMachine('server')]],
    ['of a system for clients looks at what it upgrades', 'all', systemItem(), [windows]],
    ['of a system on the wrong processor is none', 'none', systemItem(), [linux]],
  ];
  for (const [says, fit, item, lines] of cases) {
    it(says, () => assert.equal(factsOf(item, lines)['item.platformFit'], fit));
  }
});

describe('base licences of an upgrade', () => {
  const upgrade = (changes: Partial<PlanItem> = {}): PlanItem =>
    systemItem({ product: 'Windows', edition: 'Professional', licenceType: 'volume', ...changes });
  const retail = givenLineWith({ product: 'Windows', licenceType: 'retail' }, { quantity: 3 });
  const cases: readonly [string, FactValue | undefined, PlanItem, readonly OrderLine[]][] = [
    ['are the machines that come with the same family', 10, upgrade(), [linux, windows]],
    ['are by retail as well', 3, upgrade(), [retail]],
    ['are not by volume', 0, upgrade(), [givenLineWith({ product: 'Windows', licenceType: 'volume' })]],
    ['are not by trial', 0, upgrade(), [givenLineWith({ product: 'Windows', state: 'trial' })]],
    ['are not on bare machines', 0, upgrade(), [givenLineWith({ product: 'Windows', state: 'none' })]],
    [
      'are not on servers',
      0,
      upgrade(),
      [bareMachine('server', windows.computer ? { operatingSystem: windows.computer.operatingSystem ?? null } : {})],
    ],
    ['include the machines that are there already', 17, upgrade({ forExistingDevices: 7 }), [windows]],
    ['are missing when a machine has an unknown system', undefined, upgrade(), [windows, unknown]],
    ['are missing for an unknown system', undefined, upgrade({ product: 'Homemade OS' }), [windows]],
    ['are only what is stated while no product is', 7, upgrade({ product: null, forExistingDevices: 7 }), [windows]],
    ['are no question of other software', 0, givenItem(), [unknown]],
  ];
  for (const [says, count, item, lines] of cases) {
    it(says, () => assert.equal(factsOf(item, lines)['item.baseLicences'], count));
  }

  it('are left to an item by those before it', () => {
    const basesOf = (...plan: readonly PlanItem[]) =>
      planItemFacts(givenPlan({ lines: [windows], plan })).map((facts) => facts['item.baseLicences']);

    assert.deepEqual(basesOf(upgrade({ seats: 8 }), upgrade({ seats: 8 }), upgrade({ seats: 8 })), [10, 2, 0]);
    assert.deepEqual(
      basesOf(upgrade({ seats: 8, forExistingDevices: 3 }), upgrade({ forExistingDevices: 1 })),
      [13, 6],
    );
    assert.deepEqual(
      basesOf(upgrade({ seats: 2, forExistingDevices: 3 }), upgrade({ seats: null }), upgrade()),
      [13, 10, 10],
    );
    assert.deepEqual(basesOf(upgrade({ licenceType: 'retail' }), upgrade()), [10, 10]);
    assert.deepEqual(
      basesOf(upgrade({ product: 'Kylin Desktop' }), givenItem({ licenceType: 'volume' }), upgrade()).at(-1),
      10,
    );
  });

  it('are asked for where a product is an upgrade only', () => {
    const isUpgrade = (item: PlanItem) => factsOf(item, [windows])['item.product.upgradeOnly'];

    assert.equal(isUpgrade(upgrade()), true);
    assert.equal(isUpgrade(systemItem()), false);
    assert.equal(isUpgrade(upgrade({ product: null })), null);
    assert.equal(isUpgrade(upgrade({ product: 'Homemade OS' })), undefined);
    assert.equal(isUpgrade(givenItem({ product: 'Homemade Office' })), false);
  });

  it('are asked for by a posted row before the pack’s', () => {
    const posted = givenProduct({ name: 'Windows', volumeIsUpgradeOnly: false, osFamily: 'windows' });
    const [facts] = planItemFacts(givenPlan({ plan: [upgrade()], gathered: { products: [posted] } }));

    assert.equal(facts?.['item.product.upgradeOnly'], false);
  });
});

function factsOf(item: PlanItem, lines: readonly OrderLine[]) {
  const [facts] = planItemFacts(givenPlan({ plan: [item], lines }));
  assert.ok(facts);
  return facts;
}
