import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectorParts } from '../../src/connectors/index.ts';
import { deliveryJobs } from '../../src/connectors/receivers/deliveries-job.ts';
import { inSnapshot } from '../../src/db/index.ts';
import { startJobs } from '../../src/gate/start-jobs.ts';
import { keyFolder } from '../../src/log/index.ts';
import { startGate } from '../support/gate.ts';
import { closedAtLast } from '../support/left-open.ts';

/** Five times the pause between two looks. */
const HANGING_MS = 2_500;

describe('looking for receivers that are due', () => {
  it('waits once for a database that hangs, and does not catch up on every look that it missed', async () => {
    // The engine with one connection for reading: whoever holds it makes the others wait.
    const gate = await startGate({ engine: 'sqlite' });
    let looks = 0;
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const hanging = inSnapshot(gate.db, () => held);
    const clock = () => {
      looks += 1;
      return gate.clock.now();
    };
    const onError = (error: unknown): void => {
      throw error;
    };
    const jobs = deliveryJobs({
      ...{ db: gate.db, deps: { ...gate.deps, clock }, holder: 'job_of_a_test' },
      ...connectorParts({ webhookSecrets: [], outboundAllow: [] }, keyFolder(gate.dataDir)),
      ...{ onFailing: () => undefined, onError },
    });
    const running = startJobs(jobs, { db: gate.db, clock: gate.clock.now, holder: 'job_of_a_test', onError });
    const stop = closedAtLast('deliveries', running.stop);

    await sleep(HANGING_MS);
    letGo();
    await stop();
    await hanging;
    await gate.close();

    assert.equal(looks, 1);
  });
});
