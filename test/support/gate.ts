import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import supertest, { type Response, type Test } from 'supertest';
import { createApiKey, createPerson, hashOfSecret, newSecret, retireBootstrap } from '../../src/access/index.ts';
import { type Engine, inTransaction } from '../../src/db/index.ts';
import { loadConfig } from '../../src/gate/config.ts';
import { type Gate as OpenGate, openGate } from '../../src/gate/gate.ts';
import type { LogOutput } from '../../src/http/log-output.ts';
import { once } from '../../src/http/once.ts';
import { startServer } from '../../src/http/start-server.ts';
import {
  type Actor,
  type Clock,
  type Grant,
  type Instant,
  instant,
  NATIONAL_REGION,
  type NewId,
  plusMs,
  type Role,
} from '../../src/kernel/index.ts';
import { governed } from '../../src/log/index.ts';
import { loadPack, type Screening } from '../../src/rules/index.ts';
import { freshDatabaseUrl } from './databases.ts';
import { earlierStart, keepFirstStart, placeKeys } from './first-start.ts';
import { keptConnections } from './kept-connections.ts';
import { closedAtLast } from './left-open.ts';
import { scratchFolder } from './scratch.ts';

/** A clock that stands still until a test moves it. */
export interface TestClock {
  readonly now: Clock;
  readonly advance: (by: TimeSpan) => void;
  /** How long the machine runs, in seconds; without it a gate never doubts this clock. */
  readonly uptime?: () => number;
}

export interface TimeSpan {
  readonly days?: number;
  readonly hours?: number;
  readonly ms?: number;
}

/** A clock that somebody can set, while the machine runs on. */
export interface SettableClock extends TestClock {
  readonly set: (by: TimeSpan) => void;
}

export function testClock(start = '2026-06-01T01:00:00.000Z'): SettableClock {
  let at: Instant = instant(start);
  let runsMs = 3_600_000;
  const set = (by: TimeSpan): void => {
    at = plusMs(at, msOf(by));
  };
  return {
    now: () => at,
    uptime: () => runsMs / 1_000,
    set,
    advance: (by) => {
      set(by);
      runsMs += msOf(by);
    },
  };
}

function msOf({ days = 0, hours = 0, ms = 0 }: TimeSpan): number {
  return days * 86_400_000 + hours * 3_600_000 + ms;
}

/** Ids that count, so that two runs of a test make the same ones and they sort by the order of making. */
export function countingIds(): NewId {
  return idsAfter(0).newId;
}

function idsAfter(before: number): { readonly newId: NewId; readonly made: () => number } {
  let count = before;
  const newId: NewId = (prefix) => {
    count += 1;
    return `${prefix}_${String(count).padStart(6, '0')}`;
  };
  return { newId, made: () => count };
}

export type Headers = Readonly<Record<string, string>>;

/** Somebody with a key. Every answer is compared with the contract before it is given to the test. */
export interface Caller {
  readonly secret: string | undefined;
  readonly get: (path: string, headers?: Headers) => Promise<Response>;
  readonly post: (path: string, body?: object, headers?: Headers) => Promise<Response>;
  readonly patch: (path: string, body: object, headers?: Headers) => Promise<Response>;
  /** Any method, and bytes as they are: for requests that no client library would make. */
  readonly send: (
    method: 'get' | 'post' | 'patch' | 'put' | 'delete',
    path: string,
    raw?: RawBody,
  ) => Promise<Response>;
}

export interface RawBody {
  readonly bytes?: string | Buffer;
  readonly headers?: Headers;
}

