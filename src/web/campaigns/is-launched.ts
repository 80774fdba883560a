import type { Schemas } from '../client/operation.ts';

/** Whether a campaign asks units, or has asked them. */
export function isLaunched({ state }: Pick<Schemas['Campaign'], 'state'>): boolean {
  return state === 'open' || state === 'closed';
}

/** Whether it asked units and was taken back: what they filed stays to be read. */
export function isRecalled({ state, launchedAt }: Pick<Schemas['Campaign'], 'state' | 'launchedAt'>): boolean {
  return state === 'cancelled' && launchedAt !== null;
}
