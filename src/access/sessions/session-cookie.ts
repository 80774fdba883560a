import type { IncomingHttpHeaders } from 'node:http';
import { Refusal, text } from '../../kernel/index.ts';
import { isSessionToken, type SessionSettings } from './session.ts';

export type CookieSettings = Pick<SessionSettings, 'isCookieSecure'>;

/** With the prefix a browser takes it only from the host itself, by https and for all paths: nobody can plant another. */
function nameOf({ isCookieSecure }: CookieSettings): string {
  return isCookieSecure ? '__Host-gate_session' : 'gate_session';
}

/** Not readable by scripts, and not sent along with what another site makes the browser ask. Ends with the browser. */
export function sessionCookie(token: string, settings: CookieSettings): string {
  return [`${nameOf(settings)}=${token}`, ...attributesOf(settings)].join('; ');
}

export function endedCookie(settings: CookieSettings): string {
  return [`${nameOf(settings)}=`, ...attributesOf(settings), 'Max-Age=0'].join('; ');
}

function attributesOf({ isCookieSecure }: CookieSettings): readonly string[] {
  return ['Path=/', 'HttpOnly', 'SameSite=Strict', ...(isCookieSecure ? ['Secure'] : [])];
}

/** The token of a session among the cookies of a request; an API key is never taken from one. */
export function tokenInCookie(header: string | undefined, settings: CookieSettings): string | undefined {
  const token = cookieIn(header, nameOf(settings));
  return token !== undefined && isSessionToken(token) ? token : undefined;
}

export function cookieIn(header: string | undefined, name: string): string | undefined {
  const prefix = `${name}=`;
  const pair = header
    ?.split(';')
    .map((each) => each.trim())
    .find((each) => each.startsWith(prefix));
  return pair?.slice(prefix.length);
}

/** Set by our own pages; a page of another site cannot, since the gate allows no other origin (CORS). */
const OWN_HEADER = 'x-gate-request';

/**
 * A browser sends the cookie by itself, so a change that comes with one must come from a page of this gate: the browser
 * says so, or its origin is our host, or it carries a header that only our own pages can set.
 */
export function requireSameOrigin(method: string, headers: IncomingHttpHeaders): void {
  if (method === 'GET' || method === 'HEAD') return;
  const site = headers['sec-fetch-site'];
  if (site === 'same-origin') return;
  if (site === undefined && (isOwnOrigin(headers) || headers[OWN_HEADER] !== undefined)) return;
  const message = text(
    '使用 Cookie 登录时，更改类请求必须来自本系统的页面，或带有 X-Gate-Request 请求头。',
    'With a cookie, changes must come from a page of this gate, or carry a header X-Gate-Request.',
  );
  throw new Refusal('forbidden', 'session.cross_site', message);
}

/** Whether a page of this gate asks, in a browser that gets the cookie: no script of it needs the token. */
export function isOwnPage(headers: IncomingHttpHeaders): boolean {
  return headers['sec-fetch-site'] === 'same-origin' || headers[OWN_HEADER] !== undefined;
}

/** The scheme may differ, since a proxy may speak https for us; the host may not. */
function isOwnOrigin({ origin, host }: IncomingHttpHeaders): boolean {
  if (origin === undefined || host === undefined || !URL.canParse(origin)) return false;
  return new URL(origin).host === host;
}
