import type { Tx } from '../db/index.ts';
import { type Grant, isNational, Refusal, text } from '../kernel/index.ts';
import { listAgencyRegions } from './access-repository.ts';
import { agenciesIn, covers } from './grant.ts';

/** Refuses what reaches further than somebody does. Nothing lies beyond the nation, an agency that is not there yet neither. */
export async function requireReach(tx: Tx, given: readonly Grant[], grant: Grant): Promise<void> {
  if (given.length === 0 || isNational(grant)) return;
  const regions = await listAgencyRegions(tx, given.flatMap(agenciesIn));
  if (!given.every((each) => covers(grant, each, regions))) throw beyondReach();
}

function beyondReach(): Refusal {
  const message = text('所授权限超出您的管辖范围。', 'These rights reach further than your own.');
  return new Refusal('forbidden', 'access.beyond_reach', message);
}
