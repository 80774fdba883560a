import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { cruise, type ICruiseOptions, type IForbiddenRuleType } from 'dependency-cruiser';

interface Rules {
  readonly forbidden: IForbiddenRuleType[];
  readonly options: ICruiseOptions;
}

const rules: Rules = createRequire(import.meta.url)('./dependency-rules.cjs');

/** Each line is one wrong import: the rule that must object, the file that imports, and what it imports. */
const WRONG: readonly (readonly [rule: string, from: string, to: string])[] = [
  ['no-cycles', 'src/budget/chicken.ts', './egg.ts'],
  ['kernel-stands-alone', 'src/kernel/money.ts', '../db/index.ts'],
  ['domain-order-db', 'src/db/database.ts', '../log/index.ts'],
  ['domain-order-tables', 'src/tables/text-file.ts', '../db/index.ts'],
  ['domain-order-log', 'src/log/append.ts', '../ledger/index.ts'],
  ['domain-order-access', 'src/access/sign.ts', '../ledger/index.ts'],
  ['domain-order-ledger', 'src/ledger/move.ts', '../two-people/index.ts'],
  ['domain-order-reference', 'src/reference/reference-kind.ts', '../two-people/index.ts'],
  ['domain-order-drafts', 'src/drafts/draft.ts', '../two-people/index.ts'],
  ['domain-order-two-people', 'src/two-people/proposals/proposal.ts', '../../budget/index.ts'],
  ['domain-order-backup', 'src/backup/backup-manifest.ts', '../ledger/index.ts'],
  ['domain-order-witness', 'src/witness/watch-log.ts', '../db/index.ts'],
  ['domain-order-budget', 'src/budget/line.ts', '../register/index.ts'],
  ['domain-order-register', 'src/register/product.ts', '../orders/index.ts'],
  ['domain-order-goods', 'src/goods/printer.ts', '../rules/index.ts'],
  ['domain-order-matters', 'src/matters/rectification.ts', '../orders/index.ts'],
  ['domain-order-rules', 'src/rules/profile.ts', '../decisions/index.ts'],
  ['domain-order-campaigns', 'src/campaigns/forms/read-form.ts', '../../orders/index.ts'],
  ['domain-order-office', 'src/office/figures/figure-values.ts', '../../audit/index.ts'],
  ['domain-order-decisions', 'src/decisions/conclude.ts', '../budget/index.ts'],
  ['domain-order-facts', 'src/facts/line-facts.ts', '../orders/index.ts'],
  ['domain-order-proof', 'src/proof/rederive.ts', '../backtests/index.ts'],
  ['domain-order-documents', 'src/documents/rate.ts', '../budget/index.ts'],
  ['domain-order-backtests', 'src/backtests/compare.ts', '../connectors/index.ts'],
  ['domain-order-orders', 'src/orders/clearance.ts', '../fulfilment/index.ts'],
  ['domain-order-orders', 'src/orders/line.ts', '../backtests/index.ts'],
  ['domain-order-fulfilment', 'src/fulfilment/contract.ts', '../connectors/index.ts'],
  ['domain-order-connectors', 'src/connectors/feed.ts', '../proof/index.ts'],
  ['domain-order-alerts', 'src/alerts/alert.ts', '../connectors/index.ts'],
  ['domain-order-audit', 'src/audit/audit-finding.ts', '../alerts/index.ts'],
  ['domain-order-audit-routes', 'src/audit/samples-routes.ts', '../connectors/index.ts'],
  ['domain-order-reports', 'src/reports/rate.ts', '../alerts/index.ts'],
  ['domain-order-http', 'src/http/problem.ts', '../orders/index.ts'],
  ['domain-order-routes', 'src/orders/order-routes.ts', '../reports/index.ts'],
  ['domain-order-contract', 'src/facts/submission.ts', '../http/problem.ts'],
  ['domain-order-contract', 'src/decisions/decision-body.ts', '../http/operation.ts'],
  ['domain-order-signed-act', 'src/access/signed-act.ts', '../http/problem.ts'],
  ['domain-order-config', 'src/gate/config.ts', '../db/index.ts'],
  ['wiring-is-not-imported', 'src/agencies/agency.ts', '../gate/config.ts'],
  ['migrations-stand-alone', 'db/migrations/0009-later.ts', '../../src/kernel/index.ts'],
  ['enter-by-index', 'src/orders/price.ts', '../rules/profile.ts'],
  ['parts-are-folded-by-gate', 'src/cli/import.ts', '../budget/part.ts'],
  ['parts-are-folded-by-gate', 'src/budget/transfer-funds.ts', './part.ts'],
  ['no-production-code-from-tests', 'src/suppliers/supplier.ts', '../../test/support/given.ts'],
  ['database-only-where-named', 'src/suppliers/debarment.ts', '../db/index.ts'],
  ['database-only-where-named', 'src/suppliers/listing.ts', '../db/index.ts'],
  ['repository-only-where-named', 'src/orders/order-repository.ts', './history-repository.ts'],
  ['repository-only-where-named', 'src/orders/order.ts', './order-repository.ts'],
  ['transactions-open-at-the-edge', 'src/orders/submit-order.ts', '../db/transaction.ts'],
  ['knex-only-in-db', 'src/orders/order-repository.ts', 'knex'],
  ['express-only-in-routes', 'src/orders/submit-order.ts', 'express'],
  ['rule-engine-only-in-evaluate', 'src/rules/profile.ts', 'json-rules-engine'],
  ['web-is-a-client', 'src/web/page.ts', '../orders/index.ts'],
  ['nobody-imports-the-web', 'src/gate/app.ts', '../web/page.ts'],
  ['web-areas-by-index', 'src/web/home/home-screen.tsx', '../orders/order-words.ts'],
  ['web-kits-carry-areas', 'src/web/ui/shell.tsx', '../orders/index.ts'],
  ['web-door-is-light', 'src/web/door/sign-in-form.tsx', 'antd'],
  ['plugin-stands-alone', 'src/connectors/client/gate-client.ts', '../../orders/index.ts'],
  ['nobody-imports-the-plugin', 'src/gate/app.ts', '../connectors/client/index.ts'],
  ['no-development-packages', 'src/log/verify.ts', 'fast-check'],
  ['no-unresolved', 'src/log/find.ts', './nowhere.ts'],
];

