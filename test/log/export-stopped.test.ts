import assert from 'node:assert/strict';
import type { Engine } from '../../src/db/index.ts';
import { onOneEngine } from '../support/databases.ts';
import { startGate } from '../support/gate.ts';

/** A megabyte more for each leaf, so that the export is longer than what lies in sockets. */
const PADDED: Readonly<Record<Engine, string>> = {
  sqlite: 'bytes || hex(zeroblob(500000))',
  mysql: "concat(bytes, repeat('0', 1000000))",
};

/** What a server takes at most for those who act. */
const CLOSE_MS_MAX = 10_000;

onOneEngine('other files run its statements on both', (engine) => {
  describe('an export of the log to somebody who reads slowly', () => {
    it('does not hold up the end of the gate, and is not taken for the whole log', async function () {
      // A second and a half until it is cut.
      this.slow(6_000);
      const gate = await startGate({ engine });
      const audit = await gate.as('audit');
      for (const role of ['finance', 'machine', 'platform', 'agency-approver', 'legalization-office'] as const) {
        await gate.as(role);
      }
      await gate.db.writer.raw('alter table log_leaves rename to log_leaves_kept');
      const columns = `log_index, type, subject, at, ${PADDED[engine]} as bytes, leaf_hash`;
      await gate.db.writer.raw(`create view log_leaves as select ${columns} from log_leaves_kept`);
      const answer = await fetch(`${gate.url}/v1/log/export`, { headers: { authorization: `Bearer ${audit.secret}` } });
      const reader = answer.body?.getReader();
      const first = await reader?.read();

      const from = performance.now();
      await gate.close();
      const tookMs = performance.now() - from;
      const rest = async (): Promise<void> => {
        while (!(await reader?.read())?.done);
      };

      assert.equal(first?.done, false);
      await assert.rejects(rest());
      assert.ok(tookMs < CLOSE_MS_MAX, `ended after ${tookMs} ms`);
    });
  });
});
