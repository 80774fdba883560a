import type { Tx } from '../../db/index.ts';
import type { FindWarnings } from '../../http/readiness.ts';
import { type Instant, text } from '../../kernel/index.ts';
import { listAgencyRegions } from '../access-repository.ts';
import { agenciesIn } from '../grant.ts';
import { type ApiKey, isCarriedBy, isOfProgram } from './api-key.ts';
import { listWorkingKeys, type WorkingKey } from './list-working-keys-repository.ts';

/** Keys of programs that work and that the roles of their owners do not carry: they do nothing that takes two people. */
export async function listUncarriedKeys(tx: Tx, at: Instant): Promise<readonly ApiKey[]> {
  return (await uncarriedAmong(tx, await listWorkingKeys(tx, at))).map(({ key }) => key);
}

export async function uncarriedAmong(tx: Tx, working: readonly WorkingKey[]): Promise<readonly WorkingKey[]> {
  const ofPrograms = working.filter(({ key, owner }) => isOfProgram(key.role) && owner.roles.length > 0);
  const codes = new Set(ofPrograms.flatMap(({ key }) => agenciesIn(key.grant)));
  const regions = await listAgencyRegions(tx, [...codes]);
  return ofPrograms.filter(({ key, owner }) => !isCarriedBy(key, owner.roles, regions));
}

const NAMED_MAX = 20;

/** What `/readyz` says of them. */
export const uncarriedWarnings: FindWarnings = async (tx, at) => {
  const ids = (await listUncarriedKeys(tx, at)).map(({ id }) => id);
  if (ids.length === 0) return [];
  const named = ids.slice(0, NAMED_MAX);
  const [all, more] =
    ids.length > NAMED_MAX ? [` 等 ${ids.length} 枚`, ` and ${ids.length - NAMED_MAX} more`] : ['', ''];
  const detail = text(
    `以下密钥超出其所属用户的角色或管辖范围：${named.join('、')}${all}。`,
    `The owners of these keys do not carry them: ${named.join(', ')}${more}.`,
  );
  return [{ name: 'keys-not-carried', ok: true, detail }];
};
