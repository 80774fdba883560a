import type { Schemas } from '../client/operation.ts';

type Matter = Pick<Schemas['Matter'], 'state'>;
export type OfferedAct = Schemas['MatterAct'];

/** What may be done as things stand, by the side that asks. The gate decides; this only leaves out what it would refuse. */
export function possibleActs({ state }: Matter, isOffice: boolean): readonly OfferedAct[] {
  if (state === 'closed' || state === 'void') return [];
  if (!isOffice) return state === 'open' ? ['answer'] : [];
  return state === 'open' ? ['extend', 'void'] : ['close', 'return', 'void'];
}
