import assert from 'node:assert/strict';
import { SPARE } from '../../orders/life-support.ts';
import { forEachEngine } from '../../support/databases.ts';
import { openEntitlement } from '../../support/office.ts';
import { holdings, UOS } from '../positions-support.ts';
import { gateForEachReport, read } from '../reports-support.ts';

const POSITIONS = '/v1/licence-positions?region=421000';
const AUDIT = '/v1/reports/software-audit?region=421000&fiscalYear=2026';
const REPORTS = [
  POSITIONS,
  '/v1/reports/software-summary?region=421000',
  AUDIT,
  '/v1/alerts?region=421000',
  '/v1/reports/software-maintenance?region=421000&from=2026-01-01&until=2026-12-31',
];

forEachEngine('statements', (engine) => {
  describe('a report that somebody asks for again', () => {
    const here = gateForEachReport(engine);
    /** How often copies were looked at, and what was answered. */
    const ask = async (path: string, meant = /from (`(installations|devices)`|devices )/) => {
      let looks = 0;
      const note = ({ sql }: { readonly sql: string }): void => {
        looks += meant.test(sql) ? 1 : 0;
      };
      here.gate.db.reader.on('query', note);
      const body = await read(here.finance, path);
      here.gate.db.reader.off('query', note);
      return { looks, body };
    };
    const softwareFor = async (agencyCode: string): Promise<readonly string[]> =>
      (await holdings(here.gate, { agencyCode, devices: [[UOS, {}], [{}]], oem: [0] })).devices;

    it('is not counted again, also where an order was decided, but shows the seats that the order holds', async () => {
      const { gate, office } = here;
      const { agencyCode } = office;
      const spare = await openEntitlement(gate, { agencyCode, seats: 9 });
      await softwareFor(agencyCode);
      const firsts = [];
      for (const path of REPORTS) firsts.push((await ask(path)).looks);
      const agains = [];
      for (const path of REPORTS) agains.push((await ask(path)).looks);

      const order = office.order({ quantity: 2, office: { ...SPARE, entitlementId: spare } });
      const { body } = await office.submit(order);
      const laters = [];
      for (const path of REPORTS) laters.push((await ask(path)).looks);
      const { total } = (await ask(POSITIONS)).body;

      assert.equal(body.order.state, 'approved', JSON.stringify(body.decision));
      // What alerts are made of was counted for the others.
      assert.deepEqual(
        firsts.map((looks) => looks > 0),
        [true, true, true, false, true],
      );
      assert.deepEqual([agains, laters].flat().filter(Boolean), []);
      assert.deepEqual([total.installations, total.held, total.freePool], [3, 2, 7]);
    });

    it('counts orders again once one was decided, and not before', async () => {
      const { office } = here;
      const ordersIn = async () => {
        const { looks, body } = await ask(AUDIT, /from `(orders|order_sums)`/);
        const figures = body.parts.flatMap(({ figures: of }: { figures: { id: string; count: number }[] }) => of);
        return { looks, orders: figures.find(({ id }: { id: string }) => id === 'orders.state').count };
      };
      const [first, again] = [await ordersIn(), await ordersIn()];
      await office.submit(office.order({ quantity: 1 }));

      const later = await ordersIn();

      assert.deepEqual([first.looks > 0, again], [true, { looks: 0, orders: first.orders }]);
      assert.equal(later.orders, first.orders + 1);
    });

    it('is counted again once software was found, and no more for its other pages', async () => {
      const { gate, office } = here;
      const { agencyCode } = office;
      const [device] = await softwareFor(agencyCode);
      const pages = `${POSITIONS}&groupBy=agency&limit=1`;
      const first = await ask(pages);
      await gate.installer.post('/v1/installations', {
        ...{ agencyCode, deviceId: device, category: 'antivirus-client', product: '奇安信天擎', source: 'survey' },
        ...{ version: '10', seenFrom: '2026-05-01', seenLast: '2026-05-20' },
      });

      const again = await ask(pages);
      const second = await ask(`${pages}&after=${encodeURIComponent(again.body.next)}`);

      assert.equal(again.looks, first.looks);
      assert.deepEqual([first.body.total.installations, again.body.total.installations], [3, 4]);
      assert.deepEqual([second.looks, second.body.items.length], [0, 1]);
    });

    it('is counted anew for each who asks of other agencies, and for a day that is over', async () => {
      const { clock, office } = here;
      const { agencyCode } = office;
      await softwareFor(agencyCode);
      await ask(POSITIONS);

      const ofOne = await ask(`/v1/licence-positions?agencyCode=${agencyCode}`);
      clock.advance({ days: 1 });
      const nextDay = await ask(POSITIONS);
      await softwareFor(agencyCode);
      const past = [];
      for (const _time of [1, 2]) past.push((await ask(`${POSITIONS}&on=2026-06-01`)).looks > 0);

      assert.deepEqual([ofOne.looks > 0, nextDay.looks > 0, past], [true, true, [true, true]]);
    });
  });
});
