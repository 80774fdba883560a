import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openOutbound, type Resolve } from '../../src/connectors/receivers/outbound.ts';
import { allowedHostOf, faultOfAddress, mayNameStandFor } from '../../src/connectors/receivers/outbound-address.ts';
import { openStub, type StubServer } from '../support/servers.ts';

const allowing = (...entries: readonly string[]) =>
  entries.map((entry) => {
    const host = allowedHostOf(entry);
    assert.ok(host, `${entry} cannot be listed`);
    return host;
  });

const LISTED = allowing('platform.example.gov.cn:443', 'http://10.1.2.3:8080', '[fd12::7]:8443', '127.0.0.1:9443');

describe('where the gate calls', () => {
  for (const address of [
    'https://platform.example.gov.cn/hooks?from=gate',
    'https://platform.example.gov.cn:443/',
    'https://platform.example.gov.cn',
    'http://10.1.2.3:8080/hooks',
    'https://[fd12::7]:8443/hooks',
    'https://127.0.0.1:9443/hooks',
  ]) {
    it(`takes ${address}, which is listed`, () => {
      assert.equal(faultOfAddress(address, LISTED), undefined);
    });
  }

  const REFUSED: readonly (readonly [string, string])[] = [
    ['https://127.0.0.1/', 'not_allowed'],
    ['https://localhost:9443/', 'not_allowed'],
    ['https://127.1:9443/', 'spelling'],
    ['https://127.0.1:9443/', 'spelling'],
    ['https://2130706433:9443/', 'spelling'],
    ['https://0x7f000001:9443/', 'spelling'],
    ['https://0x7f.0.0.1:9443/', 'spelling'],
    ['https://0177.0.0.1:9443/', 'spelling'],
    ['https://017700000001:9443/', 'spelling'],
    ['https://127.0.0.1.:9443/', 'spelling'],
    ['https://１２７.0.0.1:9443/', 'spelling'],
    ['https://①②⑦.0.0.1:9443/', 'spelling'],
    ['https://%31%32%37.0.0.1:9443/', 'spelling'],
    ['https://[::1]:9443/', 'not_allowed'],
    ['https://[0:0:0:0:0:0:0:1]:9443/', 'spelling'],
    ['https://[::ffff:127.0.0.1]:9443/', 'spelling'],
    ['https://[::ffff:7f00:1]:9443/', 'not_allowed'],
    ['https://[fd12:0::7]:8443/', 'spelling'],
    ['https://0/', 'spelling'],
    ['https://0.0.0.0/', 'not_allowed'],
    ['https://169.254.169.254/latest/meta-data/', 'not_allowed'],
    ['https://100.100.100.200/', 'not_allowed'],
    ['https://10.0.0.1/', 'not_allowed'],
    ['https://192.168.1.1/', 'not_allowed'],
    ['https://172.16.0.1/', 'not_allowed'],
    ['https://8.8.8.8/', 'not_allowed'],
    ['https://platform.example.gov.cn:8443/', 'not_allowed'],
    ['https://platform.example.gov.cn.:443/', 'spelling'],
    ['https://PLATFORM.example.gov.cn/', 'spelling'],
    ['https://plаtform.example.gov.cn/', 'spelling'],
    ['https://xn--pltform-2fg.example.gov.cn/', 'not_allowed'],
    ['https://platform.example.gov.cn。evil.example/', 'spelling'],
    ['https://platform.example.gov.cn.evil.example/', 'not_allowed'],
    ['https://platform.example.gov.cn@evil.example/', 'userinfo'],
    ['https://user:word@platform.example.gov.cn/', 'userinfo'],
    ['https://platform.example.gov.cn\\@evil.example/', 'malformed'],
    ['https:\\\\platform.example.gov.cn/', 'malformed'],
    ['https:///platform.example.gov.cn/', 'malformed'],
    ['https:platform.example.gov.cn/', 'malformed'],
    ['https://platform.example.gov.cn/#part', 'malformed'],
    ['https://platform.example.gov.cn/a/../b', 'spelling'],
    ['https://platform.example.gov.cn\t/', 'malformed'],
    [' https://platform.example.gov.cn/', 'malformed'],
    ['http://platform.example.gov.cn/', 'scheme'],
    ['http://platform.example.gov.cn:443/', 'scheme'],
    ['https://10.1.2.3:8080/', 'not_allowed'],
    ['ftp://platform.example.gov.cn/', 'scheme'],
    ['file:///etc/passwd', 'malformed'],
    ['gopher://127.0.0.1:6379/', 'scheme'],
    ['javascript:alert(1)', 'malformed'],
    ['', 'malformed'],
  ];
  for (const [address, fault] of REFUSED) {
    it(`refuses ${JSON.stringify(address)} as ${fault}`, () => {
      assert.equal(faultOfAddress(address, LISTED), fault);
    });
  }

  it('calls nothing where nothing is listed', () => {
    assert.equal(faultOfAddress('https://platform.example.gov.cn/', []), 'not_allowed');
  });

  it('lets a listed name stand for addresses of private networks, and never for this machine or its neighbours', () => {
    const private_ = [
      '10.0.0.1',
      '172.31.255.254',
      '192.168.0.1',
      '100.64.0.1',
      'fd12::7',
      '8.8.8.8',
      '::ffff:10.0.0.1',
    ];
    const never = [
      ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '0.1.2.3', '169.254.169.254', '100.100.100.200', '224.0.0.1'],
      ...['255.255.255.255', '240.0.0.1', '198.18.0.1', '192.0.0.8', '::', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1'],
      ...['::127.0.0.1', 'fe80::1', 'fec0::1', 'ff02::1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001::1'],
      ...['fd00:ec2::254', 'not an address'],
    ];

    assert.deepEqual(private_.filter(mayNameStandFor), private_);
    assert.deepEqual(never.filter(mayNameStandFor), []);
  });
});

