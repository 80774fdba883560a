import assert from 'node:assert/strict';
import { severityBy } from '../../src/alerts/alert.ts';
import { findWish } from '../../src/alerts/find-wish.ts';
import { openAlerts } from '../../src/alerts/list-alerts.ts';
import { inSnapshot, selectedRows } from '../../src/db/index.ts';
import { addDays, type CivilDate, instant, NATIONAL_REGION } from '../../src/kernel/index.ts';
import { openKeptAnswers } from '../../src/reports/kept/kept-answers.ts';
import { holdings, UOS } from '../reports/positions-support.ts';
import { gateForEachReport, read } from '../reports/reports-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { makeManyRows } from '../support/many-rows.ts';
import { openOffice } from '../support/office.ts';

interface Alert {
  readonly id: string;
  readonly kind: string;
  readonly severity: string;
  readonly agencyCode: string;
  readonly dueOn: string | null;
  readonly count: number | null;
  readonly title: { readonly 'zh-CN': string; readonly en: string };
}

const TODAY = '2026-06-01' as CivilDate;
const inDays = (days: number): CivilDate => addDays(TODAY, days);

describe('how much an alert presses', () => {
  const cases = [
    [-1, 'urgent'],
    [0, 'urgent'],
    [7, 'urgent'],
    [8, 'soon'],
    [30, 'soon'],
    [31, 'notice'],
    [90, 'notice'],
  ] as const;
  for (const [days, severity] of cases) {
    it(`is ${severity} at ${days} days`, () => assert.equal(severityBy(inDays(days), TODAY), severity));
  }
});

