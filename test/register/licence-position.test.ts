import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CopyGroup, LicenceGroup } from '../../src/register/positions/licence-position.ts';
import { copies, figures, licence, oem, position } from './position-support.ts';

interface Case {
  readonly claim: string;
  readonly copies: readonly CopyGroup[];
  readonly licences: readonly LicenceGroup[];
  /** Of each group of copies: free, bound, own, from above, short. */
  readonly figures: readonly (readonly number[])[];
  readonly used: readonly number[];
}

const V2019 = { version: '2019' };

const CASES: readonly Case[] = [
  {
    claim: 'covers exactly as many copies as there are seats',
    copies: [copies(10)],
    licences: [licence(9)],
    figures: [[0, 0, 9, 0, 1]],
    used: [9],
  },
  {
    claim: 'leaves what nobody has installed as surplus',
    copies: [copies(3)],
    licences: [licence(5)],
    figures: [[0, 0, 3, 0, 0]],
    used: [3],
  },
  {
    claim: 'needs no licence for free-listed products',
    copies: [copies(4, { isFree: true })],
    licences: [licence(9)],
    figures: [[4, 0, 0, 0, 0]],
    used: [0],
  },
  {
    claim: 'uses the right of the device first, and the volume licence stays free',
    copies: [copies(4, { oem: oem() })],
    licences: [licence(9)],
    figures: [[0, 4, 0, 0, 0]],
    used: [0],
  },
  {
    claim: 'does not stretch the right of the device over another product or a higher version',
    copies: [copies(2, { oem: oem({ product: 'other' }) }), copies(3, { oem: oem({ version: '2016' }) })],
    licences: [],
    figures: [
      [0, 0, 0, 0, 2],
      [0, 0, 0, 0, 3],
    ],
    used: [],
  },
  {
    claim: 'covers by a recorded downgrade and a recorded upgrade, and by nothing that is not recorded',
    copies: [copies(1, V2019), copies(1, { version: '2016' }), copies(1, { version: '2022' })],
    licences: [licence(9)],
    figures: [
      [0, 0, 1, 0, 0],
      [0, 0, 0, 0, 1],
      [0, 0, 1, 0, 0],
    ],
    used: [2],
  },
  {
    claim: 'uses the exact version before a downgrade',
    copies: [copies(5, V2019)],
    licences: [licence(5), licence(3, V2019)],
    figures: [[0, 0, 5, 0, 0]],
    used: [2, 3],
  },
  {
    claim: 'uses the exact version before an upgrade, even where the upgrade could serve fewer other releases',
    copies: [copies(1)],
    licences: [licence(1, V2019), licence(1)],
    figures: [[0, 0, 1, 0, 0]],
    used: [0, 1],
  },
  {
    claim: 'gives up an exact match where that covers one copy more',
    copies: [copies(1), copies(1, { version: '2022' })],
    // The 2023 licence fits both; the 2019 one reaches the 2023 copy by an upgrade only. Exact first would leave 2022 uncovered.
    licences: [licence(1), licence(1, V2019)],
    figures: [
      [0, 0, 1, 0, 0],
      [0, 0, 1, 0, 0],
    ],
    used: [1, 1],
  },
  {
    claim: 'uses the agency’s own seats before those granted from above, even where these fit exactly',
    copies: [copies(3, V2019)],
    licences: [licence(9, { ...V2019, channel: 'granted-from-above' }), licence(2)],
    figures: [[0, 0, 2, 1, 0]],
    used: [1, 2],
  },
  {
    claim: 'lets a site licence of another agency cover those that it names, and nobody else',
    copies: [copies(3, { agencyCode: 'B' }), copies(3, { agencyCode: 'C' })],
    licences: [licence(4, { agencyCode: 'P', channel: 'site', site: ['B'] })],
    figures: [
      [0, 0, 0, 3, 0],
      [0, 0, 0, 0, 3],
    ],
    used: [3],
  },
  {
    claim: 'shares the seats of a site licence among those that it names',
    copies: [copies(3, { agencyCode: 'B' }), copies(3, { agencyCode: 'C' })],
    licences: [licence(4, { agencyCode: 'P', channel: 'site', site: ['B', 'C'] }), licence(2, { agencyCode: 'C' })],
    figures: [
      [0, 0, 0, 3, 0],
      [0, 0, 2, 1, 0],
    ],
    used: [4, 2],
  },
  {
    claim: 'covers everything inside by a site licence without limit',
    copies: [copies(500)],
    licences: [licence(null, { channel: 'site' })],
    figures: [[0, 0, 500, 0, 0]],
    used: [500],
  },
  {
    claim: 'does not cover another agency’s copies by an ordinary licence',
    copies: [copies(1, { agencyCode: 'B' })],
    licences: [licence(9)],
    figures: [[0, 0, 0, 0, 1]],
    used: [0],
  },
  {
    claim: 'does not let a lower edition stand in for a higher one, nor a higher one without a recorded downgrade',
    copies: [copies(1), copies(1, { edition: 'Standard' }), copies(1, { edition: 'Standard', ...V2019 })],
    licences: [licence(1, { edition: 'Standard', version: '2016' }), licence(5)],
    figures: [
      [0, 0, 1, 0, 0],
      [0, 0, 0, 0, 1],
      [0, 0, 1, 0, 0],
    ],
    used: [0, 2],
  },
  {
    claim: 'does not compare what either side leaves open',
    copies: [copies(1, { version: null }), copies(1, { edition: null })],
    licences: [licence(1), licence(1, { edition: null, version: null })],
    figures: [
      [0, 0, 1, 0, 0],
      [0, 0, 1, 0, 0],
    ],
    used: [1, 1],
  },
  {
    claim: 'does not cover a copy on a system that the licence was not built for',
    copies: [copies(1, { family: 'windows' }), copies(1, { family: 'linux' }), copies(1)],
    licences: [licence(9, { platforms: ['linux-arm64'] })],
    figures: [
      [0, 0, 0, 0, 1],
      [0, 0, 1, 0, 0],
      [0, 0, 1, 0, 0],
    ],
    used: [2],
  },
  {
    claim: 'uses what could serve fewer other releases first, and what has a proof before what has none',
    copies: [copies(2)],
    licences: [licence(1, { version: null }), licence(1, { isProven: false }), licence(1)],
    figures: [[0, 0, 2, 0, 0]],
    used: [0, 1, 1],
  },
  {
    claim: 'covers a system by a volume licence for upgrades only where the device has a system of its own',
    copies: [
      copies(1, { category: 'operating-system', product: 'windows', oem: oem({ product: 'dos' }) }),
      copies(1, { category: 'operating-system', product: 'windows' }),
    ],
    licences: [licence(9, { category: 'operating-system', product: 'windows' })],
    figures: [
      [0, 0, 1, 0, 0],
      [0, 0, 0, 0, 1],
    ],
    used: [1],
  },
  {
    claim: 'puts the right of a device with two copies on the one that nothing else covers',
    copies: [copies(1, { device: 'd' }), copies(1, { device: 'd', version: '2022' })],
    licences: [licence(1, { device: 'd', channel: 'oem' }), licence(1, V2019)],
    figures: [
      [0, 0, 1, 0, 0],
      [0, 1, 0, 0, 0],
    ],
    used: [1, 1],
  },
  {
    claim: 'does not use the right of a device on another one',
    copies: [copies(1, { device: 'e' })],
    licences: [licence(1, { device: 'd', channel: 'oem' })],
    figures: [[0, 0, 0, 0, 1]],
    used: [0],
  },
];

