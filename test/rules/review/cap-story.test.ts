import assert from 'node:assert/strict';
import { runBacktests } from '../../../src/backtests/run/backtests-job.ts';
import type { OrderSubmission } from '../../../src/facts/index.ts';
import { plusMs } from '../../../src/kernel/index.ts';
import { rederiveAll } from '../../../src/proof/rederive/rederive-job.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Caller, type Gate, startGate, testClock } from '../../support/gate.ts';
import { size } from '../../support/long.ts';
import { type Office, openOffice } from '../../support/office.ts';
import {
  assertVerified,
  bureausOf,
  type Draft,
  drafted,
  LOWER_CAP,
  leavesOfRules,
  schedule,
  sign,
} from '../sets/schedule-support.ts';

// The whole of a bureau's afternoon; by hand over as many orders as a city has: ORDERS=100000 npx mocha test/rules/review/cap-story.test.ts
const ORDERS = Number(process.env.ORDERS ?? size({ test: 100, long: 300 }));
const BATCH_ORDERS = 100;
const OFFICES = 10;
const CLIENTS = 32;
/** Of the load, on both sides of the moment. */
const DECIDED_PER_SIDE = size({ test: 50, long: 150 });
const MS_PER_ORDER = 10;

onOneEngine('rules judge facts, wherever they were read', (engine) => {
  describe('lowering the cap on desktops from 5,000 to 4,800 yuan', () => {
    const clock = testClock();
    let gate: Gate;
    let offices: readonly Office[];
    let machine: Caller;
    let draft: Draft;
    let backtest: object;
    const decided: DecisionAnswer[] = [];
    before(async () => {
      gate = await startGate({ engine, clock });
      const money = { hardwareMoney: '9000000000.00', softwareMoney: '900000000.00' };
      offices = await Promise.all(Array.from({ length: OFFICES }, () => openOffice(gate, money)));
      machine = await gate.as('machine', { grant: { region: '421000' }, scopes: ['orders:write'] });
    });
    after(() => gate.close());

    const forDesktop = (index: number, unitPrice: string): OrderSubmission => {
      const office = offices[index % OFFICES];
      assert.ok(office);
      // In the centralized batch, since a thousand e-mall orders of one office in an hour are splitting.
      return office.order({ unitPrice, order: { method: 'batch-centralized' } });
    };

    const send = async (path: string, body: object) => {
      const headers = { authorization: `Bearer ${machine.secret}`, 'content-type': 'application/json' };
      const answer = await fetch(`${gate.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      assert.ok(answer.status < 300, `${answer.status}`);
      return (await answer.json()) as { readonly decision: DecisionAnswer };
    };

    it('is shown with a price that it makes too high, which becomes a test of the rule', async () => {
      const { author, audit } = await bureausOf(gate);
      const first = await drafted(author, { parameters: [LOWER_CAP] });
      const { body: changes } = await audit.get(`/v1/rule-sets/${first.number}/changes`);
      const [{ rule, before: was, after: is, test }] = changes.parameters[0].witnesses;
      assert.deepEqual([rule, was, is, test.facts['line.capFen']], ['HW-01', 'pass', 'over-cap', 480_000]);

      const { body } = await author.post(`/v1/rule-sets/${first.number}/witness-tests`, { rules: ['HW-01'] });

      draft = { number: body.ruleSet.number, digest: body.ruleSet.digest, reviewDigest: body.review.digest };
    });

    it('is tried on every order of the past', async function () {
      this.timeout(0);
      for (let done = 0; done < ORDERS; done += BATCH_ORDERS) {
        const priceOf = (at: number): string => (at % 10 === 0 ? '4900.00' : '4700.00');
        const orders = Array.from({ length: BATCH_ORDERS }, (_, at) => forDesktop(at, priceOf(at)));
        await send('/v1/orders/batch', { orders });
      }
      const { audit } = await bureausOf(gate);
      const asked = { from: '2026-06-01', until: '2026-06-30', ruleSet: draft.number };
      const { body: started } = await audit.post('/v1/backtests', asked);
      await runBacktests({ ...gate, isIdle: () => true, mayGoOn: async () => true });

      const { body: found } = await audit.get(`/v1/backtests/${started.id}`);
      const { body: report } = await audit.get(`/v1/backtests/${started.id}/report`, { accept: 'application/json' });

      assert.deepEqual([found.state, found.isValid], ['finished', true]);
      assert.deepEqual([report.decisions, report.buckets.stricter], [ORDERS, ORDERS / 10]);
      backtest = { id: started.id, digest: found.reportDigest };
    });

    it('is signed for by two, and in force at its moment under load', async function () {
      this.timeout(0);
      const { author, audit, finance } = await bureausOf(gate);
      const moment = plusMs(clock.now(), DECIDED_PER_SIDE * MS_PER_ORDER);
      const proposed = await schedule(author, draft, { at: moment, backtest });
      await sign(audit, proposed);
      assert.equal((await sign(finance, proposed)).body.state, 'executed');

      // Time goes on with what is decided, so that both sides of the moment see load however fast this machine is.
      const until = plusMs(moment, DECIDED_PER_SIDE * MS_PER_ORDER);
      await Promise.all(
        Array.from({ length: CLIENTS }, async (_, client) => {
          for (let turn = 0; clock.now() < until; turn += 1) {
            const { decision } = await send('/v1/orders', forDesktop(client + turn, '4900.00'));
            decided.push(decision);
            clock.advance({ ms: MS_PER_ORDER });
          }
        }),
      );

      const entered = (await leavesOfRules(gate)).find(
        ({ type, subject }) => type === 'rule-set.entered-force' && subject === `rule-set/${draft.number}`,
      );
      assert.ok(entered);
      const sides = decided.map(({ log, outcome, ruleSet, findings }) => {
        const rules = new Set(findings.map(({ rule }) => rule));
        return [log.index < entered.logIndex, outcome, ruleSet.number, ...rules].join();
      });
      assert.deepEqual(new Set(sides), new Set(['true,approved,1', `false,rejected,${draft.number},HW-01`]));
    });

    it('leaves decisions on both sides that derive again, and a log that verifies', async function () {
      this.timeout(0);
      const { isSound, decisions } = await rederiveAll(gate.db);

      assert.deepEqual([isSound, decisions], [true, ORDERS + decided.length]);
      await assertVerified(gate);
    });
  });
});

interface DecisionAnswer {
  readonly outcome: string;
  readonly log: { readonly index: number };
  readonly ruleSet: { readonly number: number };
  readonly findings: readonly { readonly rule: string }[];
}
