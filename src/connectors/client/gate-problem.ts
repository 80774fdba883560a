import type { components } from '../../http/openapi.generated.ts';
import { type Text, text } from '../../kernel/index.ts';

type Problem = components['schemas']['Problem'];

/** What a gate refused, or why it did not answer. An error of its own, so that callers tell a no of the gate from a bug. */
export class GateProblem extends Error {
  override readonly name = 'GateProblem';
  /** The status of the answer; null where there was none. */
  readonly status: number | null;
  /** Stable, such as `certificate.redeemed`; `gate.unreachable` where nothing answered. */
  readonly code: string;
  /** For people, in Chinese and in English. */
  readonly text: Text;
  /** Which fields are wrong, by JSON pointers. */
  readonly errors: Problem['errors'];

  constructor(status: number | null, { code, text: says, errors }: Pick<Problem, 'code' | 'text' | 'errors'>) {
    super(`${code}: ${says['zh-CN']} ${says.en}`);
    this.status = status;
    this.code = code;
    this.text = says;
    this.errors = errors;
  }
}

export function unreachable(why: string): GateProblem {
  const says = text(`无法连接闸口（${why}）。`, `The gate cannot be reached (${why}).`);
  return new GateProblem(null, { code: 'gate.unreachable', text: says });
}

/** The problem that an answer holds; whatever is none came from something that is not a gate. */
export function problemIn(status: number, data: unknown): GateProblem {
  if (isProblem(data)) return new GateProblem(status, data);
  const says = text(
    `答复 ${status} 不是闸口的答复，请检查网址。`,
    `${status} is not the answer of a gate; check the address.`,
  );
  return new GateProblem(status, { code: 'gate.not_a_gate', text: says });
}

function isProblem(data: unknown): data is Problem {
  return typeof data === 'object' && data !== null && 'code' in data && 'text' in data;
}
