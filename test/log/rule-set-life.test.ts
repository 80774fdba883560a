import assert from 'node:assert/strict';
import type { Cell, Tx } from '../../src/db/index.ts';
import { settleDueRuleSets } from '../../src/orders/batch/settle-rule-sets-job.ts';
import { findAfter } from '../orders/history/history-support.ts';
import {
  assertVerified,
  bureausOf,
  drafted,
  schedule,
  scheduled,
  sign,
  verify,
} from '../rules/sets/schedule-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';

type Columns = Readonly<Record<string, Cell>>;

describe('the life of a rule set, verified against the log', () => {
  forEachEngine((engine) => {
    let gate: Gate;
    beforeEach(async () => {
      gate = await startGate({ engine });
    });
    afterEach(() => gate.close());

    const rowOf = async (number: number): Promise<Columns> =>
      gate.db.reader('rule_sets').where({ number }).first() as Promise<Columns>;
    async function assertFoundOut(number: number, rewritten: Columns): Promise<void> {
      await assertVerified(gate);
      const rewrite = (tx: Tx) => tx('rule_sets').where({ number }).update(rewritten);
      const { differences: found } = await findAfter(gate, rewrite, verify);
      assert.notDeepEqual(found, [], JSON.stringify(rewritten));
    }
    const OTHER_DAY = '2025-01-01T00:00:00.000Z';

    it('does not begin anew where somebody writes that a set which was given up is scheduled, as an earlier leaf says', async () => {
      const { number } = await scheduled(gate);
      const { state, in_force_at, log_index } = await rowOf(number);
      const { audit } = await bureausOf(gate);
      assert.equal((await audit.post(`/v1/rule-sets/${number}/withdrawal`, { reason: '另行起草' })).status, 200);

      await assertFoundOut(number, { state, in_force_at, log_index } as Columns);
      await assertFoundOut(number, { in_force_at: OTHER_DAY });
    });

    it('has the moments at which sets came into force, were confirmed and ended', async () => {
      const { number } = await scheduled(gate);
      gate.clock.advance({ days: 1 });
      await settleDueRuleSets(gate.db, gate.deps);

      for (const column of ['in_force_at', 'superseded_at', 'confirm_by', 'confirmed_at']) {
        await assertFoundOut(1, { [column]: OTHER_DAY });
        await assertFoundOut(number, { [column]: OTHER_DAY });
      }
    });

    it('has those of a set that came in an emergency and was confirmed', async () => {
      const { author, audit, finance } = await bureausOf(gate);
      const draft = await drafted(author);
      const { number, digest } = draft;
      const proposed = await schedule(author, draft, { at: null, emergency: { reason: '漏洞' } });
      assert.equal((await sign(audit, proposed)).body.state, 'executed');
      await settleDueRuleSets(gate.db, gate.deps);
      await assertFoundOut(number, { confirmed_at: OTHER_DAY });
      assert.equal((await finance.post(`/v1/rule-sets/${number}/confirmation`, { digest })).status, 200);

      for (const column of ['in_force_at', 'confirm_by', 'confirmed_at', 'emergency_reason']) {
        await assertFoundOut(number, { [column]: OTHER_DAY });
      }
    });
  });
});
