import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { answerFile } from '../../../src/cli/exchange/answer-file.ts';
import { openExchangeFolder } from '../../../src/cli/exchange/exchange-folder.ts';
import { freshFolder } from '../gate-command.ts';

const text = {
  'zh-CN': '处理超时，请稍后用同一编号重试。',
  en: 'This took too long; try again with the same reference.',
};
const TOO_LONG = { type: 'urn:x', title: '', status: 503, code: 'queue.deadline', text };

describe('a file with an order that a gate could not decide in time', () => {
  it('stays where it is, and nothing is told of the others either', async () => {
    // A gate so busy is hard to come by; what it answers stands in the contract.
    const gate = createServer((_req, res) => {
      const body = JSON.stringify({ results: [{ status: 503, problem: TOO_LONG }] });
      res.writeHead(200, { 'content-type': 'application/json' }).end(body);
    }).listen(0, '127.0.0.1');
    await once(gate, 'listening');
    const folder = await openExchangeFolder(freshFolder());
    writeFileSync(join(folder, 'in/a.json'), '{"reference":"A-1"}');
    const url = `http://127.0.0.1:${(gate.address() as AddressInfo).port}`;

    const answer = await answerFile(folder, { url, key: 'k' }, 'a.json');
    gate.close();

    assert.deepEqual(answer, { kind: 'undecided', problem: { code: 'queue.deadline', text, errors: [] } });
    assert.deepEqual(
      ['in', 'out', 'done'].map((name) => readdirSync(join(folder, name))),
      [['a.json'], [], []],
    );
  });
});
