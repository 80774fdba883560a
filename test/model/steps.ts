import fc from 'fast-check';
import { FAULTS, type Fault } from '../faults/database-faults.ts';
import type { Flavour } from './world.ts';

/**
 * One step before it meets the world: what is tried, and numbers from which the world's orders, lines and people are
 * chosen. Any part of a run of steps is a run too, so a failing run is made shorter by leaving steps out.
 */
export interface Step {
  /** Its place in the run that it was made for. */
  readonly index: number;
  readonly kind: StepKind;
  /** Which of the orders, lines or proposals that there are. */
  readonly pick: number;
  readonly other: number;
  /** Which of several people. */
  readonly who: number;
  readonly flavour: Flavour;
  readonly quantity: number;
  /** In fen. */
  readonly unitPrice: number;
  readonly amount: number;
  /** Between 0 and 1: of the time that the whole run may take. */
  readonly share: number;
  /** Whether it goes into one batch with the act before it. */
  readonly joins: boolean;
  /** What somebody does wrong: an old tag, another agency's order, one in whatever state. */
  readonly slip: 'none' | 'stale' | 'foreign' | 'any-state';
  readonly fault: { readonly kind: Fault; readonly afterStatements: number } | null;
}

const WEIGHTS = {
  ...{
    submit: 30,
    amend: 13,
    withdraw: 6,
    'decide-again': 8,
    'turn-down': 3,
    contract: 9,
    supplement: 5,
    terminate: 4,
    accept: 11,
    return: 3,
    pay: 9,
    redeem: 5,
    'cancel-redemption': 2,
  },
  ...{
    repeat: 4,
    advance: 3,
    sweep: 2,
    revise: 3,
    transfer: 3,
    'use-elsewhere': 1,
    waive: 6,
    credit: 3,
    sign: 8,
    'sign-wrongly': 1,
    allocate: 4,
    'take-back': 2,
    retire: 2,
  },
} as const;

/** The year in which a run begins, and which it closes after three fifths of its steps. */
export const YEAR = 2026;
const CLOSED_AFTER = 0.6;
const PURCHASES_BEFORE_CLOSING = 10;

export type StepKind = keyof typeof WEIGHTS | 'close-year';

const KINDS = Object.entries(WEIGHTS) as readonly (readonly [StepKind, number])[];
const FLAVOURS: readonly (readonly [Flavour, number])[] = [
  ...([['clean', 55] as const, ['dear', 15] as const, ['thin', 12] as const] as const),
  ...([['bare', 6] as const, ['spare', 12] as const] as const),
];
const SLIPS = [['none', 90] as const, ['stale', 3] as const, ['foreign', 2] as const, ['any-state', 5] as const];

/** Faults strike one step in forty; a series of deadlocks costs a fifth of a second, so it is rare. */
const FAULTY = fc.record({
  kind: fc.oneof(...FAULTS.map((kind) => ({ weight: kind === 'deadlocks' ? 1 : 6, arbitrary: fc.constant(kind) }))),
  afterStatements: fc.nat({ max: 20 }),
});

const STEP: fc.Arbitrary<Omit<Step, 'index'>> = fc.noBias(
  fc.record({
    kind: oneOf(KINDS),
    pick: fc.nat(),
    other: fc.nat(),
    who: fc.nat({ max: 9 }),
    flavour: oneOf(FLAVOURS),
    quantity: fc.integer({ min: 1, max: 14 }),
    unitPrice: fc.integer({ min: 300_001, max: 499_999 }),
    amount: fc.integer({ min: 1, max: 20_000_000 }),
    share: fc.integer({ min: 0, max: 100_000 }).map((share) => share / 100_000),
    joins: fc.integer({ min: 1, max: 10 }).map((dice) => dice <= 7),
    slip: oneOf(SLIPS),
    fault: fc.oneof({ weight: 39, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: FAULTY }),
  }),
);

function oneOf<T>(weighted: readonly (readonly [T, number])[]): fc.Arbitrary<T> {
  return fc.oneof(...weighted.map(([value, weight]) => ({ weight, arbitrary: fc.constant(value) })));
}

/** The steps of a seed; fewer of them are the first ones of more, but for the closing. */
export function stepsOf({ seed, steps }: { readonly seed: number; readonly steps: number }): readonly Step[] {
  const closing = Math.floor(steps * CLOSED_AFTER);
  return fc.sample(STEP, { seed, numRuns: steps }).map((step, index) => {
    if (index === closing) return { ...step, index, kind: 'close-year' };
    const isJustBefore = index < closing && index >= closing - PURCHASES_BEFORE_CLOSING;
    return { ...step, index, ...(isJustBefore && buying(index)) };
  });
}

/** So that a year never ends without somebody buying: orders, and platforms that redeem what is cleared. */
function buying(index: number): Partial<Step> {
  const kind = index % 2 === 0 ? 'submit' : 'redeem';
  return { kind, flavour: 'clean', quantity: 1, who: 1, joins: false, slip: 'none', fault: null };
}
