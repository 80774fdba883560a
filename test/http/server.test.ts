import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import express from 'express';
import { pino } from 'pino';
import { ensureBootstrapKey } from '../../src/access/index.ts';
import { inTransaction } from '../../src/db/index.ts';
import { createApp } from '../../src/gate/app.ts';
import type { Handlers } from '../../src/http/operation.ts';
import type { RunningServer } from '../../src/http/start-server.ts';
import { countingIds, testClock } from '../support/gate.ts';
import { databaseForEachTest } from '../support/opened.ts';
import { openServer } from '../support/servers.ts';
import { until } from '../support/until.ts';

/** Connects and says something; answers the end of the connection to wait for. */
async function connectAndSay({ port }: RunningServer, said: string): Promise<{ readonly ended: Promise<void> }> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  const ended = new Promise<void>((resolve) => socket.resume().once('close', () => resolve()));
  await once(socket, 'connect');
  socket.write(said);
  return { ended };
}

describe('the server', () => {
  it('closes a connection on which nothing is said', async function () {
    this.slow(12_000);
    const server = await openServer(express());
    const socket = connect(server.port, '127.0.0.1').resume();

    await once(socket, 'close');

    await server.close();
  });

  it('keeps a connection longer than a proxy in front, which sends no order into one that is being closed', async () => {
    const server = await openServer(express());

    const answer = await fetch(`http://127.0.0.1:${server.port}/`);

    const [, seconds = ''] = /^timeout=(\d+)$/.exec(answer.headers.get('keep-alive') ?? '') ?? [];
    assert.ok(Number(seconds) > 60, `${seconds} s`);
    await server.close();
  });

  it('lets what has begun end when it closes, and takes nothing new', async () => {
    const app = express();
    const arrived = new Promise<() => void>((resolve) => {
      app.get('/', (_req, res) => resolve(() => void res.send('done')));
    });
    const server = await openServer(app);
    const begun = fetch(`http://127.0.0.1:${server.port}/`);
    const answer = await arrived;

    const closed = server.close();
    await assert.rejects(fetch(`http://127.0.0.1:${server.port}/`));
    answer();

    assert.equal(await (await begun).text(), 'done');
    assert.equal((await begun).headers.get('connection'), 'close', 'its caller asks elsewhere from now on');
    await closed;
  });

  it('waits for nobody who is connected and has asked nothing yet, or only half of it', async () => {
    const app = express();
    const arrived = new Promise<() => void>((resolve) => {
      app.post('/', (_req, res) => resolve(() => void res.send('done')));
    });
    const server = await openServer(app);
    const url = `http://127.0.0.1:${server.port}`;
    const act = fetch(url, { method: 'POST' });
    const answer = await arrived;
    const callers = await Promise.all([
      connectAndSay(server, ''),
      connectAndSay(server, 'POST / HTTP/1.1\r\nHost: gate'),
    ]);
    // Callers are taken in the order in which they came.
    assert.equal((await fetch(url)).status, 404);

    const closed = server.close();
    await Promise.all(callers.map(({ ended }) => ended));
    answer();

    // Whoever waits until everything is cut cuts the act as well.
    assert.equal(await (await act).text(), 'done');
    await closed;
  });

  it('answers what was asked before it closes, also over a connection that had nothing to do, and then no more', async () => {
    const app = express();
    app.post('/', (_req, res) => void res.send('done'));
    const server = await openServer(app);
    const socket = connect(server.port, '127.0.0.1').setEncoding('utf8');
    const heard: string[] = [];
    socket.on('data', (chunk: string) => heard.push(chunk));
    const ask = 'POST / HTTP/1.1\r\nHost: gate\r\nContent-Length: 0\r\n\r\n';
    socket.write(ask);
    await until('it is answered', () => heard.join('').endsWith('done'));
    heard.length = 0;

    // It has left by then, and has not arrived.
    socket.write(ask);
    const closed = server.close();
    await once(socket, 'close');
    await closed;

    assert.match(heard.join(''), /^HTTP\/1.1 200 .*Connection: close.*done$/s);
  });

  it('cuts answers that only read when it closes, a file that is fetched slowly say, and waits for acts', async function () {
    this.slow(4_000);
    const app = express();
    const arrived = new Promise<() => void>((resolve) => {
      app.post('/', (_req, res) => resolve(() => void res.send('done')));
    });
    app.get('/begun', (_req, res) => void res.write('the first half'));
    const silent = new Promise<void>((resolve) => {
      app.get('/silent', () => resolve());
    });
    const server = await openServer(app);
    const url = `http://127.0.0.1:${server.port}`;
    const act = fetch(url, { method: 'POST' });
    const answer = await arrived;
    const half = await fetch(`${url}/begun`);
    const none = fetch(`${url}/silent`);
    await silent;

    const closed = server.close();
    await Promise.all([assert.rejects(half.text()), assert.rejects(none)]);
    answer();

    assert.equal(await (await act).text(), 'done');
    await closed;
  });
});

