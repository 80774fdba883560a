import type { Tx } from '../db/index.ts';
import { type Grant, isNational, Refusal, text } from '../kernel/index.ts';
import { listAgencyRegions } from './access-repository.ts';
import { agenciesIn, covers } from './grant.ts';
import { findGateRegion } from './record-gate-region.ts';

/** Whether a grant reaches as far as others. Nothing lies beyond the nation, an agency that is not there yet neither. */
export async function reachesAsFar(tx: Tx, given: readonly Grant[], grant: Grant): Promise<boolean> {
  if (given.length === 0 || isNational(grant)) return true;
  const regions = await listAgencyRegions(tx, given.flatMap(agenciesIn));
  return given.every((each) => covers(grant, each, regions));
}

/** Refuses what reaches further than somebody does. */
export async function requireReach(tx: Tx, given: readonly Grant[], grant: Grant): Promise<void> {
  if (!(await reachesAsFar(tx, given, grant))) throw beyondReach();
}

/** Whether a grant covers the whole region of the gate. */
export async function reachesGate(tx: Tx, grant: Grant): Promise<boolean> {
  // Nobody who is there for single agencies does: that needs no look.
  if ('agencies' in grant) return false;
  return reachesAsFar(tx, [{ region: await findGateRegion(tx) }], grant);
}

/** Refuses whoever does not reach the whole region of the gate. */
export async function requireGateReach(tx: Tx, grant: Grant): Promise<void> {
  const region = await findGateRegion(tx);
  if (!(await reachesAsFar(tx, [{ region }], grant))) throw beyondGate(region);
}

function beyondReach(): Refusal {
  const message = text('所授权限超出您的管辖范围。', 'These rights reach further than your own.');
  return new Refusal('forbidden', 'access.beyond_reach', message);
}

function beyondGate(region: string): Refusal {
  const message = text(
    `此事项涉及整个闸口，须由管辖范围覆盖 GATE_REGION=${region} 的人员办理。`,
    `This is about the whole gate: only people whose reach covers GATE_REGION=${region} propose or sign it.`,
  );
  return new Refusal('forbidden', 'access.gate_reach', message);
}
