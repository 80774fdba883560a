import { isIP } from 'node:net';
import type { Request } from 'express';

/**
 * Who is asking: the connection's other end, or, where that is a proxy of ours (`GATE_TRUSTED_PROXIES`), the last address in
 * `X-Forwarded-For` that is none. Whatever stands before it was written by whoever asks. An IPv4 address is written as such,
 * however the socket was opened.
 */
export function clientAddress({ ip, socket }: Pick<Request, 'ip' | 'socket'>): string {
  const address = ip !== undefined && isIP(ip) !== 0 ? ip : socket.remoteAddress;
  return address?.replace(/^::ffff:(?=\d)/, '') ?? 'unknown';
}
