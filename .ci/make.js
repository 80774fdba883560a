// Makes what is not committed, where it is missing or older than what it is made of.
//
//   node .ci/make.js generate   the contract in one piece, and its types
//   node .ci/make.js web        these, and the console in dist/web
//   node .ci/make.js build      all of it, with the program in dist
//   node .ci/make.js prepare    all of it, however new it is: the tools may be others since the last install
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

process.chdir(join(import.meta.dirname, '..'));

/** Each step is a script of package.json. A build ends by writing its stamp, so one that broke off is made again. */
const STEPS = [
  {
    name: 'generate',
    from: ['openapi', 'redocly.yaml', '.ci/make-client.js'],
    to: [
      'openapi/bundle.json',
      'src/http/openapi.generated.ts',
      'src/web/client/door-operations.generated.ts',
      'src/web/client/inner-operations.generated.ts',
      'src/web/client/operations.generated.ts',
      'src/web/client/operation-titles.generated.ts',
      'src/web/client/record-bodies.generated.ts',
    ],
    tools: ['@redocly/cli', 'openapi-typescript'],
  },
  {
    name: 'build:web',
    from: [
      'src/web',
      'src/log/tree/verify-proof.ts',
      'src/http/openapi.generated.ts',
      '.ci/vite.js',
      '.ci/finish-web.js',
    ],
    to: ['dist/web/.built'],
    tools: ['vite'],
  },
  {
    name: 'build',
    from: [...foldersOf('src'), 'db', 'tsconfig.json', 'tsconfig.build.json'],
    to: ['dist/.built'],
    tools: ['typescript-native', 'swagger-ui-dist', 'vite'],
  },
];

const task = process.argv[2];
const steps = task === 'generate' ? STEPS.slice(0, 1) : task === 'web' ? STEPS.slice(0, 2) : STEPS;

// A package that was unpacked has nothing to make anything of: it carries what was made.
if (existsSync('src')) for (const step of steps) make(step);

function make(step) {
  const why = task === 'prepare' ? 'since tools may be others' : reasonFor(step);
  if (why === undefined) return;
  if (!step.tools.every(isInstalled)) endWithoutTools();
  console.error(`npm run ${step.name}, ${why}`);
  const { status } = spawnSync(`npm run --silent ${step.name}`, { stdio: 'inherit', shell: true });
  if (status !== 0) process.exit(status ?? 1);
}

/** All but the console, which is built apart: a changed page should not compile the program again. */
function foldersOf(root) {
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .filter((name) => name !== 'web')
    .map((name) => join(root, name));
}

/** What makes a step necessary, if anything does. */
function reasonFor({ from, to }) {
  const made = to.map((path) => ({ path, at: statSync(path, { throwIfNoEntry: false })?.mtimeMs }));
  const missing = made.find(({ at }) => at === undefined);
  if (missing !== undefined) return `since ${missing.path} is not there`;
  const madeAt = Math.min(...made.map(({ at }) => at));
  for (const path of from) {
    const newer = newerIn(path, madeAt);
    if (newer !== undefined) return `since ${newer} is newer than what was made of it`;
  }
  return undefined;
}

/** A file that was moved or removed changes its folder. */
function newerIn(path, madeAt) {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (entry === undefined) return undefined;
  if (entry.mtimeMs > madeAt) return path;
  if (!entry.isDirectory()) return undefined;
  for (const name of readdirSync(path)) {
    const found = newerIn(join(path, name), madeAt);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isInstalled(tool) {
  try {
    createRequire(import.meta.url).resolve(`${tool}/package.json`);
    return true;
  } catch {
    return false;
  }
}

/**
 * What was made before goes on being used, as in an image that is built first and then installed again without the tools.
 * Without it there is nothing to start, and an install that ended well would hide it until the start. A package that
 * was unpacked has no sources and never comes here.
 */
function endWithoutTools() {
  if (STEPS.every(({ to }) => to.every((path) => existsSync(path)))) process.exit(0);
  console.error(
    '没有开发工具，无法从源代码构建，因此没有可以启动的程序。请先执行 npm ci（构建），再执行 npm ci --omit=dev（只留下运行所需的包）；或者安装由 npm pack 做成的软件包。',
  );
  console.error(
    'Without the development tools nothing can be built from the sources, so there would be no program to start. Run npm ci, which builds, and then npm ci --omit=dev, which leaves what it runs with; or install a package made by npm pack.',
  );
  process.exit(1);
}
