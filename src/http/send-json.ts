import type { Express, Response } from 'express';

/**
 * Express's own `json` looks at five settings, parses the content type that it has just set, and copies the text into a
 * buffer to learn its length. What is left here is the same answer. A GET may still become a 304 where the contract has
 * one, which Express decides.
 */
export function sendJsonPlainly({ response }: Express): void {
  const sendAsExpress = response.json;
  response.json = function sendJson(this: Response, body: unknown): Response {
    if (this.req.method === 'GET' || this.req.method === 'HEAD') return sendAsExpress.call(this, body);
    const text = JSON.stringify(body);
    this.setHeader('Content-Type', 'application/json; charset=utf-8');
    this.setHeader('Content-Length', Buffer.byteLength(text));
    this.end(text);
    return this;
  };
}
