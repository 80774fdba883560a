// Who may import whom: the arrows between the folders of src/, and what each kind of file may touch.

const { ARROWS } = require('./arrows.cjs');
const { WEB_RULES } = require('./web-arrows.cjs');

const FOLDERS = Object.keys(ARROWS);

/** A use case starts with one of these. Another verb is agreed here. */
const VERBS = [
  ...['submit', 'amend', 'withdraw', 'decide', 'expire', 'gather', 'facts-of', 'create', 'change', 'record'],
  ...['import', 'reserve', 'commit', 'move', 'reconcile', 'verify', 'rederive', 'append', 'take', 'propose', 'sign'],
  ...['grant', 'revoke', 'retire', 'load', 'refresh', 'close', 'list', 'find', 'settle', 'recall', 'write', 'govern'],
  ...['check', 'use', 'replay', 'prove', 'freeze', 'revise', 'transfer', 'end', 'allocate', 'suggest', 'schedule'],
  ...['confirm', 'erase', 'require', 'request', 'validate', 'preview', 'restore', 'compare'],
];

const USE_CASE = [`/(${VERBS.join('|')})\\.ts$`, `/(${VERBS.join('|')})-[^/]+\\.ts$`];
const REPOSITORY = '-repository\\.ts$';
/** A handler that is too long for its routes file stands beside it. */
const ROUTES = '-(routes|handler)\\.ts$';
const JOB = '-job\\.ts$';
/** A table held against its leaves. */
const PROJECTION = '-projections?\\.ts$';
/** What is called by what it is, and works on a database all the same. */
const NAMED_PLACES = [
  '^src/orders/batch/batch-cache\\.ts$',
  '^src/connectors/feed/head-watch\\.ts$',
  '^src/backup/(tables-of-steps|restore-tables)\\.ts$',
];
const MIDDLEWARE = '^src/access/[^/]+-middleware\\.ts$';
const GENERATED = '^src/http/openapi\\.generated\\.ts$';
/** Judges proofs with nothing but a hash function. */
const PROOFS = '^src/log/tree/verify-proof\\.ts$';
/** The one file through which the contract's order body enters the domain, so that its fields are written down once. */
const CONTRACT_BODY = '^src/facts/submission\\.ts$';
/** How answers are written: the types of the contract, and nothing else of HTTP. */
const ANSWER_BODY = '-body\\.ts$';
/** What other programs import of the package: nothing of the server may come along with it. */
const PLUGIN = '^src/connectors/(client|express)/';
/** What a folder brings to the gate: it names the database that its handlers are given. */
const PART = '^src/[^/]+/part\\.ts$';
/** What an act for two people is: the types of an operation of the contract meet those of a governed transaction. */
const SIGNED_ACT = '^src/access/signed-act\\.ts$';
const QUEUE = '^src/orders/queue/submission-queue\\.ts$';
/** `governed` wraps a transaction's work: it takes the head before and appends the leaf after. */
const GOVERNED = '^src/log/governed\\.ts$';

function anyOf(folders) {
  return `^src/(${folders.join('|')})/`;
}

function packages(...names) {
  return `(^|/)node_modules/(${names.join('|')})(/|$)`;
}

const domainOrder = FOLDERS.map((folder) => ({
  name: `domain-order-${folder}`,
  comment: `src/${folder} may import ${ARROWS[folder].join(', ') || 'nothing of ours'}; the reverse of an arrow is an error.`,
  severity: 'error',
  from: { path: `^src/${folder}/`, pathNot: [ROUTES, MIDDLEWARE, CONTRACT_BODY, ANSWER_BODY, SIGNED_ACT, PLUGIN] },
  to: { path: '^(src|test)/', pathNot: anyOf([folder, ...ARROWS[folder]]) },
}));

