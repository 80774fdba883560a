import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inSnapshot, openDatabase } from '../../../src/db/index.ts';
import { HARMLESS_LEAVES } from '../../../src/reports/kept/harmless-leaves.ts';
import { type KeptAnswers, openKeptAnswers } from '../../../src/reports/kept/kept-answers.ts';
import { recallAnswer } from '../../../src/reports/kept/recall-answer.ts';
import { act } from '../../register/holdings-support.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';

/** What agencies have and what it is counted by: a leaf about it changes what reports say. */
const REGISTER = ['agency', 'product', 'device', 'installation', 'entitlement', 'allocation', 'evidence-file'];
/** Money that a report of a past point of the log lists by line, and years that are closed over them. */
const BOOKS = ['budget-line', 'account', 'fiscal-year'];
/** Rules and settings that reports are worked out by, and the start of a program that may work them out otherwise. */
const TERMS = [
  'rule-set',
  'gate',
  'build',
  'set-up',
  'software-name',
  'responsible-person',
  'commitment-letter',
  'register-statement',
  'unread-name',
];
/** Rare, and so not worth a proof: each voids what is kept, and no report is waited for then. */
const RARE = ['audit-finding', 'audit-sample', 'campaign', 'platform', 'platform-report', 'webhook-endpoint'];

/** Their acts have names of their own: those that are not in the list of the harmless void what is kept, as all others do. */
const NAMED_OTHERWISE = ['filing', 'matter', 'person', 'waiver', 'licence-key', 'debarment', 'proposal'];

function isVoiding(type: string): boolean {
  const [about = ''] = type.split('.');
  return [...REGISTER, ...BOOKS, ...TERMS, ...RARE, ...NAMED_OTHERWISE].includes(about);
}

