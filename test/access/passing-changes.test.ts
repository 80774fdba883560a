import assert from 'node:assert/strict';
import { Secret, TOTP } from 'otpauth';
import { pino } from 'pino';
import type { Response } from 'supertest';
import { hashOfSecret, newSecret } from '../../src/access/index.ts';
import { sealSecret } from '../../src/access/passwords/totp.ts';
import { hashOfToken, newTokenHalf } from '../../src/access/people/invitation-token.ts';
import { findRightsWarnings } from '../../src/access/rights/find-rights-warnings.ts';
import { newSessionToken } from '../../src/access/sessions/session.ts';
import { inSnapshot } from '../../src/db/index.ts';
import { allProjections, parseLeaf } from '../../src/gate/main.ts';
import { canonicalJson } from '../../src/kernel/index.ts';
import { verifyLog } from '../../src/log/index.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';
import { countRows, type Leaf, leavesOf, personOf, proposed, sign, supplier } from '../two-people/two-people.ts';
import {
  changePerson,
  invite,
  OTHER_PASSWORD,
  PASSWORD,
  type SignedUp,
  setPassword,
  signedIn,
  signUp,
  trySignIn,
} from './sessions/session-people.ts';

const NATION = { region: '000000' };
const ROLE = 'legalization-office';
const TOTP_KEY = 'k'.repeat(32);
/** Longer than a right may still be used after it was taken away. */
const LATER = { hours: 1 };

type Row = Record<string, string | number | null>;

