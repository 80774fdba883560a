import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { leafWords as wordsOfDossier } from '../../src/audit/dossier/leaf-words.ts';
import { packageRoot } from '../../src/kernel/index.ts';
import { HARMLESS_LEAVES } from '../../src/reports/kept/harmless-leaves.ts';
import { LEAF_TYPES, leafWords } from '../../src/web/words/leaf-words.ts';
import { liveThrough } from '../orders/history/history-support.ts';
import { type Gate, startGate, testClock } from '../support/gate.ts';

const SRC = join(packageRoot(), 'src');

/** Types that are written out where their leaves are appended. */
function typesInSource(): readonly string[] {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && !path.startsWith('web/'),
  );
  const written = files.flatMap((path) => {
    const text = readFileSync(join(SRC, path), 'utf8');
    return [...text.matchAll(/append\(\{\s*type: '([a-z-]+\.[a-z_-]+)'/g)].map(([, type = '']) => type);
  });
  return [...new Set([...written, ...HARMLESS_LEAVES])];
}

describe('what a leaf of the log records', () => {
  let gate: Gate;
  let logged: readonly string[];

  before(async () => {
    gate = await startGate({ engine: 'sqlite', clock: testClock('2026-03-01T01:00:00.000Z') });
    await liveThrough(gate);
    const rows: { type: string }[] = await gate.db.reader('log_leaves').distinct('type');
    logged = rows.map(({ type }) => type);
  });
  after(() => gate.close());

  it('is said in both languages, whatever the gate has logged or may log', () => {
    const all = [...new Set([...logged, ...typesInSource()])];
    assert.ok(all.length > 60, `${all.length} types`);
    assert.deepEqual(
      all.filter((type) => leafWords(type).en === type || !/\p{Script=Han}/u.test(leafWords(type)['zh-CN'])),
      [],
    );
  });

  it('is offered to narrow the list by', () => {
    assert.deepEqual(
      [...logged, ...typesInSource()].filter((type) => !LEAF_TYPES.includes(type)),
      [],
    );
    const words = LEAF_TYPES.map((type) => leafWords(type)['zh-CN']);
    assert.deepEqual(
      LEAF_TYPES.filter((_, at) => words.indexOf(words[at] ?? '') !== at),
      [],
      'two types with the same words cannot be told apart',
    );
  });

  it('is called as the dossier of an order calls it', () => {
    const others = LEAF_TYPES.filter((type) => wordsOfDossier(type).en !== type);
    assert.ok(others.length > 40);
    assert.deepEqual(
      others.filter((type) => wordsOfDossier(type)['zh-CN'] !== leafWords(type)['zh-CN']),
      [],
    );
  });
});
