import type { Request, RequestHandler, Response } from 'express';
import {
  type CertificateClaims,
  createCertificateChecker,
  createGateClient,
  type GateAddress,
  GateProblem,
  type Order,
} from '../client/index.ts';
import { type Stop, stopAt, stopOf } from './stop.ts';

/** What a purchase says of itself. What is named must be what was approved: a name whose value the request left out is no match. */
export interface ExpectedOrder {
  readonly agencyCode?: string | undefined;
  readonly reference?: string | undefined;
  /** In yuan, such as `113400.00`. */
  readonly total?: string | undefined;
  /** `digestOf(canonicalJson(order))` of the order as it was submitted to the gate. */
  readonly orderDigest?: string | undefined;
}

export interface ClearanceOptions {
  readonly gate: GateAddress & {
    /** The name of the gate (`GATE_ORIGIN`), for platforms that know several. */
    readonly origin?: string;
    /** What time it is, for a platform that does not go by the clock of its machine. */
    readonly now?: () => Date;
  };
  /** Where a request has its certificate; in the header `Gate-Certificate` unless told. */
  readonly certificateOf?: (req: Request) => string | undefined;
  readonly expect?: (req: Request) => ExpectedOrder;
  /**
   * Uses the certificate for a purchase, by the platform's own number of it; without it the certificate is only checked.
   * Never a number that the buyer sends: with the same number the gate gives the same answer.
   */
  readonly redeem?: (req: Request) => string;
  /**
   * Lets a certificate pass that was used for the same number before, and says so in `clearance.isRepeated`, for a platform
   * that knows by itself what it has begun. Unless told, it is stopped with 409.
   */
  readonly allowRepeated?: boolean;
  /** How long a purchase is held up at most, whatever the gate does; 5 seconds unless told. */
  readonly deadlineMs?: number;
}

/** What a request that has passed was cleared by, in `res.locals.clearance`. */
export interface Clearance {
  readonly claims: CertificateClaims;
  /** As the gate answered when the certificate was redeemed; null where it was only checked. */
  readonly order: Order | null;
  /** The number that the certificate was redeemed for; null where it was only checked. */
  readonly number: string | null;
  /** Whether it had been redeemed for that number before. */
  readonly isRepeated: boolean;
}

const DEADLINE_MS = 5_000;

/**
 * Lets only purchases through that a gate has cleared. Checked here by the gate's published keys, so that what is forged never
 * reaches the gate; where the gate cannot be asked, nothing passes.
 */
export function requireClearance(options: ClearanceOptions): RequestHandler {
  const { gate, certificateOf = inHeader, expect = () => ({}), redeem } = options;
  const { allowRepeated = false, deadlineMs = DEADLINE_MS } = options;
  const checker = createCertificateChecker(gate);
  const judge = async (req: Request, signal: AbortSignal): Promise<Clearance | Stop> => {
    const certificate = certificateOf(req);
    if (typeof certificate !== 'string') return stopOf('missing');
    const checked = await checker.check(certificate);
    if (checked.state !== 'genuine') return stopOf(checked.state);
    const { claims } = checked;
    if (differs(claims, expect(req))) return stopOf('other-order');
    if (!redeem) return { claims, order: null, number: null, isRepeated: false };
    const number = redeem(req);
    // Nobody waits any more: the certificate would be used up for a purchase that was told to come again.
    if (signal.aborted) return stopOf('too-late');
    const { body: order, isFirst } = await createGateClient({ ...gate, signal }).redeem(certificate, number);
    const isRepeated = !isFirst;
    return isRepeated && !allowRepeated ? stopOf('redeemed-before') : { claims, order, number, isRepeated };
  };
  return async (req, res, next) => {
    try {
      const judged = await withinTime(deadlineMs, (signal) => judge(req, signal));
      if (!('claims' in judged)) return answer(req, res, judged);
      res.locals.clearance = judged;
    } catch (error) {
      if (error instanceof GateProblem) return answer(req, res, stopAt(error));
      // A function of the platform's own has failed. Not everything that can be thrown would stop what comes next.
      return next(error instanceof Error ? error : new Error(String(error)));
    }
    next();
  };
}

/** One deadline for the keys, all attempts and the pauses between them. */
async function withinTime<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T | Stop> {
  const late = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<Stop>((resolve) => {
    timer = setTimeout(() => {
      late.abort();
      resolve(stopOf('too-late'));
    }, ms);
  });
  try {
    return await Promise.race([deadline, work(late.signal)]);
  } finally {
    clearTimeout(timer);
  }
}

function inHeader(req: Request): string | undefined {
  return req.get('gate-certificate');
}

/** Left out of a request, a value would otherwise let every certificate pass. */
function differs(claims: CertificateClaims, expected: ExpectedOrder): boolean {
  return (['agencyCode', 'reference', 'total', 'orderDigest'] as const).some((name) => {
    return name in expected && expected[name] !== claims[name];
  });
}

function answer(req: Request, res: Response, { status, code, title, text }: Stop): void {
  const language = req.acceptsLanguages('zh-CN', 'zh', 'en') === 'en' ? 'en' : 'zh-CN';
  const problem = {
    ...{ type: `urn:genuine-gate:problem:${code}`, title: title[language], status },
    ...{ detail: text[language], code, text },
  };
  if (status === 503) res.set('Retry-After', '5');
  res.status(status).set('Content-Language', language).vary('Accept-Language');
  res.type('application/problem+json').send(JSON.stringify(problem));
}
