import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { type JobName, type Jobs, type JobsParts, startJobs } from '../../src/gate/background-job.ts';
import { scheduled } from '../rules/sets/schedule-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate, testClock } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';
import { until } from '../support/until.ts';
import { submitted } from './history/history-support.ts';

describe('the jobs of a running gate', () => {
  forEachEngine((engine) => {
    let gate: Gate;
    const running: Jobs[] = [];
    beforeEach(async () => {
      gate = await startGate({ engine, clock: testClock() });
    });
    afterEach(async () => {
      for (const jobs of running.splice(0)) await jobs.stop();
      await gate.close();
    });

    interface StartedJobs {
      readonly jobs: Jobs;
      readonly errors: { readonly error: unknown; readonly job: JobName }[];
    }
    function start(own: Partial<JobsParts> = {}): StartedJobs {
      const errors: StartedJobs['errors'] = [];
      const jobs = startJobs({
        db: gate.db,
        deps: gate.deps,
        queue: gate.queue,
        holder: 'process-1',
        onDisagreement: () => assert.fail('nothing here disagrees'),
        onUnreadable: () => assert.fail('everything here can be read'),
        onFrozen: () => assert.fail('everything here reconciles'),
        onError: (error, job) => errors.push({ error, job }),
        everyMs: { sweep: 20, rederive: 20 },
        ...own,
      });
      running.push(jobs);
      return { jobs, errors };
    }
    const lapsedOrder = async (): Promise<string> => {
      const office = await openOffice(gate);
      const { id } = await submitted(office, office.order());
      gate.clock.advance({ days: 91 });
      return id;
    };
    const stateOf = async (id: string): Promise<string> => (await gate.db.reader('orders').where({ id }).first()).state;

    it('sweep and derive anew by themselves, and say what they did', async () => {
      const id = await lapsedOrder();
      const { jobs, errors } = start();

      await until('both jobs have run', () => jobs.status().swept === 1 && jobs.status().rederived === 1);

      assert.equal(await stateOf(id), 'expired');
      assert.equal(jobs.status().disagreements, 0);
      assert.deepEqual(errors, []);
    });

    it('go on with a year that is being closed', async () => {
      const office = await openOffice(gate);
      const { id } = await submitted(office, office.order());
      const closing = { encumbered: 'carry-over' };
      assert.equal((await gate.installer.post('/v1/fiscal-years/2026/close', closing)).status, 201);
      const { errors } = start({ everyMs: { sweep: 20, rederive: 20, closeYears: 20 } });
      const stands = async (): Promise<string> => (await gate.installer.get('/v1/fiscal-years/2026')).body.state;

      await until('the year is closed', async () => (await stands()) === 'closed');

      assert.equal(await stateOf(id), 'expired');
      assert.deepEqual(errors, []);
    });

    it('bring a scheduled rule set into force, though nobody orders anything', async () => {
      const { number } = await scheduled(gate);
      gate.clock.advance({ hours: 1 });
      const { errors } = start({ everyMs: { sweep: 20, rederive: 20, ruleSets: 20 } });
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
      const { jobs } = start();

      await sleep(150);
      assert.equal(await stateOf(id), 'approved');

      gate.clock.advance({ ms: 60_000 });
      await until('the order is swept', () => jobs.status().swept === 1);
      assert.equal(await stateOf(id), 'expired');
    });

    it('report what fails and try again', async () => {
      const id = await lapsedOrder();
      const broken = new Error('broken');
      let asked = 0;
      const putAll: JobsParts['queue']['putAll'] = (acts) => {
        asked += 1;
        return asked === 1 ? Promise.reject(broken) : gate.queue.putAll(acts);
      };
      const { jobs, errors } = start({ queue: { ...gate.queue, putAll } });

      await until('the order is swept', () => jobs.status().swept === 1);

      assert.deepEqual(errors, [{ error: broken, job: 'sweep-clearances' }]);
      assert.equal(await stateOf(id), 'expired');
    });

    it('tell every process of the same build of a disagreement that another one found', async () => {
      await gate.db
        .writer('leases')
        .insert({ name: 'rederive', holder: 'other', until_at: '2099-01-01T00:00:00.000Z' });
      const told: unknown[] = [];
      start({ onDisagreement: (found) => told.push(found) });
      await sleep(100);
      assert.deepEqual(told, []);

      const leafOf = (build: string, index: number) => ({
        ...{ log_index: index, type: 'evaluator.disagreed', subject: 'decision/dec_1', at: gate.clock.now() },
        ...{ bytes: JSON.stringify({ build, type: 'evaluator.disagreed' }), leaf_hash: '0'.repeat(64) },
      });
      // Another build disagrees as well, and later.
      const leaves = [leafOf(gate.deps.build, 1_000_000), leafOf('sha256:another', 1_000_001)];
      await gate.db.writer('log_leaves').insert(leaves);

      await until('the disagreement is told', () => told.length > 0);
      assert.equal(told[0], null);
    });

    it('end when they are stopped, and start nothing any more', async () => {
      const { jobs } = start();
      await sleep(50);

      await jobs.stop();
      const id = await lapsedOrder();
      await sleep(100);

      assert.equal(await stateOf(id), 'approved');
      assert.equal(jobs.status().swept, 0);
    });
  });
});
