import assert from 'node:assert/strict';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { built } from '../cli/built-gate.ts';
import { startGateCommand } from '../cli/gate-command.ts';
import type { Gate } from '../support/gate.ts';
import { openStub } from '../support/servers.ts';
import { until } from '../support/until.ts';
import { type FilesPlatform, machines, openFilesExchange, openFilesPlatform } from './files-platform.ts';

describe('an exchange that goes on', function () {
  // Every run is a process of its own, and a busy machine starts them slowly.
  this.timeout(180_000);
  let gate: Gate;
  let platform: FilesPlatform;
  let watching: FolderWatch[];
  before(() => built());
  beforeEach(async () => {
    watching = [];
    ({ gate, platform } = await openFilesExchange('sqlite'));
  });
  afterEach(async () => {
    for (const { child } of watching) child.kill('SIGKILL');
    await gate.close();
  });

  const watch = ({ folder, env }: FilesPlatform): FolderWatch => {
    const begun = startWatching(folder, env);
    watching.push(begun);
    return begun;
  };
  const path = (name: string): string => join(platform.folder, name);
  const isThere = (name: string) => () => existsSync(path(name));

  it('answers files as they come, and ends when it is told to', async () => {
    const { child, said } = watch(platform);
    await until('it watches', () => said().includes('Watching'));
    platform.drop('a.json', machines('A-1', 1));
    await until('a.json is answered', isThere('done/a.json'));
    platform.drop('b.json', machines('B-1', 2));
    await until('b.json is answered', isThere('done/b.json'));
    child.kill('SIGTERM');

    assert.deepEqual(await once(child, 'close'), [0, null]);
    assert.deepEqual([platform.result('a.json').outcome, platform.result('b.json').outcome], ['approved', 'approved']);
    assert.deepEqual(
      platform.names('.exchange').filter((name) => !name.endsWith('.json')),
      [],
    );
  });

  it('leaves files where they are while the gate is away, and answers them once it is back', async () => {
    const front = await openFront(gate.url);
    const behind = openFilesPlatform({ url: front.url, key: platform.env.GATE_API_KEY ?? '' });
    behind.drop('a.json', machines('A-1', 1));
    const once503 = await behind.exchange();
    const { said } = watch(behind);
    await until('it has found the gate away', () => said().includes('nothing is lost'));
    assert.deepEqual([behind.names('in'), behind.names('out')], [['a.json'], []]);
    front.open();
    await until('the file is answered', () => existsSync(join(behind.folder, 'done/a.json')));
    await front.close();

    assert.equal(once503.code, 1);
    assert.match(once503.stderr, /answered 503.*Files stay in in; nothing is lost\.$/m);
    assert.equal(behind.result('a.json').outcome, 'approved');
  });

  it('stops with a sentence when its key is not taken, and touches nothing', async () => {
    const stranger = openFilesPlatform({ url: gate.url, key: 'gk_nobody_has_this_key_at_this_gate_00' });
    stranger.drop('a.json', machines('A-1', 1));
    const { child, said } = watch(stranger);

    assert.deepEqual(await once(child, 'close'), [1, null]);
    assert.match(said(), /^Error: .*key/m);
    assert.deepEqual([stranger.names('in'), stranger.names('out')], [['a.json'], []]);
  });

  it('has the folder for itself, and one that was killed does not keep it', async () => {
    const { child, said } = watch(platform);
    await until('it watches', () => said().includes('Watching'));
    const second = await platform.exchange();
    child.kill('SIGKILL');
    await once(child, 'close');
    platform.drop('a.json', machines('A-1', 1));
    const third = await platform.exchange();

    assert.equal(second.code, 1);
    assert.match(
      second.stderr,
      new RegExp(`^Error: Another gate exchange works on .* \\(process ${child.pid} on .+\\)\\.$`, 'm'),
    );
    assert.deepEqual([third.code, third.stderr], [0, '']);
  });

  it('makes whole what a killed one had begun: every order once, with its certificate', async () => {
    const sent = [1, 2, 3, 4, 5, 6, 7].map((count) => machines(`K-${count}`, count));
    platform.drop('a.json', sent);
    const { child } = watch(platform);
    await until('the first certificate is there', isThere('out/a.json/K-1.jws'));
    child.kill('SIGKILL');
    await once(child, 'close');
    const begun = (await gate.db.reader('orders').select('id')).length;

    const { code, stderr } = await platform.exchange();

    assert.deepEqual([begun, code, stderr], [7, 0, '']);
    assert.equal((await gate.db.reader('orders').select('id')).length, 7);
    const results = platform.results('a.json').orders;
    assert.deepEqual(
      results.map(({ outcome }) => outcome),
      sent.map(() => 'approved'),
    );
    for (const { certificate } of results)
      assert.match(platform.read(`out/${certificate}`), /^[\w-]+\.[\w-]+\.[\w-]+$/);
    assert.deepEqual([platform.names('in'), platform.names('done')], [[], ['a.json']]);
    assert.deepEqual(
      platform.names('.exchange').filter((name) => !/^[0-9a-f]{64}\.json$/.test(name)),
      [],
    );
  });
});

interface FolderWatch {
  readonly child: ChildProcessWithoutNullStreams;
  readonly said: () => string;
}

function startWatching(folder: string, env: FilesPlatform['env']): FolderWatch {
  const child = startGateCommand(['exchange', folder, '--watch'], env);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
  return { child, said: () => said };
}

/** What stands in front of a gate, as at many sites: while it is closed it answers what a proxy without a gate does. */
async function openFront(url: string): Promise<{ url: string; open: () => void; close: () => Promise<void> }> {
  let isOpen = false;
  const { url: ownUrl, close } = await openStub((req, res) => {
    if (!isOpen) return void res.writeHead(503).end('<html>503</html>');
    const { method, headers } = req;
    const onwards = request(`${url}${req.url}`, { method, headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(res);
    });
    req.pipe(onwards);
  });
  return {
    url: ownUrl,
    open: () => {
      isOpen = true;
    },
    close,
  };
}
