// Who may import whom: the arrows between the folders of src/, and what each kind of file may touch.

/** What each folder may import besides itself. An arrow also reaches past the next step. */
const BASE = ['kernel', 'db', 'log', 'access', 'ledger'];
const DOMAINS = ['agencies', 'suppliers', 'budget', 'register', 'rules'];
const ORDERING = [...BASE, ...DOMAINS, 'decisions', 'orders'];

const ARROWS = {
  kernel: [],
  db: ['kernel'],
  log: ['kernel', 'db'],
  access: ['kernel', 'db', 'log'],
  ledger: ['kernel', 'db', 'log'],
  backup: ['kernel', 'db', 'log'],
  witness: ['kernel', 'log'],
  agencies: BASE,
  suppliers: BASE,
  budget: BASE,
  register: BASE,
  rules: BASE,
  decisions: [...BASE, 'rules'],
  orders: [...BASE, ...DOMAINS, 'decisions'],
  backtests: ORDERING,
  fulfilment: ORDERING,
  inspections: [...ORDERING, 'fulfilment'],
  connectors: [...ORDERING, 'fulfilment'],
  reports: [...ORDERING, 'backtests', 'fulfilment', 'inspections', 'connectors'],
  audit: [...ORDERING, 'fulfilment', 'reports'],
  alerts: [...ORDERING, 'fulfilment', 'reports', 'audit'],
  http: ['kernel', 'db', 'access'],
};

const FOLDERS = Object.keys(ARROWS);

/** A use case starts with one of these; another verb is agreed here first. */
const VERBS = [
  ...['submit', 'amend', 'withdraw', 'decide', 'expire', 'lapse', 'gather', 'facts-of', 'create', 'change', 'record'],
  ...['import', 'reserve', 'commit', 'move', 'reconcile', 'verify', 'rederive', 'append', 'take', 'propose', 'sign'],
  ...['grant', 'revoke', 'retire', 'load', 'refresh', 'close', 'list', 'find', 'settle', 'recall', 'write', 'govern'],
  ...['check', 'use', 'replay', 'prove', 'freeze', 'revise', 'transfer', 'end', 'allocate', 'suggest', 'schedule'],
  ...['confirm', 'erase', 'require'],
];

const USE_CASE = [`/(${VERBS.join('|')})\\.ts$`, `/(${VERBS.join('|')})-[^/]+\\.ts$`];
const REPOSITORY = '-repository\\.ts$';
/** A handler that is too long for its routes file stands beside it. */
const ROUTES = '-(routes|handler)\\.ts$';
const JOB = '-job\\.ts$';
const MIDDLEWARE = '^src/access/[^/]+-middleware\\.ts$';
const GENERATED = '^src/http/openapi\\.generated\\.ts$';
/** The one file through which the contract's order body enters the domain, so that its fields are written down once. */
const CONTRACT_BODY = '^src/orders/submission\\.ts$';
/** How things are written in answers: the types of the contract, and nothing else of HTTP. */
const ANSWER_BODY = '-body\\.ts$';
/** What other programs import of the package: nothing of the server may come along with it. */
const PLUGIN = '^src/connectors/(client|express)/';
/** What an act for two people is: the types of an operation of the contract meet those of a governed transaction. */
const SIGNED_ACT = '^src/access/signed-act\\.ts$';
const QUEUE = '^src/orders/submission-queue\\.ts$';
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
    from: { path: `^src/([^/]+)/.*${ROUTES}`, pathNot: '^src/audit/' },
    to: {
      path: '^src/[^/]+\\.ts$|^src/(cli|web|alerts|reports|backtests|inspections|connectors)/|^test/',
      pathNot: '^src/$1/',
    },
  },
  {
    name: 'domain-order-audit-routes',
    comment: 'A routes file of the audit may also write papers as reports do.',
    severity: 'error',
    from: { path: `^src/audit/.*${ROUTES}` },
    to: {
      path: '^src/[^/]+\\.ts$|^src/(cli|web|alerts|backtests|inspections|connectors)/|^test/',
      pathNot: '^src/audit/',
    },
  },
  {
    name: 'domain-order-contract',
    comment:
      'Of HTTP only the types of the contract reach the domain: in one file on the way in, in -body.ts files on the way out.',
    severity: 'error',
    from: { path: '^src/([^/]+)/(submission|.*-body)\\.ts$', pathNot: '^src/http/' },
    to: { path: '^src/(http|fulfilment|inspections|connectors|reports|cli|web)/', pathNot: [GENERATED, '^src/$1/'] },
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
    from: { path: '^src/config\\.ts$' },
    to: { path: '^src/', pathNot: '^src/kernel/' },
  },
  {
    name: 'wiring-is-not-imported',
    comment: 'main, app, gate, acts, config and the commands import everything; nothing in a folder imports them.',
    severity: 'error',
    from: { path: '^src/[^/]+/', pathNot: '^src/cli/' },
    to: { path: '^src/(cli/|(main|app|gate|acts|config)\\.ts$)' },
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
      'Another folder is entered through its front door, index.ts; only http has none, and its files are named. A command names what it runs, as main and gate do: behind a front door stands all of a folder, and whoever starts a command waits for it.',
    severity: 'error',
    from: { path: '^src/([^/]+)/', pathNot: '^src/cli/' },
    to: {
      path: '^src/[^/]+/',
      pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$', '^src/http/', MIDDLEWARE],
    },
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
      path: anyOf(FOLDERS.filter((folder) => !['kernel', 'db', 'http'].includes(folder))),
      pathNot: [REPOSITORY, ROUTES, JOB, ...USE_CASE, MIDDLEWARE, QUEUE, GOVERNED, SIGNED_ACT],
    },
    to: { path: '^src/db/' },
  },
  {
    name: 'repository-only-where-named',
    comment: "Only use cases and the folder's own index import a repository.",
    severity: 'error',
    from: { path: '^src/', pathNot: [...USE_CASE, GOVERNED, '^src/[^/]+/index\\.ts$', '^src/db/'] },
    to: { path: `^src/.*${REPOSITORY}` },
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
      pathNot: [ROUTES, MIDDLEWARE, '^src/http/', '^src/(app|gate)\\.ts$', '^src/connectors/express/'],
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
    from: { path: '^(src|db)/', pathNot: '^src/rules/(evaluate|reference-engine)\\.ts$' },
    to: { path: packages('json-rules-engine') },
  },
  {
    name: 'web-is-a-client',
    comment: 'The console talks to the API only; of our code it knows the generated types.',
    severity: 'error',
    from: { path: '^src/web/' },
    to: { path: '^(src|db|test)/', pathNot: ['^src/web/', GENERATED] },
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
  forbidden: [...shape, ...domainOrder, ...edges, ...kinds, ...outside],
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