/** What the rules are there to allow; none of these may be objected to. */
const RIGHT: readonly (readonly [from: string, to: string])[] = [
  ['src/proof/projections/price-projection.ts', '../../db/index.ts'],
  ['src/proof/projections/price-projection.ts', './proof-repository.ts'],
  ['src/db/open.ts', 'knex'],
  ['src/db/migrate.ts', '../../db/migrations/0008-step.ts'],
  ['src/access/key-middleware.ts', 'express'],
  ['src/access/key-middleware.ts', '../http/problem.ts'],
  ['src/access/key-middleware.ts', '../db/index.ts'],
  ['src/budget/budget-routes.ts', 'express'],
  ['src/budget/budget-routes.ts', '../http/openapi.generated.ts'],
  ['src/budget/budget-routes.ts', '../access/key-middleware.ts'],
  ['src/budget/budget-routes.ts', '../db/index.ts'],
  ['src/budget/budget-repository.ts', '../db/index.ts'],
  ['src/budget/commit-funds.ts', './budget-repository.ts'],
  ['src/budget/budget-routes.ts', './budget-repository.ts'],
  ['src/budget/lines/negative-lines-job.ts', '../budget-repository.ts'],
  ['src/budget/facts-of-budget.ts', '../db/index.ts'],
  ['src/decisions/record-decision.ts', '../rules/index.ts'],
  ['src/orders/gather.ts', '../db/index.ts'],
  ['src/orders/gather.ts', '../budget/index.ts'],
  ['src/orders/queue/submission-queue.ts', '../../db/index.ts'],
  ['src/facts/submission.ts', '../http/openapi.generated.ts'],
  ['src/orders/batch-handler.ts', '../http/operation.ts'],
  ['src/decisions/decision-body.ts', '../http/openapi.generated.ts'],
  ['src/rules/evaluate/reference-evaluator.ts', 'json-rules-engine'],
  ['src/reports/list-spending.ts', '../fulfilment/index.ts'],
  ['src/alerts/list-alerts.ts', '../reports/index.ts'],
  ['src/alerts/list-alerts.ts', '../audit/index.ts'],
  ['src/audit/samples-routes.ts', '../reports/index.ts'],
  ['src/cli/commands/serve.ts', '../gate/app.ts'],
  ['src/gate/app.ts', '../budget/budget-routes.ts'],
  ['src/gate/parts.ts', '../budget/part.ts'],
  ['src/budget/part.ts', '../db/index.ts'],
  ['src/web/client.ts', '../http/openapi.generated.ts'],
];

describe('the dependency rules', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'genuine-gate-rules-'));
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "module": "nodenext" } }');
    writeFileSync(
      join(folder, 'package.json'),
      '{ "dependencies": { "knex": "*" }, "devDependencies": { "fast-check": "*" } }',
    );
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('object to every import they are there to forbid', async () => {
    layOut(folder, [...WRONG.map(([, from, to]) => [from, to] as const), ['src/budget/egg.ts', './chicken.ts']]);

    const objections = await objectionsIn(folder);

    const missed = WRONG.filter(([rule, from]) => !objections.has(`${rule}: ${from}`));
    assert.deepEqual(missed, []);
  });

  it('object to nothing that the folders are built on', async () => {
    layOut(folder, RIGHT);

    const objections = await objectionsIn(folder);

    assert.deepEqual([...objections], []);
  });

  it('have a case above for each of them, or for its sister of another folder', () => {
    const sisters = ['domain-order-kernel', 'domain-order-agencies', 'domain-order-suppliers'];
    const shown = new Set<string | undefined>([...WRONG.map(([rule]) => rule), ...sisters]);

    const unseen = rules.forbidden.map((rule) => rule.name).filter((name) => !shown.has(name));

    assert.deepEqual(unseen, []);
  });
});

/** Writes files that import each other as given; an imported file that nobody describes is empty. */
function layOut(folder: string, imports: readonly (readonly [from: string, to: string])[]): void {
  const texts = new Map<string, string>();
  for (const [from, to] of imports) {
    texts.set(from, `${texts.get(from) ?? ''}import '${to}';\n`);
    const target = join(dirname(from), to);
    if (to.startsWith('.') && !to.includes('nowhere') && !texts.has(target)) texts.set(target, '');
  }
  for (const [path, text] of texts) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text === '' ? 'export const nothing = 0;\n' : text);
  }
}

async function objectionsIn(folder: string): Promise<ReadonlySet<string>> {
  const options: ICruiseOptions = {
    ...rules.options,
    baseDir: folder,
    validate: true,
    ruleSet: { forbidden: rules.forbidden },
  };
  const { output } = await cruise(['src', 'db'], options);
  if (typeof output === 'string') throw new TypeError('dependency-cruiser reported as text');
  return new Set(output.summary.violations.map((violation) => `${violation.rule.name}: ${violation.from}`));
}
