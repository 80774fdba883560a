import assert from 'node:assert/strict';
import { rederiveAll } from '../../src/proof/rederive/rederive-job.ts';
import { actsOf, assertRefused, change, idOf, movesOf, SPARE } from '../orders/life-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { openEntitlement, openOffice } from '../support/office.ts';
import {
  faultsOf,
  freezeLeaves,
  indeterminateIn,
  officeForEachTest,
  REASON,
  reconcile,
  reviseLine,
  tamper,
  unfreeze,
} from './freeze-support.ts';

forEachEngine('statements', (engine) => {
  describe('a budget line that does not reconcile', () => {
    const here = officeForEachTest(engine);

    it('is frozen, and an order on it waits for finance while other lines go on as before', async () => {
      const { gate, office } = here;
      const finance = await gate.as('finance');
      const other = await openOffice(gate);
      await tamper(gate, office.hardwareLine, 100);

      const report = await reconcile(finance);
      const referred = await office.submit(office.order());
      const untouched = await other.submit(other.order());

      const line = `budget-line/${office.hardwareLine}`;
      assert.deepEqual([report.body.isSound, report.body.isComplete, report.body.count], [false, true, 1]);
      assert.deepEqual(
        report.body.frozen.map((each: { account: string; faults: object[] }) => [each.account, each.faults]),
        [
          [
            office.hardwareLine,
            [
              {
                ...{ check: 'counter', subject: line, of: 'reserved_fen', expected: '0', found: '100' },
                text: {
                  'zh-CN': `预算指标 ${office.hardwareLine}：计数与流水不符，预占应为 0.00 元，实为 1.00 元`,
                  en: `budget line ${office.hardwareLine}: a counter is not the fold of its moves; what is reserved should be 0.00 yuan and is 1.00 yuan`,
                },
              },
            ],
          ],
        ],
      );
      assert.equal(referred.body.decision.outcome, 'referred');
      assert.deepEqual(indeterminateIn(referred), [['BUD-02', ['funding.availableFen'], 'finance']]);
      assert.deepEqual(await movesOf(gate, office.hardwareLine, referred), []);
      assert.deepEqual(await movesOf(gate, office.softwareLine, referred), []);
      assert.equal(untouched.body.decision.outcome, 'approved');
      assert.equal(here.alarms.length, 1);
      assert.match(here.alarms[0] ?? '', new RegExp(`${line}.*accounts do not reconcile and are frozen`));
    });

    it('goes on when it was repaired and two people have unfrozen it, and never by itself', async () => {
      const { gate, office } = here;
      const finance = await gate.as('finance');
      await tamper(gate, office.hardwareLine, 100);
      await reconcile(finance);
      const referred = await office.submit(office.order());
      const path = `/v1/budget-lines/${office.hardwareLine}`;

      const tooEarly = await unfreeze(gate, path, 'finance');
      await tamper(gate, office.hardwareLine, -100);
      const sound = await reconcile(finance);
      const stillFrozen = await finance.get(path);
      const alone = await finance.post(`${path}/unfreezing`, REASON);
      const signedAlone = await finance.post(`/v1/proposals/${alone.body.id}/signatures`, {
        digest: alone.body.digest,
      });
      const signed = await unfreeze(gate, path, 'finance');
      const again = await actsOf(office.officer).decideAgain(referred);

      assertRefused(tooEarly, 409, 'account.unreconciled');
      assert.equal(sound.body.isSound, true);
      assert.equal(stillFrozen.body.frozen.since, '2026-06-01T01:00:00.000Z');
      assert.equal(signedAlone.status, 403);
      assert.equal(signed.status, 200, JSON.stringify(signed.body));
      assert.equal((await finance.get(path)).body.frozen, null);
      assert.equal(again.body.decision.outcome, 'approved', JSON.stringify(again.body));
      assert.deepEqual(await freezeLeaves(gate), ['account.frozen', 'account.unfrozen']);
      assertRefused(await unfreeze(gate, path, 'finance'), 409, 'account.not_frozen');
    });

    it('is frozen once, however often it is found, and with what is newly found', async () => {
      const { gate, office } = here;
      const finance = await gate.as('finance');
      await tamper(gate, office.hardwareLine, 100);
      const first = await reconcile(finance);
      const second = await reconcile(finance);
      await tamper(gate, office.hardwareLine, 7, 'spent_fen');
      const third = await reconcile(finance);

      const frozen = [first, second, third].map(({ body }) => body.frozen.length);
      const [account] = (await finance.get('/v1/frozen-accounts')).body.items;
      assert.deepEqual(frozen, [1, 0, 0]);
      assert.deepEqual(
        account.faults.map(({ of }: { of: string }) => of),
        ['reserved_fen', 'spent_fen'],
      );
      assert.deepEqual(await freezeLeaves(gate), ['account.frozen', 'account.frozen']);
    });

    it('is frozen for a commitment that the order does not ask for, and looked at order by order before it goes on', async () => {
      const { gate, office } = here;
      const finance = await gate.as('finance');
      const approved = await office.submit(office.order());
      const ofOrder = { order_id: idOf(approved), account: office.hardwareLine };
      await gate.db.writer('moves').where(ofOrder).increment('quantity', 1);
      await tamper(gate, office.hardwareLine, 1);
      await reconcile(finance);
      const path = `/v1/budget-lines/${office.hardwareLine}`;

      const tooEarly = await unfreeze(gate, path, 'finance');
      await gate.db.writer('moves').where(ofOrder).decrement('quantity', 1);
      await tamper(gate, office.hardwareLine, -1);
      const unfrozen = await unfreeze(gate, path, 'finance');

      assertRefused(tooEarly, 409, 'account.unreconciled');
      assert.match(tooEarly.body.text.en, /what is set aside is not what the order asks for/);
      assert.equal(unfrozen.status, 200, JSON.stringify(unfrozen.body));
    });

    it('leaves decisions that derive again to the same, since they were not judged by its figures', async () => {
      const { gate, office } = here;
      await tamper(gate, office.hardwareLine, 100);
      await reconcile(await gate.as('finance'));
      const referred = await office.submit(office.order());

      const { decisions, differences } = await rederiveAll(gate.db);

      assert.equal(referred.body.decision.outcome, 'referred');
      assert.deepEqual([decisions, differences], [1, []]);
    });

    it('is found by verification when somebody unfreezes it behind the gate’s back, or takes its row out', async () => {
      const { gate, office } = here;
      await tamper(gate, office.hardwareLine, 100);
      await reconcile(await gate.as('finance'));
      const frozen = () => gate.db.writer('frozen_accounts').where({ account: office.hardwareLine });
      const row = await frozen().first();
      assert.deepEqual(await faultsOf(gate), []);

      await frozen().update({ unfrozen_at: '2026-06-01T02:00:00.000Z' });
      const unfrozen = await faultsOf(gate);
      await frozen().update({ unfrozen_at: null, faults: '[]' });
      const emptied = await faultsOf(gate);
      await frozen().delete();
      const gone = await faultsOf(gate);
      await gate.db.writer('frozen_accounts').insert([row, { ...row, account: 'JZ-none' }]);
      const invented = await faultsOf(gate);

      assert.deepEqual(unfrozen, [['frozen_accounts', 'differs', 'unfrozen_at']]);
      assert.deepEqual(emptied, [['frozen_accounts', 'differs', 'faults']]);
      assert.deepEqual(gone, [['frozen_accounts', 'no-row', null]]);
      assert.deepEqual(invented, [['frozen_accounts', 'no-leaf', null]]);
    });
  });

  describe('a frozen account', () => {
    const here = officeForEachTest(engine);

    it('takes no change of its amounts, and keeps its description', async () => {
      const { gate, office } = here;
      const path = `/v1/budget-lines/${office.hardwareLine}`;
      await tamper(gate, office.hardwareLine, 100);
      await reconcile(await gate.as('finance'));
      const { etag } = (await gate.installer.get(path)).headers;

      const described = await gate.installer.patch(
        path,
        { documentNumber: '荆财预〔2026〕1号' },
        { 'if-match': String(etag) },
      );
      const before = await gate.db.reader('budget_lines').where({ code: office.hardwareLine }).first();
      const revised = await reviseLine(gate, office.hardwareLine);
      const used = await gate.installer.post(
        `${path}/events`,
        { effectiveOn: '2026-06-01', reason: '财政系统登记', changes: { elsewhere: '12.00' } },
        { 'if-match': String(described.headers.etag) },
      );

      assert.equal(described.status, 200);
      assertRefused(revised, 409, 'account.frozen');
      assertRefused(used, 409, 'account.frozen');
      assert.deepEqual(await gate.db.reader('budget_lines').where({ code: office.hardwareLine }).first(), before);
    });

    it('lets a withdrawn order give back what it had, so that no more than needed stays bound', async () => {
      const { gate, office } = here;
      const approved = await office.submit(office.order());
      await tamper(gate, office.hardwareLine, 100);
      await reconcile(await gate.as('finance'));

      const withdrawn = await actsOf(office.officer).withdraw(approved);

      const { reserved_fen: reserved } = await gate.db
        .reader('budget_lines')
        .where({ code: office.hardwareLine })
        .first();
      assert.equal(withdrawn.status, 200, JSON.stringify(withdrawn.body));
      assert.equal(Number(reserved), 100);
    });

    it('is no entitlement whose seats became unlimited, or are counted now, while orders drew on it', async () => {
      const { gate, office } = here;
      const { agencyCode } = office;
      const site = { channel: 'site', site: { agencies: [agencyCode], headcount: 300, afterEnd: '可继续使用' } };
      const counted = await openEntitlement(gate, { agencyCode, seats: 5 });
      const unlimited = await openEntitlement(gate, { agencyCode, seats: null, metric: 'site', ...site });
      await office.submit(office.order({ office: { ...SPARE, entitlementId: counted } }));
      await office.submit(office.order({ office: { ...SPARE, provision: 'site-licence', entitlementId: unlimited } }));
      await change(gate, `/v1/entitlements/${counted}`, { seats: null, ...site });
      await change(gate, `/v1/entitlements/${unlimited}`, { seats: 9 });

      const report = await reconcile(await gate.as('finance'));

      assert.deepEqual(report.body.unreconciled, []);
    });

    it('refers an order that draws seats on it to the legalization office, which unfreezes it by two people', async () => {
      const { gate, office } = here;
      const seats = await openEntitlement(gate, { agencyCode: office.agencyCode, seats: 5 });
      await gate.db.writer('entitlements').where({ id: seats }).increment('held_seats', 2);
      await reconcile(await gate.as('audit'));
      const spare = office.order({ office: { ...SPARE, entitlementId: seats } });

      const referred = await office.submit(spare);
      const path = `/v1/entitlements/${seats}`;
      const frozen = await office.officer.get(path);
      const byFinance = await (await gate.as('finance')).post(`${path}/unfreezing`, REASON);
      await gate.db.writer('entitlements').where({ id: seats }).decrement('held_seats', 2);
      const unfrozen = await unfreeze(gate, path, 'legalization-office');
      const again = await actsOf(office.officer).decideAgain(referred);

      assert.equal(referred.body.decision.outcome, 'referred');
      assert.deepEqual(indeterminateIn(referred), [['LIC-02', ['entitlement.freeSeats'], 'legalization-office']]);
      assert.match(frozen.body.frozen.reason.en, /the seats held should be 0 and is 2/);
      assertRefused(byFinance, 403, 'access.role');
      assert.equal(unfrozen.status, 200, JSON.stringify(unfrozen.body));
      assert.equal(again.body.decision.outcome, 'approved', JSON.stringify(again.body));
    });
  });
});
