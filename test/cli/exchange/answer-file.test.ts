import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { answerFile } from '../../../src/cli/exchange/answer-file.ts';
import { openExchangeFolder } from '../../../src/cli/exchange/exchange-folder.ts';
import { forgetGoneFiles } from '../../../src/cli/exchange/undecided-file.ts';
import { freshFolder } from '../gate-command.ts';

const text = {
  'zh-CN': '处理超时，请稍后用同一编号重试。',
  en: 'This took too long; try again with the same reference.',
};
const problem = { type: 'urn:x', title: '' };
const TOO_LONG = { ...problem, status: 503, code: 'queue.deadline', text };
const FAULT = { ...problem, status: 500, code: 'gate.error', text: { 'zh-CN': '内部错误', en: 'An internal error' } };
const REFUSED = { ...problem, status: 404, code: 'agency.not_found', text: { 'zh-CN': '无此单位', en: 'No agency' } };

/** What a gate can answer is in the contract; one that is so busy, or has such a fault, is hard to come by. */
interface StubAnswer {
  readonly status: number;
  readonly body: object;
}

describe('a file with an order that the gate could not decide', () => {
  let server: Server;
  let folder: string;
  let told: StubAnswer;
  beforeEach(async () => {
    server = createServer((_req, res) => {
      res.writeHead(told.status, { 'content-type': 'application/json' }).end(JSON.stringify(told.body));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    folder = await openExchangeFolder(freshFolder());
    writeFileSync(join(folder, 'in/a.json'), '{"reference":"A-1"}');
  });
  afterEach(() => server.close());

  const single = (one: { readonly status: number }): StubAnswer => {
    return { status: 200, body: { results: [{ status: one.status, problem: one }] } };
  };
  const answer = () => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return answerFile(folder, { url, key: 'k' }, 'a.json');
  };
  const inVain = async (times: number) => {
    const notices = [];
    for (let n = 0; n < times; n += 1) {
      const { kind, notice = null } = { notice: undefined, ...(await answer()) };
      assert.equal(kind, 'undecided');
      notices.push(notice);
    }
    return notices;
  };
  const names = (place: string): readonly string[] => readdirSync(join(folder, place)).sort();
  const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

  it('stays where it is, and nothing is told of the others either', async () => {
    told = single(TOO_LONG);

    assert.deepEqual(await answer(), {
      kind: 'undecided',
      problem: { code: 'queue.deadline', text, errors: [] },
      notice: null,
    });
    assert.deepEqual(['in', 'out', 'done'].map(names), [['a.json'], [], []]);
  });

  for (const [what, answered] of [
    ['an order', single(FAULT)],
    ['the request', { status: 500, body: FAULT }],
  ] as const) {
    it(`is told of in out from the fifth time on where the gate has a fault with ${what}, and stays in in`, async () => {
      told = answered;

      const notices = await inVain(6);

      const path = 'out/a.json.undecided.txt';
      assert.deepEqual(notices, [...[null, null, null, null], { path, isFirst: true }, { path, isFirst: false }]);
      assert.deepEqual(['in', 'out', 'done'].map(names), [
        ['a.json'],
        ['a.json.undecided.json', 'a.json.undecided.txt'],
        [],
      ]);
      const { file, tries, orders } = JSON.parse(read('out/a.json.undecided.json'));
      assert.deepEqual([file, tries], ['a.json', 6]);
      assert.deepEqual(
        orders.map((order: { reference: string; problem: { code: string } }) => [order.reference, order.problem.code]),
        [['A-1', 'gate.error']],
      );
      assert.match(read(path), /^a\.json 自 .* 起已尝试 6 次.*\r\nA-1：内部错误\r\na\.json was tried 6 times since /);
    });
  }

  it('leaves nothing of that behind once it is answered', async () => {
    told = single(FAULT);
    await inVain(5);
    told = single(REFUSED);

    assert.equal((await answer()).kind, 'answered');

    assert.deepEqual(names('out'), ['a.json.results.csv', 'a.json.results.json']);
    assert.deepEqual([names('in'), names('done')], [[], ['a.json']]);
    assert.deepEqual(
      names('.exchange').filter((name) => name.endsWith('.tries.json')),
      [],
    );
  });

  it('is counted anew with other content, and forgotten when somebody takes it away', async () => {
    told = single(FAULT);
    await inVain(4);
    writeFileSync(join(folder, 'in/a.json'), '{"reference":"A-2"}');
    const [anew] = await inVain(1);
    await forgetGoneFiles(folder);
    const kept = names('.exchange');
    await inVain(4);
    rmSync(join(folder, 'in/a.json'));
    const before = names('out');
    await forgetGoneFiles(folder);

    assert.deepEqual([anew, kept], [null, ['a.json.tries.json']]);
    assert.equal(before.length, 2);
    assert.deepEqual([names('out'), names('.exchange')], [[], []]);
  });
});
