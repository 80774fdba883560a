import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { requireClearance } from 'genuine-gate/express';

const gate = { url: process.env.GATE_URL ?? '', apiKey: process.env.GATE_API_KEY ?? '' };
const cleared = requireClearance({ gate, redeem: () => 'MALL-1' });
const app = express().use(express.json());
app.post('/purchases', cleared, (_req, res) => void res.status(201).json(res.locals.clearance.claims));
const server = app.listen(0);
await once(server, 'listening');

const { port } = server.address() as AddressInfo;
const body = JSON.stringify({ number: 'MALL-1' });
const headers = { 'content-type': 'application/json' };
const answer = await fetch(`http://127.0.0.1:${port}/purchases`, { method: 'POST', body, headers });
console.log(await answer.text());
server.close();
