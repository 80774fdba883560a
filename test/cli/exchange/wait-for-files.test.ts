import assert from 'node:assert/strict';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openExchangeFolder } from '../../../src/cli/exchange/exchange-folder.ts';
import { waitForFiles } from '../../../src/cli/exchange/wait-for-files.ts';
import { freshFolder } from '../gate-command.ts';

/** Waits for the files of a folder by a clock of its own; something happens in each pause. */
async function wait(folder: string, during: (pause: number) => void) {
  let [now, pauses] = [0, 0];
  const found = await waitForFiles(folder, {
    now: () => now,
    pause: async (ms) => {
      now += ms;
      pauses += 1;
      during(pauses);
    },
  });
  return { ...found, after: now };
}

describe('an exchange that runs once', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await openExchangeFolder(freshFolder());
  });
  const path = (name: string): string => join(folder, 'in', name);

  it('takes a file once it has stayed as it is for two seconds, and in the order of the names', async () => {
    for (const name of ['b.json', 'a.json']) writeFileSync(path(name), '[');

    const { names, written, after } = await wait(folder, (pause) => {
      if (pause === 1) appendFileSync(path('a.json'), ']');
    });

    assert.deepEqual([names, written, after], [['a.json', 'b.json'], [], 3_000]);
  });

  it('leaves a file that is written for long to the next run, and takes the others', async () => {
    for (const name of ['a.json', 'b.json']) writeFileSync(path(name), '[]');

    const { names, written, after } = await wait(folder, () => appendFileSync(path('a.json'), ' '));

    assert.deepEqual([names, written], [['b.json'], ['a.json']]);
    assert.ok(after >= 30_000 && after <= 32_000, String(after));
  });

  it('waits for nothing where nothing lies, and not for what comes or goes while it waits', async () => {
    const empty = await wait(folder, () => assert.fail('it waited'));
    for (const name of ['a.json', 'b.json']) writeFileSync(path(name), '[]');
    const late = await wait(folder, (pause) => {
      if (pause === 2) writeFileSync(path('c.json'), '[]');
    });

    assert.deepEqual([empty.names, empty.after], [[], 0]);
    assert.deepEqual([late.names, late.written, late.after], [['a.json', 'b.json'], [], 2_000]);
  });
});
