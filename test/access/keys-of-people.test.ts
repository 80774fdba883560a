import assert from 'node:assert/strict';
import { pino } from 'pino';
import { inSnapshot } from '../../src/db/index.ts';
import { loadConfig } from '../../src/gate/config.ts';
import { openGate } from '../../src/gate/gate.ts';
import { allProjections, parseLeaf } from '../../src/gate/main.ts';
import { verifyLog } from '../../src/log/index.ts';
import { forEachEngine, onOneOfThem } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import * as given from '../support/given.ts';
import { openOffice } from '../support/office.ts';
import { proposed, revision, sign, supplier } from '../two-people/two-people.ts';
import { enrolled, NATION, signedIn, signUp } from './sessions/session-people.ts';

const CITY = { region: '421000' };
const TOTP = { GATE_TOTP_KEY: 'k'.repeat(32), GATE_REGION: '421000' };
const REQUIRED = { ...TOTP, GATE_TOTP_REQUIRED_ROLES: 'finance,legalization-office' };

forEachEngine('statements', (engine) => {
  describe('a personal key of a role that needs one-time codes', () => {
    let gate: Gate;
    afterEach(() => gate.close());

    /** As a process does that begins with another configuration, over the same database. */
    const startAgain = async (env: Readonly<Record<string, string>>): Promise<void> => {
      const place = { DATABASE_URL: gate.databaseUrl, GATE_DATA_DIR: gate.dataDir };
      const config = loadConfig({ ...place, ...env });
      const { close } = await openGate({ config, clock: gate.clock.now, logger: pino({ level: 'error' }) });
      await close();
    };
    const personWith = async (role: string): Promise<string> => {
      const wish = { name: '财政甲', email: `k${given.nextNumber()}@cz.test`, roles: [{ role, grant: CITY }] };
      return (await gate.installer.post('/v1/persons', wish)).body.id;
    };
    const keyOf = async (role: string, expiresAt: string | null) =>
      gate.installer.post('/v1/api-keys', { label: role, owner: await personWith(role), role, grant: CITY, expiresAt });
    const callerOf = async (role: string, expiresAt: string | null): Promise<Caller> => {
      const { status, body } = await keyOf(role, expiresAt);
      assert.equal(status, 201, JSON.stringify(body));
      return gate.withKey(body.secret);
    };

    onOneOfThem(engine, 'how long a key lasts is told before any statement', () => {
      it('ends within ninety days, or is not made', async () => {
        gate = await startGate({ engine, env: REQUIRED });
        const made = async (role: string, expiresAt: string | null): Promise<string> => {
          const { status, body } = await keyOf(role, expiresAt);
          return status === 201 ? 'made' : `${status} ${body.code} ${body.errors[0].pointer}`;
        };

        assert.equal(await made('finance', null), '422 api_key.end_needed /expiresAt');
        assert.equal(await made('finance', '2026-08-30T01:00:00.001Z'), '422 api_key.end_needed /expiresAt');
        assert.equal(await made('finance', '2026-08-30T01:00:00.000Z'), 'made');
        assert.equal(await made('procurement-officer', null), 'made');
      });

      it('reads and neither proposes nor signs nor does anything else, which a session with a code does', async () => {
        gate = await startGate({ engine, env: REQUIRED });
        const { hardwareLine: budgetLine } = await openOffice(gate);
        const key = await callerOf('finance', '2026-07-01T00:00:00.000Z');
        const person = await signUp(gate);
        const session = await signedIn(gate, person);
        await enrolled(gate, session);
        const { body: proposal } = await proposed(session, '/v1/budget-revisions', revision(budgetLine));

        const read = await key.get(`/v1/proposals/${proposal.id}`);
        const refused = [
          await sign(key, proposal),
          await key.post('/v1/budget-revisions', revision(budgetLine)),
          await key.post('/v1/budget-revisions?dryRun=true', revision(budgetLine)),
          await key.post(`/v1/proposals/${proposal.id}/refusal`, { reason: '不同意' }),
        ];

        assert.equal(read.status, 200);
        for (const { status, body } of refused) assert.deepEqual([status, body.code], [403, 'api_key.reads_only']);
      });
    });

    it('that was made before ends ninety days after the first start with such roles, and neither makes nor signs', async () => {
      gate = await startGate({ engine, env: TOTP });
      const [maker, signer] = [
        await callerOf('legalization-office', null),
        await callerOf('legalization-office', null),
      ];
      const office = await gate.as('procurement-officer');
      const { body: open } = await proposed(await gate.as('legalization-office'), '/v1/suppliers', supplier());
      gate.clock.advance({ days: 200 });
      const { body: late } = await proposed(maker, '/v1/suppliers', supplier());
      await startAgain({ ...REQUIRED });
      const session = await signedIn(
        gate,
        await signUp(gate, { roles: [{ role: 'legalization-office', grant: NATION }] }),
      );

      const bySigner = await sign(signer, late);
      const byOther = await sign(session, late);
      gate.clock.advance({ days: 90, ms: -1 });
      const last = await maker.get('/v1/suppliers');
      gate.clock.advance({ ms: 1 });
      const ended = await maker.get('/v1/suppliers');

      assert.ok(open);
      assert.deepEqual([bySigner.status, bySigner.body.code], [403, 'api_key.reads_only']);
      assert.deepEqual([byOther.status, byOther.body.code], [409, 'proposal.maker']);
      assert.deepEqual([last.status, ended.status], [200, 401]);
      assert.equal((await office.get('/v1/orders')).status, 200);
    });

    it('is told with the end that it has, and among the alerts for the fourteen days before, as any key is', async () => {
      gate = await startGate({ engine, env: TOTP });
      const { body: old } = await keyOf('finance', null);
      await startAgain({ ...REQUIRED });
      const { body: ending } = await keyOf('procurement-officer', '2026-08-30T01:00:00.000Z');
      await keyOf('procurement-officer', null);
      const security = await gate.as('security-administrator');
      const endsOf = async () => {
        const { items } = (await security.get('/v1/security-alerts?kind=key-ends')).body;
        return items.map((each: { key: string; at: string }) => `${each.key} ${each.at}`);
      };

      const shown = await gate.installer.get(`/v1/api-keys/${old.id}`);
      gate.clock.advance({ days: 76, ms: -1 });
      const early = await endsOf();
      gate.clock.advance({ ms: 1 });
      const told = await endsOf();

      assert.equal(shown.body.expiresAt, '2026-08-30T01:00:00.000Z');
      assert.deepEqual(early, []);
      assert.deepEqual(told.toSorted(), [old.id, ending.id].map((id) => `${id} 2026-08-30T01:00:00.000Z`).toSorted());
      gate.clock.advance({ days: 14 });
      assert.deepEqual(await endsOf(), []);
    });

    it('counts from the last time that the role began to need codes, said by a leaf each time', async () => {
      gate = await startGate({ engine, env: REQUIRED });
      const leaves = async () => {
        const rows = await gate.db.reader('log_leaves').where({ type: 'gate.code-roles-set' }).orderBy('log_index');
        return rows.map(({ bytes }: { bytes: string }) => JSON.parse(bytes).roles);
      };
      const [first, second] = ['2026-06-01T01:00:00.000Z', '2026-06-02T01:00:00.000Z'];
      gate.clock.advance({ days: 1 });

      await startAgain(REQUIRED);
      await startAgain({ ...TOTP, GATE_TOTP_REQUIRED_ROLES: 'finance,audit' });
      await startAgain(TOTP);

      const finance = { role: 'finance', since: first };
      assert.deepEqual(await leaves(), [
        [finance, { role: 'legalization-office', since: first }],
        [{ role: 'audit', since: second }, finance],
        [],
      ]);
      const options = { projections: await allProjections(), parse: parseLeaf };
      const { faults, differences } = await inSnapshot(gate.db, (tx) => verifyLog(tx, options));
      assert.deepEqual([faults, differences], [[], []]);
    });
  });
});
