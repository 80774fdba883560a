import type { FindWarnings } from '../../http/readiness.ts';
import { text } from '../../kernel/index.ts';
import { findWaitingPack } from './rule-set-repository.ts';

/** A pack that came with the program and waits for signatures: until then the gate judges by what is in force. */
export const findPackWarnings: FindWarnings = async (tx) => {
  const number = await findWaitingPack(tx);
  if (number === undefined) return [];
  const detail = text(
    `第 ${number} 号规则集随本版本附带，尚待签署；在此之前按生效的规则集审核。`,
    `Rule set ${number} came with this version and waits for signatures; until then the one in force judges.`,
  );
  return [{ name: 'rule-pack', ok: true, detail }];
};
