import type { Tx } from '../db/index.ts';
import { NATIONAL_REGION } from '../kernel/index.ts';
import { findLastLeaves, type Governed } from '../log/index.ts';

const SUBJECT = 'gate/region';

/**
 * The region that a gate serves, as its log says: the last start that was given another `GATE_REGION` has put it there. So
 * all processes of a gate ask for one reach, and whoever replays the log knows which was asked for at each leaf.
 */
export async function findGateRegion(tx: Tx): Promise<string> {
  const leaf = (await findLastLeaves(tx, [SUBJECT])).get(SUBJECT);
  if (!leaf) return NATIONAL_REGION;
  const { region } = JSON.parse(leaf.bytes) as { readonly region: string };
  return region;
}

/** Puts down the region that a start was given, where it is another one than before. */
export async function recordGateRegion({ tx, append }: Governed, region: string): Promise<void> {
  const before = await findGateRegion(tx);
  if (region === before) return;
  append({ type: 'gate.region-set', subject: SUBJECT, by: null, body: { region, before } });
}
