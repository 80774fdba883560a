import type { Schemas } from '../client/operation.ts';

type Matter = Pick<Schemas['Matter'], 'state' | 'awaitedAnswer'>;
export type OfferedAct = Schemas['MatterAct'];

/** What may be done as things stand, by the side that asks. The gate decides; this only leaves out what it would refuse. */
export function possibleActs({ state, awaitedAnswer }: Matter, isOffice: boolean): readonly OfferedAct[] {
  if (state === 'closed' || state === 'void') return [];
  const isAwaited = awaitedAnswer !== null;
  if (!isOffice) return state === 'open' && !isAwaited ? ['answer'] : [];
  if (state === 'open') return isAwaited ? ['extend', 'void'] : ['extend', 'answer-on-paper', 'void'];
  return ['close', 'return', 'void'];
}
