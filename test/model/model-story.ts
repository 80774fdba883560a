import assert from 'node:assert/strict';
import type { Engine } from '../../src/db/index.ts';
import { ENGINES } from '../support/databases.ts';
import { LONG_SEED, size } from '../support/long.ts';
import { type ModelRun, runModel } from './run-model.ts';
import { shrink } from './shrink.ts';
import { stepsOf } from './steps.ts';

/** Seeds in which all is tried that a long run is to try; in a third of the steps each seed leaves two things or more out. */
const ORDINARY = { steps: 500, seed: 23, untried: ['lapsed approved', 'lapsed referred'] } as const;
const LONG_STEPS = 10_000;

// A run is brought back by its seed, and made shorter: GATE_MODEL_SEED=1 GATE_MODEL_SHRINK=1 npx mocha test/model/*.test.ts
function choiceNow(): Choice {
  const { steps, seed, untried } = ORDINARY;
  const { GATE_MODEL_STEPS, GATE_MODEL_SEED } = process.env;
  const choice = {
    steps: Number(GATE_MODEL_STEPS ?? size({ test: steps, long: LONG_STEPS })),
    seed: Number(GATE_MODEL_SEED ?? LONG_SEED ?? seed),
  };
  if (choice.steps === steps && choice.seed === seed) return { ...choice, mayBeUntried: untried };
  return { ...choice, mayBeUntried: choice.steps < STEPS_THAT_TRY_ALL ? ALWAYS_TRIED : [] };
}

interface Choice {
  readonly steps: number;
  readonly seed: number;
  /** A short run from any seed shows what it shows. */
  readonly mayBeUntried: readonly string[];
}

const SHRINKS = process.env.GATE_MODEL_SHRINK === '1';
const STEPS_THAT_TRY_ALL = 10_000;
const ALWAYS_TRIED = [
  ...['submit new: decided approved', 'submit new: decided referred', 'submit new: decided rejected'],
  ...['amend approved: decided approved', 'amend referred: decided approved', 'amend contracted: decided approved'],
  ...['contract approved: decided approved', 'terminate contracted: changed terminated', 'carried'],
  ...[
    'withdraw approved: changed withdrawn',
    'turn-down referred: changed rejected',
    'lapsed approved',
    'lapsed referred',
  ],
  ...[
    'accept contracted: decided approved',
    'accept contracted: decided rejected',
    'return accepted: changed contracted',
  ],
  ...['pay contracted: decided approved', 'pay contracted: decided rejected', 'pay accepted: decided approved'],
  ...['pay contracted: refused payment.above_accepted', 'amend contracted: refused order.below_spent', 'credit signed'],
  ...[
    'a machine came again',
    'allocate done',
    'allocate allocation.exists',
    'take-back bought done',
    'take-back held done',
    'retire done',
  ],
  ...['redeem approved: changed approved', 'cancel-redemption approved: changed approved'],
  ...['withdraw approved: refused order.redeemed', 'a purchase got its contract', 'closing kept a purchase'],
  ...['waived at the submission', 'revise signed', 'transfer signed', 'use-elsewhere signed', 'waive signed'],
];

/** What brings a run back on its engine: also a run that somebody else's machine has made. */
function commandFor(engine: Engine, { seed, steps }: Choice): string {
  return `ENGINES=${engine} GATE_MODEL_SEED=${seed} GATE_MODEL_STEPS=${steps} npx mocha test/model/model-${engine}.test.ts`;
}

/** Mocha tells failures at the end, far from what a run has printed, so the error itself says how to have it again. */
function withCommand(error: unknown, command: string): Error {
  const said = error instanceof Error ? error.message : String(error);
  return new Error(`${said}\nto have it again: ${command}`, { cause: error });
}

/** A failing run is made shorter only when asked: every attempt is a replay. */
async function failed(run: ModelRun, error: unknown, command: string): Promise<never> {
  if (!SHRINKS) throw withCommand(error, command);
  const steps = await shrink(run);
  console.log(
    `      ${steps.length} steps are enough: ${steps.map(({ index, kind }) => `${index} ${kind}`).join(', ')}`,
  );
  await runModel({ ...run, steps });
  throw withCommand(error, command);
}

/** The story on one engine. Each has a file of its own: it is long, and files run side by side. */
export function tellModel(engine: Engine): void {
  if (!ENGINES.includes(engine)) return;
  describe(`a gate on ${engine} that many people use at random, over a database that fails now and then`, () => {
    it('is after every step what a model of it says, to the fen and to the seat', async function () {
      this.timeout(SHRINKS ? 0 : 1_200_000);
      this.slow(300_000);
      const choice = choiceNow();
      const { seed, steps, mayBeUntried } = choice;
      const command = commandFor(engine, choice);
      // Said before anything can fail, so that a run which is cut off can be had again as well.
      console.log(`      seed ${seed}, ${steps} steps; to have it again: ${command}`);

      const run = { engine, steps: stepsOf({ seed, steps }), planned: steps };
      const report = await runModel(run).catch((error: unknown) => failed(run, error, command));

      console.log(`      ${JSON.stringify(report)}`);
      assert.equal(report.steps, steps);
      const untried = ALWAYS_TRIED.filter((event) => !report.happened[event] && !mayBeUntried.includes(event));
      assert.deepEqual(untried, [], `a run that leaves these out shows little; to have it again: ${command}`);
    });
  });
}
