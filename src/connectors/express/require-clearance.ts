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

/** What a purchase says of itself; what is given must be what was approved. */
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
  /** Uses the certificate for this purchase of the platform's own; without it the certificate is only checked. */
  readonly redeem?: (req: Request) => string;
}

/** What a request that has passed was cleared by, in `res.locals.clearance`. */
export interface Clearance {
  readonly claims: CertificateClaims;
  /** As the gate answered when the certificate was redeemed; null where it was only checked. */
  readonly order: Order | null;
}

/**
 * Lets only purchases through that a gate has cleared. Checked here by the gate's published keys, so that what is forged never
 * reaches the gate; where the gate cannot be asked, nothing passes.
 */
export function requireClearance(options: ClearanceOptions): RequestHandler {
  const { gate, certificateOf = inHeader, expect = () => ({}), redeem } = options;
  const checker = createCertificateChecker(gate);
  const client = createGateClient(gate);
  const judge = async (req: Request): Promise<Clearance | Stop> => {
    const certificate = certificateOf(req);
    if (typeof certificate !== 'string') return stopOf('missing');
    const checked = await checker.check(certificate);
    if (checked.state !== 'genuine') return stopOf(checked.state);
    const { claims } = checked;
    if (differs(claims, expect(req))) return stopOf('other-order');
    return { claims, order: redeem ? (await client.redeem(certificate, redeem(req))).body : null };
  };
  return async (req, res, next) => {
    try {
      const judged = await judge(req);
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

function inHeader(req: Request): string | undefined {
  return req.get('gate-certificate');
}

function differs(claims: CertificateClaims, expected: ExpectedOrder): boolean {
  return (['agencyCode', 'reference', 'total', 'orderDigest'] as const).some((name) => {
    return expected[name] !== undefined && expected[name] !== claims[name];
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
