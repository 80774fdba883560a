import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/kernel/index.ts';

const WEB = join(packageRoot(), 'dist/web');
const KB = 1_000;

/** What a page waits for: its scripts and styles, and what these import at once. */
function waitedFor(names: readonly string[]): ReadonlySet<string> {
  const all = new Set<string>();
  const take = (name: string): void => {
    if (all.has(name)) return;
    all.add(name);
    if (!name.endsWith('.js')) return;
    const text = readFileSync(join(WEB, 'assets', name), 'utf8');
    // Imports of a bundle stand at its beginning: `import{a as b}from"./x.js";` or `import"./x.js";`.
    for (const [, found] of text.matchAll(/(?:^|;)import(?:[^"'();]*from)?["']\.\/([^"']+)["']/g))
      if (found) take(found);
  };
  for (const name of names) take(name);
  return all;
}

function assetsOf(page: string): readonly string[] {
  const html = readFileSync(join(WEB, page), 'utf8');
  return [...html.matchAll(/\/console\/assets\/([^"]+)"/g)].map(([, name]) => name ?? '');
}

function zippedBytes(names: Iterable<string>): number {
  return [...names].reduce((sum, name) => sum + readFileSync(join(WEB, 'assets', `${name}.gz`)).length, 0);
}

/** A method, and the version of Chromium that first has it. All later than 90. */
const NEWER = [
  /\.findLast(Index)?\(/,
  /\.toSorted\(/,
  /\.toReversed\(/,
  /\.toSpliced\(/,
  /Object\.hasOwn\(/,
  /structuredClone\(/,
  /Object\.groupBy\(/,
  /Array\.fromAsync\(/,
  /Promise\.withResolvers\(/,
];

/** What polyfills.ts brings. */
const BROUGHT = [/\.findLast(Index)?\(/, /\.toSorted\(/, /Object\.hasOwn\(/, /structuredClone\(/];

describe('the built console', () => {
  const assets = readdirSync(join(WEB, 'assets')).filter((name) => /\.(js|css)$/.test(name));
  const door = waitedFor(assetsOf('door.html'));
  const shell = waitedFor([...assetsOf('console.html'), ...assets.filter((name) => name.startsWith('home-screen'))]);

  it('opens the door with at most 110 kB', () => {
    assert.ok(zippedBytes(door) <= 110 * KB, `${zippedBytes(door)} bytes`);
  });

  it('checks what somebody brings to the door with at most 20 kB more', () => {
    const judges = assets.filter((name) => /^judge-[\w-]+\.js$/.test(name));
    assert.equal(judges.length, 1);
    const added = [...waitedFor(judges)].filter((name) => !door.has(name));
    assert.ok(zippedBytes(added) <= 20 * KB, `${zippedBytes(added)} bytes`);
  });

  it('opens the shell and its first screen with at most 420 kB', () => {
    assert.ok(zippedBytes(shell) <= 420 * KB, `${zippedBytes(shell)} bytes`);
  });

  it('adds at most 60 kB with each other screen', () => {
    const screens = assets.filter((name) => /-screen-[\w-]+\.js$/.test(name));
    assert.ok(screens.length >= 5);
    for (const screen of screens) {
      const added = [...waitedFor([screen])].filter((name) => !shell.has(name));
      assert.ok(zippedBytes(added) <= 60 * KB, `${screen}: ${zippedBytes(added)} bytes`);
    }
  });

  it('shows every kind of records with at most 45 kB more', () => {
    const kinds = readdirSync(join(packageRoot(), 'src/web/records/kinds')).map((file) => file.replace(/\.tsx?$/, ''));
    const files = assets.filter((name) => kinds.some((kind) => new RegExp(`^${kind}-[\\w-]{8}\\.js$`).test(name)));
    assert.ok(files.length >= kinds.length);
    const frame = assets.filter((name) => name.startsWith('record-screens-'));
    const added = [...waitedFor([...files, ...frame])].filter((name) => !shell.has(name));
    assert.ok(frame.length > 0 && zippedBytes(added) <= 45 * KB, `${zippedBytes(added)} bytes`);
  });

  it('calls nothing that Chromium 90 lacks, but for what it brings along', () => {
    for (const name of assets.filter((one) => one.endsWith('.js'))) {
      const text = readFileSync(join(WEB, 'assets', name), 'utf8');
      const lacking = NEWER.filter(
        (method) => method.test(text) && !BROUGHT.some((one) => one.source === method.source),
      );
      assert.deepEqual(lacking.map(String), [], name);
    }
  });
});
