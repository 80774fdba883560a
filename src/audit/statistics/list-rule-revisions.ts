import type { Tx } from '../../db/index.ts';
import { groupBy, type Instant, instant } from '../../kernel/index.ts';
import { listLeavesOfSets, listSetsForHistory, type SetLeafRow } from './statistics-repository.ts';

/** A rule set that brought another wording of a rule, or took it away; and what people did with the set. */
export interface RuleRevision {
  readonly ruleSet: number;
  readonly state: string;
  readonly change: 'added' | 'changed' | 'removed';
  readonly revision: number | null;
  readonly sha256: string | null;
  readonly inForceFrom: Instant | null;
  readonly inForceUntil: Instant | null;
  readonly author: string | null;
  readonly acts: readonly RuleSetAct[];
}

export interface RuleSetAct {
  /** `rule-set.drafted`, `rule-set.entered-force`. */
  readonly type: string;
  readonly at: Instant;
  readonly by: string | null;
  readonly signers: readonly string[];
  readonly logIndex: number;
}

interface Wording {
  readonly id: string;
  readonly revision: number;
  readonly sha256: string;
}

/** The history of one rule, read off the log: each set is compared with the one that it was made from. */
export async function listRuleRevisions(tx: Tx, rule: string): Promise<readonly RuleRevision[]> {
  const sets = await listSetsForHistory(tx);
  const numbers = sets.map(({ number }) => Number(number));
  const leaves = groupBy(await listLeavesOfSets(tx, numbers), ({ subject }) => subject);
  const known = new Map<string, Wording | undefined>();
  return sets.flatMap((set): readonly RuleRevision[] => {
    const told = (leaves.get(`rule-set/${set.number}`) ?? []).map(readLeaf);
    const now = told.flatMap(({ wordings }) => wordings).find(({ id }) => id === rule);
    const before = known.get(set.parent_digest ?? '');
    known.set(set.digest, now);
    const change = changeBetween(before, now);
    if (change === null) return [];
    return [
      {
        ...{ ruleSet: Number(set.number), state: set.state, change, author: set.author },
        ...{ revision: now?.revision ?? null, sha256: now?.sha256 ?? null },
        inForceFrom: set.in_force_at === null ? null : instant(set.in_force_at),
        inForceUntil: set.superseded_at === null ? null : instant(set.superseded_at),
        acts: told.map(({ act }) => act),
      },
    ];
  });
}

function changeBetween(before: Wording | undefined, now: Wording | undefined): RuleRevision['change'] | null {
  if (before?.sha256 === now?.sha256) return null;
  if (!before) return 'added';
  return now ? 'changed' : 'removed';
}

interface SetLeaf {
  readonly by: { readonly person: string | null } | null;
  readonly signed?: { readonly signers: readonly { readonly person: string }[] };
  readonly manifest?: { readonly rules: readonly Wording[] };
}

function readLeaf({ log_index: logIndex, type, at, bytes }: SetLeafRow): {
  readonly act: RuleSetAct;
  readonly wordings: readonly Wording[];
} {
  const { by, signed, manifest } = JSON.parse(bytes) as SetLeaf;
  const signers = (signed?.signers ?? []).map(({ person }) => person);
  const act = { type, at: instant(at), by: by?.person ?? null, signers, logIndex: Number(logIndex) };
  return { act, wordings: manifest?.rules ?? [] };
}
