import type { DeriveInput } from '../derive-input.ts';
import type { PartialFacts } from '../merged-facts.ts';
import { oncePerInput } from '../once-per-input.ts';
import { policyStrings } from '../policy-values.ts';
import type { AcceptedLine } from '../stages/accepted-order.ts';
import { leastCovered, type ProofsOfLine, proofsOfLines } from './counted-proofs.ts';

type ProofState = 'not-counted' | 'enough' | 'short' | 'used-up';

/** Machines of a line against the papers that prove their systems. Under an older policy, which counts none, no facts. */
export function proofFacts(input: DeriveInput, index: number): PartialFacts {
  const lines = countedLines(input);
  if (!lines) return {};
  const { accepted } = input;
  if (accepted) return deliveredFacts(input, accepted.lines[index]);
  const line = lines[index];
  return line ? factsOf(orderedState(input, line)) : {};
}

interface Counted {
  readonly state: ProofState;
  readonly number: string | null;
  readonly covers: number | null;
  readonly machines: number | null;
}

const NOT_COUNTED: Counted = { state: 'not-counted', number: null, covers: null, machines: null };

function factsOf({ state, number, covers, machines }: Counted): PartialFacts {
  return {
    'line.os.proofUse': state,
    'line.os.proofNumber': number,
    'line.os.proofCovers': covers,
    'line.os.proofMachines': machines,
  };
}

const countedLines = oncePerInput((input: DeriveInput): readonly ProofsOfLine[] | undefined => {
  const kinds = policyStrings(input.policy.decisionDate, 'policy.proof.countedKinds');
  return kinds && proofsOfLines(input.order, kinds);
});

/** A paper that covers fewer than what all orders show it for is told before one that the line itself is too long for. */
function orderedState(input: DeriveInput, { shown, uncovered }: ProofsOfLine): Counted {
  for (const { key, number, covers, machines } of shown) {
    const others = input.gathered.history.proofs?.[key];
    const least = leastCovered(covers, others?.covers ?? null);
    const all = (others?.machines ?? 0) + machinesIn(input, key);
    if (machines > 0 && least !== null && all > least)
      return { state: 'used-up', number, covers: least, machines: all };
  }
  const last = shown.at(-1);
  if (!last) return NOT_COUNTED;
  const covered = shown.reduce((sum, { machines }) => sum + machines, 0);
  if (uncovered > 0) return { state: 'short', number: last.number, covers: covered, machines: covered + uncovered };
  return { state: 'enough', number: last.number, covers: last.covers, machines: last.machines };
}

/** Machines of the whole order that a paper is shown for. */
function machinesIn(input: DeriveInput, key: string): number {
  const shown = (countedLines(input) ?? []).flatMap((line) => line.shown);
  return shown.reduce((sum, proof) => sum + (proof.key === key ? proof.machines : 0), 0);
}

/** Of a delivery each machine has its paper; those that are beyond what it covers are judged apart from the others. */
function deliveredFacts({ gathered }: DeriveInput, line: AcceptedLine | null | undefined): PartialFacts {
  if (!gathered.delivery?.proofs) return {};
  const proof = line?.proof;
  if (!proof) return factsOf(NOT_COUNTED);
  const { number, covers, machines, isBeyond } = proof;
  return factsOf({ state: isBeyond ? 'used-up' : 'enough', number, covers, machines });
}
