import type { Database } from './database.ts';

/** What a step of a job works with. It gets nothing that decides, and where it has a thread of its own nothing that writes. */
export interface StepDeps {
  readonly db: Database;
  /** Called between two pieces of work, so that others have their turn. */
  readonly pause: () => Promise<void>;
}

/**
 * A part of a job that only reads and compares. A thread beside the one that decides takes it where there is one, so that its
 * input and its result travel as values. The job writes what came of it, in small acts.
 */
export interface JobStep<Input, Result> {
  readonly name: string;
  /** What is opened is kept for the steps after it: rule sets, say. */
  readonly open: (deps: StepDeps) => (input: Input) => Promise<Result>;
}

/** One of any kind, to be found by its name. */
export type AnyJobStep = JobStep<never, unknown>;

export type TakeStep = <Input, Result>(step: JobStep<Input, Result>, input: Input) => Promise<Result>;

/** Who waits for what steps come to. */
export interface StepCaller {
  readonly name: string;
  /** Aborted when the caller has left. */
  readonly signal: AbortSignal;
}

/**
 * Lets a request take steps when its turn has come. It refuses with 503 where too many wait, or for too long; a step of a caller
 * who has left is stopped, and none begins.
 */
export type TakeStepsFor = <T>(caller: StepCaller, work: (takeStep: TakeStep) => Promise<T>) => Promise<T>;

/** Takes steps on the thread that asks. */
export function stepsHere(deps: StepDeps): TakeStep {
  const opened = new Map<string, unknown>();
  return <Input, Result>({ name, open }: JobStep<Input, Result>, input: Input): Promise<Result> => {
    const take = (opened.get(name) as ((given: Input) => Promise<Result>) | undefined) ?? open(deps);
    opened.set(name, take);
    return take(input);
  };
}

/** Thrown by a step that the end of the gate has stopped: nothing was written yet, and the next process does it again. */
export class StoppedStep extends Error {
  constructor() {
    super('the gate is being stopped');
    this.name = 'StoppedStep';
  }
}
