import assert from 'node:assert/strict';
import { type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { runGate } from './gate-command.ts';

describe('gate reconcile on a counter that was changed', function () {
  // Many commands, one after the other, and the machine may be busy.
  this.timeout(120_000);
  let gate: Gate;
  let office: Office;
  before(async () => {
    gate = await startGate({ engine: 'sqlite' });
    office = await openOffice(gate);
    await gate.db.writer('budget_lines').where({ code: office.hardwareLine }).increment('reserved_fen', 1);
  });
  after(() => gate.close());

  const run = (...options: readonly string[]) => {
    return runGate(['reconcile', ...options], { env: { DATABASE_URL: gate.databaseUrl } });
  };
  const frozen = async (): Promise<unknown> =>
    (await gate.installer.get(`/v1/budget-lines/${office.hardwareLine}`)).body.frozen;

  it('only reports it, unless it is told to freeze; then the running gate knows, and it is frozen once', async () => {
    const reported = await run();
    const before = await frozen();
    const freezing = await run('--freeze');
    const again = await run('--freeze');

    const named = new RegExp(`^frozen: budget-line/${office.hardwareLine}$`, 'm');
    assert.deepEqual([reported.code, freezing.code, again.code], [1, 1, 1]);
    assert.equal(before, null);
    assert.doesNotMatch(reported.stdout, named);
    assert.match(freezing.stdout, named);
    assert.doesNotMatch(again.stdout, named);
    assert.notEqual(await frozen(), null);
  });
});