describe('an application', () => {
  const opened = databaseForEachTest('sqlite');

  /** What one operation answers when this is its handler, and what it leaves in the log. */
  async function answerOf(listProducts: NonNullable<Handlers['listProducts']>) {
    const lines: string[] = [];
    const faults: string[] = [];
    const deps = { clock: testClock().now, newId: countingIds(), origin: 'gate.test' };
    const secret = 'gk_a_key_for_one_operation_only';
    await inTransaction(opened.db, (tx) => ensureBootstrapKey(tx, deps, secret));
    const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
    const options = { isPartial: true, onResponseFault: (fault: string) => void faults.push(fault) };
    const app = createApp({ db: opened.db, deps, logger, handlers: { listProducts }, options });
    const server = await openServer(app);
    const headers = { authorization: `Bearer ${secret}`, 'x-request-id': 'r-1' };
    const response = await fetch(`http://127.0.0.1:${server.port}/v1/products?category=office`, { headers });
    const body = await response.text();
    await server.close();
    return { status: response.status, headers: response.headers, body, lines, faults };
  }

  it('logs a request in one line, without its key, its query or its headers', async () => {
    const { lines } = await answerOf((_req, res) => void res.status(200).json({ items: [], next: null }));

    assert.equal(lines.length, 1);
    const { request, operation, key, status } = JSON.parse(lines[0] ?? '');
    assert.deepEqual(
      { request, operation, key, status },
      { request: 'r-1', operation: 'listProducts', key: 'key_000001', status: 200 },
    );
    assert.doesNotMatch(lines[0] ?? '', /gk_|office/);
  });

  it('answers a bug with a bare 500, and logs it once with the id of the request', async () => {
    const { status, body, lines } = await answerOf(() => {
      throw new TypeError('the password is hunter2');
    });

    assert.equal(status, 500);
    assert.equal(JSON.parse(body).instance, 'urn:request:r-1');
    assert.doesNotMatch(body, /hunter2|TypeError|at /);
    const errors = lines.filter((line) => line.includes('hunter2')).map((line) => JSON.parse(line));
    assert.equal(errors.length, 1);
    assert.equal(errors[0].request, 'r-1');
  });

  it('answers an outage of the database with 503 and when to come back', async () => {
    const { status, headers, body } = await answerOf(() => {
      throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    });

    assert.equal(status, 503);
    assert.ok(Number(headers.get('retry-after')) >= 1);
    assert.equal(JSON.parse(body).code, 'gate.unavailable');
  });

  it('tells a test about an answer that does not follow the contract', async () => {
    const wrong = { items: 'none', next: null } as unknown as { items: []; next: null };
    const { faults } = await answerOf((_req, res) => void res.status(200).json(wrong));

    assert.equal(faults.length, 1);
    assert.match(faults[0] ?? '', /^listProducts 200: .*items/);
  });
});
