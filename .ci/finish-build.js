// Ends a build: node .ci/finish-build.js
import { chmodSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

process.chdir(join(import.meta.dirname, '..'));

// The compiler leaves in place what it made of a source that was moved or removed since. It would be packed, and it would
// be part of the digest by which every decision names its program, so that equal sources had different digests.
for (const folder of ['src', 'db']) {
  for (const path of readdirSync(join('dist', folder), { recursive: true })) {
    const stem = path.replace(/(\.d\.ts|\.js)$/, '');
    if (stem === path || ['.ts', '.tsx'].some((ending) => existsSync(join(folder, stem + ending)))) continue;
    rmSync(join('dist', folder, path));
  }
}

chmodSync('dist/src/cli/gate.js', 0o755);

// What .ci/make.js compares the sources with. Last, so that it stands for a build that is whole.
writeFileSync('dist/.built', '');
