import assert from 'node:assert/strict';
import type { AlertKind } from '../../src/alerts/alert.ts';
import { type AlertsPage, listAlerts } from '../../src/alerts/list-alerts.ts';
import { type Database, inSnapshot, inTransaction, openDatabase } from '../../src/db/index.ts';
import { type Grant, instant, newId } from '../../src/kernel/index.ts';
import { governed } from '../../src/log/index.ts';
import { openKeptAnswers } from '../../src/reports/kept/kept-answers.ts';
import { contentOfPack, loadPack, type RuleSet, ruleSetFromContent } from '../../src/rules/index.ts';
import { type FreshDatabase, forEachEngine, freshDatabaseUrl } from '../support/databases.ts';
import { type AlertRows, fillAlertRows, ON } from './alert-rows.ts';
import { type ExpectedAlert, expectedAlerts, isAfter, keyOf } from './expected-alerts.ts';

/** More than are named in a statement one by one. */
const AGENCIES = 210;
const NATION: Grant = { region: '000000' };

interface Asked {
  readonly grant?: Grant;
  readonly region?: string;
  readonly agencyCode?: string;
  readonly isSubtree?: boolean;
  readonly category?: string;
  readonly kinds?: readonly AlertKind[];
}

forEachEngine('statements', (engine) => {
  describe('the pages of the list of alerts', () => {
    let fresh: FreshDatabase;
    let db: Database;
    let rows: AlertRows;
    let all: readonly ExpectedAlert[];
    let rules: RuleSet;
    const kept = openKeptAnswers();

    before(async () => {
      fresh = await freshDatabaseUrl(engine);
      db = openDatabase(fresh.url);
      rows = await fillAlertRows(db, { agencies: AGENCIES, seed: 20_260_601 });
      all = expectedAlerts(rows);
      // Rows came without leaves, and what is kept is kept by the last leaf.
      await inTransaction(db, (tx) =>
        governed(tx, { newId, clock: () => instant(`${ON}T01:00:00.000Z`), origin: 'test' }, async (entry) => {
          entry.append({ type: 'test.filled', subject: 'test/alerts', by: null, body: {} });
        }),
      );
      rules = ruleSetFromContent(
        contentOfPack(loadPack('rules'), { number: 1, parent: null, inForceFrom: ON, changeNote: '-' }),
      );
    });
    after(async () => {
      await db.close();
      await fresh.drop();
    });

    const pageOf = (asked: Asked, page: Partial<AlertsPage>) => {
      const { grant = NATION, region, agencyCode, isSubtree = false, category, kinds } = asked;
      const scope = { grant, region, agencyCode, isSubtree, category, on: ON };
      const wish = { scope, kinds, ruleSet: rules, region: '421000', kept };
      return inSnapshot(db, (tx) =>
        listAlerts(tx, wish, { after: undefined, severity: undefined, limit: 50, ...page }),
      );
    };
    const walk = async (asked: Asked, limit: number, severity?: AlertsPage['severity']): Promise<readonly object[]> => {
      const found: object[] = [];
      for (let after: AlertsPage['after'] | null; after !== null; ) {
        const { alerts, next } = await pageOf(asked, { after, limit, severity });
        assert.equal(next === null || alerts.length === limit, true, 'a page before the last one is full');
        found.push(...alerts.map(untold));
        after = next;
      }
      return found;
    };
    const untold = ({ agencyName: _name, subject: _subject, title: _title, ...alert }: ExpectedAlert & Told): object =>
      alert;

    const reached = ({ grant = NATION, region, agencyCode, isSubtree }: Asked): ReadonlySet<unknown> => {
      const isIn = (prefix: string, of: unknown) => String(of).startsWith(prefix.replace(/(00)+$/, ''));
      const parents = new Map(rows.agencies.map((row) => [row.code, row.parent_code]));
      const isBelow = (code: unknown): boolean =>
        code === agencyCode ||
        (isSubtree === true && code !== null && code !== undefined && isBelow(parents.get(String(code))));
      const meant = rows.agencies.filter(
        ({ code, region: of }) =>
          ('agencies' in grant ? grant.agencies.includes(String(code)) : isIn(grant.region, of)) &&
          (region === undefined || isIn(region, of)) &&
          (agencyCode === undefined || isBelow(code)),
      );
      return new Set(meant.map(({ code }) => code));
    };
    const expected = (asked: Asked): readonly ExpectedAlert[] => {
      const codes = reached(asked);
      const { kinds, category } = asked;
      return all.filter(
        (alert) =>
          codes.has(alert.agencyCode) &&
          (kinds === undefined || kinds.some((kind) => kind === alert.kind)) &&
          (category === undefined || alert.category === category),
      );
    };

    it('have together what reading everything row by row has, in its order, whoever asks and of whom', async () => {
      const codes = rows.agencies.map(({ code }) => String(code));
      const [first = '', second = '', third = ''] = codes;
      assert.ok(all.length > 1_000 && new Set(all.map(({ kind }) => kind)).size === 9, String(all.length));

      for (const asked of [
        {},
        { region: '421000' },
        { grant: { region: '421003' } },
        { grant: { agencies: codes.slice(20, 130) }, region: '421000' },
        { grant: { agencies: [second, third] } },
        { agencyCode: first, isSubtree: true },
        { agencyCode: second, isSubtree: true },
        { agencyCode: third },
        { grant: { region: '430000' }, agencyCode: first },
        { category: 'office' },
        { category: 'operating-system', region: '421000' },
        { kinds: ['support-ends', 'vacancy'] },
        { kinds: ['shortfall'] },
      ] satisfies readonly Asked[]) {
        assert.deepEqual(await walk(asked, 41), expected(asked), JSON.stringify(asked));
      }
    });

    it('of one severity have only what presses so much', async () => {
      for (const severity of ['urgent', 'soon', 'notice'] as const) {
        const meant = all.filter((alert) => alert.severity === severity);
        assert.deepEqual(await walk({}, 41, severity), meant, severity);
      }
    });

    it('begin after any key, also after one that is of no alert and of a day that pressed less when it was given', async () => {
      const [some, other] = [all[70], all[700]].map((alert) => alert?.id ?? '');
      const days = ['', '2026-05-24', '2026-06-08', '2026-06-09', '2026-07-01', '9999-12-31', 'x', '\u{1f600}'];
      const ids = [
        '',
        'm',
        'matter-due',
        'matter-due/',
        'undertaking-due/z',
        'vacancy/11421000MB1',
        some ?? '',
        other ?? '',
        '\u{1f600}',
      ];

      for (const rank of ['', '0', '1', '01', '3']) {
        for (const day of days) {
          for (const id of ids) {
            const after = [rank, day, id] as const;
            const { alerts } = await pageOf({}, { after, limit: 5 });
            const meant = all.filter((alert) => isAfter(keyOf(alert), after)).slice(0, 5);
            assert.deepEqual(alerts.map(untold), meant, JSON.stringify(after));
          }
        }
      }
    });
  });
});

interface Told {
  readonly agencyName: unknown;
  readonly subject: unknown;
  readonly title: unknown;
}
