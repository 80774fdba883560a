import { selectRows, type Tx } from '../../db/index.ts';
import type { GovernedTx } from '../../log/index.ts';
import type { CurrentRuleSet } from './rule-set-due.ts';
import type { RuleSetState, StoredRuleSet } from './stored-rule-set.ts';

const COLUMNS = {
  number: 'number',
  digest: 'digest',
  parentDigest: 'parent_digest',
  content: 'content',
  state: 'state',
  inForceAt: 'in_force_at',
  supersededAt: 'superseded_at',
  emergencyReason: 'emergency_reason',
  confirmBy: 'confirm_by',
  confirmedAt: 'confirmed_at',
  author: 'author',
  authorRole: 'author_role',
  review: 'review',
  reviewDigest: 'review_digest',
  logIndex: 'log_index',
};

/** The set in force and the one that is scheduled; content is asked for only when a digest is not known yet. */
export async function listCurrentRuleSets(tx: Tx): Promise<readonly CurrentRuleSet[]> {
  return selectRows<CurrentRuleSet>(
    tx,
    `select number, digest, parent_digest as "parentDigest", state, in_force_at as "inForceAt",
       case when confirmed_at is null then confirm_by end as "confirmBy"
     from rule_sets where state in ('in-force', 'scheduled')`,
  );
}

export async function findRuleSet(tx: Tx, number: number): Promise<StoredRuleSet | undefined> {
  return tx('rule_sets').select(COLUMNS).where({ number }).first();
}

export async function findRuleSetByDigest(tx: Tx, digest: string): Promise<StoredRuleSet | undefined> {
  return tx('rule_sets').select(COLUMNS).where({ digest }).first();
}

export async function findContentByDigest(tx: Tx, digest: string): Promise<string | undefined> {
  const row: { content: string } | undefined = await tx('rule_sets').select('content').where({ digest }).first();
  return row?.content;
}

interface RuleSetsQuestion {
  /** The number after which a page goes on. */
  readonly before: number | null;
  readonly state?: RuleSetState | undefined;
  readonly limit: number;
}

/** Newest first. */
export async function listRuleSets(tx: Tx, { before, state, limit }: RuleSetsQuestion): Promise<StoredRuleSet[]> {
  const query: ReturnType<Tx> = tx('rule_sets').select(COLUMNS).orderBy('number', 'desc').limit(limit);
  if (before !== null) void query.where('number', '<', before);
  if (state !== undefined) void query.where({ state });
  return query;
}

/** How many rule sets stand so: as many as their list has. */
export async function countRuleSets(tx: Tx, state: RuleSetState): Promise<number> {
  const [row] = await selectRows<{ found: number }>(tx, 'select count(*) as found from rule_sets where state = ?', [
    state,
  ]);
  return Number(row?.found);
}

/** A set without what it says, which is long. */
export type RuleSetHead = Omit<StoredRuleSet, 'content' | 'review'>;

/** All of them, the newest first. */
export async function listRuleSetHeads(tx: Tx, limit: number): Promise<readonly RuleSetHead[]> {
  const { content: _, review: __, ...columns } = COLUMNS;
  return tx('rule_sets').select(columns).orderBy('number', 'desc').limit(limit);
}

/** A set as it is kept first, before anything became of it. */
export type NewRuleSet = Omit<StoredRuleSet, 'supersededAt' | 'emergencyReason' | 'confirmBy' | 'confirmedAt'>;

export async function insertRuleSet(tx: GovernedTx, ruleSet: NewRuleSet): Promise<void> {
  await tx('rule_sets').insert({
    number: ruleSet.number,
    digest: ruleSet.digest,
    parent_digest: ruleSet.parentDigest,
    content: ruleSet.content,
    state: ruleSet.state,
    in_force_at: ruleSet.inForceAt,
    author: ruleSet.author,
    author_role: ruleSet.authorRole,
    review: ruleSet.review,
    review_digest: ruleSet.reviewDigest,
    log_index: ruleSet.logIndex,
  });
}

export async function updateRuleSet(
  tx: GovernedTx,
  number: number,
  changes: Partial<Omit<StoredRuleSet, 'number' | 'digest' | 'parentDigest' | 'content' | 'author' | 'authorRole'>>,
): Promise<void> {
  const columns = Object.entries(changes).map(([name, value]) => [COLUMNS[name as keyof typeof COLUMNS], value]);
  await tx('rule_sets').where({ number }).update(Object.fromEntries(columns));
}

/** The draft of a pack that the program brought, for the set in force; undefined where none waits. */
export async function findWaitingPack(tx: Tx): Promise<number | undefined> {
  const [row] = await selectRows<{ number: number }>(
    tx,
    `select draft.number as number from rule_sets draft join rule_sets current on current.digest = draft.parent_digest
     where draft.state = 'draft' and draft.author_role is null and current.state = 'in-force'
     order by draft.number desc limit 1`,
  );
  return row && Number(row.number);
}

export async function lastNumber(tx: Tx): Promise<number> {
  const [row] = await selectRows<{ last: number | null }>(tx, 'select max(number) as last from rule_sets');
  return Number(row?.last ?? 0);
}
