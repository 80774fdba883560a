import assert from 'node:assert/strict';
import { listEndingEntitlements } from '../../src/alerts/alerts-repository.ts';
import {
  countEntitlements,
  countLooksElsewhere,
  countOwed,
  listFiredRules,
} from '../../src/audit/software/software-audit-repository.ts';
import { type Database, inSnapshot, insertRows, inTransaction, openDatabase, type Tx } from '../../src/db/index.ts';
import { civilDate, NATIONAL_REGION } from '../../src/kernel/index.ts';
import { openKeptAnswers } from '../../src/reports/kept/kept-answers.ts';
import { listComputers } from '../../src/reports/software/ledgers/list-computers.ts';
import { listSoftwareChanges } from '../../src/reports/software/ledgers/list-software-changes.ts';
import { listSiteLicences } from '../../src/reports/software/positions/licences-repository.ts';
import { countComputers, listCopies } from '../../src/reports/software/positions/position-repository.ts';
import { fillRegister } from '../bench/licence-position.ts';
import { plansDuring } from '../contract/plans.ts';
import { type FreshDatabase, forEachEngine, freshDatabaseUrl } from '../support/databases.ts';
import * as given from '../support/given.ts';

/** More than are read at a time. */
const AGENCIES = 120;
const DEVICES_EACH = 4;
const COMPUTERS = AGENCIES * DEVICES_EACH;
const ON = civilDate('2026-06-01');
const PERIOD = { from: ON, until: ON };
const SCOPE = { grant: { region: NATIONAL_REGION }, region: '421000', agencyCode: undefined, isSubtree: false };

