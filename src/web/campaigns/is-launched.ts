import type { Schemas } from '../client/operation.ts';

/** Whether a campaign asks units, or has asked them. */
export function isLaunched({ state }: Pick<Schemas['Campaign'], 'state'>): boolean {
  return state === 'open' || state === 'closed';
}
