import assert from 'node:assert/strict';
import { onOneEngine } from '../support/databases.ts';
import { openOffice } from '../support/office.ts';
import { holdings } from './positions-support.ts';
import { gateForEachReport, read } from './reports-support.ts';

const POSITIONS = '/v1/licence-positions';
const SHORTFALLS = '/v1/licence-positions/shortfalls';

const WPS = {};

onOneEngine('other files run its statements on both', (engine) => {
  describe('the devices of a shortfall', () => {
    const here = gateForEachReport(engine);

    it('are those without a seat first, and as many as are short; paged without a gap', async () => {
      const { gate, office } = here;
      const { agencyCode } = office;
      const { devices } = await holdings(gate, {
        agencyCode,
        devices: [[WPS], [WPS], [WPS], [WPS]],
        entitlements: [{ seats: 2 }],
        given: [
          [0, 1],
          [0, 2],
        ],
      });
      const other = await openOffice(gate);
      await holdings(gate, { agencyCode: other.agencyCode, devices: [[WPS], [WPS]] });

      const found: string[] = [];
      let next: string | null = '';
      while (next !== null) {
        const page = await read(here.finance, `${SHORTFALLS}?limit=1${next && `&after=${next}`}`);
        found.push(...page.items.map((item: { device: { id: string } }) => item.device.id));
        next = page.next;
      }

      assert.equal(found.length, 4);
      assert.deepEqual(
        found.filter((id) => devices.includes(id)),
        [devices[0], devices[3]],
      );
    });

    it('can be filed: as CSV, as a workbook, and on paper, in both languages', async () => {
      const { gate, office } = here;
      await holdings(gate, { agencyCode: office.agencyCode, devices: [[WPS]] });

      for (const path of [POSITIONS, SHORTFALLS]) {
        const csv = await here.finance.get(`${path}?format=csv`, { 'accept-language': 'en' });
        const page = await here.finance.get(`${path}?format=html`);
        const book = await here.finance.get(`${path}?format=xlsx`);
        const sheets = await here.finance.get(`${path}?format=pdf`);

        assert.match(csv.text, /WPS Office/);
        assert.match(csv.text.split('\r\n')[0] ?? '', /Product/);
        assert.deepEqual([csv.status, page.status, book.status, sheets.status], [200, 200, 200, 200]);
      }
    });
  });
});
