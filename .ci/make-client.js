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

const CLIENT = 'src/web/client';

// What is written in one file stands in one chunk: the door, which everybody waits for, carries its own constants alone.
writeOperations('door-operations', operations.filter(isOfTheDoor));
writeOperations(
  'inner-operations',
  operations.filter((operation) => !isOfTheDoor(operation)),
);
writeFileSync(
  `${CLIENT}/operations.generated.ts`,
  [
    HEAD,
    "export * from './door-operations.generated.ts';",
    "export * from './inner-operations.generated.ts';",
    '',
  ].join('\n'),
);

writeFileSync(
  `${CLIENT}/operation-titles.generated.ts`,
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

/** Called by people who are not signed in, or who sign in. */
function isOfTheDoor({ path, ...operation }) {
  return operation['x-access'] === 'public' || path.startsWith('/v1/session');
}

function writeOperations(file, written) {
  writeFileSync(
    `${CLIENT}/${file}.generated.ts`,
    [HEAD, "import type { Operation } from './operation.ts';\n", ...written.map(constantOf), ''].join('\n'),
  );
}

function constantOf(operation) {
  const { operationId: id, method, path } = operation;
  const access = operation['x-access'];
  const told = {
    ...{ id, method: method.toUpperCase(), path, roles: access === 'public' ? 'public' : access.roles },
    ...(isForTwo(operation) && { secondPerson: true }),
  };
  return `export const ${id}: Operation<'${id}'> = ${JSON.stringify(told)};`;
}

function isForTwo(operation) {
  const { secondPerson } = operation['x-access'];
  return secondPerson !== undefined && secondPerson !== false;
}
