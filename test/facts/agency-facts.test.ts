import assert from 'node:assert/strict';
import { agencyFacts, responsibleState, responsibleVacantDays } from '../../src/facts/agency-facts.ts';
import type { Duty, Gathered } from '../../src/facts/gathered.ts';
import { civilDate } from '../../src/kernel/index.ts';
import { givenAgency, givenComputer, givenDevice, givenInput, givenLine, policyWithout } from './support.ts';

const ON = civilDate('2026-04-12');

function person(duty: Duty, from = '2026-01-01', until: string | null = null): Gathered['responsible'][number] {
  return { duty, from: civilDate(from), until: until === null ? null : civilDate(until) };
}

describe('who answers for an agency', () => {
  const cases: readonly {
    says: string;
    persons: Gathered['responsible'];
    state: string;
    days: number;
    openedOn?: null;
  }[] = [
    { says: 'a head and a liaison', persons: [person('head'), person('liaison')], state: 'complete', days: 0 },
    {
      says: 'a head and a responsible person',
      persons: [person('head'), person('responsible')],
      state: 'complete',
      days: 0,
    },
    {
      says: 'a head on the last day in office',
      persons: [person('head', '2026-01-01', '2026-04-12'), person('liaison')],
      state: 'complete',
      days: 0,
    },
    {
      says: 'a head who left yesterday',
      persons: [person('head', '2026-01-01', '2026-04-11'), person('liaison')],
      state: 'no-head',
      days: 1,
    },
    {
      says: 'a liaison who begins tomorrow',
      persons: [person('head'), person('liaison', '2026-04-13'), person('liaison', '2025-01-01', '2026-01-12')],
      state: 'no-liaison',
      days: 90,
    },
    {
      says: 'a leader in charge alone, who is neither',
      persons: [person('leader-in-charge')],
      state: 'neither',
      days: 2644,
    },
    {
      says: 'two vacancies, of which the longer counts',
      persons: [person('head', '2025-01-01', '2026-04-02'), person('liaison', '2025-01-01', '2026-03-13')],
      state: 'neither',
      days: 30,
    },
    {
      says: 'a vacancy since the last of several heads',
      persons: [
        person('head', '2024-01-01', '2025-01-01'),
        person('head', '2025-01-02', '2026-04-02'),
        person('liaison'),
      ],
      state: 'no-head',
      days: 10,
    },
    { says: 'nobody ever, at an agency of unknown age', persons: [], state: 'neither', days: 0, openedOn: null },
  ];
  for (const { says, persons, state, days, openedOn } of cases) {
    it(`is ${state} for ${days} days with ${says}`, () => {
      const agency = givenAgency(openedOn === null ? { openedOn } : {});

      assert.equal(responsibleState(persons, ON), state);
      assert.equal(responsibleVacantDays({ responsible: persons, agency }, ON), days);
    });
  }
});

