import assert from 'node:assert/strict';
import { joinScans } from '../../../src/cli/import/join-scans.ts';
import { gateForEachTest } from '../../agencies/agency-examples.ts';
import { csv } from '../../budget/finance-sheet.ts';
import { onOneEngine } from '../../support/databases.ts';
import { countsOf, devicesIn, importFile, importScans, installed, withProducts } from './inventory-office.ts';
import { glpiScan } from './scans.ts';

/** Two answers of OCS Inventory 2.12 about one computer: the first has numbers for names, and names under no name at all. */
const HARDWARE = {
  ID: 3,
  NAME: 'CZ-PC-3',
  LASTDATE: '2026-05-18 20:27:57',
  OSNAME: 'Windows',
  OSVERSION: '10.0.26200',
};
const BIOS = [{ HARDWARE_ID: 3, SSN: 'F35F284', MSN: '/F35F284/VN/', SMODEL: 'Latitude 3450', TYPE: 'Notebook' }];
const NUMBERS = [{ NAME_ID: 42, VERSION_ID: 7, PUBLISHER_ID: 3, HARDWARE_ID: 3 }];
const NAMES = [{ NAME: 'WPS Office', VERSION: '2023', PUBLISHER: 'Kingsoft Corp.' }];
const COMPUTER = { 3: { bios: BIOS, hardware: HARDWARE, software: NUMBERS } };
const WHOLE = { 3: { bios: BIOS, hardware: HARDWARE, software: NUMBERS, '': NAMES } };
const SOFTWARE = { 3: { hardware: HARDWARE, software: NAMES } };

/** What an agent sends and keeps with `--local`. */
const XML = `<?xml version="1.0" encoding="UTF-8" ?>
<REQUEST>
  <CONTENT>
    <ACCESSLOG><LOGDATE>2026-05-20 09:15:00</LOGDATE></ACCESSLOG>
    <BIOS><SMANUFACTURER>LENOVO</SMANUFACTURER><SMODEL>M70q &amp; co</SMODEL><SSN>PF-9</SSN></BIOS>
    <CPUS><NAME>Intel</NAME></CPUS>
    <HARDWARE><CHASSIS_TYPE>Desktop</CHASSIS_TYPE><NAME>CZ-9</NAME><VMSYSTEM>Physical</VMSYSTEM></HARDWARE>
    <OPERATINGSYSTEM><FULL_NAME>Windows</FULL_NAME><VERSION>23H2</VERSION></OPERATINGSYSTEM>
    <SOFTWARES><NAME>WPS Office</NAME><VERSION>2023</VERSION></SOFTWARES>
    <SOFTWARES><NAME>奇安信天擎</NAME><VERSION>10</VERSION></SOFTWARES>
  </CONTENT>
  <DEVICEID>CZ-9-2026-01-26-14-32-36</DEVICEID>
  <QUERY>INVENTORY</QUERY>
</REQUEST>`;
/** The agent of OCS Inventory names the system beside the hardware, and the case in the firmware. */
const OCS_XML = XML.replace(/<OPERATINGSYSTEM>.*<\/OPERATINGSYSTEM>\n/, '')
  .replace(
    /<HARDWARE>.*<\/HARDWARE>/,
    '<HARDWARE><NAME>CZ-9</NAME><OSNAME>Windows</OSNAME><OSVERSION>23H2</OSVERSION></HARDWARE>',
  )
  .replace('</BIOS>', '<TYPE>Desktop</TYPE></BIOS>');

const SNIPE_IT = [
  ...[
    'Company',
    'Asset Name',
    'Asset Tag',
    'Model',
    'Model No.',
    'Category',
    'Manufacturer',
    'Serial',
    'Purchase Date',
  ],
  ...[
    'Cost',
    'EOL',
    'Warranty',
    'Order Number',
    'Supplier',
    'Location',
    'Checked Out',
    'Username',
    'Status',
    'Created At',
  ],
];

const OFFICE = 'WPS Office 2023 agent 2026-05-18 2026-05-18 open';

function joined(...files: readonly (object | string)[]): object {
  const bytes = files.map((file) => Buffer.from(typeof file === 'string' ? file : JSON.stringify(file)));
  return JSON.parse(joinScans(bytes).toString()) as object;
}

