import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import { dayOf, plusMs, systemClock } from '../../src/kernel/index.ts';
import { asker, callerOf } from '../bench/campaign-people.ts';
import { freshDatabaseUrl, onOneEngine } from '../support/databases.ts';
import * as given from '../support/given.ts';
import { inLongRun } from '../support/long.ts';
import { checkAgreement } from './check-promises.ts';
import { newDataDir, startGateProcess } from './gate-process-control.ts';

const KEY = 'gk_of_a_gate_that_is_killed_while_it_launches';
const REGION = '421000';
const UNITS = 250;
/** Whoever has done no step for a minute is taken for gone. */
const LATER_MS = 120_000;

describe('a gate that is killed while it launches a campaign', () => {
  inLongRun('office/launch-in-pieces.test.ts', () =>
    onOneEngine('other tests stop a launch between its pieces on each', (engine) => {
      it('asks nobody until it is back, and then sees the launch through by itself, each unit once', async function () {
        this.slow(20_000);
        const fresh = await freshDatabaseUrl(engine);
        const place = { databaseUrl: fresh.url, dataDir: newDataDir() };
        const start = (now: string) => startGateProcess({ ...place, bootstrapKey: KEY, now });
        const before = await start(systemClock());
        const { draft, ask } = await prepare(before.url);
        const path = `/v1/campaigns/${draft.body.id}`;
        const proposed = await ask.clerk('POST', `${path}/launch`, { reason: '工作方案' }, { 'if-match': draft.etag });
        const { id, digest } = proposed.body;

        const cut = ask.chief('POST', `/v1/proposals/${id}/signatures`, { digest }).catch(() => undefined);
        while ((await ask.clerk('GET', path)).body.state === 'draft') await sleep(5);
        await before.kill();
        assert.equal(await cut, undefined, 'the launch was over before the gate was killed');
        await checkAgreement(fresh.url, { rederive: false });
        const after = await start(plusMs(systemClock(), LATER_MS));
        const clerk = callerOf(after.url, ask.clerkSecret);
        const half = (await clerk('GET', path)).body;
        while ((await clerk('GET', path)).body.state === 'launching') await sleep(100);
        const whole = (await clerk('GET', path)).body;
        await after.stop();
        await checkAgreement(fresh.url, { rederive: false });
        await fresh.drop();

        assert.deepEqual([half.state, half.counts], ['launching', null]);
        assert.deepEqual([whole.state, (whole.counts as { asked: number }).asked], ['open', UNITS]);
      });
    }),
  );
});

/** A campaign over many units that two people of an office can launch. */
async function prepare(url: string) {
  const codes = Array.from({ length: UNITS }, () => given.creditCode());
  const rows = codes.map((code) => `${code},单位 ${code},party-government-organ,city,${REGION},,30,false`);
  const file = ['code,name,kind,level,region,parentCode,staff,classified', ...rows].join('\n');
  const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'text/csv' };
  const { data: imported } = await axios.post(`${url}/v1/agencies/import`, file, { headers });
  assert.equal(imported.created, UNITS);
  const ask = await asker(url, REGION, KEY);
  const today = dayOf(systemClock());
  const draft = await ask.clerk('POST', '/v1/campaigns', {
    ...{ purpose: 'survey', title: { 'zh-CN': '软件使用情况统计' }, form: 'software-use@1', documents: [] },
    ...{ region: REGION, officeAgency: codes[0], period: null, asOfOn: today, dueOn: '2099-06-30' },
    ...{ gating: true, needsReasons: false, ask: { regions: [REGION], agencies: [], except: [] } },
  });
  return { draft, ask };
}
