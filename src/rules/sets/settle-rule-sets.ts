import { type Instant, plusDays } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { ENTERED_FORCE, findDecidingRuleSet, loadByDigest, noneInForce } from './find-rule-set.ts';
import type { RuleSet } from './rule-set.ts';
import type { DueChange } from './rule-set-due.ts';
import { findRuleSetByDigest, updateRuleSet } from './rule-set-repository.ts';

/** How long a change that one person signed for stands without another. */
const CONFIRM_DAYS = 7;

/**
 * Brings into force what is due, by leaves, and answers the set that decides from here on. Whoever decides does this with
 * the head in hand, so that between two leaves of the log there is one set, and every process sees the same one.
 */
export async function settleRuleSets(entry: Governed): Promise<RuleSet> {
  const standing = await findDecidingRuleSet(entry.tx, entry.at);
  if (!standing) throw noneInForce();
  const ruleSet = await loadByDigest(entry.tx, standing.digest);
  if (standing.due) await change(entry, standing.due, ruleSet);
  return ruleSet;
}

async function change(entry: Governed, { ends, cause }: DueChange, enters: RuleSet): Promise<void> {
  const stored = await findRuleSetByDigest(entry.tx, enters.digest);
  if (!stored) throw new Error(`the rule set ${enters.digest} is not kept`);
  // What was confirmed, and comes back because the set after it was not, needs no second confirmation.
  const isUnconfirmed = stored.emergencyReason !== null && stored.confirmedAt === null;
  const confirmBy = isUnconfirmed ? plusDays(entry.at, CONFIRM_DAYS) : null;
  const logIndex = appendEntered(entry, enters, { ends, cause, confirmBy, reason: stored.emergencyReason });
  await updateRuleSet(entry.tx, stored.number, {
    ...{ state: 'in-force', inForceAt: entry.at, supersededAt: null, logIndex },
    ...(isUnconfirmed && { confirmBy }),
  });
  const ended = entry.append({
    type: 'rule-set.superseded',
    subject: `rule-set/${ends.number}`,
    by: null,
    body: { digest: ends.digest, cause, successor: { number: stored.number, digest: stored.digest } },
  });
  const over = { state: 'superseded', supersededAt: entry.at, logIndex: ended.logIndex } as const;
  await updateRuleSet(entry.tx, ends.number, over);
}

interface EntryCause extends Pick<DueChange, 'ends' | 'cause'> {
  readonly confirmBy: Instant | null;
  readonly reason: string | null;
}

function appendEntered(entry: Governed, { number, digest, manifest }: RuleSet, entering: EntryCause): number {
  const { ends, cause, confirmBy, reason } = entering;
  return entry.append({
    type: ENTERED_FORCE,
    subject: `rule-set/${number}`,
    by: null,
    body: {
      ...{ digest, manifest, cause, supersedes: { number: ends.number, digest: ends.digest } },
      emergency: reason === null ? null : { reason, confirmBy },
    },
  }).logIndex;
}