const edges = [
  {
    name: 'domain-order-routes',
    comment: 'A routes file may, besides what its folder may, use http and access.',
    severity: 'error',
    from: { path: `^src/([^/]+)/.*${ROUTES}`, pathNot: '^src/(audit|office)/' },
    to: { path: '^src/(gate|cli|web|alerts|reports|backtests|connectors)/|^test/', pathNot: '^src/$1/' },
  },
  {
    name: 'domain-order-audit-routes',
    comment: 'A routes file of the audit or the office may also write papers as reports do.',
    severity: 'error',
    from: { path: `^src/(audit|office)/.*${ROUTES}` },
    to: { path: '^src/(gate|cli|web|alerts|backtests|connectors)/|^test/' },
  },
  {
    name: 'domain-order-contract',
    comment:
      'Of HTTP only the types of the contract reach the domain: in one file on the way in, in -body.ts files on the way out.',
    severity: 'error',
    from: { path: '^src/([^/]+)/(submission|.*-body)\\.ts$', pathNot: '^src/http/' },
    to: { path: '^src/(http|fulfilment|connectors|reports|cli|web)/', pathNot: [GENERATED, '^src/$1/'] },
  },
  {
    name: 'domain-order-signed-act',
    comment: 'An act for two people is described by the types of its operation; of HTTP nothing else reaches it.',
    severity: 'error',
    from: { path: SIGNED_ACT },
    to: { path: '^src/', pathNot: '^src/(kernel|db|log|access)/|^src/http/operation\\.ts$' },
  },
  {
    name: 'domain-order-config',
    comment: 'Configuration is read before anything else exists.',
    severity: 'error',
    from: { path: '^src/gate/(config|config-refusal|database-hosts)\\.ts$' },
    to: { path: '^src/', pathNot: '^src/(kernel/|(gate/(config-refusal|database-hosts)|db/database-url)\\.ts$)' },
  },
  {
    name: 'wiring-is-not-imported',
    comment: 'main, app, gate, parts, config and the commands import everything; nothing in a folder imports them.',
    severity: 'error',
    from: { path: '^src/[^/]+/', pathNot: '^src/(cli|gate)/' },
    to: { path: '^src/(cli|gate)/' },
  },
  {
    name: 'migrations-stand-alone',
    comment: 'A released migration never changes, so it may not lean on code that does.',
    severity: 'error',
    from: { path: '^db/', pathNot: '^db/seeds/' },
    to: { path: '^(src|test)/' },
  },
];

const shape = [
  {
    name: 'no-cycles',
    comment: 'Two files that need each other are one file, or one of them holds something that belongs elsewhere.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'kernel-stands-alone',
    comment: 'The kernel imports nothing of ours.',
    severity: 'error',
    from: { path: '^src/kernel/' },
    to: { path: '^(src|db|test|rules)/', pathNot: '^src/kernel/' },
  },
  {
    name: 'enter-by-index',
    comment:
      'Another folder is entered through its front door, index.ts; only http and gate have none, and their files are named. A command names what it runs, as gate does: behind a front door stands all of a folder, and whoever starts a command waits for it.',
    severity: 'error',
    from: { path: '^src/([^/]+)/', pathNot: '^src/(gate|cli)/' },
    to: {
      path: '^src/[^/]+/',
      pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$', '^src/(http|gate)/', MIDDLEWARE, PROOFS],
    },
  },
  {
    name: 'parts-are-folded-by-gate',
    comment: 'A part names everything that its folder brings, so whoever imports one waits for all of it.',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/gate/' },
    to: { path: PART },
  },
  {
    name: 'no-production-code-from-tests',
    comment: 'What runs in production must not need the tests.',
    severity: 'error',
    from: { path: '^(src|db)/' },
    to: { path: '^test/' },
  },
];