forEachEngine('statements', (engine) => {
  describe('alerts', () => {
    const here = gateForEachReport(engine);
    const alertsOf = async (query = ''): Promise<readonly Alert[]> =>
      (await read(here.finance, `/v1/alerts?agencyCode=${here.office.agencyCode}${query}`)).items;

    it('tell of entitlements that end within 90 days, and of none that ends a day later', async () => {
      const { agencyCode } = here.office;
      const ends = [7, 30, 90, 91].map((days) => ({ seats: 3, acquiredOn: TODAY, validUntil: inDays(days) }));
      await holdings(here.gate, { agencyCode, entitlements: ends });

      const alerts = await alertsOf('&kind=entitlement-ends');

      assert.deepEqual(
        alerts.map(({ severity, dueOn, count }) => [severity, dueOn, count]),
        [
          ['urgent', '2026-06-08', 3],
          ['soon', '2026-07-01', 3],
          ['notice', '2026-08-30', 3],
        ],
      );
      assert.equal(
        alerts[0]?.title.en,
        'The entitlement to WPS Office (office software) ends in 7 days, on 2026-06-08',
      );
    });

    it('tell of a shortfall once for each product, until it is covered', async () => {
      const { agencyCode } = here.office;
      await holdings(here.gate, { agencyCode, devices: [[{}], [{}]] });
      const before = await alertsOf('&kind=shortfall');
      await holdings(here.gate, { agencyCode, entitlements: [{ seats: 2 }] });

      assert.deepEqual(
        before.map(({ severity, count, title }) => [severity, count, title['zh-CN']]),
        [['urgent', 2, '办公软件“WPS Office”授权缺口 2 套']],
      );
      assert.deepEqual(await alertsOf('&kind=shortfall'), []);
    });

    it('are worked out once of a position that stays as it was', async () => {
      const { agencyCode } = here.office;
      const at = instant('2026-06-01T02:00:00.000Z');
      const kept = openKeptAnswers();
      let looked = 0;
      const list = (limit: number) =>
        inSnapshot(here.gate.db, async (tx) => {
          tx.on('query', ({ sql }: { sql: string }) => {
            if (sql.includes('installations')) looked += 1;
          });
          const asked = { agencyCode, kind: 'shortfall' } as const;
          const wish = await findWish(tx, asked, { grant: { region: NATIONAL_REGION }, at });
          const pageOf = openAlerts(tx, { ...wish, kept });
          const { alerts } = await pageOf({ after: undefined, severity: undefined, limit });
          return alerts;
        });
      await holdings(here.gate, { agencyCode, devices: [[{}, UOS], [{}]] });

      const [first] = await list(1);
      const lookedOnce = looked;
      const [again, second] = await list(2);

      assert.equal(first?.count, 2);
      assert.equal(again, first, 'the same, and not an equal one');
      assert.deepEqual([second?.count, looked], [1, lookedOnce]);
      await holdings(here.gate, { agencyCode, entitlements: [{ seats: 2 }] });
      assert.deepEqual(
        (await list(2)).map(({ category }) => category),
        ['operating-system'],
      );
    });

    it('of a long list are read no further than a page goes, also where others lie between them', async () => {
      const { gate, office } = here;
      const far = await openOffice(gate, { region: '430000' });
      await office.submit(office.order({ quantity: 2 }));
      const owed = { table: 'undertakings', varied: { id: `concat('und_', n)`, due_on: `'2026-05-01'` } };
      await makeManyRows(gate.db, { ...owed, count: 300 });
      const elsewhere = { id: `concat('und_a', n)`, due_on: `'2026-04-01'`, agency_code: `'${far.agencyCode}'` };
      await makeManyRows(gate.db, { ...owed, count: 6_000, varied: elsewhere });
      let handed = 0;
      gate.db.reader.on('query-response', (rows: unknown, { sql }: { sql: string }) => {
        if (/from .undertakings/.test(sql)) handed += selectedRows(rows).length;
      });

      const page = await read(here.finance, '/v1/alerts?limit=10&kind=undertaking-due');
      const ofNation = handed;
      const ofRegion = await read(here.finance, '/v1/alerts?limit=10&kind=undertaking-due&region=421000');

      assert.deepEqual([page.items.length, page.items[0].dueOn], [10, '2026-04-01']);
      assert.deepEqual([ofRegion.items.length, ofRegion.items[0].dueOn], [10, '2026-05-01']);
      assert.ok(page.next && ofRegion.next);
      assert.ok(ofNation <= 11 && handed <= 2 * 11 + 2, `${ofNation} and ${handed - ofNation} rows`);
    });

    it('tell of systems in use whose support has ended or ends soon, and not of others', async () => {
      const { gate, office } = here;
      const product = {
        ...{ category: 'operating-system', publisher: '某公司', name: '某系统', aliases: [], osFamily: 'linux' },
        editions: [],
        versions: [
          { version: '1', supportEndsOn: '2025-01-01' },
          { version: '2', supportEndsOn: inDays(90) },
          { version: '3', supportEndsOn: inDays(91) },
        ],
        rights: [],
      };
      assert.equal((await gate.installer.post('/v1/products', product)).status, 201);
      const system = (version: string) => [{ ...UOS, product: '某系统', version }];
      const known = { ...UOS, product: 'Windows 11', edition: 'Pro', version: '22H2' };
      const devices = [...['1', '1', '2', '3'].map(system), [known], [{ ...known, edition: 'Enterprise' }]];
      await holdings(gate, { agencyCode: office.agencyCode, devices });

      const alerts = await alertsOf('&kind=support-ends');

      assert.deepEqual(
        alerts.map(({ severity, dueOn, count }) => [severity, dueOn, count]),
        [
          ['urgent', '2024-10-08', 2],
          ['urgent', '2025-01-01', 2],
          ['notice', '2026-08-30', 1],
        ],
      );
    });

    it('tell of a pool once less than a tenth of it is free', async () => {
      const { agencyCode } = here.office;
      const { entitlements } = await holdings(here.gate, { agencyCode, entitlements: [{ seats: 10 }] });
      const [id] = entitlements;
      const used = async (installedSeats: number): Promise<number> => {
        const path = `/v1/entitlements/${id}`;
        const { etag } = (await here.gate.installer.get(path)).headers;
        const event = { effectiveOn: '2026-06-01', reason: '据实变更', changes: { installedSeats } };
        const answer = await here.gate.installer.post(`${path}/events`, event, { 'if-match': String(etag) });
        assert.equal(answer.status, 200, JSON.stringify(answer.body));
        return (await alertsOf('&kind=low-pool')).length;
      };

      assert.deepEqual([await used(9), await used(10)], [0, 1]);
    });

    it('tell how many computers were given no licence and brought none', async () => {
      const { agencyCode } = here.office;
      await holdings(here.gate, {
        agencyCode,
        devices: [[UOS], [UOS], [UOS]],
        oem: [0],
        entitlements: [{ seats: 1 }],
        given: [[0, 1]],
      });

      assert.deepEqual(
        (await alertsOf('&kind=unlicensed-devices')).map(({ count }) => count),
        [1],
      );
    });

    it('remind of undertakings that are due and call those overdue urgent', async () => {
      const { office, clock } = here;
      await office.submit(office.order({ quantity: 2 }));
      const far = (await alertsOf('&kind=undertaking-due')).length;
      clock.advance({ days: 93 });

      const late = await alertsOf('&kind=undertaking-due');

      assert.equal(far, 0);
      assert.deepEqual(
        late.map(({ severity, dueOn, count }) => [severity, dueOn, count]),
        [
          ['urgent', '2026-09-01', 2],
          ['urgent', '2026-09-01', 2],
        ],
      );
    });

    it('are paged without a gap, and only within the grant', async () => {
      const { gate, office } = here;
      const other = await openOffice(gate);
      for (const { agencyCode } of [office, other]) await holdings(gate, { agencyCode, devices: [[{}], [UOS]] });

      const all = (await read(office.officer, '/v1/alerts')).items.map(({ id }: Alert) => id);
      const paged: string[] = [];
      for (let next: string | null = ''; next !== null; ) {
        const page = await read(office.officer, `/v1/alerts?limit=1${next && `&after=${next}`}`);
        paged.push(...page.items.map(({ id }: Alert) => id));
        next = page.next;
      }

      assert.equal(all.length, 4);
      assert.deepEqual(paged, all);
      assert.equal((await read(office.officer, `/v1/alerts?agencyCode=${other.agencyCode}`)).items.length, 0);
    });

    it('can be followed as a feed in either language, each under the same id as long as it lasts', async () => {
      const { agencyCode } = here.office;
      await holdings(here.gate, { agencyCode, devices: [[{}]] });

      const english = (await here.finance.get('/v1/alerts/feed?kind=shortfall', { 'accept-language': 'en' })).body;
      const chinese = (await here.finance.get('/v1/alerts/feed?kind=shortfall')).body;

      assert.equal(english.version, 'https://jsonfeed.org/version/1.1');
      assert.equal(english.items[0].title, '1 copy of WPS Office (office software) without a licence');
      assert.equal(chinese.items[0].title, '办公软件“WPS Office”授权缺口 1 套');
      assert.equal(chinese.items[0].id, english.items[0].id);
      assert.match(english.items[0].content_text, new RegExp(agencyCode));
    });
  });
});
