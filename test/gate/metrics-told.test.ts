import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countDeliveries } from '../../src/gate/gate-alarms.ts';
import { openLogOutput } from '../../src/http/log-output.ts';
import { packageRoot } from '../../src/kernel/index.ts';
import { onOneEngine } from '../support/databases.ts';
import { startGate } from '../support/gate.ts';

onOneEngine('names of metrics are the same on each', (engine) => {
  describe('a metric of the gate', () => {
    it('stands in the list of those that operators watch', async () => {
      const gate = await startGate({ engine, env: { GATE_READERS: '1' }, logOutput: openLogOutput(process.stdout.fd) });
      countDeliveries(gate.registry);
      const { text } = await gate.installer.get('/metrics');
      await gate.close();

      const all = [...text.matchAll(/^# TYPE (\S+)/gm)].flatMap(([, name]) => name ?? []);
      const own = all.filter((name) => name.startsWith('gate_'));
      const list = readFileSync(join(packageRoot(), 'docs/operate.md'), 'utf8');
      const told = [...list.matchAll(/`((?:gate|process|nodejs)_[a-z_]+)`/g)].flatMap(([, name]) => name ?? []);

      assert.ok(own.length > 20, `${own.length} metrics`);
      assert.deepEqual(
        own.filter((name) => !list.includes(`\`${name}\``)),
        [],
      );
      assert.deepEqual(
        told.filter((name) => !all.includes(name) && !name.startsWith('gate_database_')),
        [],
        'what the list names is there; of several servers only where there are several',
      );
      assert.match(text, /^gate_build_info\{version="\d+\.\d+\.\d+",build="sha256:[0-9a-f]{64}"\} 1$/m);
      assert.match(text, /^gate_disk_free_bytes\{folder="data"\} \d{6,}/m);
    });
  });
});