const kinds = [
  {
    name: 'database-only-where-named',
    comment: `Only repositories, routes, jobs and use cases (files that start with an agreed verb) know the database. Verbs: ${VERBS.join(', ')}.`,
    severity: 'error',
    from: {
      path: anyOf(FOLDERS.filter((folder) => !['kernel', 'tables', 'db', 'http'].includes(folder))),
      pathNot: [
        REPOSITORY,
        ROUTES,
        JOB,
        PROJECTION,
        ...USE_CASE,
        MIDDLEWARE,
        QUEUE,
        GOVERNED,
        SIGNED_ACT,
        PART,
        ...NAMED_PLACES,
      ],
    },
    to: { path: '^src/db/' },
  },
  {
    name: 'repository-only-where-named',
    comment:
      "Use cases, routes, jobs, the middleware and the folder's own index import a repository; the types of what it reads may be named anywhere in its folder.",
    severity: 'error',
    from: {
      path: '^src/',
      pathNot: [
        ...USE_CASE,
        ROUTES,
        JOB,
        MIDDLEWARE,
        PROJECTION,
        GOVERNED,
        ...NAMED_PLACES,
        '^src/[^/]+/index\\.ts$',
        '^src/db/',
      ],
    },
    to: { path: `^src/.*${REPOSITORY}`, dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'transactions-open-at-the-edge',
    comment:
      'Only routes, jobs, commands and the submission queue open transactions. They are found by name in house-rules.test.ts; here the file itself is closed.',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/db/' },
    to: { path: '^src/db/transaction\\.ts$' },
  },
];

const outside = [
  {
    name: 'knex-only-in-db',
    comment: 'The drivers and their differences live in one folder; everybody else takes a Tx.',
    severity: 'error',
    from: { path: '^(src|db)/', pathNot: '^src/db/' },
    to: { path: packages('knex', 'mysql2', 'libsql') },
  },
  {
    name: 'express-only-in-routes',
    comment: 'HTTP stays at the edge.',
    severity: 'error',
    from: {
      path: '^(src|db)/',
      pathNot: [ROUTES, MIDDLEWARE, '^src/http/', '^src/gate/(app|gate)\\.ts$', '^src/connectors/express/'],
    },
    to: {
      path: packages('express', '@types/express', '@types/express-serve-static-core', 'express-openapi-validator'),
    },
  },
  {
    name: 'rule-engine-only-in-evaluate',
    comment:
      'json-rules-engine has sharp edges (one engine per evaluation, no path, no empty any); one file knows them.',
    severity: 'error',
    from: { path: '^(src|db)/', pathNot: '^src/rules/evaluate/(evaluate|reference-evaluator)\\.ts$' },
    to: { path: packages('json-rules-engine') },
  },
  {
    name: 'web-is-a-client',
    comment:
      'The console talks to the API only; of our code it knows the generated types, and the mathematics of proofs, which ask for nothing.',
    severity: 'error',
    from: { path: '^src/web/' },
    to: { path: '^(src|db|test)/', pathNot: ['^src/web/', GENERATED, PROOFS] },
  },
  {
    name: 'plugin-stands-alone',
    comment:
      'Whoever installs the package for its client gets the client: of our code it knows the kernel and the generated types.',
    severity: 'error',
    from: { path: PLUGIN },
    to: { path: '^(src|db|test)/', pathNot: [PLUGIN, GENERATED, '^src/kernel/'] },
  },
  {
    name: 'nobody-imports-the-plugin',
    comment: 'It is for other programs; the gate asks itself without HTTP.',
    severity: 'error',
    from: { path: '^(src|db)/', pathNot: PLUGIN },
    to: { path: PLUGIN },
  },
  {
    name: 'nobody-imports-the-web',
    comment: 'The console is built and served as files.',
    severity: 'error',
    from: { path: '^(src|db)/', pathNot: '^src/web/' },
    to: { path: '^src/web/' },
  },
  {
    name: 'no-development-packages',
    comment:
      'npm ci --omit=dev must leave everything that runs. The console is built, so its packages are for development.',
    severity: 'error',
    from: { path: '^(src|db)/', pathNot: '^src/web/' },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: packages('@types') },
  },
  {
    name: 'no-unresolved',
    comment: 'An import that leads nowhere.',
    severity: 'error',
    from: {},
    // The package under its own name leads to what is built.
    to: { couldNotResolve: true, pathNot: '^genuine-gate/' },
  },
];

module.exports = {
  forbidden: [...shape, ...domainOrder, ...edges, ...kinds, ...outside, ...WEB_RULES],
  options: {
    // Types count too: a noun file that names a Tx in its signature is no longer pure.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules|^dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
