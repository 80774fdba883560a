// Writes what the console needs to know of the contract: node .ci/make-client.js
//
// One constant an operation, so that a page carries only those that it calls, and so that a search for a name finds who calls it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

process.chdir(join(import.meta.dirname, '..'));

const HEAD = '// Made of the contract by `npm run generate`. Whoever edits it edits nothing.\n';
const contract = JSON.parse(readFileSync('openapi/bundle.json', 'utf8'));
const operations = Object.entries(contract.paths)
  .flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })))
  .sort((a, b) => (a.operationId < b.operationId ? -1 : 1));

writeFileSync(
  'src/web/client/operations.generated.ts',
  [
    HEAD,
    "import type { Operation } from './operation.ts';\n",
    ...operations.map((operation) => {
      const told = {
        id: operation.operationId,
        method: operation.method.toUpperCase(),
        path: operation.path,
        roles: operation['x-access'] === 'public' ? 'public' : operation['x-access'].roles,
        // Left out where it is not so: the door carries all constants.
        ...(isForTwo(operation) && { secondPerson: true }),
      };
      const name = operation.operationId;
      return `export const ${name}: Operation<'${name}'> = ${JSON.stringify(told)};`;
    }),
    '',
  ].join('\n'),
);

writeFileSync(
  'src/web/client/operation-titles.generated.ts',
  [
    HEAD,
    '/** What takes two people, as the contract calls it. */',
    'export const TITLES: { readonly [operation: string]: { readonly zh: string; readonly en: string } } = {',
    ...operations
      .filter(isForTwo)
      .map(
        ({ operationId, summary, 'x-summary-zh': zh }) => `  ${operationId}: ${JSON.stringify({ zh, en: summary })},`,
      ),
    '};',
    '',
  ].join('\n'),
);

function isForTwo(operation) {
  const { secondPerson } = operation['x-access'];
  return secondPerson !== undefined && secondPerson !== false;
}
