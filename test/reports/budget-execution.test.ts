import assert from 'node:assert/strict';
import { plansDuring } from '../contract/plans.ts';
import { actsOf, assertRefused } from '../orders/life-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Office, openLine, openOffice } from '../support/office.ts';
import { changeLine, figuresIn, gateForEachReport, lastIndex, read, revise } from './reports-support.ts';

const REPORT = '/v1/reports/budget-execution?fiscalYear=2026';

interface Row {
  readonly agencyCode: string | null;
  readonly agencyName: string | null;
  readonly project: string | null;
  readonly economicClass: string | null;
  readonly kind: string | null;
  readonly figures: Readonly<Record<string, unknown>>;
}

forEachEngine('statements', (engine) => {
  describe('the report on budget execution', () => {
    const here = gateForEachReport(engine, { hardwareMoney: '100000.00', softwareMoney: '20000.00' });
    const rows = async (query = ''): Promise<readonly Row[]> => (await read(here.finance, REPORT + query)).items;

    it('sums each agency’s lines of the year, with rates of the sums, and everything in the total', async () => {
      const { gate, office, finance } = here;
      await office.submit(office.order({ quantity: 2 }));
      const other = await openOffice(gate, { region: '511300', hardwareMoney: '300000.00', softwareMoney: '0.00' });

      const report = await read(finance, REPORT);

      const [own, foreign] = [office, other].map(({ agencyCode }) =>
        report.items.find((row: Row) => row.agencyCode === agencyCode),
      );
      const reserved = 2 * (4999 + 580 + 91);
      assert.deepEqual(figuresIn(own.figures), [
        '120000.00',
        '0.00',
        `${reserved}.00`,
        '0.00',
        '0.00',
        `${120_000 - reserved}.00`,
      ]);
      assert.deepEqual([own.figures.lines, own.figures.executionRate, own.figures.usedRate], [2, '0.00', '9.45']);
      assert.equal(own.agencyName, `测试单位 ${office.agencyCode}`);
      assert.deepEqual([foreign.figures.appropriation, foreign.figures.usedRate], ['300000.00', '0.00']);
      assert.deepEqual([report.total.lines, report.total.appropriation], [4, '420000.00']);
      assert.deepEqual(report.asOf.index, await lastIndex(gate));
    });

    it('sums by project of each agency, by class, and software against hardware, each time the same total', async () => {
      const { gate, office, finance } = here;
      await openLine(gate, {
        agencyCode: office.agencyCode,
        economicClass: '30213',
        appropriation: '5000.00',
        project: '运维',
      });
      await openLine(gate, {
        agencyCode: office.agencyCode,
        economicClass: '30299',
        appropriation: '700.00',
        project: '运维',
      });
      await office.submit(office.order());
      const sumBy = async (groupBy: string) => {
        const { items, total } = await read(finance, `${REPORT}&groupBy=${groupBy}`);
        return {
          total,
          sums: items.map(({ project, economicClass, kind, figures }: Row) => [
            project ?? economicClass ?? kind,
            figures.appropriation,
          ]),
        };
      };

      const [projects, classes, kinds] = [
        await sumBy('project'),
        await sumBy('economicClass'),
        await sumBy('softwareHardware'),
      ];

      assert.deepEqual(projects.sums, [
        ['办公设备更新', '120000.00'],
        ['运维', '5700.00'],
      ]);
      assert.deepEqual(classes.sums, [
        ['30213', '5000.00'],
        ['30299', '700.00'],
        ['31002', '100000.00'],
        ['31007', '20000.00'],
      ]);
      assert.deepEqual(kinds.sums, [
        ['expense', '5000.00'],
        ['hardware', '100000.00'],
        ['other', '700.00'],
        ['software', '20000.00'],
      ]);
      assert.deepEqual([classes.total, kinds.total], [projects.total, projects.total]);
    });

    it('has no rate where there is nothing to divide by', async () => {
      const { gate } = here;
      const empty = await openOffice(gate, { hardwareMoney: '0.00', softwareMoney: '0.00' });

      const [row] = await rows(`&agencyCode=${empty.agencyCode}`);

      assert.deepEqual([row?.figures.executionRate, row?.figures.usedRate], [null, null]);
    });

    it('shows what stood after any leaf: the amounts, the lines that there were, and what they were then', async () => {
      const { gate, office, finance } = here;
      const approved = await office.submit(office.order());
      const then = await lastIndex(gate);
      const groupings = ['region', 'agency', 'project', 'economicClass', 'softwareHardware', 'budgetLine'];
      const before = await Promise.all(groupings.map((groupBy) => read(finance, `${REPORT}&groupBy=${groupBy}`)));
      here.clock.advance({ hours: 1 });
      await changeLine(gate, office.hardwareLine, {
        project: '信息化更新',
        economicClass: '30902',
        projectKind: 'capital-construction',
      });
      await openLine(gate, { agencyCode: office.agencyCode, economicClass: '31022', appropriation: '9999.00' });
      await revise(gate, office.softwareLine, 'increase', '1.00');
      await actsOf(office.officer).withdraw(approved);
      await openOffice(gate);

      for (const [at, groupBy] of groupings.entries()) {
        const past = await read(finance, `${REPORT}&groupBy=${groupBy}&asOf=${then}`);
        const byTime = await read(finance, `${REPORT}&groupBy=${groupBy}&at=2026-06-01T01:30:00.000Z`);
        assert.deepEqual(past, before[at], groupBy);
        assert.deepEqual(byTime, past, groupBy);
      }
      const asOfNow = await read(finance, `${REPORT}&groupBy=project&asOf=${await lastIndex(gate)}`);
      assert.deepEqual(asOfNow, await read(finance, `${REPORT}&groupBy=project`));
    });

    it('sums the past once, whatever money moves later, and anew once a line is another', async () => {
      const { gate, office, finance } = here;
      await office.submit(office.order());
      const path = `${REPORT}&groupBy=project&asOf=${await lastIndex(gate)}`;
      const ask = async () => {
        let sums = 0;
        const note = ({ sql }: { readonly sql: string }): void => {
          sums += /sum\(case when (m\.)?to_bucket/.test(sql) ? 1 : 0;
        };
        gate.db.reader.on('query', note);
        const body = await read(finance, path);
        gate.db.reader.off('query', note);
        return { isSummed: sums > 0, body };
      };
      const first = await ask();
      await revise(gate, office.softwareLine, 'increase', '1.00');
      await office.submit(office.order());
      const again = await ask();
      await changeLine(gate, office.hardwareLine, { project: '信息化更新' });
      const later = await ask();

      assert.deepEqual([first.isSummed, again.isSummed, later.isSummed], [true, false, true]);
      assert.deepEqual([again.body, later.body], [first.body, first.body]);
    });

    it('reads the moves of many lines as they lie, and of one agency among many its own alone', async () => {
      const { gate, office, finance } = here;
      for (let more = 0; more < 3; more += 1) await openOffice(gate);
      await office.submit(office.order());
      const past = `${REPORT}&groupBy=budgetLine&asOf=${await lastIndex(gate)}`;
      const own = `&agencyCode=${office.agencyCode}`;
      const [ofAll, ofOne] = [await read(finance, past), await read(finance, past + own)];
      const wayOf = async (asked: string): Promise<string> => {
        const plans = await plansDuring(gate, new Map(), async () => void (await read(finance, asked)));
        const [summed] = plans.filter(({ sql }) => sql.includes('from_bucket') && !sql.includes(' limit '));
        return summed?.plan ?? '';
      };
      await changeLine(gate, office.hardwareLine, { project: '信息化更新' });

      assert.match(await wayOf(past), /moves_1|"table":"moves"[^}]*"key":"PRIMARY"/);
      assert.match(await wayOf(past + own), /moves_listed_by_account/);
      const ownRows = (rows: readonly Row[]) => rows.filter(({ agencyCode }) => agencyCode === office.agencyCode);
      assert.deepEqual([ownRows(ofAll.items), ofOne.items.length], [ofOne.items, 2]);
      const again = await read(finance, past);
      assert.deepEqual([again.items, again.total], [ofAll.items, ofAll.total]);
    });

    it('is of nothing before there was anything', async () => {
      const report = await read(here.finance, `${REPORT}&at=2020-01-01T00:00:00.000Z`);

      assert.deepEqual([report.items, report.total.lines, report.asOf.index, report.asOf.at], [[], 0, null, null]);
    });

    it('shows an agency its own lines, and a bureau its region or a smaller one', async () => {
      const { gate, office } = here;
      const other = await openOffice(gate, { region: '511300' });
      const seenBy = async (caller: Office['officer'], query = ''): Promise<readonly unknown[]> =>
        (await read(caller, REPORT + query)).items.map(({ agencyCode }: Row) => agencyCode);
      const regional = await gate.as('finance', { grant: { region: '510000' } });

      assert.deepEqual(await seenBy(office.officer), [office.agencyCode]);
      assert.deepEqual(await seenBy(office.officer, `&agencyCode=${other.agencyCode}`), []);
      assert.deepEqual(await seenBy(regional), [other.agencyCode]);
      assert.deepEqual(await seenBy(here.finance, '&region=511300'), [other.agencyCode]);
      assert.deepEqual(await seenBy(regional, '&region=421000'), []);
      assert.equal((await read(office.officer, REPORT)).total.lines, 2);
    });

    it('is paged by key, and by project of each agency', async () => {
      const { gate, office } = here;
      const others = [await openOffice(gate), await openOffice(gate)];
      await openLine(gate, {
        agencyCode: office.agencyCode,
        economicClass: '30213',
        appropriation: '1.00',
        project: '运维',
      });

      for (const [groupBy, count] of [
        ['agency', 3],
        ['project', 4],
      ] as const) {
        const whole = await rows(`&groupBy=${groupBy}`);
        const paged: Row[] = [];
        for (let after = ''; ; ) {
          const { items, next } = await read(here.finance, `${REPORT}&groupBy=${groupBy}&limit=1${after}`);
          paged.push(...items);
          if (next === null) break;
          after = `&after=${encodeURIComponent(next)}`;
        }
        assert.equal(whole.length, count);
        assert.deepEqual(paged, whole);
      }
      assert.equal(others.length, 2);
      assertRefused(await here.finance.get(`${REPORT}&groupBy=project&after=WyJ4Il0`), 400, 'request.cursor');
    });

    it('asks the database a fixed number of questions, however many lines there are', async () => {
      const { gate, office, finance } = here;
      const questions: string[] = [];
      const note = ({ sql }: { sql: string }): void => void questions.push(sql);
      const countOf = async (path: string): Promise<number> => {
        questions.length = 0;
        await read(finance, path);
        return questions.length;
      };
      // What a gate reads once, by whoever asks first, is no question of the report.
      await read(finance, REPORT);
      gate.db.reader.on('query', note);
      const groupings = ['region', 'agency', 'project', 'economicClass', 'softwareHardware', 'budgetLine'];
      const paths = groupings.map((groupBy) => `${REPORT}&groupBy=${groupBy}`);
      const before: number[] = [];
      for (const path of paths) before.push(await countOf(path));
      for (let line = 0; line < 30; line += 1) {
        await openLine(gate, {
          agencyCode: office.agencyCode,
          economicClass: '31002',
          appropriation: '1.00',
          project: `项目 ${line}`,
        });
      }

      const after: number[] = [];
      for (const path of paths) after.push(await countOf(path));
      gate.db.reader.off('query', note);

      assert.deepEqual(after, before);
      assert.ok(
        before.every((count) => count > 2 && count < 20),
        `${before}`,
      );
    });
  });
});
