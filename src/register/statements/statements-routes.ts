import type { Database } from '../../db/index.ts';
import type { Handlers } from '../../http/operation.ts';
import type { GovernedDeps } from '../../log/index.ts';
import { referenceRoutes } from '../../reference/index.ts';
import { REGISTER_STATEMENTS } from './record-register-statements.ts';

/** What units say of their lists. */
export function statementsRoutes(db: Database, deps: GovernedDeps): Handlers {
  const statements = referenceRoutes(db, deps, {
    kind: REGISTER_STATEMENTS,
    path: '/v1/register-statements',
    creation: 'RegisterStatementCreation',
    answer: ({ state }) => state,
  });
  return { createRegisterStatement: statements.create, listRegisterStatements: statements.list };
}