describe('a call to another system', () => {
  const servers: StubServer[] = [];
  after(() => Promise.all(servers.map((server) => server.close())));

  async function listen(answer: RequestListener): Promise<number> {
    const server = await openStub(answer);
    servers.push(server);
    return server.port;
  }

  const message = (url: string) => ({ url, body: '{}', contentType: 'application/json', headers: {} });

  it('reaches what is listed, and follows no redirect', async () => {
    const asked: string[] = [];
    const port = await listen((req, res) => {
      asked.push(req.url ?? '');
      res.writeHead(307, { location: '/elsewhere' }).end();
    });
    const outbound = openOutbound({ allowed: allowing(`http://127.0.0.1:${port}`) });

    const { status } = await outbound.post(message(`http://127.0.0.1:${port}/hooks`));
    outbound.close();

    assert.deepEqual([status, asked], [307, ['/hooks']]);
  });

  it('never connects when a listed name comes to stand for this machine', async () => {
    const asked: string[] = [];
    const port = await listen((req, res) => {
      asked.push(req.url ?? '');
      res.end();
    });
    const answers = [['192.0.2.1', '127.0.0.1'], ['::ffff:127.0.0.1'], ['127.0.0.1'], ['169.254.169.254']];
    const resolve: Resolve = (_name, done) => {
      const addresses = answers.shift() ?? [];
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    };
    const name = `rebound.example:${port}`;
    const outbound = openOutbound({ allowed: allowing(`http://${name}`), resolve });

    const errors = [];
    for (let call = 0; call < 4; call += 1) errors.push((await outbound.post(message(`http://${name}/`))).error);
    outbound.close();

    assert.deepEqual(errors, ['address', 'address', 'address', 'address']);
    assert.deepEqual(asked, []);
  });

  it('gives up on a receiver that hangs, and on one that answers without end', async () => {
    const hanging = await listen(() => undefined);
    const endless = await listen((_req, res) => {
      const more = setInterval(() => res.write('x'.repeat(16_384)), 1);
      res.on('close', () => clearInterval(more));
    });
    const allowed = allowing(`http://127.0.0.1:${hanging}`, `http://127.0.0.1:${endless}`);
    // What comes without end is given up for its length, however slowly this machine sends it.
    const [hasty, patient] = [500, 600_000].map((timeoutMs) => openOutbound({ allowed, timeoutMs }));
    assert.ok(hasty && patient);

    const errors = [
      (await hasty.post(message(`http://127.0.0.1:${hanging}/`))).error,
      (await patient.post(message(`http://127.0.0.1:${endless}/`))).error,
    ];
    for (const outbound of [hasty, patient]) outbound.close();

    assert.deepEqual(errors, ['timeout', 'too-large']);
  });

  it('gives up on a receiver that stops in its body, also when the garbage collector has been there meanwhile', async () => {
    setFlagsFromString('--expose-gc');
    const collect: () => void = runInNewContext('gc');
    const port = await listen((_req, res) => res.writeHead(200).write('x'));
    const closing = new AbortController();
    const outbound = openOutbound({ allowed: allowing(`http://127.0.0.1:${port}`), timeoutMs: 500 });
    const collecting = setInterval(collect, 50);

    const calls = [{}, { signal: closing.signal }].map((how) =>
      outbound.post({ ...message(`http://127.0.0.1:${port}/`), ...how }),
    );
    // Longer than any call may take: a limit that was collected never comes.
    let late: NodeJS.Timeout | undefined;
    const never = new Promise<string>((resolve) => {
      late = setTimeout(resolve, 20_000, 'waits still');
    });
    const answers = await Promise.race([Promise.all(calls), never]);
    clearInterval(collecting);
    clearTimeout(late);
    closing.abort();
    outbound.close();

    assert.deepEqual(typeof answers === 'string' ? answers : answers.map(({ error }) => error), ['timeout', 'timeout']);
  });

  it('ends with whoever ends it, before it began too', async () => {
    const port = await listen((_req, res) => res.writeHead(200).write('x'));
    const closing = new AbortController();
    const outbound = openOutbound({ allowed: allowing(`http://127.0.0.1:${port}`), timeoutMs: 600_000 });
    const call = { ...message(`http://127.0.0.1:${port}/`), signal: closing.signal };

    const underWay = outbound.post(call);
    closing.abort();
    const answers = [await underWay, await outbound.post(call)];
    outbound.close();

    assert.deepEqual(
      answers.map(({ error }) => error),
      ['timeout', 'timeout'],
    );
  });

  it('asks no proxy of the environment', async () => {
    const asked: string[] = [];
    const proxy = await listen((req, res) => {
      asked.push(req.url ?? '');
      res.end();
    });
    const port = await listen((_req, res) => res.writeHead(204).end());
    process.env.http_proxy = `http://127.0.0.1:${proxy}`;
    const outbound = openOutbound({ allowed: allowing(`http://127.0.0.1:${port}`) });

    const { status } = await outbound.post(message(`http://127.0.0.1:${port}/`));
    delete process.env.http_proxy;
    outbound.close();

    assert.deepEqual([status, asked], [204, []]);
  });

  it('fails when nobody knows the name', async () => {
    const resolve: Resolve = (_name, done) => done(new Error('ENOTFOUND'));
    const outbound = openOutbound({ allowed: allowing('unknown.example:443'), resolve });

    const { status, error } = await outbound.post(message('https://unknown.example/'));
    outbound.close();

    assert.deepEqual([status, error], [null, 'connection']);
  });

  it('is not made when the address is not listed', async () => {
    const outbound = openOutbound({ allowed: [] });

    const { status, error } = await outbound.post(message('https://platform.example.gov.cn/'));
    outbound.close();

    assert.deepEqual([status, error], [null, 'not-allowed']);
  });
});
