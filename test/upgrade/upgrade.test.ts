import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { hashOfSecret, listUncarriedKeys } from '../../src/access/index.ts';
import { watchedGate } from '../../src/cli/witness/witness-gate.ts';
import { hasPendingMigrations, inSnapshot } from '../../src/db/index.ts';
import { allProjections, parseLeaf, reconcileGate, rederiveAll } from '../../src/gate/main.ts';
import { instant, plusMs, secondsOf } from '../../src/kernel/index.ts';
import { verifyLog } from '../../src/log/index.ts';
import { openWitness, rootIn, treeOf, watchLog } from '../../src/witness/index.ts';
import { catchUp } from '../audit/audit-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Caller, type TestClock, testClock } from '../support/gate.ts';
import * as given from '../support/given.ts';
import { sign } from '../witness/witness-support.ts';
import { type OpenedGate, openStored } from './open-stored.ts';
import { type StoredDatabase, type Told, unpackStored } from './stored-database.ts';

/** Another one than that of the repository, such as one with many orders: see `make-stored-database.ts`. */
const { GATE_STORED_DATABASE } = process.env;
const PASSWORD = '石首渡口的五盏马灯与一篓鲜鱼哟 Xb9';

/** What a version must do for a database that the one before has filled. Everything here is told in the order of the tests. */
describe('a database that an earlier version has filled, opened by this one', function () {
  this.timeout(1_200_000);

  forEachEngine('statements', (engine) => {
    let stored: StoredDatabase;
    let told: Told;
    let here: OpenedGate;
    let clock: TestClock;
    before(async () => {
      stored = await unpackStored(engine, GATE_STORED_DATABASE);
      told = stored.told;
      clock = testClock(plusMs(instant(told.now), 60_000));
      here = await openStored(stored, clock.now);
    });
    after(async () => {
      await here?.close();
      await stored?.drop();
    });

    const asKey = (name: keyof Told['keys']): Caller => here.withKey(told.keys[name]);
    const ok = async (answer: Promise<Response>, status = 200): Promise<Response['body']> => {
      const { body, status: found } = await answer;
      assert.equal(found, status, JSON.stringify(body));
      return body;
    };

    const assertAgrees = async (): Promise<void> => {
      const { db } = here.gate;
      const options = { projections: await allProjections(), parse: parseLeaf };
      const log = await inSnapshot(db, (tx) => verifyLog(tx, options));
      const books = await inSnapshot(db, reconcileGate);
      assert.deepEqual([log.faults, log.differences], [[], []]);
      assert.deepEqual(books.unreconciled, []);
      assert.deepEqual([log.isSound, books.isSound], [true, true]);
    };

    it('has the schema of this version, and every leaf and order that was there', async () => {
      const { db } = here.gate;
      const { size } = await db.reader('log_head').first();
      const [{ orders } = { orders: 0 }] = await db.reader('orders').count({ orders: '*' });

      assert.equal(await hasPendingMigrations(db), false);
      assert.ok(Number(size) >= told.logSize, `${size} leaves, and ${told.logSize} were stored`);
      assert.ok(Number(orders) > told.orders, `${orders} orders`);
    });

    it('agrees with its log, its books and its rules: verify, reconcile and rederive --all', async () => {
      await assertAgrees();
      const { isSound, decisions, differences, ofOtherVersion } = await rederiveAll(here.gate.db);

      assert.ok(decisions > told.orders, `${decisions} decisions`);
      assert.deepEqual([isSound, differences], [true, []]);
      assert.ok(ofOtherVersion.length < 20, `${ofOtherVersion.length} facts, each told once for all decisions`);
    });

    it('knows its keys, the session of a person by header and cookie, and nobody else', async () => {
      const { token, cookie, person } = told.session;
      const byToken = await ok(here.withKey(token).get('/v1/session'));
      const byCookie = await ok(here.withKey(undefined).get('/v1/session', { cookie }));
      const orders = await ok(asKey('machine').get('/v1/orders?limit=5'));
      const stranger = await here.withKey(`${told.keys.machine.slice(0, -1)}~`).get('/v1/orders');

      assert.deepEqual([byToken.person.id, byCookie.person.id], [person, person]);
      assert.equal(orders.items.length, 5);
      assert.equal(stranger.status, 401);
    });

    it('names the keys of programs whose owners could not do the same, and lets them go on with what takes one person', async () => {
      const { db } = here.gate;
      const idOf = async (name: keyof Told['keys']): Promise<string> =>
        (
          await db
            .reader('api_keys')
            .where({ secret_hash: hashOfSecret(told.keys[name]) })
            .first()
        ).id;
      const named = await inSnapshot(db, (tx) => listUncarriedKeys(tx, clock.now()));
      const ids = new Set(named.map(({ id }) => id));

      assert.deepEqual([ids.has(await idOf('machine')), ids.has(await idOf('witness'))], [true, true]);
      assert.deepEqual([ids.has(await idOf('platform')), ids.has(await idOf('finance'))], [false, false]);
      await ok(asKey('machine').get('/v1/orders?limit=1'));
    });

    it('has cancelled the invitation that was open, and the person signs in with the password that a new one set', async () => {
      const { token: old, email, person } = told.invitation;
      const nobody = here.withKey(undefined);
      const cancelled = await nobody.post('/v1/session/password', { token: old, password: PASSWORD });
      const installer = here.withKey(here.config.bootstrapKey);
      const { secret: token } = await ok(installer.post(`/v1/persons/${person}/password-invitation`), 201);
      await ok(nobody.post('/v1/session/password', { token, password: PASSWORD }));
      const again = await nobody.post('/v1/session/password', { token, password: PASSWORD });
      const { token: session } = await ok(nobody.post('/v1/session', { email, password: PASSWORD }), 201);

      for (const { status, body } of [cancelled, again]) {
        assert.deepEqual([status, body.code], [422, 'password.invitation']);
        assert.match(body.text['zh-CN'], /请向安全管理员重新索取/);
      }
      assert.equal((await ok(here.withKey(session).get('/v1/session'))).person.id, person);
    });

    it('carries the proposal out once a second person signs it, and moves its money', async () => {
      const { id, digest, from, to } = told.proposal;
      const finance = asKey('finance');
      const second = here.withKey(told.session.token);
      const appropriationOf = async (code: string): Promise<string> =>
        (await ok(finance.get(`/v1/budget-lines/${code}`))).appropriation;
      const before = [await appropriationOf(from), await appropriationOf(to)];

      const own = await finance.post(`/v1/proposals/${id}/signatures`, { digest });
      const inTray = await ok(second.get('/v1/proposals?awaiting=me'));
      const signed = await ok(second.post(`/v1/proposals/${id}/signatures`, { digest }));

      assert.deepEqual([own.status, own.body.code], [403, 'proposal.same_person']);
      assert.ok(inTray.items.some((item: { id: string }) => item.id === id));
      assert.equal(signed.state, 'executed');
      assert.deepEqual(before, ['90000000.00', '90000000.00']);
      assert.deepEqual([await appropriationOf(from), await appropriationOf(to)], ['89998765.44', '90001234.56']);
    });

    it('answers an order of before as it did, and knows its certificate, once', async () => {
      const { submitted, order, decision, certificate } = told.approved;
      const again = await ok(asKey('machine').post('/v1/orders', submitted));
      const platform = asKey('platform');
      const redeem = (reference: string) => platform.post('/v1/certificates/redeem', { certificate, reference });
      const verified = await ok(platform.post('/v1/certificates/verify', { certificate }));
      const first = await redeem('MALL-1');
      const second = await redeem('MALL-2');

      assert.deepEqual([again.order.id, again.decision.id], [order, decision]);
      assert.equal(verified.valid, true, JSON.stringify(verified));
      assert.equal(first.status, 200, JSON.stringify(first.body));
      assert.deepEqual([second.status, second.body.code], [409, 'certificate.redeemed']);
    });

    it('decides new orders of an agency that was there', async () => {
      const order = (wish: Partial<given.OrderWish>) =>
        given.order({
          ...{ ...told.office, reference: `AFTER-${given.nextNumber()}`, order: { method: 'batch-centralized' } },
          // A model that the stored orders have in the same month would make the order a twin of one of them.
          ...{ line: { model: `升级后的型号 ${given.nextNumber()}` } },
          ...wish,
        });
      const machine = asKey('machine');
      const approved = await ok(machine.post('/v1/orders', order({})), 201);
      const referred = await ok(machine.post('/v1/orders', order({ office: { unitPrice: '650.00' } })), 201);

      assert.equal(approved.decision.outcome, 'approved', JSON.stringify(approved.decision));
      assert.equal(referred.decision.outcome, 'referred', JSON.stringify(referred.decision));
    });

    it('still opens what was kept: evidence by its hash, and a sealed licence key', async () => {
      const { evidence, licenceKey, keys } = told;
      const { body } = await here.withKey(keys.audit).get(`/v1/evidence-files/${evidence.hash}/content`);
      const role = 'legalization-office';
      const grant = { region: '421000' };
      const installer = here.withKey(here.config.bootstrapKey);
      const wish = { name: '正版办甲', email: 'after.upgrade@jingzhou.test', roles: [{ role, grant }] };
      const { id: owner } = await ok(installer.post('/v1/persons', wish), 201);
      const key = { label: '升级后的密钥', owner, role, grant, expiresAt: null };
      const office = here.withKey((await ok(installer.post('/v1/api-keys', key), 201)).secret);
      const read = await office.post(`/v1/licence-keys/${licenceKey.id}/readings`, { reason: '重装计算机' });

      assert.equal(String(body), evidence.content);
      assert.deepEqual([read.status, read.body.key], [200, licenceKey.key], JSON.stringify(read.body));
    });

    it('is followed by the witness of before, from where it stood to the new head', async () => {
      const folder = openWitness(stored.witnessDir);
      const before = folder.state();
      const gate = watchedGate({ url: here.url, key: told.keys.witness }, 'en');
      await sign({ ...here.gate, ...{ clock, dataDir: stored.dataDir } });
      const seen = await watchLog(folder, gate, secondsOf(clock.now()));
      const after = folder.state();
      const { frontier } = treeOf(folder.records(), after.size);

      assert.ok(before.size > 0 && before.size < told.logSize);
      assert.deepEqual([seen.alarm, seen.refusal, seen.added], [null, null, after.size - before.size]);
      assert.ok(after.size > told.logSize);
      assert.deepEqual(frontier.root(), rootIn(after));
    });

    it('agrees all the same after what was done since, and after its jobs went on', async () => {
      await catchUp(here.gate);

      await assertAgrees();
    });
  });
});
