import assert from 'node:assert/strict';
import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Gate } from '../support/gate.ts';
import { openStub, type StubServer } from '../support/servers.ts';
import { type FilesPlatform, machines, openFilesExchange, openFilesPlatform } from './files-platform.ts';

describe('an exchange behind a proxy that refuses some requests', function () {
  // Many runs that wait until files lie still, and the machine may be busy.
  this.timeout(180_000);
  let gate: Gate;
  let platform: FilesPlatform;
  let proxy: StubServer;
  beforeEach(async () => {
    const { gate: behind, platform: direct } = await openFilesExchange('sqlite');
    gate = behind;
    proxy = await openProxy(gate.url);
    platform = openFilesPlatform({ url: proxy.url, key: direct.env.GATE_API_KEY ?? '' });
  });
  afterEach(async () => {
    await proxy.close();
    await gate.close();
  });

  it('answers the files behind one that is not let through, which stays in in', async () => {
    platform.drop('a.json', machines('A-1', 1, { justification: 'select * from' }));
    platform.drop('b.json', machines('B-1', 2));

    const { code, stdout, stderr } = await platform.exchange();

    assert.equal(code, 1);
    assert.match(stderr, /^a\.json {2}.*stays in in: .*answered 403/m);
    assert.match(stdout, /^b\.json {2}1 order: 1 approved/m);
    assert.deepEqual([platform.names('in'), platform.names('done')], [['a.json'], ['b.json']]);
  });

  it('sends smaller pieces where the proxy takes no large ones', async () => {
    const sent = [1, 2, 3, 4, 5, 6].map((count) => machines(`A-${count}`, count));
    platform.drop('a.json', sent);

    const { code, stderr } = await platform.exchange();

    assert.deepEqual([code, stderr], [0, '']);
    assert.equal(platform.results('a.json').counts.approved, 6);
  });
});

/** It lets nothing through that is large, or that it takes for an attack; its answers are not those of a gate. */
function openProxy(url: string): Promise<StubServer> {
  return openStub(async (req, res) => {
    const body = await buffer(req);
    const refused = body.includes('select *') ? 403 : body.length > BYTES_MAX ? 413 : undefined;
    if (refused !== undefined) return void res.writeHead(refused).end(`<html>${refused}</html>`);
    const { method, headers } = req;
    const onwards = request(`${url}${req.url}`, { method, headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(res);
    });
    onwards.end(body);
  });
}

const BYTES_MAX = 8_000;
