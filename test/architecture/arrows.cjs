// The arrows between the folders of src/.

/** What each folder may import besides itself. An arrow also reaches past the next step. */
const FLOOR = ['kernel', 'tables', 'db'];
const BASE = [...FLOOR, 'http', 'log', 'access', 'reference', 'ledger', 'two-people'];
const DOMAINS = ['agencies', 'suppliers', 'budget', 'register', 'goods', 'rules'];
const ORDERING = [...BASE, ...DOMAINS, 'matters', 'campaigns', 'decisions', 'facts', 'orders'];
const PROVEN = [...ORDERING, 'fulfilment', 'proof'];

const ARROWS = {
  kernel: [],
  tables: ['kernel'],
  db: ['kernel'],
  http: FLOOR,
  log: [...FLOOR, 'http'],
  access: [...FLOOR, 'http', 'log'],
  reference: [...FLOOR, 'http', 'log', 'access'],
  ledger: [...FLOOR, 'http', 'log', 'access'],
  drafts: [...FLOOR, 'http', 'log', 'access'],
  'two-people': [...FLOOR, 'http', 'log', 'access', 'reference', 'ledger', 'drafts'],
  backup: [...FLOOR, 'log'],
  witness: ['kernel', 'log'],
  agencies: [...BASE, 'register'],
  suppliers: BASE,
  budget: BASE,
  register: BASE,
  goods: ['kernel'],
  rules: [...BASE, 'goods'],
  matters: [...BASE, 'agencies', 'register', 'goods', 'rules'],
  campaigns: [...BASE, 'agencies', 'register', 'goods', 'rules', 'matters', 'documents'],
  decisions: [...BASE, 'rules'],
  facts: [...BASE, ...DOMAINS, 'matters', 'campaigns', 'decisions'],
  orders: [...BASE, ...DOMAINS, 'matters', 'campaigns', 'decisions', 'facts'],
  fulfilment: ORDERING,
  proof: [...ORDERING, 'fulfilment'],
  backtests: PROVEN,
  connectors: [...ORDERING, 'fulfilment'],
  documents: [...FLOOR, 'http', 'log', 'access'],
  reports: [...PROVEN, 'backtests', 'connectors', 'documents'],
  office: [...PROVEN, 'documents', 'reports'],
  audit: [...PROVEN, 'documents', 'reports'],
  alerts: [...PROVEN, 'documents', 'reports', 'office', 'audit', 'drafts'],
};

module.exports = { ARROWS };
