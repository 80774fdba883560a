// Ends a build: node .ci/finish-build.js
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

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

// What the page at /docs is made of. The package itself stays behind: it brings one that reports where it is installed.
const swagger = join('node_modules', 'swagger-ui-dist');
mkdirSync(join('dist', 'swagger-ui'), { recursive: true });
for (const file of [
  'swagger-ui.css',
  'swagger-ui-bundle.js',
  'favicon-32x32.png',
  'LICENSE',
  'NOTICE',
  'swagger-ui-bundle.js.LICENSE.txt',
]) {
  copyFileSync(join(swagger, file), join('dist', 'swagger-ui', file));
}

// What checks receipts and exports in one file, for whoever installs nothing of the gate.
await build({
  configFile: false,
  logLevel: 'warn',
  ssr: { noExternal: true },
  build: {
    ssr: 'src/cli/gate-verify.ts',
    target: 'node20',
    outDir: 'dist',
    emptyOutDir: false,
    copyPublicDir: false,
    rolldownOptions: { output: { entryFileNames: 'gate-verify.mjs', codeSplitting: false } },
  },
});

chmodSync('dist/src/cli/gate.js', 0o755);

// What .ci/make.js compares the sources with. Last, so that it stands for a build that is whole.
writeFileSync('dist/.built', '');
