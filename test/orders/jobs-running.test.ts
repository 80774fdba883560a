import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from '../../src/db/index.ts';
import { type RunningJobs, startJobs } from '../../src/gate/start-jobs.ts';
import { settleRuleSetsJob } from '../../src/orders/batch/settle-rule-sets-job.ts';
import { sweepClearancesJob } from '../../src/orders/batch/sweep-clearances-job.ts';
import type { SubmissionQueue } from '../../src/orders/queue/submission-queue.ts';
import { closeYearsJob } from '../../src/orders/year-end/close-years-job.ts';
import { backlogNow, disagreementsJob, rederiveJob } from '../../src/proof/rederive/rederive-job.ts';
import { scheduled } from '../rules/sets/schedule-support.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate, testClock } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';
import { until } from '../support/until.ts';
import { submitted } from './history/history-support.ts';

describe('the jobs of a running gate', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    let gate: Gate;
    const running: RunningJobs[] = [];
    beforeEach(async () => {
      gate = await startGate({ engine, clock: testClock() });
    });
    afterEach(async () => {
      for (const jobs of running.splice(0)) await jobs.stop();
      await gate.close();
    });

    interface StartedJobs {
      readonly jobs: RunningJobs;
      readonly errors: { readonly error: unknown; readonly job: string }[];
    }
    /** With turns that follow one another quickly. */
    function start(...wished: readonly Job[]): StartedJobs {
      const errors: StartedJobs['errors'] = [];
      const jobs = startJobs(
        wished.map((job) => ({ ...job, when: { everyMs: 20 } })),
        {
          ...{ db: gate.db, clock: gate.clock.now, holder: 'process-1' },
          onError: (error, job) => errors.push({ error, job }),
        },
      );
      running.push(jobs);
      return { jobs, errors };
    }
    const sweep = (queue: Pick<SubmissionQueue, 'putAll'> = gate.queue): Job =>
      sweepClearancesJob({ db: gate.db, clock: gate.clock.now, queue });
    const rederive = (): Job =>
      rederiveJob({
        ...{ db: gate.db, deps: gate.deps, isIdle: gate.queue.isIdle },
        onDisagreement: () => assert.fail('nothing here disagrees'),
        onUnreadable: () => assert.fail('everything here can be read'),
        onOtherFacts: () => assert.fail('nothing derives otherwise'),
      });
    const lapsedOrder = async (): Promise<string> => {
      const office = await openOffice(gate);
      const { id } = await submitted(office, office.order());
      gate.clock.advance({ days: 91 });
      return id;
    };
    const stateOf = async (id: string): Promise<string> => (await gate.db.reader('orders').where({ id }).first()).state;

    it('sweep and derive anew by themselves', async () => {
      const id = await lapsedOrder();
      const before = await backlogNow(gate.db);
      const { errors } = start(sweep(), rederive());

      await until('the order is swept', async () => (await stateOf(id)) === 'expired');
      await until('nothing is left to derive anew', async () => (await backlogNow(gate.db))['rederive-all'] === 0);

      assert.ok(before['rederive-all'] > 0);
      assert.deepEqual(errors, []);
    });

    it('go on with a year that is being closed', async () => {
      const office = await openOffice(gate);
      const { id } = await submitted(office, office.order());
      const closing = { encumbered: 'carry-over' };
      assert.equal((await gate.installer.post('/v1/fiscal-years/2026/close', closing)).status, 201);
      const { errors } = start(closeYearsJob({ db: gate.db, deps: gate.deps, queue: gate.queue }));
      const stands = async (): Promise<string> => (await gate.installer.get('/v1/fiscal-years/2026')).body.state;

      await until('the year is closed', async () => (await stands()) === 'closed');

      assert.equal(await stateOf(id), 'expired');
      assert.deepEqual(errors, []);
    });

    it('bring a scheduled rule set into force, though nobody orders anything', async () => {
      const { number } = await scheduled(gate);
      gate.clock.advance({ hours: 1 });
      const { errors } = start(settleRuleSetsJob(gate.db, gate.deps));
      const stands = async (): Promise<string> => (await gate.installer.get(`/v1/rule-sets/${number}`)).body.state;

      await until('it is in force', async () => (await stands()) === 'in-force');

      assert.deepEqual(errors, []);
    });

    it('are led by one process; another takes over when that one has gone', async () => {
      await gate.db
        .writer('leases')
        .insert({ name: 'sweep-clearances', holder: 'killed', until_at: '2026-06-01T01:00:59.000Z' });
      const office = await openOffice(gate);
      const { id } = await submitted(office, office.order());
      await gate.db.writer('orders').where({ id }).update({ expires_at: gate.clock.now() });
      start(sweep());

      await sleep(150);
      assert.equal(await stateOf(id), 'approved');

      gate.clock.advance({ ms: 60_000 });
      await until('the order is swept', async () => (await stateOf(id)) === 'expired');
    });

    it('report what fails and try again', async () => {
      const id = await lapsedOrder();
      const broken = new Error('broken');
      let asked = 0;
      const putAll: SubmissionQueue['putAll'] = (acts) => {
        asked += 1;
        return asked === 1 ? Promise.reject(broken) : gate.queue.putAll(acts);
      };
      const { errors } = start(sweep({ putAll }));

      await until('the order is swept', async () => (await stateOf(id)) === 'expired');

      assert.deepEqual(errors, [{ error: broken, job: 'sweep-clearances' }]);
    });

    it('tell every process of the same build of a disagreement that another one found', async () => {
      let told = 0;
      const onDisagreement = (): void => {
        told += 1;
      };
      start(disagreementsJob({ db: gate.db, build: gate.deps.build, onDisagreement }));
      await sleep(100);
      assert.equal(told, 0);

      const leafOf = (build: string, index: number) => ({
        ...{ log_index: index, type: 'evaluator.disagreed', subject: 'decision/dec_1', at: gate.clock.now() },
        ...{ bytes: JSON.stringify({ build, type: 'evaluator.disagreed' }), leaf_hash: '0'.repeat(64) },
      });
      // Another build disagrees as well, and later.
      const leaves = [leafOf(gate.deps.build, 1_000_000), leafOf('sha256:another', 1_000_001)];
      await gate.db.writer('log_leaves').insert(leaves);

      await until('the disagreement is told', () => told > 0);
    });

    it('end when they are stopped, and start nothing any more', async () => {
      const { jobs } = start(sweep());
      await sleep(50);

      await jobs.stop();
      const id = await lapsedOrder();
      await sleep(100);

      assert.equal(await stateOf(id), 'approved');
    });
  });
});
