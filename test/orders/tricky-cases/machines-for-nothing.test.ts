import type { OrderLine } from '../../../src/facts/submission.ts';
import { assertFindings, contractFor, stepsOf } from '../../fulfilment/fulfilment-support.ts';
import { onOneEngine } from '../../support/databases.ts';
import { officeForEachTest } from '../life-support.ts';
import { assertApproved, assertJudged, composed, itemsOf, lineOf } from './tricky-orders.ts';

const FOR_NOTHING = 'HW-12 next-to-nothing /lines/0/unitPrice';
const CODES = {
  desktop: 'A02010105',
  laptop: 'A02010108',
  workstation: 'A02010106',
  'thin-client': 'A02010199',
} as const;

describe('a machine that costs next to nothing', () => {
  onOneEngine('rules judge facts, wherever they were read', (engine) => {
    const here = officeForEachTest(engine);

    const at = (unitPrice: string, category: keyof typeof CODES = 'desktop') => {
      const { office } = here;
      const line = lineOf(office);
      const description = category === 'workstation' ? '图形工作站' : line.description;
      const intendedUse = category === 'workstation' ? 'development' : 'office';
      const machine: OrderLine = {
        ...{ ...line, description, unitPrice },
        catalogue: { edition: '2022', code: CODES[category] },
        computer: { ...line.computer, category, intendedUse },
      };
      return office.submit(composed(office, { lines: [machine], items: Object.values(itemsOf(office)) }));
    };

    it('goes to a person, whatever it is', async () => {
      for (const price of ['1.00', '500.00', '999.99']) assertJudged(await at(price), 'referred', [FOR_NOTHING]);
      assertJudged(await at('500.00', 'laptop'), 'referred', [FOR_NOTHING]);
      assertJudged(await at('500.00', 'workstation'), 'referred', [FOR_NOTHING]);
    });

    it('passes at the least price, and above it', async () => {
      for (const price of ['1000.00', '2980.00']) assertApproved(await at(price));
      assertApproved(await at('1000.00', 'laptop'));
    });

    it('goes to a person where its contract prices it so', async () => {
      const { office } = here;
      const order = office.order();
      const approved = await office.submit(order);
      assertApproved(approved);
      const [line] = order.lines;
      const saved = Number(line?.quantity) * (Number(line?.unitPrice) - 100);
      const stated = { total: (Number(order.total) - saved).toFixed(2), lines: [{ line: 1, unitPrice: '100.00' }] };

      const answer = await stepsOf(office.officer).contract(approved, contractFor(order, stated));

      assertFindings(answer, 'referred', [FOR_NOTHING]);
    });
  });
});
