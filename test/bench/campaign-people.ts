import { BOOTSTRAP_KEY } from './world.ts';

export interface Answered {
  readonly body: Readonly<Record<string, unknown>>;
  readonly etag: string;
}

export type Caller = (
  method: 'GET' | 'POST',
  path: string,
  body?: object,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answered>;

/** Two people of an office, and two who file for its units. */
export interface Ask {
  readonly clerk: Caller;
  /** With which the clerk goes on when the gate has another address. */
  readonly clerkSecret: string;
  readonly chief: Caller;
  readonly officer: Caller;
  readonly approver: Caller;
}

export async function asker(url: string, region: string, bootstrapKey = BOOTSTRAP_KEY): Promise<Ask> {
  const installer = callerOf(url, bootstrapKey);
  const secretOf = async (name: string, role: string): Promise<string> => {
    const grant = { region };
    const owner = await installer('POST', '/v1/persons', {
      ...{ name, email: `${name}@gate.test`, roles: [{ role, grant }] },
    });
    const key = { label: name, owner: owner.body.id, role, grant, scopes: [], expiresAt: null };
    return String((await installer('POST', '/v1/api-keys', key)).body.secret);
  };
  const person = async (name: string, role: string): Promise<Caller> => callerOf(url, await secretOf(name, role));
  const clerkSecret = await secretOf('clerk', 'legalization-office');
  return {
    clerk: callerOf(url, clerkSecret),
    clerkSecret,
    chief: await person('chief', 'legalization-office'),
    officer: await person('officer', 'procurement-officer'),
    approver: await person('approver', 'agency-approver'),
  };
}

export function callerOf(url: string, secret: string): Caller {
  return async (method, path, body, more = {}) => {
    const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json', ...more };
    const answer = await fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 500)}`);
    return { body: JSON.parse(text) as Answered['body'], etag: answer.headers.get('etag') ?? '' };
  };
}
