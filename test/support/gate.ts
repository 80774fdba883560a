import { pino } from 'pino';
import supertest, { type Response, type Test } from 'supertest';
import { createApiKey, createPerson, ensureBootstrapKey } from '../../src/access/index.ts';
import { createApp } from '../../src/app.ts';
import { type Database, type Engine, inTransaction, openDatabase } from '../../src/db/index.ts';
import type { Handlers } from '../../src/http/operation.ts';
import { startServer } from '../../src/http/start-server.ts';
import {
  type Actor,
  type Clock,
  type Grant,
  type Instant,
  instant,
  type NewId,
  plusMs,
  type Role,
} from '../../src/kernel/index.ts';
import { type GovernedDeps, governed } from '../../src/log/index.ts';
import { freshDatabaseUrl } from './databases.ts';

/** A clock that stands still until a test moves it. */
export interface TestClock {
  readonly now: Clock;
  readonly advance: (by: { readonly days?: number; readonly hours?: number; readonly ms?: number }) => void;
}

export function testClock(start = '2026-06-01T01:00:00.000Z'): TestClock {
  let at: Instant = instant(start);
  return {
    now: () => at,
    advance: ({ days = 0, hours = 0, ms = 0 }) => {
      at = plusMs(at, days * 86_400_000 + hours * 3_600_000 + ms);
    },
  };
}

/** Ids that count, so that two runs of a test make the same ones and they sort by the order of making. */
export function countingIds(): NewId {
  let count = 0;
  return (prefix) => {
    count += 1;
    return `${prefix}_${String(count).padStart(6, '0')}`;
  };
}

export type Headers = Readonly<Record<string, string>>;

/** Somebody with a key. Every answer is compared with the contract before it is given to the test. */
export interface Caller {
  readonly secret: string | undefined;
  readonly get: (path: string, headers?: Headers) => Promise<Response>;
  readonly post: (path: string, body?: unknown, headers?: Headers) => Promise<Response>;
  readonly patch: (path: string, body: unknown, headers?: Headers) => Promise<Response>;
  /** Bytes as they are, for bodies that no client library would send. */
  readonly postRaw: (path: string, bytes: string | Buffer, headers?: Headers) => Promise<Response>;
}

export interface Gate {
  readonly engine: Engine;
  readonly url: string;
  readonly databaseUrl: string;
  readonly db: Database;
  readonly deps: GovernedDeps;
  readonly clock: TestClock;
  readonly installer: Caller;
  readonly nobody: Caller;
  /** A caller with a role and, unless told otherwise, the whole nation; asked twice, it is the same person and key. */
  readonly as: (role: Exclude<Role, 'installer'>, grant?: Grant, scopes?: readonly string[]) => Promise<Caller>;
  readonly withKey: (secret: string) => Caller;
  readonly close: () => Promise<void>;
}

export interface GateParts {
  readonly db: Database;
  readonly deps: GovernedDeps;
}

export interface GateChoice {
  readonly engine: Engine;
  readonly clock?: TestClock;
  /** The domains to mount; whatever else the contract names then answers 404. */
  readonly handlers?: (parts: GateParts) => Handlers;
  /** Every operation has a handler, or the gate does not start. */
  readonly isWhole?: boolean;
}

const BOOTSTRAP_SECRET = 'gk_test_bootstrap_key_that_is_long_enough';

/** Starts the real application over a fresh database of an engine, with a clock and ids that the test owns. */
export async function startGate({ engine, clock = testClock(), handlers, isWhole = false }: GateChoice): Promise<Gate> {
  const fresh = await freshDatabaseUrl(engine);
  const db = openDatabase(fresh.url);
  const deps: GovernedDeps = { clock: clock.now, newId: countingIds(), origin: 'gate.test' };
  await inTransaction(db, (tx) => ensureBootstrapKey(tx, deps, BOOTSTRAP_SECRET));
  const faults: string[] = [];
  const app = createApp({
    handlers: handlers?.({ db, deps }) ?? {},
    db,
    deps,
    // Only what nobody foresaw is worth a line among the tests.
    logger: pino({ level: 'error' }),
    options: { onResponseFault: (fault) => faults.push(fault), isPartial: !isWhole },
  });
  const server = await startServer(app, { port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${server.port}`;
  const withKey = (secret: string | undefined): Caller => callerWith({ url, secret, faults });
  const keys = new Map<string, Promise<string>>();
  return {
    engine,
    url,
    databaseUrl: fresh.url,
    db,
    deps,
    clock,
    installer: withKey(BOOTSTRAP_SECRET),
    nobody: withKey(undefined),
    withKey,
    as: async (role, grant = { region: '000000' }, scopes = []) => {
      const key = JSON.stringify([role, grant, scopes]);
      const secret = keys.get(key) ?? makeKey({ db, deps }, { role, grant, scopes });
      keys.set(key, secret);
      return withKey(await secret);
    },
    close: async () => {
      await server.close();
      await db.close();
      await fresh.drop();
      refuseFaults(faults);
    },
  };
}

function refuseFaults(faults: string[]): void {
  const found = faults.splice(0);
  if (found.length > 0) throw new Error(`answers that do not follow the contract:\n${found.join('\n')}`);
}

function callerWith({ url, secret, faults }: { url: string; secret: string | undefined; faults: string[] }): Caller {
  const authorization: Headers = secret === undefined ? {} : { authorization: `Bearer ${secret}` };
  const answerOf = async (test: Test, headers: Headers = {}): Promise<Response> => {
    const response = await test.set({ ...authorization, ...headers });
    refuseFaults(faults);
    return response;
  };
  const client = supertest(url);
  return {
    secret,
    get: (path, headers) => answerOf(client.get(path), headers),
    post: (path, body, headers) => answerOf(client.post(path).send(body as object | undefined), headers),
    patch: (path, body, headers) => answerOf(client.patch(path).send(body as object), headers),
    postRaw: (path, bytes, headers) => {
      const type = { 'content-type': 'application/json', ...headers };
      // supertest would turn a Buffer into JSON; a text of bytes it sends as it is.
      const test = client
        .post(path)
        .set(type)
        .serialize((body: unknown) => body as string);
      return answerOf(test.send(bytes), type);
    },
  };
}

const BOOTSTRAP_ACTOR: Actor = {
  keyId: 'key_bootstrap',
  personId: null,
  role: 'installer',
  grant: { region: '000000' },
  scopes: [],
};

interface KeyWish {
  readonly role: Exclude<Role, 'installer'>;
  readonly grant: Grant;
  readonly scopes: readonly string[];
}

/** A person of its own for each key, so that no two callers are one person by accident. */
async function makeKey({ db, deps }: GateParts, { role, grant, scopes }: KeyWish): Promise<string> {
  return inTransaction(db, (tx) =>
    governed(tx, deps, async (entry) => {
      const ofPerson = role === 'machine' || role === 'platform' ? 'system-administrator' : role;
      const address = `${role}.${entry.nextIndex()}@gate.test`;
      const person = { name: `Test ${role}`, email: address, roles: [{ role: ofPerson, grant }] };
      const { id: owner } = await createPerson(entry, deps, { actor: BOOTSTRAP_ACTOR, creation: person });
      const key = { label: role, owner, role, grant, scopes, expiresAt: null };
      const { secret } = await createApiKey(entry, deps, { actor: BOOTSTRAP_ACTOR, creation: key });
      return secret;
    }),
  );
}