export interface Gate extends Pick<OpenGate, 'db' | 'deps' | 'queue' | 'registry' | 'jobs' | 'acts' | 'stopReads'> {
  readonly engine: Engine;
  readonly url: string;
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly clock: TestClock;
  readonly installer: Caller;
  readonly nobody: Caller;
  /** A caller with a role and, unless told otherwise, the whole nation; asked twice, it is the same person and key. */
  readonly as: (role: Exclude<Role, 'installer'>, choice?: KeyChoice) => Promise<Caller>;
  readonly withKey: (secret: string) => Caller;
  /** Ends set-up mode, and with it the installer: at once, where another process would take two seconds to notice. */
  readonly retireBootstrap: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface KeyChoice {
  readonly grant?: Grant;
  /** Of a machine's key; none unless told. */
  readonly scopes?: readonly string[];
  /** Which of several people with one role: who is called by another name is another person. */
  readonly who?: string;
}

export interface GateChoice {
  readonly engine: Engine;
  readonly clock?: TestClock;
  /** Configuration as it stands in the environment: `{ GATE_REFERRAL_DAYS: '5' }`. */
  readonly env?: Readonly<Record<string, string>>;
  /** For a test of what is logged; otherwise only what nobody foresaw is worth a line among the tests. */
  readonly logger?: Logger;
  readonly logOutput?: LogOutput;
  /** For a test of a compiled evaluator that is wrong. */
  readonly closures?: Screening;
  /** Begins with nothing, and not with what an earlier first start has left: for what a gate knows without having read it. */
  readonly isFirstStart?: boolean;
}

const BOOTSTRAP_SECRET = 'gk_the_bootstrap_key_of_every_test_gate';

/** A gate reads its rules once in its life; one process of tests opens hundreds of gates over the same. */
export const shippedPack = once(() => loadPack('rules'));

/** Starts the real application over a fresh database of an engine, with a clock and ids that the test owns. */
export async function startGate(choice: GateChoice): Promise<Gate> {
  const { engine, clock = testClock(), env = {}, logger = pino({ level: 'error' }), logOutput, closures } = choice;
  const wish = JSON.stringify([engine, clock.now(), env]);
  const earlier = choice.isFirstStart ? undefined : earlierStart(wish);
  const fresh = await freshDatabaseUrl(engine, earlier?.database);
  const dataDir = join(scratchFolder(), `genuine-gate-test-${randomUUID()}`);
  if (earlier) placeKeys(earlier, dataDir);
  const ids = idsAfter(earlier?.idsMade ?? 0);
  const faults: string[] = [];
  let forgetCallers = (): void => undefined;
  const gate = await openGate({
    config: loadConfig({
      ...{ DATABASE_URL: fresh.url, GATE_DATA_DIR: dataDir, GATE_BOOTSTRAP_KEY: BOOTSTRAP_SECRET },
      // A reader compiles the program anew: only tests of readers have them.
      GATE_READERS: '0',
      ...env,
    }),
    logger,
    ...(logOutput && { logOutput }),
    clock: clock.now,
    ...(clock.uptime && { uptime: clock.uptime }),
    newId: ids.newId,
    isMigrated: true,
    ...(env.GATE_PACK_DIR === undefined && { pack: shippedPack() }),
    ...(closures && { closures }),
    options: {
      onResponseFault: (fault) => faults.push(fault),
      onStart: (forget) => {
        forgetCallers = forget;
      },
    },
  });
  if (!earlier) await keepFirstStart(wish, { db: gate.db, url: fresh.url, dataDir, idsMade: ids.made() });
  const server = await startServer(gate.app, { port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${server.port}`;
  const withKey = (secret: string | undefined): Caller => callerWith({ url, secret, faults });
  const { db, deps, queue, registry, jobs, acts, stopReads } = gate;
  return {
    ...{ engine, url, databaseUrl: fresh.url, dataDir, clock, db, deps, queue, registry, jobs, acts, stopReads },
    installer: withKey(BOOTSTRAP_SECRET),
    nobody: withKey(undefined),
    withKey,
    as: keyMaker(gate, withKey),
    retireBootstrap: async () => {
      await inTransaction(db, (tx) => governed(tx, deps, (entry) => retireBootstrap(entry, null)));
      forgetCallers();
    },
    close: closedAtLast('a gate', async () => {
      await server.close();
      await gate.close();
      await fresh.drop();
      await rm(dataDir, { recursive: true, force: true });
      refuseFaults(faults);
    }),
  };
}

function refuseFaults(faults: string[]): void {
  const found = faults.splice(0);
  if (found.length > 0) throw new Error(`answers that do not follow the contract:\n${found.join('\n')}`);
}

/** The tag that an answer must have, to be sent back as `If-Match`. */
export function etagIn({ headers, status }: Response): string {
  const { etag } = headers;
  if (etag === undefined) throw new Error(`an answer with status ${status} has no ETag`);
  return etag;
}

interface CallerParts {
  readonly url: string;
  readonly secret: string | undefined;
  readonly faults: string[];
}

/** For a gate that is served otherwise than by `startGate`; answers that are noted as faults fail the test that asked. */
export function callerWith({ url, secret, faults }: CallerParts): Caller {
  const authorization: Headers = secret === undefined ? {} : { authorization: `Bearer ${secret}` };
  const answerOf = async (test: Test, headers: Headers = {}): Promise<Response> => {
    const response = await test.agent(keptConnections()).set({ ...authorization, ...headers });
    refuseFaults(faults);
    return response;
  };
  const client = supertest(url);
  return {
    secret,
    get: (path, headers) => answerOf(client.get(path), headers),
    post: (path, body, headers) => answerOf(client.post(path).send(body), headers),
    patch: (path, body, headers) => answerOf(client.patch(path).send(body), headers),
    send: (method, path, { bytes, headers = {} } = {}) => {
      if (bytes === undefined) return answerOf(client[method](path), headers);
      const type = { 'content-type': 'application/json', ...headers };
      // The client library would make JSON of bytes; it must send them as they are.
      const test = client[method](path)
        .set(type)
        .serialize(() => bytes as string);
      return answerOf(test.send(bytes), type);
    },
  };
}

/** A person of its own for each key, so that no two callers are one person by accident. */
function keyMaker(gate: OpenGate, withKey: (secret: string) => Caller): Gate['as'] {
  const made = new Map<string, Promise<string>>();
  return async (role, { grant = { region: NATIONAL_REGION }, scopes = [], who = '' } = {}) => {
    const wish = JSON.stringify([role, grant, scopes, who]);
    const secret = made.get(wish) ?? makeKey(gate, { role, grant, scopes });
    made.set(wish, secret);
    return withKey(await secret);
  };
}

/** Somebody at the machine, as `gate create-key` is: the bootstrap key may be retired by now. */
export const LOCAL_ACTOR: Actor = {
  keyId: 'key_local',
  personId: null,
  role: 'installer',
  grant: { region: NATIONAL_REGION },
  scopes: [],
};

/** A program does what its owner could do as well, whatever its scopes are. */
function rolesOfOwner(role: Exclude<Role, 'installer'>): readonly Role[] {
  if (role === 'platform') return ['system-administrator'];
  return role === 'machine'
    ? ['procurement-officer', 'finance', 'legalization-office', 'system-administrator']
    : [role];
}

type KeyWish = Required<Omit<KeyChoice, 'who'>> & { readonly role: Exclude<Role, 'installer'> };

async function makeKey({ db, deps }: OpenGate, { role, grant, scopes }: KeyWish): Promise<string> {
  return inTransaction(db, (tx) =>
    governed(tx, deps, async (entry) => {
      const email = `${role}.${entry.nextIndex()}@gate.test`;
      const roles = rolesOfOwner(role).map((each) => ({ role: each, grant }));
      const creation = { name: `${role} of a test`, email, roles };
      const { id: owner } = await createPerson(entry, deps, { actor: LOCAL_ACTOR, creation });
      const key = { label: role, owner, role, grant, scopes, expiresAt: null };
      const secret = newSecret();
      await createApiKey(entry, deps, { actor: LOCAL_ACTOR, creation: key, secretHash: hashOfSecret(secret) });
      return secret;
    }),
  );
}
