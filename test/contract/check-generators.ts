import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Makes clients of the contract by three generators that others use, and compiles each; npx fetches them. */
const BUNDLE = resolve('openapi/bundle.json');
const TSC = resolve('node_modules/typescript/bin/tsc');
const folder = mkdtempSync(join(tmpdir(), 'genuine-gate-generators-'));

interface Generator {
  readonly name: string;
  /** Its package, its command, and what that takes. */
  readonly args: readonly [string, ...string[]];
  /** Beside what it makes, so that the compiler sees a call. */
  readonly use?: string;
}

const GENERATORS: readonly Generator[] = [
  {
    name: 'openapi-typescript',
    args: ['openapi-typescript@7.13.0', 'openapi-typescript', BUNDLE, '-o', 'openapi-typescript/paths.ts'],
    use: `import createClient from 'openapi-fetch';
import type { paths } from './paths.js';
const client = createClient<paths>({ baseUrl: 'https://gate.example' });
export const orders = client.GET('/v1/orders', { params: { query: { limit: 10 } } });
`,
  },
  {
    name: 'hey-api',
    args: ['@hey-api/openapi-ts@0.95.0', 'openapi-ts', '-i', BUNDLE, '-o', 'hey-api', '-c', '@hey-api/client-fetch'],
  },
  {
    name: 'orval',
    args: ['orval@7.13.2', 'orval', '--input', BUNDLE, '--output', 'orval/client.ts', '--client', 'fetch'],
  },
];

function run(program: string, args: readonly string[]): void {
  execFileSync(program, [...args], { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
}

try {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  run('npm', ['install', '--no-audit', '--no-fund', 'openapi-fetch@0.17.0']);
  for (const { name, args, use } of GENERATORS) {
    const [generator, ...command] = args;
    // Each of them compiles by itself, and would take the newest compiler.
    run('npx', ['--yes', '-p', 'typescript@5.9.3', '-p', generator, ...command]);
    if (use !== undefined) writeFileSync(join(folder, name, 'use.ts'), use);
    const compilerOptions = {
      ...{ target: 'es2022', module: 'esnext', moduleResolution: 'bundler', strict: true, noEmit: true },
      ...{ lib: ['es2023', 'dom', 'dom.iterable'], skipLibCheck: true, types: [] },
    };
    const config = join(folder, `tsconfig.${name}.json`);
    writeFileSync(config, JSON.stringify({ compilerOptions, include: [`${name}/**/*.ts`] }));
    run(process.execPath, [TSC, '-p', config]);
    console.log(`${name}: compiles`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
