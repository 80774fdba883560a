import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../src/kernel/index.ts';
import { freshFolder } from './gate-command.ts';

const MADE = [
  'openapi/bundle.json',
  'src/http/openapi.generated.ts',
  'src/web/client/door-operations.generated.ts',
  'src/web/client/inner-operations.generated.ts',
  'src/web/client/operations.generated.ts',
  'src/web/client/operation-titles.generated.ts',
  'src/web/client/record-bodies.generated.ts',
  'dist/web/.built',
  'dist/.built',
];

/** A folder with these files and without any development tool, in which npm runs `prepare`. */
function prepareWith(files: readonly string[]) {
  const folder = freshFolder();
  for (const file of ['.ci/make.js', ...files]) mkdirSync(join(folder, dirname(file)), { recursive: true });
  for (const file of files) writeFileSync(join(folder, file), '');
  copyFileSync(join(packageRoot(), '.ci/make.js'), join(folder, '.ci/make.js'));
  return spawnSync(process.execPath, ['.ci/make.js', 'prepare'], { cwd: folder, encoding: 'utf8' });
}

describe('npm ci --omit=dev', () => {
  it('in a clone in which nothing was built is refused, with the commands that work', () => {
    const { status, stderr } = prepareWith(['src/cli/gate.ts', 'openapi/gate.yaml']);

    assert.equal(status, 1);
    assert.match(stderr, /请先执行 npm ci（构建），再执行 npm ci --omit=dev/);
    assert.match(stderr, /Run npm ci, which builds, and then npm ci --omit=dev/);
  });

  it('ends well where all is built, as in an image, and in a package that was unpacked', () => {
    const built = prepareWith(['src/cli/gate.ts', ...MADE]);
    const half = prepareWith(['src/cli/gate.ts', ...MADE.slice(0, -1)]);
    const unpacked = prepareWith(['dist/src/cli/gate.js']);

    assert.deepEqual([built.status, half.status, unpacked.status], [0, 1, 0], built.stderr + unpacked.stderr);
  });
});