describe('answers that are kept in memory', () => {
  it('go by the time that nobody asked for them, once they take more than memory is for; what is too large is counted', () => {
    const kept = openKeptAnswers({ bytesMax: 900 });
    const answer = (hundreds: number) => ({ value: 'x'.repeat(hundreds * 42), size: 1, stamp: 'a' });
    for (const key of ['first', 'second']) kept.keep(key, answer(4));
    // Whoever asks for one keeps it again.
    kept.keep('first', answer(4));

    kept.keep('third', answer(4));
    kept.keep('too long', answer(11));

    assert.deepEqual(
      ['first', 'second', 'third', 'too long'].filter((key) => kept.find(key)),
      ['first', 'third'],
    );
    assert.deepEqual([kept.takeUnkept(), kept.takeUnkept()], [1, 0]);
  });

  it('go by their number, too: those of a row each take room as well', () => {
    const kept = openKeptAnswers({ answersMax: 2 });
    for (const key of ['1', '2', '3']) kept.keep(key, { value: key, size: 1, stamp: 'a' });

    assert.deepEqual(
      ['1', '2', '3'].filter((key) => kept.find(key)),
      ['2', '3'],
    );
  });

  it('are kept by what they take and not by how many rows they have: a hundred thousand short ones are', () => {
    const kept = openKeptAnswers();
    const short = Array.from({ length: 100_000 }, (_, n) => ({ code: '11421000MB1234562Q', count: n }));
    const reasons = Array.from({ length: 10 }, () => 'x'.repeat(100));
    const long = short.map(({ code }) => ({ code, reasons }));
    kept.keep('short', { value: { rows: short }, size: 1, stamp: 'a' });
    kept.keep('long', { value: new Map([['rows', long]]), size: 1, stamp: 'a' });

    assert.ok(kept.find('short'));
    assert.equal(kept.find('long'), undefined);
    assert.equal(kept.takeUnkept(), 1);
  });

  it('stand behind leaves that are appended somewhere, none of which is about the register', () => {
    const code = sourceOf('src');
    // Of what offices keep on file the type is put together of a kind and an act.
    const isOfKind = ([kind, act]: readonly string[]) =>
      code.includes(`  type: '${kind}',`) && /^(created|changed|described)$/.test(act ?? '');
    const unknown = [...HARMLESS_LEAVES].filter((type) => !code.includes(`'${type}'`) && !isOfKind(type.split('.')));
    const about = /^(agency|product|device|installation|entitlement|allocation|account|import|proof|evidence-file)\./;

    assert.deepEqual(unknown, []);
    assert.deepEqual(
      [...HARMLESS_LEAVES].filter((type) => about.test(type)),
      [],
    );
  });

  it('are void after these leaves alone: any other that the gate appends is named as harmless', () => {
    const code = sourceOf('src');
    const literals = [...code.matchAll(/\btype: '([a-z-]+\.[a-z-]+)'/g)].flatMap(([, type]) => type ?? []);
    const kinds = [...code.matchAll(/^ {2}type: '([a-z-]+)',\n(?: {2}.*\n){0,4}? {2}table: /gm)];
    const acts = kinds.flatMap(([, kind]) => ['created', 'changed', 'described'].map((act) => `${kind}.${act}`));
    const open = new Set([...literals, ...acts].filter((type) => !HARMLESS_LEAVES.has(type)));

    assert.ok(kinds.length > 12, `${kinds.length} kinds`);
    assert.deepEqual([...open].filter((type) => !isVoiding(type)).toSorted(), []);
  });

  onOneEngine('other files run its statements on both', (engine) => {
    let gate: Gate;
    let kept: KeptAnswers;
    let counted = 0;
    const ask = (key = 'question'): Promise<number> =>
      inSnapshot(gate.db, (tx) =>
        recallAnswer(tx, kept, {
          key: [key],
          compute: async () => {
            counted += 1;
            return counted;
          },
        }),
      );
    const happens = (...types: readonly string[]): Promise<void> =>
      act(gate, async (entry) => {
        for (const type of types) entry.append({ type, subject: 'thing/1', by: null, body: {} });
      });

    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());
    beforeEach(() => {
      kept = openKeptAnswers();
      counted = 0;
    });

    it('are given again while nothing happens, and while only harmless things do', async () => {
      const first = await ask();
      const again = await ask();
      await happens('order.decided', 'session.opened');
      const later = await ask();
      await happens('order.withdrawn');

      assert.deepEqual([first, again, later, await ask()], [1, 1, 1, 1]);
      assert.equal(await ask('another question'), 2);
    });

    it('are worked out anew after any other leaf, also one that nobody has thought of, wherever it stands', async () => {
      await ask();
      await happens('order.decided', 'installation.created', 'order.decided');
      const second = await ask();
      await happens('thing.nobody-knows');

      assert.deepEqual([second, await ask(), await ask()], [2, 3, 3]);
    });

    it('are worked out anew where the log is another one, or shorter', async () => {
      await ask();
      const key = JSON.stringify(['question']);
      const before = kept.find(key);
      assert.ok(before);
      kept.keep(key, { ...before, stamp: '0'.repeat(64) });
      const ofAnother = await ask();
      kept.keep(key, { ...before, size: before.size + 1 });

      assert.deepEqual([ofAnother, await ask()], [2, 3]);
    });

    it('are worked out anew after so many leaves that looking at them is no saving', async () => {
      await ask();
      await happens(...new Array<string>(2_001).fill('order.decided'));

      assert.equal(await ask(), 2);
    });

    it('are of one snapshot: whoever reads in an older one gets what was there then', async () => {
      const other = openDatabase(gate.databaseUrl);
      await inSnapshot(other, async (older) => {
        // A snapshot begins with what is read first.
        await older('log_head').first();
        await happens('device.created');
        const newer = await ask();
        const question = { key: ['question'], compute: async () => 100 };

        assert.deepEqual([newer, await recallAnswer(older, kept, question)], [1, 100]);
      });
      await other.close();
      assert.equal(await ask(), 2);
    });
  });
});

function sourceOf(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/harmless-leaves|leaf-words|^web|generated/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}
