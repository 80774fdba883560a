import { serverNow } from '../ui/time.ts';
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
  /** The same as a moment by the clock of the gate, in milliseconds since 1970. */
  readonly retryAt: number | undefined;

  constructor(problem: Problem, retryAfter: number | undefined) {
    super(problem.detail ?? problem.title);
    this.status = problem.status;
    this.problem = problem;
    this.retryAfter = retryAfter;
    this.retryAt = retryAfter === undefined ? undefined : serverNow() + retryAfter * 1_000;
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
  if (!isProblemDocument(response)) return new GateAway(`${response.status}`);
  const retryAfter = Number(response.headers.get('Retry-After') ?? Number.NaN);
  const problem = (await wholeJson(response)) as Problem;
  return new GateProblem(problem, Number.isFinite(retryAfter) ? retryAfter : undefined);
}

export function isProblemDocument({ headers }: Response): boolean {
  return headers.get('Content-Type')?.startsWith('application/problem+json') ?? false;
}

/** What an answer says. One that breaks off on the way is none: the gate counts as being away. */
export async function wholeJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw new GateAway('half an answer');
  }
}
