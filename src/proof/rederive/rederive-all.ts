import type { Tx } from '../../db/index.ts';
import { type DecisionRow, listDecisionsFrom } from '../../decisions/index.ts';
import { listStatements } from '../../fulfilment/index.ts';
import { groupBy } from '../../kernel/index.ts';
import { listMovesOfLeaves } from '../../ledger/index.ts';
import { listLeavesAt, listSealedTexts } from '../../log/index.ts';
import { listRevisionRows } from '../projections/projections-repository.ts';
import { type Balances, openBalances } from './rederive-balances.ts';
import { type DecisionParts, type RederivedDecision, rederiveParts } from './rederive-decision.ts';
import type { Arrow, RederiveDifference } from './rederive-record.ts';
import { openRuleSets, type RuleSets } from './rederive-rule-sets.ts';

/** Decisions of one arrow: `listed` differ under another version of the derivation, which proves nothing against them. */
export interface ArrowCount {
  readonly agreed: number;
  readonly differ: number;
  readonly listed: number;
}

export interface Rederivation {
  readonly isSound: boolean;
  readonly decisions: number;
  /** Their details were erased; no arrow can be followed. */
  readonly erased: number;
  readonly arrows: Readonly<Record<Arrow, ArrowCount>>;
  /** The first thousand; none that is of another version of the derivation. */
  readonly differences: readonly RederiveDifference[];
  /** By the fact: after an upgrade nearly every decision of before has the same one. */
  readonly ofOtherVersion: readonly FactOfOtherVersion[];
}

/** A fact that this version derives in another way than the one that decided. */
export interface FactOfOtherVersion {
  /** A JSON pointer into the record, with a star in place of a line or item. */
  readonly place: string;
  readonly decisions: number;
  readonly first: RederiveDifference;
}

/** Every decision in the order of the log. Takes as many transactions as it needs: all that it reads never changes. */
export interface RederivationRun {
  /** Derives the next decisions; false when there are none. */
  readonly step: (tx: Tx) => Promise<boolean>;
  readonly result: () => Rederivation;
}

const DECISIONS_AT_ONCE = 50;
const DIFFERENCES_MAX = 1_000;
const ARROWS: readonly Arrow[] = ['outcome', 'facts', 'balances'];

export function openRederivationRun(): RederivationRun {
  const state: State = { balances: openBalances(), ruleSets: new Map(), folded: 0, next: 0 };
  const tally = openTally();
  return {
    step: async (tx) => {
      const decisions = await listDecisionsFrom(tx, { from: state.next, limit: DECISIONS_AT_ONCE });
      const last = decisions.at(-1);
      if (!last) return false;
      for (const parts of await loadParts(tx, decisions)) {
        await foldUpTo(tx, state, parts.leaf.logIndex);
        tally.add(
          await rederiveParts(tx, parts, {
            ruleSetOf: openRuleSets(tx, state.ruleSets),
            balancesFor: async () => state.balances,
          }),
        );
      }
      state.next = last.logIndex + 1;
      return true;
    },
    result: tally.result,
  };
}

interface State {
  readonly balances: Balances;
  readonly ruleSets: RuleSets;
  /** Moves of leaves before this one are in the balances. */
  folded: number;
  next: number;
}

const LEAVES_AT_ONCE = 5_000;

async function foldUpTo(tx: Tx, state: State, index: number): Promise<void> {
  while (state.folded < index) {
    const to = Math.min(index, state.folded + LEAVES_AT_ONCE);
    state.balances.add(await listMovesOfLeaves(tx, { from: state.folded, to }));
    state.folded = to;
  }
}

/** Decisions with their leaves, openings and bodies, in a fixed number of statements. */
export async function loadParts(tx: Tx, decisions: readonly DecisionRow[]): Promise<readonly DecisionParts[]> {
  const from = decisions[0]?.logIndex ?? 0;
  const to = (decisions.at(-1)?.logIndex ?? -1) + 1;
  const indexes = decisions.map(({ logIndex }) => logIndex);
  const leaves = new Map((await listLeavesAt(tx, indexes)).map((leaf) => [leaf.logIndex, leaf]));
  const sealed = groupBy(await listSealedTexts(tx, indexes), ({ logIndex }) => String(logIndex));
  const bodies = new Map((await listRevisionRows(tx, { from, to })).map((row) => [Number(row.log_index), row.body]));
  const statements = await listStatements(
    tx,
    decisions.filter(({ stage }) => stage === 'acceptance').map(({ id }) => id),
  );
  return decisions.map((decision) => {
    const leaf = leaves.get(decision.logIndex);
    if (!leaf) throw new Error(`the log lacks leaf ${decision.logIndex}; verify it first`);
    return {
      decision,
      leaf,
      sealed: sealed.get(String(decision.logIndex)) ?? [],
      body: bodies.get(decision.logIndex),
      statement: statements.get(decision.id),
    };
  });
}

interface Tally {
  readonly add: (rederived: RederivedDecision) => void;
  readonly result: () => Rederivation;
}

function openTally(): Tally {
  const counts = { decisions: 0, erased: 0 };
  const arrows = {
    outcome: { agreed: 0, differ: 0, listed: 0 },
    facts: { agreed: 0, differ: 0, listed: 0 },
    balances: { agreed: 0, differ: 0, listed: 0 },
  };
  const differences: RederiveDifference[] = [];
  const others = new Map<string, FactOfOtherVersion>();
  return {
    add: ({ isErased, differences: found }) => {
      counts.decisions += 1;
      if (isErased) {
        counts.erased += 1;
        return;
      }
      for (const arrow of ARROWS) {
        const ofArrow = found.filter((difference) => difference.arrow === arrow);
        const isListed = ofArrow.every(({ isOfOtherVersion }) => isOfOtherVersion);
        arrows[arrow][ofArrow.length === 0 ? 'agreed' : isListed ? 'listed' : 'differ'] += 1;
      }
      for (const difference of found) {
        if (difference.isOfOtherVersion) countOther(others, difference);
        else if (differences.length < DIFFERENCES_MAX) differences.push(difference);
      }
    },
    result: () => ({
      ...counts,
      isSound: ARROWS.every((arrow) => arrows[arrow].differ === 0),
      arrows: structuredClone(arrows),
      differences: [...differences],
      ofOtherVersion: [...others.values()].toSorted((one, two) => two.decisions - one.decisions),
    }),
  };
}

function countOther(others: Map<string, FactOfOtherVersion>, difference: RederiveDifference): void {
  const place = difference.pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*');
  const { decisions, first } = others.get(place) ?? { decisions: 0, first: difference };
  others.set(place, { place, decisions: decisions + 1, first });
}
