import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { ClearanceOptions } from '../../src/connectors/express/index.ts';

/** The plugin as whoever installs the package gets it. */
type Plugin = typeof import('../../src/connectors/express/index.ts');

/** A small procurement platform, as somebody else would write it. */
export interface Platform {
  readonly buy: (purchase: Purchase) => Promise<Bought>;
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

export interface Bought {
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
  const server = app.listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    begun,
    buy: (purchase) => buyAt(`http://127.0.0.1:${port}/purchases`, purchase),
    close: () => closed(server),
  };
}

async function buyAt(url: string, { language = 'en', ...purchase }: Purchase): Promise<Bought> {
  const headers = { 'content-type': 'application/json', 'accept-language': language };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(purchase) });
  const text = await answer.text();
  const { code, reference } = JSON.parse(text);
  return { status: answer.status, text, code, reference };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
