import {
  type CountedFiguresOfUnits,
  findCampaign,
  listUncountedAmong,
  listUncountedUnits,
  writeFigures,
} from '../campaigns/index.ts';
import { type Database, inSnapshot, inTransaction, type Job, type Tx } from '../db/index.ts';
import { dayOf, type Instant } from '../kernel/index.ts';
import { type Governed, type GovernedDeps, governed } from '../log/index.ts';
import { COUNTED_AT_ONCE, findFiguresOfUnits } from './find-figures-of-units.ts';
import { pieceSize } from './piece-size.ts';

const LOOK_EVERY_MS = 60_000;

/** So many units at most are written while others wait. */
const UNITS_AT_ONCE = 100;

export function freezeFiguresJob({ db, ...deps }: GovernedDeps & { readonly db: Database }): Job {
  return {
    ...{ name: 'freeze-figures', when: { everyMs: LOOK_EVERY_MS }, doneBy: 'one-process' },
    work: async (mayGoOn) => {
      await freezeWaiting(db, deps, mayGoOn);
    },
  };
}

/** Counts for campaigns whose day is over, and for units that joined one later; answers how many units. */
export async function freezeWaiting(
  db: Database,
  deps: GovernedDeps,
  mayGoOn: () => Promise<boolean>,
): Promise<number> {
  let done = 0;
  const size = pieceSize({ unitsMin: COUNTED_AT_ONCE, unitsMax: UNITS_AT_ONCE });
  for (;;) {
    const waiting = await inSnapshot(db, (tx) => countWaiting(tx, { at: deps.clock(), units: size.units() }));
    if (!waiting || !(await mayGoOn())) return done;
    let takenAt = performance.now();
    await inTransaction(db, (tx) =>
      governed(tx, deps, async (entry) => {
        takenAt = performance.now();
        await freezeCounted(entry, waiting);
      }),
    );
    size.took(performance.now() - takenAt);
    done += waiting.counted.figures.size;
  }
}

interface CountedUnits {
  readonly campaignId: string;
  readonly counted: CountedFiguresOfUnits;
}

interface UnitsToCount {
  readonly at: Instant;
  readonly units: number;
}

async function countWaiting(tx: Tx, { at, units: unitsMax }: UnitsToCount): Promise<CountedUnits | undefined> {
  const units = await listUncountedUnits(tx, dayOf(at), unitsMax);
  const [first] = units;
  const campaign = first && (await findCampaign(tx, first.campaignId));
  if (!campaign) return undefined;
  const agencyCodes = units.map(({ agencyCode }) => agencyCode);
  return { campaignId: campaign.key, counted: await findFiguresOfUnits(tx, { campaign, agencyCodes, at }) };
}

/** They were counted before the head was taken: another process may have written some of them meanwhile. */
async function freezeCounted(entry: Governed, { campaignId, counted }: CountedUnits): Promise<void> {
  const { asOf, figures } = counted;
  const among = { campaignId, agencyCodes: [...figures.keys()] };
  const waiting = (await listUncountedAmong(entry.tx, dayOf(entry.at), among)).flatMap(({ agencyCode }) => {
    const own = figures.get(agencyCode);
    return own ? [[agencyCode, own] as const] : [];
  });
  if (waiting.length > 0) await writeFigures(entry, campaignId, { asOf, figures: new Map(waiting) });
}