describe('the licence position', () => {
  for (const { claim, copies: installed, licences, figures: wanted, used } of CASES) {
    it(claim, () => {
      const found = position(installed, licences);

      assert.deepEqual(
        figures(found).map((row) => row.reduce((sum, each) => sum + each, 0)),
        installed.map((group) => group.copies),
      );
      assert.deepEqual(found.used, used);
      assert.deepEqual(figures(found), wanted);
    });
  }

  it('counts declared licences for nothing, and tells what they would cover', () => {
    const declared = licence(3, { uncounted: 'declared' });
    const promised = oem({ uncounted: 'declared' });

    const { covered, used } = position([copies(2, { oem: promised }), copies(4)], [licence(1), declared]);

    assert.deepEqual(
      covered.map(({ own, shortfall, coveredIfVerified }) => [own, shortfall, coveredIfVerified]),
      [
        [1, 1, 1],
        [0, 4, 3],
      ],
    );
    assert.deepEqual(used, [1, 0]);
  });

  it('counts licences without a proof on file as covering, and says how many copies hang on them', () => {
    const { covered } = position(
      [copies(3, { oem: oem({ isProven: false }), category: 'x' }), copies(5)],
      [licence(2), licence(2, { isProven: false })],
    );

    assert.deepEqual(
      covered.map(({ bound, own, unproven, shortfall }) => [bound, own, unproven, shortfall]),
      [
        [3, 0, 3, 0],
        [0, 4, 2, 1],
      ],
    );
  });

  it('covers as many copies as any assignment could, whatever comes first', () => {
    const versions = fc.constantFrom('2016', '2019', '2022', '2023', null);
    const groups = fc.array(fc.record({ copies: fc.nat({ max: 3 }), version: versions }), { maxLength: 4 });
    const rights = fc.array(fc.record({ seats: fc.nat({ max: 3 }), version: versions }), { maxLength: 4 });

    fc.assert(
      fc.property(groups, rights, (installed, held) => {
        const found = position(
          installed.map((group) => copies(group.copies, { version: group.version })),
          held.map((right) => licence(right.seats, { version: right.version })),
        );
        const seats = held.flatMap(({ seats: each, version }) => new Array<string | null>(each).fill(version));
        const wanted = installed.flatMap(({ copies: each, version }) => new Array<string | null>(each).fill(version));

        assert.equal(
          found.covered.reduce((sum, { own }) => sum + own, 0),
          mostPairs(seats, wanted),
        );
      }),
      { numRuns: 300 },
    );
  });
});

const REACH: ReadonlyMap<string, readonly string[]> = new Map([
  ['2023', ['2023', '2019', '2022']],
  ['2019', ['2019', '2023']],
]);

function reaches(seat: string | null, copy: string | null): boolean {
  return seat === null || copy === null || (REACH.get(seat) ?? [seat]).includes(copy);
}

/** One seat after the other, each on every copy it reaches or on none. */
function mostPairs(seats: readonly (string | null)[], wanted: readonly (string | null)[]): number {
  const owner = new Map<number, number>();
  const seatIn = (seat: number, seen: Set<number>): boolean => {
    for (const [copy, version] of wanted.entries()) {
      if (seen.has(copy) || !reaches(seats[seat] ?? null, version)) continue;
      seen.add(copy);
      const other = owner.get(copy);
      if (other === undefined || seatIn(other, seen)) {
        owner.set(copy, seat);
        return true;
      }
    }
    return false;
  };
  for (const [seat] of seats.entries()) seatIn(seat, new Set());
  return owner.size;
}
