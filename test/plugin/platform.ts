import express from 'express';
import type { ClearanceOptions } from '../../src/connectors/express/index.ts';
import { openStub } from '../support/servers.ts';

/** The plugin as whoever installs the package gets it. */
type Plugin = typeof import('../../src/connectors/express/index.ts');

/** A small procurement platform, as somebody else would write it. */
export interface Platform {
  readonly buy: (purchase: Purchase) => Promise<PurchaseResult>;
  /** The numbers of what it has begun to buy. */
  readonly begun: readonly string[];
  readonly close: () => Promise<void>;
}

export interface Purchase {
  readonly number: string;
  readonly certificate?: string;
  readonly agencyCode?: string;
  readonly total?: string;
  readonly language?: string;
}

export interface PurchaseResult {
  readonly status: number;
  readonly text: string;
  readonly code: string | undefined;
  readonly reference: string | undefined;
}

export async function openPlatform({ requireClearance }: Plugin, gate: ClearanceOptions['gate']): Promise<Platform> {
  const begun: string[] = [];
  const cleared = requireClearance({
    gate,
    certificateOf: ({ body }) => body.certificate,
    expect: ({ body: { agencyCode, total } }) => ({ agencyCode, total }),
    redeem: ({ body }) => body.number,
  });
  const app = express().use(express.json());
  app.post('/purchases', cleared, (req, res) => {
    begun.push(req.body.number);
    res.status(201).json({ reference: res.locals.clearance.order.reference });
  });
  const { url, close } = await openStub(app);
  return {
    begun,
    buy: (purchase) => buyAt(`${url}/purchases`, purchase),
    close,
  };
}

async function buyAt(url: string, { language = 'en', ...purchase }: Purchase): Promise<PurchaseResult> {
  const headers = { 'content-type': 'application/json', 'accept-language': language };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(purchase) });
  const text = await answer.text();
  const { code, reference } = JSON.parse(text);
  return { status: answer.status, text, code, reference };
}
