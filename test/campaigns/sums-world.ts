import type { Participant } from '../../src/campaigns/asked/participant.ts';
import type { RevisionInSums } from '../../src/campaigns/filings/filings-repository.ts';
import { civilDate, instant } from '../../src/kernel/index.ts';
import { LONG_SEED, size } from '../support/long.ts';

/** Always the same in `npm test`; a long run begins with its own. */
export const SEEDS = Array.from({ length: size({ test: 60, long: 2_000 }) }, (_each, at) => (LONG_SEED ?? 0) + at + 1);

/** The same numbers for the same seed. */
function numbersOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * below);
  };
}

export interface World {
  readonly participants: readonly Participant[];
  readonly revisionsOf: ReadonlyMap<string, readonly RevisionInSums[]>;
  readonly size: number;
}

const REGIONS = ['421000', '421022', '421023', '420100', '420115'];
const KINDS = ['party-government-organ', 'direct-institution'];
const DAYS = ['2017-06-10', '2017-06-19', '2017-06-20', '2017-06-26'];

/** Units that file, are returned, accepted, corrected and excused in any order, a leaf after the other. */
export function worldOf(seed: number): World {
  const pick = numbersOf(seed);
  let leaf = 0;
  const participants = Array.from({ length: 3 + pick(40) }, (_each, at): Participant => {
    leaf += 1;
    return {
      ...{ campaignId: 'cmp_1', agencyCode: `unit-${String(at).padStart(3, '0')}`, name: `第${at}单位` },
      ...{ kind: KINDS[pick(2)] ?? '', level: 'county', region: REGIONS[pick(5)] ?? '' },
      ...{ parentCode: pick(2) === 0 ? null : `unit-00${pick(3)}`, isClassified: pick(8) === 0 },
      ...{ dueOn: civilDate('2017-06-19'), extensions: [], coveredBy: null, excuse: null, timeRequest: null },
      ...{ joinedIndex: leaf, leftIndex: null, logIndex: leaf },
    };
  });
  const revisionsOf = new Map<string, RevisionInSums[]>();
  for (let step = 0; step < participants.length * 3; step += 1) {
    const unit = participants[pick(participants.length)];
    if (!unit) continue;
    const own = revisionsOf.get(unit.agencyCode) ?? [];
    const last = own.at(-1);
    leaf += 1;
    if (!last || last.returnedIndex !== null) {
      const installed = pick(50);
      own.push({
        ...{ filingId: `fil_${unit.agencyCode}`, revision: own.length + 1, kind: last ? 'after-return' : 'first' },
        numbers: pick(5) === 0 ? {} : { 'office.installed': installed, 'office.genuine': pick(installed + 1) },
        ...{ filedAt: instant(`${DAYS[pick(4)]}T02:00:00.000Z`), filedIndex: leaf },
        ...{ acceptedIndex: null, returnedIndex: null },
      });
    } else if (pick(2) === 0) own[own.length - 1] = { ...last, returnedIndex: leaf };
    else if (last.acceptedIndex === null) own[own.length - 1] = { ...last, acceptedIndex: leaf };
    revisionsOf.set(unit.agencyCode, own);
  }
  const excused = participants.map((unit) => (pick(10) === 0 ? { ...unit, leftIndex: leaf + 1 } : unit));
  return { participants: excused, revisionsOf, size: leaf + 2 };
}
