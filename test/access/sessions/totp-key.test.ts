import assert from 'node:assert/strict';
import { Secret, TOTP } from 'otpauth';
import { pino } from 'pino';
import { loadConfig } from '../../../src/gate/config.ts';
import { openGate } from '../../../src/gate/gate.ts';
import { startServer } from '../../../src/http/start-server.ts';
import { onOneEngine } from '../../support/databases.ts';
import { callerWith, type Gate, startGate } from '../../support/gate.ts';
import { enrolled, PASSWORD, type SignedUp, signedIn, signUp } from './session-people.ts';

const KEY = 'k'.repeat(32);
const STEP_MS = 30_000;

onOneEngine('other files run its statements on both', (engine) => {
  describe('a gate whose key for authenticators is replaced', () => {
    const OTHER = 'n'.repeat(32);
    let before: Gate;
    let person: SignedUp;
    let secret: string;
    beforeEach(async () => {
      before = await startGate({ engine, env: { GATE_TOTP_KEY: KEY } });
      person = await signUp(before);
      secret = await enrolled(before, await signedIn(before, person));
    });
    afterEach(() => before.close());

    /** As a process with other keys answers, over the same database. */
    const trySignInWith = async (keys: string): Promise<string> => {
      const place = { DATABASE_URL: before.databaseUrl, GATE_DATA_DIR: before.dataDir };
      const config = loadConfig({ ...place, GATE_TOTP_KEY: keys });
      const gate = await openGate({ config, clock: before.clock.now, logger: pino({ level: 'silent' }) });
      const server = await startServer(gate.app, { port: 0, host: '127.0.0.1' });
      const url = `http://127.0.0.1:${server.port}`;
      const nobody = callerWith({ url, secret: undefined, faults: [] });
      before.clock.advance({ ms: STEP_MS });
      const timestamp = Date.parse(before.clock.now());
      const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
      const { status, body } = await nobody.post('/v1/session', { email: person.email, password: PASSWORD, code });
      await server.close();
      await gate.close();
      return body.code ?? String(status);
    };

    it('takes codes of before while the old key stands behind the new one, and none without it', async () => {
      assert.deepEqual(
        [await trySignInWith(`${OTHER},${KEY}`), await trySignInWith(KEY), await trySignInWith(OTHER)],
        ['201', '201', 'totp.unreadable'],
      );
    });
  });
});
