import { requireGateReach, requireSigning } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import type { Actor } from '../../kernel/index.ts';
import { findLeafAsOf, type Governed } from '../../log/index.ts';
import { getRuleSet } from './find-rule-set.ts';
import { otherDigest, ownEmergency, wrongState } from './rule-set-refusals.ts';
import { updateRuleSet } from './rule-set-repository.ts';
import { settleRuleSets } from './settle-rule-sets.ts';
import type { StoredRuleSet } from './stored-rule-set.ts';

export interface RuleSetConfirmation {
  readonly number: number;
  /** Of what was read. */
  readonly digest: string;
  readonly actor: Actor;
}

/** A second person stands by an emergency change, and it stays in force. */
export async function confirmRuleSet(
  entry: Governed,
  { number, digest, actor }: RuleSetConfirmation,
): Promise<StoredRuleSet> {
  await requireGateReach(entry.tx, actor.grant);
  // What nobody confirmed in time is not in force any more.
  await settleRuleSets(entry);
  const stored = await getRuleSet(entry.tx, number);
  const isAwaited = stored.state === 'in-force' && stored.confirmBy !== null && stored.confirmedAt === null;
  if (!isAwaited) throw wrongState(stored.state);
  if (digest !== stored.digest) throw otherDigest();
  const behind = [stored.author, ...(await peopleBehind(entry.tx, stored))];
  if (behind.some((person) => person === actor.personId)) throw ownEmergency();
  await requireSigning(entry.tx, actor.personId, entry.at);
  const { logIndex } = entry.append({
    type: 'rule-set.confirmed',
    subject: `rule-set/${number}`,
    by: actor,
    body: { digest },
  });
  const after = { confirmedAt: entry.at, logIndex } as const;
  await updateRuleSet(entry.tx, number, after);
  return { ...stored, ...after };
}

interface SignedLeaf {
  readonly by: { readonly person: string | null } | null;
  readonly signed?: {
    readonly maker: { readonly person: string | null };
    readonly signers: readonly { readonly person: string }[];
  };
}

/** Who proposed and who signed: it is said by the leaf before the one by which it came into force. */
async function peopleBehind(tx: Tx, { number, logIndex }: StoredRuleSet): Promise<readonly (string | null)[]> {
  const leaf = await findLeafAsOf(tx, `rule-set/${number}`, Number(logIndex) - 1);
  if (leaf?.type !== 'rule-set.scheduled') throw new Error(`the rule set ${number} is in force and was not scheduled`);
  const { by, signed } = JSON.parse(leaf.bytes) as SignedLeaf;
  return signed ? [signed.maker.person, ...signed.signers.map(({ person }) => person)] : [by?.person ?? null];
}
