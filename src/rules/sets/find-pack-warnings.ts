import type { FindWarnings } from '../../http/readiness.ts';
import { findWaitingPack } from './rule-set-repository.ts';

/** A pack that came with the program and waits for signatures: until then the gate judges by what is in force. */
export const findPackWarnings: FindWarnings = async (tx) => {
  const number = await findWaitingPack(tx);
  if (number === undefined) return [];
  const detail = `rule set ${number} came with this version and waits for signatures; until then the one in force judges`;
  return [{ name: 'rule-pack', ok: true, detail }];
};
