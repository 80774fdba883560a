import type { Schemas } from './operation.ts';

type Problem = Schemas['Problem'];
export type ProblemError = NonNullable<Problem['errors']>[number];

/** The gate could not be reached, or did not answer in time. */
export class GateAway extends Error {
  override readonly name = 'GateAway';
}

/** A refusal of the gate, as its problem document tells it. */
export class GateProblem extends Error {
  override readonly name = 'GateProblem';
  readonly status: number;
  readonly problem: Problem;
  /** Seconds, where the gate said when to ask again. */
  readonly retryAfter: number | undefined;

  constructor(problem: Problem, retryAfter: number | undefined) {
    super(problem.detail ?? problem.title);
    this.status = problem.status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  get code(): string {
    return this.problem.code;
  }

  get errors(): readonly ProblemError[] {
    return this.problem.errors ?? [];
  }
}

/** Of an answer that is not 2xx. What is no problem document comes of a proxy on the way, and counts as the gate being away. */
export async function problemOf(response: Response): Promise<GateProblem | GateAway> {
  const isProblem = response.headers.get('Content-Type')?.startsWith('application/problem+json') ?? false;
  if (!isProblem) return new GateAway(`${response.status}`);
  const retryAfter = Number(response.headers.get('Retry-After') ?? Number.NaN);
  return new GateProblem((await response.json()) as Problem, Number.isFinite(retryAfter) ? retryAfter : undefined);
}
