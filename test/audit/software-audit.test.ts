import assert from 'node:assert/strict';
import { event } from '../agencies/agency-examples.ts';
import { livedGate } from '../orders/history/history-support.ts';
import { holdings } from '../reports/positions-support.ts';
import { download, read } from '../reports/reports-support.ts';
import { forEachEngine } from '../support/databases.ts';
import type { Caller } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';
import { catchUp } from './audit-support.ts';

interface Figure {
  readonly id: string;
  readonly count: number | null;
  readonly amount: string | null;
  readonly rate: string | null;
  readonly isTotal: boolean;
}

type Report = ReadonlyMap<string, Figure>;

forEachEngine('statements', (engine) => {
  describe('the report on an audit of genuine software', () => {
    const here = livedGate(engine);
    let audit: Caller;

    before(async () => {
      audit = await here.gate.as('audit');
      await catchUp(here.gate);
    });

    const figuresIn = ({ parts }: { readonly parts: readonly { readonly figures: readonly Figure[] }[] }): Report =>
      new Map(parts.flatMap(({ figures }) => figures.map((figure) => [figure.id, figure] as const)));
    const reportOf = async (query = ''): Promise<Report> =>
      figuresIn(await read(audit, `/v1/reports/software-audit?fiscalYear=2026${query}`));
    const counts = (report: Report, ...ids: readonly string[]): readonly unknown[] =>
      ids.map((id) => report.get(id)?.count);

    it('has three parts, whose families add up', async () => {
      const body = await read(audit, '/v1/reports/software-audit?fiscalYear=2026');
      const report = figuresIn(body);

      assert.deepEqual(
        body.parts.map(({ part }: { readonly part: string }) => part),
        ['budget', 'procurement', 'assets'],
      );
      const families = ['agencies', 'lines', 'orders.outcome', 'orders.state', 'rules.fired', 'computers', 'surveys'];
      for (const total of families) {
        const members = [...report.values()].filter(
          ({ id }) => id.startsWith(`${total}.`) && id !== `${total}.unlicensed`,
        );
        const sum = members.reduce((all, { count }) => all + (count ?? 0), 0);
        assert.deepEqual([total, report.get(total)?.count, report.get(total)?.isTotal], [total, sum, true]);
        assert.ok(members.length > 1, total);
      }
      assert.deepEqual(
        [report.get('orders.outcome')?.count, report.get('orders.outcome')?.amount],
        [report.get('orders.state')?.count, report.get('orders.state')?.amount],
      );
    });

    it('counts orders, and rules as the statistics do', async () => {
      const report = await reportOf();
      const orders: readonly { readonly state: string }[] = await here.gate.db.reader('orders').select('state');

      const inState = (state: string): number => orders.filter((order) => order.state === state).length;
      assert.deepEqual(
        counts(report, 'orders.state', 'orders.state.rejected', 'orders.state.withdrawn', 'orders.state.expired'),
        [orders.length, ...['rejected', 'withdrawn', 'expired'].map(inState)],
      );
      const { total } = await read(audit, '/v1/rules/OS-01/statistics?from=2026-01&until=2026-12');
      assert.equal(report.get('rules.fired.OS-01')?.count, total.fired);
      assert.ok(total.fired > 0);
      assert.equal(report.get('prices.desktop')?.amount, '4999.00');
      assert.equal(report.get('prices.desktop')?.rate, '99.98');
    });

    it('finds agencies that buy computers without money for software, of the scope alone', async () => {
      const { gate } = here;
      const poor = await openOffice(gate, { softwareMoney: '0.00' });
      const all = await reportOf();

      const own = await reportOf(`&agencyCode=${poor.agencyCode}`);
      const { agencies } = await read(
        audit,
        `/v1/reports/software-audit?fiscalYear=2026&agencyCode=${poor.agencyCode}`,
      );

      assert.deepEqual(
        counts(own, 'agencies', 'agencies.not-budgeted', 'without-software-money', 'without-software-money.none'),
        [1, 1, 1, 1],
      );
      assert.deepEqual(
        agencies.map(({ agencyCode, state }: { readonly agencyCode: string; readonly state: string }) => [
          agencyCode,
          state,
        ]),
        [[poor.agencyCode, 'none']],
      );
      assert.equal(own.get('orders.state')?.count, 0);
      assert.ok((all.get('agencies')?.count ?? 0) > 1);
    });

    it('tells computers without a licence, copies without one, and whose software nobody looked at', async () => {
      const { gate } = here;
      const office = await openOffice(gate);
      const { agencyCode } = office;
      // Two with a copy of an office suite, one without anything; one seat for the two copies.
      await holdings(gate, { agencyCode, devices: [[{}], [{}], []], entitlements: [{ seats: 1 }], given: [[0, 0]] });
      const child = await openOffice(gate, { parentCode: agencyCode });
      await holdings(gate, { agencyCode: child.agencyCode, devices: [[{}]] });

      const own = await reportOf(`&agencyCode=${agencyCode}`);
      const whole = await reportOf(`&agencyCode=${agencyCode}&subtree=true`);

      assert.deepEqual(counts(own, 'computers', 'surveys.never', 'computers.unlicensed', 'installed', 'shortfall'), [
        ...[3, 1, 2, 2, 1],
      ]);
      assert.equal(own.get('installed')?.rate, '50.00');
      assert.deepEqual(counts(whole, 'agencies', 'computers', 'installed', 'shortfall'), [2, 4, 3, 2]);
    });

    it('tells computers that have both numbers from those that lack one', async () => {
      const { agencyCode } = await openOffice(here.gate);
      const { devices } = await holdings(here.gate, { agencyCode, devices: [[], [], [], []] });
      const numbers = { asset_number: 'A-1', serial: 'S-1' };
      const known = [numbers, { ...numbers, serial: null }, { ...numbers, asset_number: null }, numbers];
      for (const [at, id] of devices.entries()) await here.gate.db.writer('devices').where({ id }).update(known[at]);

      const report = await reportOf(`&agencyCode=${agencyCode}`);

      assert.deepEqual(counts(report, 'computers', 'computers.numbered', 'computers.unnumbered'), [4, 2, 2]);
    });

    it('measures the prices of a past year by what held then', async () => {
      const office = await openOffice(here.gate);
      const submitted = await office.submit(office.order({ quantity: 1 }));
      // The caps are of July 2016.
      await here.gate.db.writer('orders').where({ id: submitted.body.order.id }).update({ fiscal_year: 2015 });

      const path = `/v1/reports/software-audit?fiscalYear=2015&agencyCode=${office.agencyCode}`;
      const price = figuresIn(await read(audit, path)).get('prices.desktop');

      assert.deepEqual([price?.count, price?.amount, price?.rate], [1, '4999.00', null]);
    });

    it('takes money of a closed budget line for none, in every figure', async () => {
      const { agencyCode, softwareLine } = await openOffice(here.gate);
      const path = `/v1/budget-lines/${softwareLine}`;
      const { headers } = await here.gate.installer.get(path);
      const closing = event({ state: 'closed' });
      const closed = await here.gate.installer.post(`${path}/events`, closing, { 'if-match': String(headers.etag) });
      assert.equal(closed.status, 200, JSON.stringify(closed.body));

      const report = await reportOf(`&agencyCode=${agencyCode}`);

      assert.deepEqual(counts(report, 'agencies.not-budgeted', 'without-software-money.none'), [1, 1]);
    });

    it('takes machines that need no licence of their own out of both parts of a rate', async () => {
      const { agencyCode } = await openOffice(here.gate);
      await holdings(here.gate, { agencyCode, devices: [[], []], entitlements: [{ seats: 1 }], given: [[0, 0]] });
      const tablet = { agencyCode, category: 'tablet', serial: `SN-${agencyCode}`, state: 'in-use' };
      const created = await here.gate.installer.post('/v1/devices', tablet);
      assert.equal(created.status, 201, JSON.stringify(created.body));

      const report = await reportOf(`&agencyCode=${agencyCode}`);

      assert.deepEqual(counts(report, 'computers', 'computers.unlicensed'), [3, 1]);
      assert.equal(report.get('computers.unlicensed')?.rate, '50.00');
    });

    it('is a workbook with a sheet for each part, a PDF and a page', async () => {
      const path = '/v1/reports/software-audit?fiscalYear=2026&format=';
      const as = (format: string, language = 'zh-CN') =>
        download({ gate: here.gate, finance: audit }, path + format, { 'accept-language': language });

      const [page, english, workbook, pdf] = [
        await as('html'),
        await as('html', 'en'),
        await as('xlsx'),
        await as('pdf'),
      ];

      assert.match(page.text, /软件正版化审计报告[\s\S]*一、预算编制[\s\S]*二、采购[\s\S]*三、资产管理/);
      assert.match(english.text, /1\. Budget preparation[\s\S]*Total: Orders, by state[\s\S]*3\. Asset management/);
      assert.deepEqual(
        [workbook.bytes.subarray(0, 2).toString(), pdf.bytes.subarray(0, 5).toString()],
        ['PK', '%PDF-'],
      );
    });

    it('takes as many statements whatever there is', async () => {
      const statements = async (query: string): Promise<number> => {
        await read(audit, '/v1/log/head');
        const seen: string[] = [];
        const counting = ({ sql }: { readonly sql: string }): void => void seen.push(sql);
        here.gate.db.reader.on('query', counting);
        await reportOf(query);
        here.gate.db.reader.off('query', counting);
        return seen.length;
      };
      const empty = await statements(`&agencyCode=${(await openOffice(here.gate)).agencyCode}`);

      assert.ok((await statements('')) <= empty + 2);
    });
  });
});
