import type { OrderAct } from '../act.ts';

/** Whose turn the gate's own acts take: its jobs leave room by themselves. */
export const GATE = '';

/** Whose turn an act takes: a machine's by its key, a person's however many keys and sessions there are. */
export function ownerOf(act: OrderAct): string {
  if (!('actor' in act)) return GATE;
  const { keyId, personId, role } = act.actor;
  return role === 'machine' || role === 'platform' ? keyId : (personId ?? keyId);
}