onOneEngine('other files run its statements on both', (engine) => {
  describe('a row that stands in the database for a second', () => {
    let gate: Gate;
    let lines: string[];
    let maker: Caller;
    let colleague: SignedUp;
    beforeEach(async () => {
      lines = [];
      const logger = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) });
      gate = await startGate({ engine, env: { GATE_TOTP_KEY: TOTP_KEY }, logger });
      maker = await gate.as(ROLE);
      colleague = await signUp(gate, { roles: [{ role: ROLE, grant: NATION }] });
    });
    afterEach(() => gate.close());

    const differences = async (): Promise<readonly string[]> => {
      const options = { projections: await allProjections(), parse: parseLeaf };
      const { faults, differences: found } = await inSnapshot(gate.db, (tx) => verifyLog(tx, options));
      assert.deepEqual(faults, []);
      return found.map(({ table, key, kind, field }) => `${table} ${key} ${kind} ${field ?? ''}`.trim());
    };

    const leavesOfType = async (type: string): Promise<readonly Leaf[]> => {
      const rows: { bytes: string }[] = await gate.db.reader('log_leaves').where({ type }).orderBy('log_index');
      return rows.map(({ bytes }) => JSON.parse(bytes));
    };

    /** Other columns while something is asked, and afterwards those of before. */
    const changedFor = async <T>(table: string, where: Row, columns: Row, ask: () => Promise<T>): Promise<T> => {
      const before = await gate.db.reader(table).where(where).first(Object.keys(columns));
      await gate.db.writer(table).where(where).update(columns);
      const answer = await ask();
      await gate.db.writer(table).where(where).update(before);
      return answer;
    };

    const slippedIn = async <T>(table: string, row: Row, ask: () => Promise<T>): Promise<T> => {
      await gate.db.writer(table).insert(row);
      const answer = await ask();
      await gate.db.writer(table).where({ id: row.id }).delete();
      return answer;
    };

    /** Refused by name, nothing is carried out, and the log and the operator have been told. */
    const assertRefused = async (refused: Response, named: RegExp): Promise<void> => {
      assert.deepEqual([refused.status, refused.body.code], [403, 'access.rows_differ'], JSON.stringify(refused.body));
      assert.match(refused.body.detail, named);
      assert.equal(await countRows(gate, 'suppliers'), 0);
      assert.equal(await countRows(gate, 'proposal_signatures'), 0);
      const [told] = await leavesOfType('rights.differed');
      const rows = told?.rows as readonly { table: string; key: string; field: string | null }[];
      assert.match(rows.map(({ table, key, field }) => `${table}.${field} ${key}`).join('; '), named);
      assert.match(lines.join(), /rows give rights that the log does not give/);
      const warned = await inSnapshot(gate.db, (tx) => findRightsWarnings(tx, gate.clock.now()));
      assert.deepEqual(
        warned.map(({ name }) => name),
        ['rights'],
      );
      const counted = await gate.registry.getSingleMetricAsString('gate_rights_differed');
      assert.match(counted, /gate_rights_differed 1/);
    };

    const sessionRow = async (): Promise<Row> => {
      await signedIn(gate, colleague);
      return gate.db.reader('sessions').where({ person_id: colleague.id }).first();
    };

    it('gives no signature by a session that nobody opened', async () => {
      const token = newSessionToken();
      const forged = { ...(await sessionRow()), id: 'ses_forged', token_hash: hashOfSecret(token), with_totp: 1 };
      const { body: proposal } = await proposed(maker, '/v1/suppliers', supplier());

      const refused = await slippedIn('sessions', forged, () => sign(gate.withKey(token), proposal));

      await assertRefused(refused, /ses_forged/);
      assert.deepEqual(await differences(), []);
    });

    it('gives no signature by another token of a session that was opened, remembered or not', async () => {
      const row = await sessionRow();
      const token = newSessionToken();
      const thief = gate.withKey(token);
      const { body: proposal } = await proposed(maker, '/v1/suppliers', supplier());

      await changedFor('sessions', { id: row.id ?? '' }, { token_hash: hashOfSecret(token) }, () =>
        thief.get('/v1/session'),
      );

      // The row is as it was, and the process still knows the token.
      await assertRefused(await sign(thief, proposal), /sessions\.token_hash/);
    });

    it('gives no signature by an API key that nobody made', async () => {
      const secret = newSecret();
      const { key } = await personOf(gate, maker);
      const row = await gate.db.reader('api_keys').where({ id: key }).first();
      const forged = { ...row, id: 'key_forged', owner: colleague.id, secret_hash: hashOfSecret(secret) };
      const { body: proposal } = await proposed(maker, '/v1/suppliers', supplier());

      const refused = await slippedIn('api_keys', forged, () => sign(gate.withKey(secret), proposal));

      await assertRefused(refused, /key_forged/);
      assert.deepEqual(await differences(), []);
    });

    it('gives no signature by a role that was never given', async () => {
      const officer = await gate.as('procurement-officer');
      const { person, key } = await personOf(gate, officer);
      const roles = canonicalJson([{ role: ROLE, grant: NATION }]);
      const { body: proposal } = await proposed(maker, '/v1/suppliers', supplier());

      const refused = await changedFor('persons', { id: person }, { roles }, () =>
        changedFor('api_keys', { id: key }, { role: ROLE }, () => sign(officer, proposal)),
      );

      await assertRefused(refused, /persons\.roles.*api_keys\.role/);
    });

    it('proposes nothing either', async () => {
      const officer = await gate.as('procurement-officer');
      const { person, key } = await personOf(gate, officer);
      const roles = canonicalJson([{ role: ROLE, grant: NATION }]);

      const refused = await changedFor('persons', { id: person }, { roles }, () =>
        changedFor('api_keys', { id: key }, { role: ROLE }, () => officer.post('/v1/suppliers', supplier())),
      );

      await assertRefused(refused, /persons\.roles/);
      assert.equal(await countRows(gate, 'proposals'), 0);
    });

    it('lets nobody in by a password that was never set', async () => {
      const stranger = await signUp(gate, { password: null });
      await setPassword(gate, stranger.id, OTHER_PASSWORD);
      const { hashes } = await gate.db.reader('passwords').where({ person_id: stranger.id }).first();

      const refused = await changedFor('passwords', { person_id: colleague.id }, { hashes }, () =>
        trySignIn(gate, colleague, { password: OTHER_PASSWORD }),
      );

      await assertRefused(refused, /passwords\.digest/);
      assert.equal(await countRows(gate, 'sessions'), 0);
      const [last] = (await gate.installer.get('/v1/sign-ins?limit=1')).body.items;
      assert.deepEqual([last.event, last.reason], ['refused', 'rows-differ']);
      assert.equal((await trySignIn(gate, colleague)).status, 201);
      assert.deepEqual(await differences(), []);
    });

    it('lets nobody in by an authenticator that was exchanged or taken away', async () => {
      const session = await signedIn(gate, colleague);
      const { body } = await session.post('/v1/session/totp', { password: PASSWORD });
      const codeOf = (secret: Secret): string =>
        new TOTP({ secret }).generate({ timestamp: Date.parse(gate.clock.now()) });
      const enrolled = Secret.fromBase32(body.secret);
      await session.post('/v1/session/totp-confirmation', { code: codeOf(enrolled) });
      await session.send('delete', '/v1/session');
      gate.clock.advance({ ms: 60_000 });
      const own = new Secret({ size: 20 });
      const sealed = sealSecret(own.base32, { key: TOTP_KEY, personId: colleague.id });

      const exchanged = await changedFor('totp_secrets', { person_id: colleague.id }, { sealed_secret: sealed }, () =>
        trySignIn(gate, colleague, { code: codeOf(own) }),
      );
      await assertRefused(exchanged, /totp_secrets\.digest/);
      const row = await gate.db.reader('totp_secrets').first();
      await gate.db.writer('totp_secrets').delete();
      const without = await trySignIn(gate, colleague);
      await gate.db.writer('totp_secrets').insert(row);

      assert.deepEqual([without.status, without.body.code], [403, 'access.rows_differ']);
      assert.match(without.body.detail, /totp_secrets/);
      gate.clock.advance({ ms: 60_000 });
      assert.equal((await trySignIn(gate, colleague, { code: codeOf(enrolled) })).status, 201);
      assert.deepEqual(await differences(), []);
    });

    it('sets no password by an invitation that was exchanged', async () => {
      await invite(gate, colleague.id);
      const token = newTokenHalf('first') + newTokenHalf('second');
      const invitation = { invitation_hash: hashOfToken(token) ?? '' };

      const refused = await changedFor('passwords', { person_id: colleague.id }, invitation, () =>
        gate.nobody.post('/v1/session/password', { token, password: OTHER_PASSWORD }),
      );

      assert.deepEqual([refused.status, refused.body.code], [403, 'access.rows_differ']);
      assert.match(refused.body.detail, /passwords\.digest/);
      assert.equal((await trySignIn(gate, colleague)).status, 201);
    });

    it('lets nobody in with a role that was never given', async () => {
      const roles = canonicalJson([{ role: 'audit', grant: NATION }]);

      const refused = await changedFor('persons', { id: colleague.id }, { roles }, () => trySignIn(gate, colleague));

      await assertRefused(refused, /persons\.roles/);
      assert.equal(await countRows(gate, 'sessions'), 0);
    });

    it('is found by name when somebody acted alone by it: a session, a key, a role that was taken away', async () => {
      const { agencyCode } = await openOffice(gate);
      const raise = (caller: Caller): Promise<Response> =>
        caller.post('/v1/audit-findings', {
          ...{ agencyCode, severity: 'high', text: '未建立软件台账', rule: 'INT-05' },
          ...{ legalBasis: null, dueOn: '2026-12-31' },
        });
      const audit = [{ role: 'audit', grant: NATION }];
      const auditor = await signUp(gate, { roles: audit });
      await signedIn(gate, auditor);
      const leaving = await gate.as('audit');
      const known = await personOf(gate, leaving);
      await changePerson(gate, known.person, { roles: [{ role: 'finance', grant: NATION }] });
      gate.clock.advance(LATER);
      const [token, secret] = [newSessionToken(), newSecret()];
      const session = await gate.db.reader('sessions').where({ person_id: auditor.id }).first();
      const opened = { created_at: gate.clock.now(), last_seen_at: gate.clock.now() };
      const forgedSession = { ...session, ...opened, id: 'ses_forged', token_hash: hashOfSecret(token) };
      const row = await gate.db.reader('api_keys').where({ id: known.key }).first();
      const forgedKey = { ...row, id: 'key_forged', owner: auditor.id, secret_hash: hashOfSecret(secret) };
      assert.deepEqual(await differences(), []);

      const answers = [
        await slippedIn('sessions', forgedSession, () => raise(gate.withKey(token))),
        await slippedIn('api_keys', forgedKey, () => raise(gate.withKey(secret))),
        await changedFor('persons', { id: known.person }, { roles: canonicalJson(audit) }, () => raise(leaving)),
      ];

      assert.deepEqual(
        answers.map(({ status }) => status),
        [201, 201, 201],
      );
      assert.deepEqual(await differences(), [
        'sessions ses_forged no-right unknown',
        'api_keys key_forged no-right unknown',
        `persons ${known.person} no-right role`,
      ]);
    });

    it('is not asked of a session in which something was proposed and that is gone, as after a restore', async () => {
      const session = await signedIn(gate, colleague);
      const { body: proposal } = await proposed(session, '/v1/suppliers', supplier());
      await gate.db.writer('sessions').delete();

      assert.equal((await sign(maker, proposal)).body.state, 'executed');
      assert.deepEqual(await differences(), []);
    });

    it('finds nothing in what was given, used and taken away by the log', async () => {
      const session = await signedIn(gate, colleague);
      const { body: proposal } = await proposed(maker, '/v1/suppliers', supplier());
      assert.equal((await sign(session, proposal)).body.state, 'executed');
      const [leaf] = await leavesOf(gate, proposal.id);
      gate.clock.advance(LATER);
      const { key } = await personOf(gate, maker);
      await gate.installer.post(`/v1/api-keys/${key}/revocation`, { reason: '遗失' });
      await session.send('delete', '/v1/session');
      await gate.retireBootstrap();

      assert.equal(leaf?.type, 'supplier.created');
      assert.deepEqual(await differences(), []);
    });
  });
});
