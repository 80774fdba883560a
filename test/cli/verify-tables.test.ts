import assert from 'node:assert/strict';
import { catchUp } from '../audit/audit-support.ts';
import { draft, LOWER_CAP, report } from '../backtests/backtest-support.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';
import { runGate } from './gate-command.ts';

describe('gate verify on what answers are read from', function () {
  // Many commands, one after the other, and the machine may be busy.
  this.timeout(120_000);
  let gate: Gate;
  let backtest: string;
  before(async () => {
    gate = await startGate({ engine: 'sqlite' });
    const office = await openOffice(gate);
    assert.equal((await office.submit(office.order({ unitPrice: '4999.00' }))).status, 201);
    const audit = await gate.as('audit');
    backtest = (await report(gate, audit, { ruleSet: await draft(audit, { parameters: [LOWER_CAP] }) })).id;
    await catchUp(gate);
  });
  after(() => gate.close());

  const verify = () => runGate(['verify'], { env: { DATABASE_URL: gate.databaseUrl } });

  it('is sound first, and then names each row that somebody has changed and what it should be', async () => {
    const sound = await verify();
    const signal = await gate.db.reader('order_signals').where({ kind: 'near-cap' }).first();
    const count = await gate.db.reader('rule_statistics').where({ result: 'passed' }).first();
    const { log_index: at, kind, quantity } = signal;
    await gate.db.writer('order_signals').where({ log_index: at, kind }).update({ quantity: 9 });
    await gate.db.writer('rule_statistics').where({ id: count.id }).update({ decisions: 9 });
    await gate.db.writer('backtest_changes').where({ backtest_id: backtest }).delete();

    const wrong = await verify();

    assert.deepEqual([sound.code, wrong.code], [0, 1], sound.stdout);
    for (const line of [
      `order_signals: quantity of ${at}/near-cap is 9, and leaf ${at} says ${quantity}`,
      `rule_statistics: decisions of ${count.id} is 9, and the log gives ${count.decisions}`,
      `backtest_changes: stricter of ${backtest} is 0, and leaf`,
      `backtest_changes: count of ${backtest} is 0, and leaf`,
    ]) {
      assert.ok(wrong.stdout.includes(line), `${line}\n${wrong.stdout}`);
    }
  });
});