describe('exports of asset systems', () => {
  onOneEngine('files are read before any statement', (engine) => {
    const here = gateForEachTest(engine);
    beforeEach(() => withProducts(here.gate));
    const scans = (...files: readonly (object | string)[]) => importScans(here.gate.installer, joined(...files));

    it('of OCS Inventory 2.12 give the names of software, from one answer or from two', async () => {
      const whole = await scans(WHOLE);
      const two = await scans(SOFTWARE, COMPUTER);

      assert.deepEqual(countsOf(whole), [1, 0, 0, 0]);
      assert.deepEqual(
        (await installed(here.gate)).filter((each) => each.startsWith('WPS')),
        [OFFICE],
      );
      assert.deepEqual([countsOf(two), two.body.rows[0].remarks], [[0, 0, 1, 0], undefined]);
    });

    it('of OCS Inventory say which answer is missing, and join no two computers', async () => {
      const numbers = await scans(COMPUTER);
      const alone = await scans(SOFTWARE);
      const elsewhere = { 3: { hardware: { ...HARDWARE, NAME: 'CZ-PC-4' }, bios: [{ SSN: 'X-1', TYPE: 'Notebook' }] } };
      const other = { 3: { hardware: HARDWARE, bios: [{ SSN: 'X-2', TYPE: 'Notebook' }] } };
      const three = await scans(COMPUTER, elsewhere, other);

      assert.match(
        numbers.body.rows[0].remarks[0].message,
        /Export \/computer\/\{id\}\/software as well and import both/,
      );
      assert.match(alone.body.rows[0].errors[0].message, /import it together with the answer of \/computer\/\{id\}/);
      assert.equal(three.body.rows.length, 3);
    });

    for (const [agent, xml] of [
      ['GLPI or FusionInventory', XML],
      ['OCS Inventory', OCS_XML],
    ] as const) {
      it(`that an agent of ${agent} wrote as XML are read as its JSON is`, async () => {
        const { body } = await scans(xml, glpiScan());

        const [first] = await devicesIn(here.gate);
        assert.deepEqual([body.created, body.refused, body.installationsStarted], [2, 0, 4]);
        assert.deepEqual(
          [first?.serial, first?.model, first?.category, body.unknownNames.map(({ name }: { name: string }) => name)],
          ['PF-9', 'M70q & co', 'desktop', ['Microsoft Windows 11 专业版']],
        );
      });
    }

    it('that are XML of anything else are refused, and say how to export JSON', () => {
      for (const other of [
        '<html></html>',
        '<REQUEST><QUERY>PROLOG</QUERY></REQUEST>',
        '<REQUEST><CONTENT>',
        `<!DOCTYPE a>${XML}`,
      ]) {
        assert.throws(() => joined(other), { code: 'import.no_scans', message: /glpi-inventory --json/ });
      }
    });

    it('of Snipe-IT give computers with who has them and when they were bought, and refuse a printer', async () => {
      const { body } = await importFile(
        here.gate.installer,
        'snipe-assets',
        csv([
          SNIPE_IT,
          [
            ...[
              '荆州市文化和旅游局',
              'CZ-1',
              '1001',
              'ThinkCentre M70q',
              '11DT',
              'Desktops',
              'Lenovo',
              'PF-1',
              '2022-03-01',
            ],
            ...[
              '4999.00',
              '',
              '36 months',
              '',
              'Lenovo',
              '5F',
              '陈 建国',
              'chenjg',
              'Deployed',
              'Tue Mar 1, 2022 10:00AM',
            ],
          ],
          [
            ...['荆州市文化和旅游局', 'CZ-2', '1002', 'X1', '', 'Laptops', 'Lenovo', 'PF-2', 'Tue Mar 1, 2022'],
            ...['9999.00', '', '', '', '', '', '', '', 'Ready to Deploy', ''],
          ],
          ['荆州市文化和旅游局', 'P', '1003', 'LJ', '', 'Printers', 'HP', 'V-3', '03/01/2022'],
        ]),
      );

      assert.deepEqual(countsOf({ body } as never), [2, 0, 0, 1]);
      assert.deepEqual(
        (await devicesIn(here.gate)).map(({ usedBy, acquiredOn, state }) => [usedBy, acquiredOn, state]),
        [
          ['陈 建国', '2022-03-01', 'in-use'],
          [null, '2022-03-01', 'idle'],
        ],
      );
      assert.deepEqual(
        body.rows[2].errors.map(({ column }: { column: string }) => column),
        ['Category', 'Purchase Date'],
      );
    });
  });
});
