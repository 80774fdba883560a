// Who may import whom within the console: kits carry areas, areas meet at their front doors, the door carries no library.

const KITS = ['client', 'door', 'form', 'proof', 'sheet', 'table', 'ui', 'words'];
const kits = `^src/web/(${KITS.join('|')})/`;
const areas = `^src/web/(?!(?:${KITS.join('|')})/)([^/]+)/`;
const library = '(^|/)node_modules/(antd|@ant-design|@rc-component|@tanstack)(/|$)';

const WEB_RULES = [
  {
    name: 'web-areas-by-index',
    comment: 'An area of the console is entered by its index.ts, which has its routes.',
    severity: 'error',
    from: { path: areas },
    to: { path: areas, pathNot: ['^src/web/$1/', '^src/web/[^/]+/index\\.ts$'] },
  },
  {
    name: 'web-kits-carry-areas',
    comment: 'A kit is what every area uses, so it knows none of them.',
    severity: 'error',
    from: { path: kits },
    to: { path: areas },
  },
  {
    name: 'web-door-is-light',
    comment: 'Who signs in on a slow line waits for no component library.',
    severity: 'error',
    from: { path: '^src/web/(door\\.tsx$|door/|client/(call|session|gate-problem)\\.ts$)' },
    to: { path: library, reachable: true },
  },
];

module.exports = { WEB_RULES };
