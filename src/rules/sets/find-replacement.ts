import type { Tx } from '../../db/index.ts';
import { findLeaf, type LeafRow, listLeavesAbout } from '../../log/index.ts';
import { findRuleSet } from './rule-set-repository.ts';
import type { StoredRuleSet } from './stored-rule-set.ts';

/**
 * The draft with witness cases as tests that took the place of a draft of the program. It alone is of nobody and was made by
 * somebody, and the withdrawal of the one before it is the leaf before its own.
 */
export async function findReplacement(
  tx: Tx,
  { state, logIndex }: Pick<StoredRuleSet, 'state' | 'logIndex'>,
): Promise<StoredRuleSet | undefined> {
  if (state !== 'withdrawn') return undefined;
  const leaf = await findLeaf(tx, Number(logIndex) + 1);
  return leaf && isReplacement(leaf) ? findSetOf(tx, leaf) : undefined;
}

/** The other way round: the draft that another one took the place of. */
export async function findReplaced(tx: Tx, { number }: StoredRuleSet): Promise<StoredRuleSet | undefined> {
  const [first] = await listLeavesAbout(tx, `${PREFIX}${number}`);
  if (!first || !isReplacement(first)) return undefined;
  const before = await findLeaf(tx, first.logIndex - 1);
  return before?.type === 'rule-set.withdrawn' ? findSetOf(tx, before) : undefined;
}

const PREFIX = 'rule-set/';

interface DraftedLeaf {
  readonly by: object | null;
  readonly author?: string | null;
  readonly role?: string | null;
}

function isReplacement({ type, bytes }: LeafRow): boolean {
  if (type !== 'rule-set.drafted') return false;
  const { by, author, role } = JSON.parse(bytes) as DraftedLeaf;
  return by !== null && author === null && role === null;
}

async function findSetOf(tx: Tx, { subject }: LeafRow): Promise<StoredRuleSet | undefined> {
  return findRuleSet(tx, Number(subject.slice(PREFIX.length)));
}
