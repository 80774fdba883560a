import assert from 'node:assert/strict';
import { onOneEngine } from '../support/databases.ts';
import { openOffice } from '../support/office.ts';
import { gateForEachReport, read, revise } from './reports-support.ts';

const REPORT = '/v1/reports/computers-without-software-money?fiscalYear=2026';

interface Row {
  readonly agencyCode: string;
  readonly state: string;
  readonly computerOrders: number;
  readonly softwareNeeded: string | null;
}

onOneEngine('other files run its statements on both', (engine) => {
  describe('the report on computers without money for software', () => {
    // A desktop may cost 5,000 yuan, an office suite 600 and antivirus 100: 14 % of the hardware.
    const here = gateForEachReport(engine, { hardwareMoney: '100000.00', softwareMoney: '14000.00' });
    const stateOf = async (agencyCode: string): Promise<string | undefined> => {
      const { items } = await read(here.finance, `${REPORT}&agencyCode=${agencyCode}`);
      return items.map(({ state }: Row) => state).at(0);
    };

    it('leaves out who has enough for the machines that can be bought, and names who lacks a fen', async () => {
      const { gate, office } = here;
      assert.equal(await stateOf(office.agencyCode), undefined);

      await revise(gate, office.softwareLine, 'decrease', '0.01');

      const [row] = (await read(here.finance, REPORT)).items;
      assert.deepEqual(row, {
        agencyCode: office.agencyCode,
        agencyName: `测试单位 ${office.agencyCode}`,
        region: '421000',
        state: 'short',
        computerOrders: 0,
        hardwareAppropriation: '100000.00',
        hardwareAvailable: '100000.00',
        softwareAppropriation: '13999.99',
        softwareAvailable: '13999.99',
        softwareNeeded: '14000.00',
      });
    });

    it('tells who has nothing for software from who has used it up, and counts the orders of computers that stand', async () => {
      const { gate, office } = here;
      const none = await openOffice(gate, { hardwareMoney: '100000.00', softwareMoney: '0.00' });
      const usedUp = await openOffice(gate, { hardwareMoney: '100000.00', softwareMoney: '671.00' });
      const approved = await usedUp.submit(usedUp.order());
      assert.equal(approved.body.decision.outcome, 'approved', JSON.stringify(approved.body.decision.findings));
      const free = await openOffice(gate, { hardwareMoney: '0.00', softwareMoney: '0.00' });

      const { items } = await read(here.finance, REPORT);

      const found = items.map(({ agencyCode, state, computerOrders }: Row) => [agencyCode, state, computerOrders]);
      assert.deepEqual(
        found,
        [
          [none.agencyCode, 'none', 0],
          [usedUp.agencyCode, 'used-up', 1],
        ].sort(),
      );
      assert.equal(
        found.some(([code]: readonly unknown[]) => code === office.agencyCode || code === free.agencyCode),
        false,
      );
    });

    it('is read by the legalization office, and by an agency about itself', async () => {
      const { gate } = here;
      const [one, other] = [
        await openOffice(gate, { softwareMoney: '0.00' }),
        await openOffice(gate, { softwareMoney: '0.00', region: '511300' }),
      ];
      const codes = (body: { items: Row[] }): readonly string[] => body.items.map(({ agencyCode }) => agencyCode);

      const byOffice = await read(await gate.as('legalization-office', { grant: { region: '511300' } }), REPORT);
      const byAgency = await read(one.officer, REPORT);

      assert.deepEqual([codes(byOffice), codes(byAgency)], [[other.agencyCode], [one.agencyCode]]);
    });

    it('is paged', async () => {
      const { gate, finance } = here;
      const offices = [
        await openOffice(gate, { softwareMoney: '0.00' }),
        await openOffice(gate, { softwareMoney: '0.00' }),
      ];

      const first = await read(finance, `${REPORT}&limit=1`);
      const second = await read(finance, `${REPORT}&limit=1&after=${encodeURIComponent(first.next)}`);

      assert.deepEqual(
        [first, second].map(({ items }) => items[0].agencyCode),
        offices.map(({ agencyCode }) => agencyCode).sort(),
      );
      assert.equal(second.next, null);
    });
  });
});
