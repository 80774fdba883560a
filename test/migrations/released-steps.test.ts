import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { MIGRATIONS } from '../../db/migrations/index.ts';
import type { MigrationStep } from '../../db/step.ts';
import { digestOf } from '../../src/kernel/index.ts';

/** The digest of what a step does on each engine, by its name. */
type Digests = Readonly<Record<string, string>>;

/** Over the statements and not the file, because a step also changes when a column type that it uses does. */
function digestsOf(steps: readonly MigrationStep[]): Digests {
  const digests = steps.map(({ name, statements }) => {
    return [name, digestOf(JSON.stringify([statements('sqlite'), statements('mysql')]))] as const;
  });
  return Object.fromEntries(digests);
}

function changedSteps(released: Digests, now: Digests): readonly string[] {
  return Object.keys(released).filter((name) => released[name] !== now[name]);
}

const STEPS: readonly MigrationStep[] = [
  { name: 'one', statements: () => ['create table a (x)'] },
  { name: 'two', statements: (engine) => [`create table b (${engine})`] },
];

describe('a released migration step', () => {
  /** Filled with `digestsOf(MIGRATIONS)` when a version is released; nothing is released yet. */
  const released: Digests = JSON.parse(readFileSync(new URL('released-steps.json', import.meta.url), 'utf8'));

  it('never changes and never goes', () => {
    assert.deepEqual(changedSteps(released, digestsOf(MIGRATIONS)), []);
  });

  it('keeps its place: what is new comes after', () => {
    const names = MIGRATIONS.map((step) => step.name);

    assert.deepEqual(names.slice(0, Object.keys(released).length), Object.keys(released));
  });

  it('has a name of its own', () => {
    assert.equal(new Set(MIGRATIONS.map((step) => step.name)).size, MIGRATIONS.length);
  });

  it('is noticed when it changes on one engine, or goes', () => {
    const before = digestsOf(STEPS);
    const changed = digestsOf([
      { name: 'one', statements: (engine) => [engine === 'mysql' ? 'x' : 'create table a (x)'] },
    ]);

    assert.deepEqual(changedSteps(before, before), []);
    assert.deepEqual(changedSteps(before, changed), ['one', 'two']);
  });
});
