// Ends a build of the console: compresses what browsers keep, and writes the stamp last, so that it stands for all of it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

process.chdir(join(import.meta.dirname, '..'));

const folder = join('dist', 'web', 'assets');
for (const name of readdirSync(folder)) {
  const path = join(folder, name);
  const bytes = readFileSync(path);
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}
writeFileSync(join('dist', 'web', '.built'), '');
