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

/** Schemas that a control of their own takes. */
const FORMATS = { CivilDate: 'day', Money: 'money', RegionCode: 'region', CreditCode: 'code' };

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

/** Kinds of records whose forms are drawn from the bodies that the contract describes. */
const KINDS = 'Agency|Supplier|Debarment|Product|SoftwareName|Device|Entitlement|Installation|PlanFiling';
const FORMS = new RegExp(`^(create|describe|change)(${KINDS})$`);

writeFileSync(
  `${CLIENT}/record-bodies.generated.ts`,
  [
    HEAD,
    "import type { BodyField } from './body-field.ts';\n",
    '/** The fields of each act on a record: of an event, those that it changes. */',
    'export const BODIES: { readonly [operation: string]: readonly BodyField[] } = {',
    ...operations
      .filter(({ operationId }) => FORMS.test(operationId))
      .map((operation) => `  ${operation.operationId}: ${JSON.stringify(fieldsOf(operation))},`),
    '};',
    '',
  ].join('\n'),
);

function fieldsOf({ requestBody }) {
  const body = resolved(requestBody.content['application/json'].schema);
  const { properties, required = [] } = resolved(body.properties.changes ?? body);
  return Object.entries(properties).flatMap(([name, schema]) => {
    const field = controlOf(schema);
    const isNeeded = required.includes(name);
    if (field === undefined && isNeeded) throw new Error(`no control for ${name}, which must be stated`);
    return field === undefined ? [] : [{ name, ...field, ...(isNeeded && { isNeeded }) }];
  });
}

/** The control by the format of a value; nothing for what has fields of its own. */
function controlOf(stated) {
  const parts = stated.oneOf ?? stated.anyOf ?? [stated];
  const of = parts.find(({ type }) => type !== 'null');
  const whole = resolved(of);
  const types = [whole.type].flat();
  const orNone = parts.length > 1 || types.includes('null') ? { orNone: true } : {};
  const format = FORMATS[of.$ref?.split('/').at(-1)];
  if (format !== undefined) return { as: format, ...orNone };
  if (whole.enum) return { as: 'choice', values: whole.enum.filter((value) => value !== null), ...orNone };
  if (types.includes('boolean')) return { as: 'yesNo', ...orNone };
  if (types.includes('integer')) return { as: 'whole', from: whole.minimum ?? 0, ...orNone };
  if (types.includes('array')) return resolved(whole.items).type === 'string' ? { as: 'texts', ...orNone } : undefined;
  return types.includes('string') ? { as: 'text', ...orNone } : undefined;
}

function resolved(schema) {
  if (schema.$ref === undefined) return schema;
  const found = schema.$ref
    .split('/')
    .slice(1)
    .reduce((part, name) => part[name], contract);
  return resolved(found);
}

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
