import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { cruise, type ICruiseOptions } from 'dependency-cruiser';
import { hasPrograms } from '../support/programs.ts';
import { chooseTests, type Imports } from './choose.ts';

// npm run test:touched -- HEAD~3: the tests that a change since that commit can turn red, main~1 unless one is named.
// Changes that are not committed count too. With --dry it says which they are and runs none.

const { values, positionals } = parseArgs({ options: { dry: { type: 'boolean' } }, allowPositionals: true });
const [base = 'main~1'] = positionals;
const require = createRequire(import.meta.url);
const { options } = require('../architecture/dependency-rules.cjs') as { readonly options: ICruiseOptions };
const { changedSince } = require('../support/changed-files.cjs') as {
  readonly changedSince: (commit: string) => readonly string[];
};

/** What `npm test` runs; `npm run check` has the house rules, and the console and the cluster have scripts of their own. */
const OF_NPM_TEST = /^test\/(?!(architecture|browser|cluster)\/).*\.test\.ts$/;

const texts = new Map<string, string>();

function textOf(path: string): string {
  const text = texts.get(path) ?? readFileSync(path, 'utf8');
  texts.set(path, text);
  return text;
}

async function readImports(): Promise<Imports> {
  const { output } = await cruise(['src', 'db', 'test'], options);
  if (typeof output === 'string') throw new TypeError('dependency-cruiser reported as text');
  const ours = output.modules.filter(({ source }) => /^(src|db|test)\//.test(source));
  const byName = new Map<string, string[]>();
  for (const { source } of ours) byName.set(basename(source), [...(byName.get(basename(source)) ?? []), source]);
  return new Map(
    ours.map(({ source, dependencies }) => {
      // A changed type is seen by the compiler.
      const imported = dependencies.filter(({ dependencyTypes }) => !dependencyTypes.includes('type-only'));
      const started = namesOf(source).flatMap((name) => byName.get(name) ?? []);
      return [source, [...imported.map(({ resolved }) => resolved), ...started]];
    }),
  );
}

/** A process or a thread is begun by the name of its file, and the program as it is built, by that of what is built of it. */
function namesOf(path: string): readonly string[] {
  const beside = textOf(path).replaceAll(/(from |import\()'[^']+'/g, '');
  const names = beside.match(/[\w-]+\.[jt]s(?=['"`])/g) ?? [];
  return names.map((name) => name.replace(/\.js$/, '.ts')).filter((name) => !/\.test\.ts$|^index\.ts$/.test(name));
}

if (!hasPrograms({ what: 'the tests that a change can turn red', programs: ['git'], from: 'git' })) process.exit(1);
const startedAt = performance.now();
const changed = changedSince(base);
const imports = await readImports();
const all = [...imports.keys()].filter((path) => OF_NPM_TEST.test(path));
const { tests, why } = chooseTests({ changed, imports, tests: all, textOf });
const seconds = Math.round((performance.now() - startedAt) / 1_000);
for (const line of why) console.log(`  ${line}`);
console.log(
  `  ${tests.length} of ${all.length} test files for ${changed.length} changed since ${base}, found in ${seconds} s`,
);
if (changed.some((path) => path.startsWith('src/web/')))
  console.log('  The console itself is tried by `npm run test:browser`.');
if (values.dry) for (const path of tests) console.log(path);
else if (tests.length > 0) {
  const { status } = spawnSync('npx', ['mocha', '--parallel', '--jobs', '4', ...tests], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
