import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { keyFolder } from '../../src/log/index.ts';
import type { RuleDocument } from '../../src/rules/index.ts';
import { JUNE, LOWER_CAP } from '../backtests/backtest-support.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';

const OFFICE: RuleDocument = JSON.parse(readFileSync('rules/computers/HW-02.json', 'utf8'));
const DRAFT = { changeNote: '测试草案', inForceFrom: '2026-07-01' };
const CITY = { region: '421000' };

describe('what is created with an Idempotency-Key and asked for again', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    let gate: Gate;
    beforeEach(async () => {
      gate = await startGate({ engine });
    });
    afterEach(() => gate.close());

    /** Asks twice with one key and once with the same key for something else. */
    async function askAgain(caller: Caller, path: string, body: object) {
      const headers = { 'idempotency-key': 'only-once' };
      const first = await caller.post(path, body, headers);
      const again = await caller.post(path, body, headers);
      const other = await caller.post(path, { ...body, ...(OTHERS[path] ?? {}) }, headers);
      assert.deepEqual([other.status, other.body.code], [422, 'idempotency_key.reused'], JSON.stringify(other.body));
      assert.deepEqual([again.status, again.headers.location], [first.status, first.headers.location]);
      return { first, again };
    }
    const OTHERS: Readonly<Record<string, object>> = {
      '/v1/api-keys': { label: '另一个' },
      '/v1/rule-sets': { changeNote: '另一份' },
      '/v1/rule-sets/2/witness-tests': { rules: ['HW-02', 'OS-01'] },
      '/v1/backtests': { until: '2026-06-29' },
      '/v1/log/witnesses': { reason: '另一个理由' },
      '/v1/signing-keys': { reason: '另一个理由' },
    };
    const numberOf = async (path: string, caller: Caller): Promise<number> =>
      (await caller.get(path)).body.items.length;

    it('is one API key, whose secret is told the first time only', async () => {
      const roles = [{ role: 'audit', grant: CITY }];
      const person = { name: '审计员', email: 'audit@jingzhou.gov.test', roles };
      const owner = (await gate.installer.post('/v1/persons', person)).body.id;
      const wish = { label: '审计', owner, role: 'audit', grant: CITY };

      const { first, again } = await askAgain(gate.installer, '/v1/api-keys', wish);

      const { secret, ...shown } = first.body;
      assert.equal(first.status, 201);
      assert.match(secret, /^gk_/);
      assert.deepEqual(again.body, shown);
      assert.equal(await numberOf(`/v1/api-keys?owner=${owner}`, gate.installer), 1);
    });

    it('is one proposal of an API key, with a secret that its maker has read before', async () => {
      const maker = await gate.as('security-administrator');
      await gate.as('security-administrator', { who: 'signer' });
      const { body: session } = await (await gate.as('audit')).get('/v1/session');
      const wish = { label: '系统对接', owner: session.person.id, role: 'machine', grant: CITY, scopes: ['log:read'] };

      const { first, again } = await askAgain(maker, '/v1/api-keys', wish);

      assert.deepEqual([first.status, again.body.id], [202, first.body.id]);
      assert.match(first.body.told.secret, /^gk_/);
      assert.equal(again.body.told, undefined);
    });

    it('is one draft of a rule set, and one that has its witnesses as tests', async () => {
      const audit = await gate.as('audit');

      const drafted = await askAgain(audit, '/v1/rule-sets', { ...DRAFT, rules: [stricterOffice()] });
      const tested = await askAgain(audit, '/v1/rule-sets/2/witness-tests', { rules: ['HW-02'] });

      assert.deepEqual(drafted.again.body, drafted.first.body);
      assert.equal(tested.first.body.ruleSet.number, 3);
      assert.deepEqual(tested.again.body, tested.first.body);
      assert.equal(await numberOf('/v1/rule-sets', audit), 3);
    });

    it('is one back-test', async () => {
      const audit = await gate.as('audit');
      await audit.post('/v1/rule-sets', { ...DRAFT, parameters: [LOWER_CAP] });

      const { first, again } = await askAgain(audit, '/v1/backtests', { ...JUNE, ruleSet: 2 });

      assert.deepEqual([first.status, again.body], [202, first.body]);
      assert.equal(await numberOf('/v1/backtests', audit), 1);
    });

    it('is one introduction of a witness, and one replacement of what the gate signs with', async () => {
      const maker = await gate.as('security-administrator');
      await gate.as('audit');
      const bytesOf = (name: string) => keyFolder(`${gate.dataDir}/${name}`).make('log').bytes.toString('base64url');
      const witness = { name: 'audit.example/witness', publicKey: bytesOf('bureau'), reason: '审计局自行保管见证机' };
      const key = keyFolder(gate.dataDir).make('log').bytes.toString('base64url');
      const replacement = { purpose: 'log', publicKey: key, reason: '年度更换', isReplacedCompromised: false };

      const introduced = await askAgain(maker, '/v1/log/witnesses', witness);
      const replaced = await askAgain(maker, '/v1/signing-keys', replacement);

      for (const { first, again } of [introduced, replaced]) {
        assert.equal(first.status, 202, JSON.stringify(first.body));
        assert.equal(again.body.id, first.body.id);
      }
    });
  });
});

/** At the highest price is too much by now, not only above it. */
function stricterOffice(): unknown {
  const when = {
    ...{ name: 'at-maximum', fact: 'item.unitPriceFen', operator: 'fen.atLeast' },
    value: { fact: 'policy.cap.officeMax' },
  };
  const [first, ...rest] = OFFICE.clauses;
  return { ...OFFICE, revision: OFFICE.revision + 1, clauses: [{ ...first, when }, ...rest] };
}
