import { randomBytes } from 'node:crypto';
import { sha256 } from '../../kernel/index.ts';
import { type CookieSettings, cookieIn } from './session-cookie.ts';

const TOKEN = /^gd_[A-Za-z0-9_-]{43}$/;
export const DEVICE_DAYS = 180;
const DAY_S = 86_400;

/** Names a device where an account was opened. It opens nothing: it only keeps the owner's attempts apart from a stranger's. */
export function newDeviceToken(): string {
  return `gd_${randomBytes(32).toString('base64url')}`;
}

/** As it is kept; short enough to stand where an address does. */
export function deviceDigest(token: string): string {
  return sha256(token).toString('hex').slice(0, 32);
}

const NAME = 'gate_device';

/** Stays when the browser ends, and is sent only where passwords are tried. */
export function deviceCookie(token: string, { isCookieSecure }: CookieSettings): string {
  const attributes = ['Path=/v1/session', 'HttpOnly', 'SameSite=Strict', `Max-Age=${DEVICE_DAYS * DAY_S}`];
  return [`${NAME}=${token}`, ...attributes, ...(isCookieSecure ? ['Secure'] : [])].join('; ');
}

export function deviceTokenIn(header: string | undefined): string | undefined {
  const token = cookieIn(header, NAME);
  return token !== undefined && TOKEN.test(token) ? token : undefined;
}