describe('facts of the agency', () => {
  it('counts machines after delivery: those there, those ordered, less those replaced', () => {
    const line = (category: 'desktop' | 'all-in-one' | 'laptop', quantity: number, replaces: string[] = []) =>
      givenLine({ quantity, replaces, computer: givenComputer({ category }) });
    const facts = agencyFacts(
      givenInput({
        order: {
          lines: [
            line('desktop', 20, ['dev_1', 'dev_2', 'dev_3']),
            line('all-in-one', 5, ['dev_1']),
            line('laptop', 7),
          ],
        },
        gathered: {
          deviceCounts: { desktop: 100, 'all-in-one': 10, laptop: 30, server: 4 },
          devices: {
            dev_1: givenDevice(),
            dev_2: givenDevice({ category: 'laptop' }),
            dev_3: givenDevice({ state: 'retired' }),
          },
        },
      }),
    );

    assert.equal(facts['agency.desktopsAfter'], 100 + 10 + 20 + 5 - 1);
    assert.equal(facts['agency.laptopsAfter'], 30 + 7 - 1);
  });

  const quotas = [
    { says: 'an ordinary unit', agency: {}, desktops: 120, laptops: 60 },
    { says: 'a classified unit', agency: { isClassified: true }, desktops: 180, laptops: 60 },
    {
      says: 'an isolated network, which is nothing here',
      agency: { isIsolatedNetwork: true },
      desktops: 120,
      laptops: 60,
    },
    {
      says: 'an isolated network where it is what counts',
      agency: { isIsolatedNetwork: true, region: '511300' },
      desktops: 180,
      laptops: 60,
    },
    {
      says: 'a classified unit where only the network counts',
      agency: { isClassified: true, region: '511300' },
      desktops: 120,
      laptops: 60,
    },
    { says: 'an odd number of staff, rounded down', agency: { staff: 7 }, desktops: 7, laptops: 3 },
  ];
  for (const { says, agency, desktops, laptops } of quotas) {
    it(`allows ${desktops} desktops and ${laptops} laptops to ${says}`, () => {
      const facts = agencyFacts(givenInput({ gathered: { agency: givenAgency(agency) } }));

      assert.equal(facts['agency.desktopQuota'], desktops);
      assert.equal(facts['agency.laptopQuota'], laptops);
    });
  }

  it('lacks staff and quotas of an agency whose staff nobody recorded', () => {
    const facts = agencyFacts(givenInput({ gathered: { agency: givenAgency({ staff: null }) } }));

    for (const name of ['agency.staff', 'agency.desktopQuota', 'agency.laptopQuota'])
      assert.equal(name in facts, false, name);
  });

  const rated = [
    { says: 'a city organ', agency: {}, must: true },
    { says: 'a township organ', agency: { level: 'township' as const }, must: true },
    { says: 'a unit that supports organs', agency: { kind: 'support-institution' as const }, must: true },
    { says: 'another institution', agency: { kind: 'other-institution' as const }, must: false },
  ];
  for (const { says, agency, must } of rated) {
    it(`${must ? 'asks' : 'does not ask'} ${says} for rated products`, () => {
      const facts = agencyFacts(givenInput({ gathered: { agency: givenAgency(agency) } }));

      assert.equal(facts['agency.mustUseRatedProducts'], must);
    });
  }

  it('does not guess who must buy rated products before the policy says so', () => {
    assert.equal(
      'agency.mustUseRatedProducts' in agencyFacts(givenInput({ policy: { ratedKinds: undefined } })),
      false,
    );
    assert.equal('agency.mustUseRatedProducts' in agencyFacts(givenInput({ decidedOn: '2023-11-30' })), false);
  });

  it('counts undertakings overdue by more than the days of grace apart', () => {
    const overdueUndertakings = ['2026-03-12', '2026-03-13', '2026-03-14', '2026-04-11'].map(civilDate);
    const facts = agencyFacts(givenInput({ gathered: { overdueUndertakings } }));

    assert.equal(facts['agency.overdueUndertakings'], 4);
    assert.equal(facts['agency.overdueUndertakingsBeyondGrace'], 1);
    const without = agencyFacts(givenInput({ policy: policyWithout('policy.undertaking.graceDays') }));
    assert.equal('agency.overdueUndertakingsBeyondGrace' in without, false);
  });

  it('counts grave rectifications overdue by more than the days of grace apart', () => {
    const owed = (severity: 'high' | 'low', dueOn: string) => ({ severity, dueOn: civilDate(dueOn) });
    const overdueRectifications = [owed('high', '2026-03-27'), owed('high', '2026-03-28'), owed('low', '2026-01-01')];
    const facts = agencyFacts(givenInput({ gathered: { overdueRectifications } }));

    assert.equal(facts['agency.overdueRectifications'], 3);
    assert.equal(facts['agency.overdueHighRectifications'], 1);
    const without = agencyFacts(givenInput({ policy: policyWithout('policy.rectification.graceDays') }));
    assert.equal('agency.overdueHighRectifications' in without, false);
  });

  it('counts overdue filings, and the days of the oldest; nought where none is owed', () => {
    const overdueFilings = [civilDate('2026-04-01'), civilDate('2026-03-01')];
    const facts = agencyFacts(givenInput({ gathered: { overdueFilings } }));

    assert.equal(facts['agency.overdueFilings'], 2);
    assert.ok(Number(facts['agency.overdueFilingDays']) > 31);
    assert.equal(agencyFacts(givenInput({}))['agency.overdueFilingDays'], 0);
    const { overdueFilings: _none, ...before } = givenInput().gathered;
    assert.equal('agency.overdueFilings' in agencyFacts({ ...givenInput(), gathered: before }), false);
  });

  it('says nothing of rectifications for a record of before there were any', () => {
    const { overdueRectifications: _none, ...before } = givenInput().gathered;
    const facts = agencyFacts({ ...givenInput(), gathered: before });

    assert.equal('agency.overdueRectifications' in facts, false);
    assert.equal('agency.overdueHighRectifications' in facts, false);
  });
});