forEachEngine('statements', (engine) => {
  describe('a report of a region with many computers', () => {
    let fresh: FreshDatabase;
    let db: Database;

    before(async () => {
      fresh = await freshDatabaseUrl(engine);
      db = openDatabase(fresh.url);
      const codes = Array.from({ length: AGENCIES }, () => given.creditCode()).toSorted();
      await fillRegister(db, codes, { devicesEach: DEVICES_EACH });
      // Some agencies have lost everything, a page and more of them in a row.
      await db.writer('devices').whereIn('agency_code', codes.slice(3, 110)).update({ state: 'retired' });
    });
    after(async () => {
      await db.close();
      await fresh.drop();
    });

    /** What MariaDB has counted of a connection meanwhile; what answers this is among it. */
    const handled = async (status: string, work: (tx: Tx) => Promise<unknown>): Promise<number> =>
      inSnapshot(db, async (tx) => {
        const count = async (): Promise<number> => {
          const [rows = []]: { Value: string }[][] = await tx.raw('show session status like ?', [status]);
          return rows.reduce((sum, { Value }) => sum + Number(Value), 0);
        };
        const before = await count();
        await work(tx);
        return (await count()) - before;
      });
    /** How many rows it has written to tables of its own. */
    const writtenAside = (work: (tx: Tx) => Promise<unknown>): Promise<number> => handled('Handler_tmp_write', work);

    it('looks up those that are not there any more for what was last seen on them', async () => {
      const scope = { ...SCOPE, fiscalYear: 2026, on: ON };
      const seen = await inSnapshot(db, (tx) => countLooksElsewhere(tx, { ...scope, seenSince: ON }));
      const tomorrow = civilDate('2026-06-02');
      const stale = await inSnapshot(db, (tx) => countLooksElsewhere(tx, { ...scope, seenSince: tomorrow }));

      const retired = 107 * DEVICES_EACH;
      assert.deepEqual(
        [seen, stale],
        [
          { seen: retired, stale: 0 },
          { seen: 0, stale: retired },
        ],
      );
      if (engine === 'mysql')
        assert.ok((await writtenAside((tx) => countLooksElsewhere(tx, { ...scope, seenSince: ON }))) < COMPUTERS);
    });

    it('counts rules that fired without reading those that passed', async () => {
      const codes: { code: string }[] = await db.reader('agencies').select('code').orderBy('code');
      const rows = codes.flatMap(({ code: agency_code }, at) =>
        ['2025-12', '2026-01', '2026-12'].flatMap((month) =>
          ['OS-01', 'OS-02', 'OS-03', 'OS-04', 'OS-05'].map((rule) => {
            const result = at % 10 > 1 || rule !== 'OS-02' ? 'passed' : at % 10 === 0 ? 'fired' : 'waived';
            const id = `${rule}/${month}/${agency_code}/${result}`;
            return { id, rule, month, agency_code, result, decisions: 2 };
          }),
        ),
      );
      await inTransaction(db, (tx) => insertRows(tx, 'rule_statistics', rows));
      const scope = { ...SCOPE, fiscalYear: 2026, on: ON, seenSince: ON };
      const fired = await inSnapshot(db, (tx) => listFiredRules(tx, scope));

      assert.deepEqual(
        fired.map((row) => [row.rule, Number(row.fired), Number(row.waived)]),
        [['OS-02', (AGENCIES / 10) * 4, (AGENCIES / 10) * 4]],
      );
      if (engine === 'mysql')
        assert.ok((await handled('Handler_read%next', (tx) => listFiredRules(tx, scope))) < rows.length / 2);
    });

    it('counts undertakings state by state, as their index has them, and tells apart what is overdue', async () => {
      const codes: { code: string }[] = await db.reader('agencies').select('code').orderBy('code');
      const states = ['open', 'open', 'open', 'closed', 'closed', 'void'];
      const rows = codes.flatMap(({ code: agency_code }, agency) =>
        states.map((state, item) => {
          const owed = {
            id: `und_${agency}_${item}`,
            agency_code,
            order_id: `ord_${agency}`,
            revision: 1,
            item,
            state,
          };
          const due_on = [null, '2026-05-31', ON][item] ?? ON;
          return { ...owed, category: 'office', seats: 1, due_on, closed_by: null, log_index: 0 };
        }),
      );
      await inTransaction(db, (tx) => insertRows(tx, 'undertakings', rows));
      const owed = (tx: Tx) => countOwed(tx, { ...SCOPE, fiscalYear: 2026, on: ON, seenSince: ON }, 'undertakings');
      const counts = (await inSnapshot(db, owed)).map(({ name, count }) => [name, count]);

      const wanted = { overdue: AGENCIES, open: 2 * AGENCIES, closed: 2 * AGENCIES, void: AGENCIES };
      assert.deepEqual(Object.fromEntries(counts), wanted);
      if (engine === 'mysql') assert.equal(await handled('Handler_tmp_update', owed), 0);
    });

    it('lists what was installed without putting more in order than a page has', async () => {
      const pageOf = (tx: Tx) => listSoftwareChanges(tx, SCOPE, PERIOD).page(undefined, 5);
      const page = await inSnapshot(db, pageOf);

      assert.deepEqual(
        page.map(({ category, version }) => [category, version]),
        Array.from({ length: 5 }, () => ['office', '2016']),
      );
      if (engine === 'mysql') assert.ok((await writtenAside(pageOf)) < COMPUTERS);
    });

    it('lists computers as the index has them, also where many agencies have none', async () => {
      const kept = openKeptAnswers();
      const pages = async (tx: Tx, limit: number): Promise<readonly string[]> => {
        const { page, keyOf } = await listComputers(tx, SCOPE, { on: ON, logIndex: null }, kept);
        const ids: string[] = [];
        for (let rows = await page(undefined, limit); ; ) {
          ids.push(...rows.map(({ id }) => id));
          const last = rows.at(-1);
          if (!last || rows.length < limit) return ids;
          rows = await page(keyOf(last), limit);
        }
      };
      const stored: { id: string }[] = await db
        .reader('devices')
        .where('state', 'in-use')
        .select('id')
        .orderBy(['agency_code', 'id']);
      const ids = stored.map(({ id }) => id);

      for (const limit of [1, 4, 7, 1_000]) assert.deepEqual(await inSnapshot(db, (tx) => pages(tx, limit)), ids);
    });

    it('reads copies by an index that tells all of it, and in its order', async () => {
      const agencies: { code: string }[] = await db.reader('agencies').select('code');
      const day = { on: ON, changedSince: undefined, codes: agencies.map(({ code }) => code) };
      for (const category of [undefined, 'office']) {
        const copies = (tx: Tx) => listCopies(tx, { ...day, category }, ON);
        const act = async (): Promise<void> => void (await inSnapshot(db, copies));
        const plan = (await plansDuring({ db, engine }, new Map(), act)).map(({ plan: of }) => of).join();
        const byIndex = /"key":"installations_by_release"[^}]*Using index"/;

        assert.match(plan, engine === 'sqlite' ? /i USING COVERING INDEX installations_by_release/ : byIndex);
        assert.doesNotMatch(plan, /TEMP B-TREE|filesort|temporary/);
      }
    });

    it('counts computers, their last looks, what ends soon and what sites share by indexes', async () => {
      const day = { on: ON, changedSince: undefined, category: undefined };
      const agencies: { code: string }[] = await db.reader('agencies').select('code');
      const codes = agencies.map(({ code }) => code);
      const plansOf = async (work: (tx: Tx) => Promise<unknown>): Promise<string> => {
        const act = async (): Promise<void> => void (await inSnapshot(db, work));
        return (await plansDuring({ db, engine }, new Map(), act)).map(({ plan }) => plan).join();
      };

      const counting = await plansOf((tx) => countComputers(tx, { ...day, codes }));
      const year = { ...SCOPE, fiscalYear: 2026, on: ON, seenSince: ON };
      const having = await plansOf((tx) => countEntitlements(tx, year));
      const looking = await plansOf((tx) => countLooksElsewhere(tx, year));
      const finding = await plansOf((tx) => listSiteLicences(tx, day));
      const scope = { ...SCOPE, on: ON, category: undefined };
      const stretch = { from: null, until: civilDate('2026-08-30'), after: null, limit: 51 };
      const ending = await plansOf((tx) => listEndingEntitlements(tx, scope, stretch));

      assert.match(counting, engine === 'sqlite' ? /COVERING INDEX devices_by_agency/ : /Using index"/);
      const ofRights =
        /"table":"entitlements","type":"ref","possible_keys":"[^"]*","key":"entitlements_by_agency"[^}]*Using index/;
      assert.match(having, engine === 'sqlite' ? /COVERING INDEX entitlements_by_agency/ : ofRights);
      const byIndex =
        /"table":"i","type":"ref","possible_keys":"[^"]*","key":"installations_by_device"[^}]*Using index"/;
      assert.match(looking, engine === 'sqlite' ? /i USING COVERING INDEX installations_by_device/ : byIndex);
      assert.match(ending, engine === 'sqlite' ? /INDEX entitlements_by_end/ : /"key":"entitlements_by_end"/);
      assert.match(finding, engine === 'sqlite' ? /INDEX entitlements_of_sites/ : /"key":"entitlements_of_sites"/);
    });
  });
});
