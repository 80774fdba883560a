import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/kernel/index.ts';
import { onOneEngine } from '../support/databases.ts';
import { startGate } from '../support/gate.ts';

onOneEngine('names of metrics are the same on each', (engine) => {
  describe('a metric of the gate', () => {
    it('stands in the list of those that operators watch', async () => {
      const gate = await startGate({ engine, env: { GATE_READERS: '1' } });
      const metrics = await gate.registry.getMetricsAsJSON();
      await gate.close();

      const own = metrics.map(({ name }) => name).filter((name) => name.startsWith('gate_'));
      const list = readFileSync(join(packageRoot(), 'docs/operate.md'), 'utf8');

      assert.ok(own.length > 20, `${own.length} metrics`);
      assert.deepEqual(
        own.filter((name) => !list.includes(`\`${name}\``)),
        [],
      );
    });
  });
});
