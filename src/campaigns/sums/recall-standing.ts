import type { Tx } from '../../db/index.ts';
import { dayOf, type Grant, type Instant } from '../../kernel/index.ts';
import { findLastErasure } from '../../log/index.ts';
import { findOpenStamp } from '../../two-people/index.ts';
import { AWAITED } from '../asked/find-awaited.ts';
import { listStandingOf, type StandingParticipant } from '../asked/list-participants.ts';
import type { Counts } from './counts.ts';
import { findStamp } from './counts-repository.ts';
import { findCounts } from './find-counts.ts';
import type { RecallSums } from './find-roll-up.ts';

export interface StandingOfAll {
  readonly counts: Counts;
  /** By code. */
  readonly units: readonly StandingParticipant[];
}

interface WhoseStanding {
  readonly campaignId: string;
  readonly grant: Grant;
  readonly at: Instant;
}

/**
 * How all units of a campaign within reach stand, and how many stand how. Beside the units and their filings it tells what
 * waits for a signature, which begins and ends without a change of either, and why units have longer, which may be erased.
 */
export async function recallStanding(
  tx: Tx,
  { campaignId, grant, at }: WhoseStanding,
  recall: RecallSums,
): Promise<StandingOfAll> {
  const on = dayOf(at);
  const stamps = [
    await findStamp(tx, campaignId),
    await findOpenStamp(tx, { operations: AWAITED, at }),
    (await findLastErasure(tx)) ?? null,
  ];
  return recall({
    key: ['who has filed', campaignId, grant, on],
    stamp: JSON.stringify(stamps),
    compute: async () => ({
      counts: await findCounts(tx, { grant }, campaignId),
      units: await listStandingOf(tx, { campaignId, grant, at, on }),
    }),
  });
}
