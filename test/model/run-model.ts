import type { Engine } from '../../src/db/index.ts';
import { sweepClearances } from '../../src/orders/batch/sweep-clearances-job.ts';
import { compare } from './compare.ts';
import { type Desk, openDesk } from './desk.ts';
import { drivePropose, driveSign, driveSignWrongly } from './drive-budget.ts';
import { driveClosing } from './drive-closing.ts';
import { driveOrders } from './drive-orders.ts';
import { driveRegister, isRegisterStep } from './drive-register.ts';
import { type Invariants, openInvariants } from './invariants.ts';
import { lapse } from './order-acts.ts';
import { isBudgetStep } from './plan-budget.ts';
import { isOrderStep } from './plan-orders.ts';
import type { Step } from './steps.ts';

export interface ModelRun {
  readonly engine: Engine;
  readonly steps: readonly Step[];
  /** Of the run that the steps were made for, which may have been longer. */
  readonly planned: number;
  /** Looks at the gate when all steps are taken, before it is closed. */
  readonly onEnd?: (desk: Desk) => Promise<void>;
}

export interface ModelReport {
  readonly steps: number;
  readonly orders: number;
  readonly states: Readonly<Record<string, number>>;
  /** How often each thing was tried or has happened. */
  readonly happened: Readonly<Record<string, number>>;
  readonly moves: number;
  readonly rederived: number;
  readonly faults: Readonly<Record<string, number>>;
  /** By the clock, and of this process on the processor: a machine that does something else as well makes them differ. */
  readonly milliseconds: Readonly<Record<string, number>>;
}

const STEPS_BETWEEN_CHECKS = 1_000;
const CHECKS_BETWEEN_VERIFICATIONS = 3;
const ACTS_AT_ONCE = 6;
const TOLD = 40;

/** Takes the steps in a real gate and in the model, and throws at the first difference. */
export async function runModel({ engine, steps, planned, onEnd }: ModelRun): Promise<ModelReport> {
  const desk = await openDesk(engine);
  const told: string[] = [];
  let taken = 0;
  try {
    const invariants = openInvariants(desk);
    const spent = { acts: 0, comparing: 0, checking: 0, processor: 0 };
    const cpuBefore = process.cpuUsage();
    for (const round of roundsOf(steps)) {
      spent.acts += await timed(async () => told.push(...(await takeRound(desk, round, planned))));
      spent.comparing += await timed(() => compare(desk, 'touched'));
      const before = taken;
      taken += round.length;
      spent.checking += await timed(() => checkWhenDue(invariants, before, taken));
      told.splice(0, Math.max(0, told.length - TOLD));
    }
    spent.checking += await timed(async () => {
      await invariants.check();
      await invariants.verify();
    });
    await onEnd?.(desk);
    const { user, system } = process.cpuUsage(cpuBefore);
    spent.processor = (user + system) / 1_000;
    return reportOf(desk, invariants, { steps: taken, milliseconds: spent });
  } catch (error) {
    const message = `after ${taken} steps, the last of them\n${told.join('\n')}`;
    throw Object.assign(new Error(message, { cause: error }), { taken });
  } finally {
    await desk.gate.close();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Acts that follow one another and may share a batch, and everything else by itself. */
function roundsOf(steps: readonly Step[]): readonly (readonly Step[])[] {
  const rounds: Step[][] = [];
  for (const step of steps) {
    const round = rounds.at(-1);
    const [first] = round ?? [];
    const fits = first && isInBatch(first) && isInBatch(step) && round && round.length < ACTS_AT_ONCE && step.joins;
    if (fits) round.push(step);
    else rounds.push([step]);
  }
  return rounds;
}

function isInBatch(step: Step): boolean {
  return isOrderStep(step) || step.kind === 'repeat';
}

/** Takes steps together that may share a batch, or one by itself, and says what came of them. */
export async function takeRound(desk: Desk, round: readonly Step[], planned: number): Promise<readonly string[]> {
  const [first] = round;
  if (!first) return [];
  const fault = round.find((step) => step.fault !== null)?.fault;
  if (fault) desk.faults.arm(fault.kind, fault.afterStatements);
  const told = await takeSteps(desk, { first, round, planned });
  desk.faults.disarm();
  return told.map((line) => `${first.index} ${line}${fault ? ` (${fault.kind})` : ''}`);
}

interface RoundOfSteps {
  readonly first: Step;
  readonly round: readonly Step[];
  readonly planned: number;
}

async function takeSteps(desk: Desk, { first, round, planned }: RoundOfSteps): Promise<readonly string[]> {
  if (isInBatch(first)) return driveOrders(desk, round);
  if (isBudgetStep(first)) return [await drivePropose(desk, first)];
  if (first.kind === 'sign') return [await driveSign(desk, first)];
  if (first.kind === 'sign-wrongly') return [await driveSignWrongly(desk, first)];
  if (isRegisterStep(first)) return [await driveRegister(desk, first)];
  if (first.kind === 'close-year') return [await driveClosing(desk, first)];
  return [await letTimePass(desk, first, planned)];
}

const RUN_MS_MAX = 330 * 86_400_000;
const STEP_MS_MAX = 2 * 86_400_000;
const CLOCK_STEPS_SHARE = 0.05;

/** All steps together stay within the fiscal year; what is over is swept now, or found when it is used. */
async function letTimePass(desk: Desk, { kind, share }: Step, planned: number): Promise<string> {
  const { gate, world } = desk;
  const ms = Math.floor(share * Math.min(STEP_MS_MAX, (1.5 * RUN_MS_MAX) / (planned * CLOCK_STEPS_SHARE)));
  gate.clock.advance({ ms });
  world.now += ms;
  // Without a sweep, what is over is found by whoever uses it.
  if (kind === 'advance') return `${ms} ms later`;
  const { db, queue } = gate;
  let swept = 0;
  // The job of a real gate comes again after a fault.
  for (let turn = 0; turn < 3; turn += 1) {
    let calls = 0;
    const mayGoOn = async (): Promise<boolean> => ++calls <= 100;
    try {
      swept += await sweepClearances({ db, clock: gate.clock.now, queue, mayGoOn });
    } catch {
      desk.faults.disarm();
    }
  }
  lapse(world);
  return `swept ${swept}, ${ms} ms later`;
}

async function checkWhenDue(invariants: Invariants, before: number, now: number): Promise<void> {
  const isDue = (every: number): boolean => Math.floor(before / every) < Math.floor(now / every);
  if (!isDue(STEPS_BETWEEN_CHECKS)) return;
  await invariants.check();
  if (isDue(STEPS_BETWEEN_CHECKS * CHECKS_BETWEEN_VERIFICATIONS)) await invariants.verify();
}

function reportOf(
  { world, faults }: Desk,
  invariants: Invariants,
  { steps, milliseconds }: Pick<ModelReport, 'steps' | 'milliseconds'>,
): ModelReport {
  const states: Record<string, number> = {};
  for (const { state } of world.orders.values()) states[state] = (states[state] ?? 0) + 1;
  const { moves, decisions } = invariants.counts();
  const rounded = Object.fromEntries(Object.entries(milliseconds).map(([what, ms]) => [what, Math.round(ms)]));
  return {
    ...{ steps, orders: world.orders.size, states, moves, rederived: decisions, milliseconds: rounded },
    happened: Object.fromEntries([...world.happened].sort()),
    faults: Object.fromEntries(faults.struck),
  };
}
