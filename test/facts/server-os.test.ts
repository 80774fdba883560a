import assert from 'node:assert/strict';
import type { OrderLine, PlanItem } from '../../src/facts/submission.ts';
import { type ServerOsLicence, serverAndDesktopFacts } from '../../src/facts/system/server-os.ts';
import { bareMachine, givenPlan, systemItem } from './plan-support.ts';
import { type Computer, givenComputer, givenLine, type OperatingSystem } from './support.ts';

describe('licence of a server system', () => {
  const system = (changes: Partial<OperatingSystem>): Partial<Computer> => ({
    operatingSystem: { state: 'none', ...changes },
  });
  const core = (seats: number): PlanItem => systemItem({ metric: 'core', seats });
  const cases: readonly [string, ServerOsLicence, number, Partial<Computer>, readonly PlanItem[]][] = [
    ['comes with the machine', 'covered', 2, system({ state: 'preinstalled', licenceType: 'oem' }), []],
    ['is a trial', 'none', 2, system({ state: 'preinstalled', licenceType: 'trial' }), []],
    ['is required of the offer', 'covered', 2, system({ state: 'required' }), []],
    ['is nowhere', 'none', 2, {}, []],
    ['is not on a machine with DOS', 'none', 2, system({ state: 'dos' }), []],
    ['is not stated, which another rule finds', 'not-applicable', 2, { operatingSystem: null }, []],
    ['is not stated but planned', 'covered', 2, { operatingSystem: null }, [systemItem({ seats: 2 })]],
    ['is planned for each', 'covered', 2, {}, [systemItem({ seats: 2 })]],
    ['is planned for one of two', 'below-need', 2, {}, [systemItem({ seats: 1 })]],
    ['is planned by two items', 'covered', 2, {}, [systemItem({ seats: 1 }), systemItem({ seats: 1 })]],
    ['is planned for another processor', 'none', 2, {}, [systemItem({ seats: 2, platforms: ['linux-arm64'] })]],
    [
      'is planned for machines that are there already',
      'none',
      2,
      {},
      [systemItem({ seats: 2, forExistingDevices: 2 })],
    ],
    ['is a planned trial', 'none', 2, {}, [systemItem({ seats: 2, licenceType: 'trial' })]],
    [
      'is only an upgrade',
      'none',
      2,
      {},
      [systemItem({ product: 'Windows', edition: 'Professional', licenceType: 'volume', seats: 2 })],
    ],
    ['is planned for each core', 'covered', 2, { cores: 32 }, [core(64)]],
    ['is planned for one core too few', 'below-need', 2, { cores: 32 }, [core(63)]],
    ['is planned by cores nobody states', 'need-not-stated', 2, {}, [core(64)]],
    [
      'is planned for one by machine and for one by core',
      'covered',
      2,
      { cores: 32 },
      [systemItem({ seats: 1 }), core(32)],
    ],
    ['is office software', 'none', 2, {}, [systemItem({ category: 'office', seats: 2 })]],
  ];
  for (const [says, licence, quantity, computer, plan] of cases) {
    it(`${says}: ${licence}`, () => {
      const [facts] = serverAndDesktopFacts(
        givenPlan({ lines: [bareMachine('server', computer, { quantity })], plan }),
      );

      assert.equal(facts?.['line.serverOsLicence'], licence);
    });
  }

  it('is used once', () => {
    const lines = [bareMachine('server'), bareMachine('server', {}, { line: 2 })];

    assert.deepEqual(licencesOf(lines, [systemItem({ seats: 1 })]), ['covered', 'none']);
    assert.deepEqual(licencesOf(lines, [systemItem({ seats: 2 })]), ['covered', 'covered']);
  });

  it('goes where it fits when another fits only one', () => {
    const arm = givenComputer({
      category: 'server',
      cpu: { architecture: 'arm64' },
      operatingSystem: { state: 'none' },
    });
    const lines = [bareMachine('server'), givenLine({ line: 2, quantity: 1, computer: arm })];
    const both = systemItem({ seats: 1, platforms: ['x64', 'arm64'] });

    assert.deepEqual(licencesOf(lines, [both, systemItem({ seats: 1 })]), ['covered', 'covered']);
  });

  it('is no question of other machines', () => {
    assert.deepEqual(licencesOf([givenLine(), bareMachine('desktop', {}, { line: 2 })], []), [
      'not-applicable',
      'not-applicable',
    ]);
  });
});

describe('systems of virtual desktops', () => {
  it('are one set for two hundred and forty terminals', () => {
    const lines = [bareMachine('thin-client', { virtualDesktops: 240 }, { quantity: 240 })];

    const [facts] = serverAndDesktopFacts(givenPlan({ lines, plan: [systemItem({ seats: 1 })] }));

    assert.equal(facts?.['line.virtualDesktops'], 240);
    assert.equal(facts?.['line.virtualOsSeats'], 1);
    assert.equal(facts?.['line.virtualDesktopsStated'], true);
  });

  it('leave nothing for the servers that they use up', () => {
    const host = bareMachine('server', { virtualDesktops: 60 });
    const virtualOsSeats = (seats: number) =>
      serverAndDesktopFacts(givenPlan({ lines: [host], plan: [systemItem({ seats })] })).map((facts) => [
        facts['line.virtualOsSeats'],
        facts['line.serverOsLicence'],
      ]);

    assert.deepEqual(virtualOsSeats(61), [[60, 'covered']]);
    assert.deepEqual(virtualOsSeats(60), [[60, 'none']]);
  });

  it('are not counted by core', () => {
    const lines = [bareMachine('thin-client', {}, { quantity: 10 })];

    const [facts] = serverAndDesktopFacts(givenPlan({ lines, plan: [systemItem({ metric: 'core', seats: 64 })] }));

    assert.equal(facts?.['line.virtualOsSeats'], 0);
  });
});

describe('office software on a line', () => {
  const factsFor = (line: OrderLine) => serverAndDesktopFacts(givenPlan({ lines: [line] }))[0] ?? {};

  it('is needed as the officer says, else as the category usually does', () => {
    assert.equal(factsFor(givenLine())['line.needsOffice'], true);
    assert.equal(factsFor(givenLine({ computer: givenComputer({ needsOffice: false }) }))['line.needsOffice'], false);
    assert.equal(factsFor(bareMachine('server'))['line.needsOffice'], false);
    assert.equal(factsFor(bareMachine('server', { needsOffice: true }))['line.needsOffice'], true);
    assert.equal(factsFor(givenLine({ goods: 'other', computer: null }))['line.needsOffice'], false);
  });

  it('is seen to be declined for a machine that somebody works at', () => {
    const declined = givenLine({ computer: givenComputer({ category: 'workstation', needsOffice: false }) });

    assert.equal(factsFor(declined)['line.clientClaimsNoOffice'], true);
    assert.equal(factsFor(givenLine())['line.clientClaimsNoOffice'], false);
  });
});

function licencesOf(lines: readonly OrderLine[], plan: readonly PlanItem[]): readonly unknown[] {
  return serverAndDesktopFacts(givenPlan({ lines, plan })).map((facts) => facts['line.serverOsLicence']);
}
