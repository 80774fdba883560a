import assert from 'node:assert/strict';
import { Secret, TOTP } from 'otpauth';
import type { Response } from 'supertest';
import type { Caller, Gate } from '../../support/gate.ts';
import * as given from '../../support/given.ts';

export const NATION = { region: '000000' };
export const PASSWORD = '江陵城外的七只白鹭与一条渡船啊 Wp7';
export const OTHER_PASSWORD = '沙市码头的九盏渔灯和半坛老酒呀 Kd4';

export interface SignedUp {
  readonly id: string;
  readonly email: string;
}

interface RoleWish {
  readonly role: string;
  readonly grant: object;
}

/** A person with roles and, unless told otherwise, a password that was set by invitation. */
export async function signUp(
  gate: Gate,
  {
    roles = [{ role: 'finance', grant: NATION }],
    password = PASSWORD,
  }: { roles?: readonly RoleWish[]; password?: string | null } = {},
): Promise<SignedUp> {
  const email = `p${given.nextNumber()}@cz.jingzhou.test`;
  const created = await gate.installer.post('/v1/persons', { name: '赵敏之', email, roles });
  assert.equal(created.status, 201, JSON.stringify(created.body));
  const { id } = created.body;
  if (password !== null) await setPassword(gate, id, password);
  return { id, email };
}

/** Invites as the installer may during set-up. */
export async function invite(gate: Gate, id: string): Promise<string> {
  const { status, body } = await gate.installer.post(`/v1/persons/${id}/password-invitation`);
  assert.equal(status, 201, JSON.stringify(body));
  return body.secret;
}

export async function setPassword(gate: Gate, id: string, password: string): Promise<void> {
  const token = await invite(gate, id);
  const { status, body } = await gate.nobody.post('/v1/session/password', { token, password });
  assert.equal(status, 200, JSON.stringify(body));
}

export function trySignIn(gate: Gate, { email }: { email: string }, changes: object = {}): Promise<Response> {
  return gate.nobody.post('/v1/session', { email, password: PASSWORD, ...changes });
}

/** A caller in a new session of a person. */
export async function signedIn(gate: Gate, person: SignedUp, changes: object = {}): Promise<Caller> {
  const { status, body } = await trySignIn(gate, person, changes);
  assert.equal(status, 201, JSON.stringify(body));
  return gate.withKey(body.token);
}

/** Enrols an authenticator in a session, as an app does. Answers its secret. */
export async function enrolled(gate: Gate, session: Caller, password = PASSWORD): Promise<string> {
  const { body } = await session.post('/v1/session/totp', { password });
  const secret = Secret.fromBase32(body.secret);
  const code = new TOTP({ secret }).generate({ timestamp: Date.parse(gate.clock.now()) });
  const confirmed = await session.post('/v1/session/totp-confirmation', { code });
  assert.equal(confirmed.status, 200, JSON.stringify(confirmed.body));
  return body.secret;
}

/** Changes a person as the installer may during set-up. */
export async function changePerson(gate: Gate, id: string, changes: object): Promise<void> {
  const { headers } = await gate.installer.get(`/v1/persons/${id}`);
  const event = { effectiveOn: gate.clock.now().slice(0, 10), reason: '岗位调整', changes };
  const path = `/v1/persons/${id}/events`;
  const { status, body } = await gate.installer.post(path, event, { 'if-match': String(headers.etag) });
  assert.equal(status, 200, JSON.stringify(body));
}

export async function signInsOf(gate: Gate, query = ''): Promise<readonly Record<string, unknown>[]> {
  return (await gate.installer.get(`/v1/sign-ins?${query}`)).body.items;
}

/** Every cell of every table that a secret could have strayed into. */
export async function everythingStored(gate: Gate): Promise<string> {
  const tables = [
    ...['passwords', 'totp_secrets', 'totp_enrolments', 'sessions', 'sign_ins', 'sign_in_limits'],
    ...['log_leaves', 'sealed_texts', 'persons', 'idempotency_keys'],
  ];
  const rows = [];
  for (const table of tables) rows.push(await gate.db.reader(table).select());
  return JSON.stringify(rows);
}
