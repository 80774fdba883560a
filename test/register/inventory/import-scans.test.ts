import assert from 'node:assert/strict';
import { gateForEachTest, given } from '../../agencies/agency-examples.ts';
import { onOneEngine } from '../../support/databases.ts';
import type { Gate } from '../../support/gate.ts';
import {
  BUREAU,
  countsOf,
  devicesIn,
  importScans,
  installed,
  LIBRARY,
  sizeOfLog,
  softwareCounts,
  withProducts,
} from './inventory-office.ts';
import { glpiScan, ocsComputer, type ScanWish } from './scans.ts';

/** What the bureau has said that its computers' names mean. */
async function confirmed(gate: Gate, name: string, product: string | null, detail: object = {}): Promise<void> {
  const category = product === null ? null : product === 'WPS Office' ? 'office' : 'operating-system';
  await given(gate, '/v1/software-names', { agencyCode: BUREAU, name, category, product, ...detail });
}

const windows = (gate: Gate) =>
  confirmed(gate, 'Microsoft Windows 11 专业版', 'Microsoft Windows', { edition: 'Pro', version: '11' });

describe('scans of agents, imported', () => {
  onOneEngine('files are read before any statement', (engine) => {
    const here = gateForEachTest(engine);
    beforeEach(() => withProducts(here.gate));
    const scan = (wish: ScanWish = {}, query = '') => importScans(here.gate.installer, glpiScan(wish), query);

    it('find the computer whose serial a clerk typed in another width and case, and change nothing that was typed', async () => {
      const typed = 'ｓｎ２０２２Ｂ００１０３';
      const { id } = await given(here.gate, '/v1/devices', {
        ...{ agencyCode: BUREAU, category: 'desktop', serial: typed, state: 'in-use' },
      });

      const found = await scan({ serial: 'SN2022B00103', software: [] });

      assert.deepEqual(
        [found.body.created, found.body.refused, found.body.rows[0].id],
        [0, 0, id],
        JSON.stringify(found.body),
      );
      assert.deepEqual(
        (await devicesIn(here.gate)).map(({ serial }) => serial),
        [typed],
      );
    });

    it('register a computer with its software; a later scan moves, starts and ends only what is of it', async () => {
      await windows(here.gate);
      const both: ScanWish['software'] = [
        ['WPS Office', '2019'],
        ['奇安信天擎', '10'],
      ];
      await scan({ serial: 'OTHER', mainboard: 'OTHER', software: both });

      const tried = await scan({ software: both }, '&dryRun=true');
      const first = await scan({ software: both });
      const size = await sizeOfLog(here.gate);
      const again = await scan({ software: both });
      const later = await scan({ software: [['WPS Office', '2023']], on: '2026-05-28' });

      assert.deepEqual(
        [countsOf(tried), softwareCounts(tried)],
        [
          [1, 0, 0, 0],
          [3, 0, 0],
        ],
      );
      assert.deepEqual(
        [countsOf(first), softwareCounts(first)],
        [
          [1, 0, 0, 0],
          [3, 0, 0],
        ],
      );
      assert.deepEqual(
        [countsOf(again), softwareCounts(again)],
        [
          [0, 0, 1, 0],
          [0, 0, 0],
        ],
      );
      assert.deepEqual(
        [countsOf(later), softwareCounts(later)],
        [
          [0, 1, 0, 0],
          [1, 1, 2],
        ],
      );
      assert.equal(await sizeOfLog(here.gate), size + 4);
      assert.deepEqual((await installed(here.gate)).slice(3), [
        'Microsoft Windows 11 agent 2026-05-20 2026-05-28 open',
        'WPS Office 2019 agent 2026-05-20 2026-05-20 2026-05-20',
        '奇安信天擎 10 agent 2026-05-20 2026-05-20 2026-05-20',
        'WPS Office 2023 agent 2026-05-28 2026-05-28 open',
      ]);
      assert.ok((await installed(here.gate)).slice(0, 3).every((each) => each.endsWith('open')));
    });

    it('end nothing that a name may mean which nobody has confirmed, and say so', async () => {
      await scan({ software: [['WPS Office', '2019']] });

      const unknown = await scan({ software: [['WPS Office 2023 (12.8.2.1)', '12.8']], on: '2026-05-25' });
      const [row] = unknown.body.rows;
      await confirmed(here.gate, 'WPS Office 2023 (12.8.2.1)', 'WPS Office', { version: '2023' });
      const known = await scan({ software: [['WPS Office 2023 (12.8.2.1)', '12.8']], on: '2026-05-25' });

      assert.match(row.remarks[0].message, /"WPS Office" was not seen, but a name/);
      assert.deepEqual(
        [softwareCounts(unknown), softwareCounts(known)],
        [
          [0, 0, 0],
          [1, 0, 1],
        ],
      );
      assert.deepEqual(
        unknown.body.unknownNames.map(({ name, suggestions }: { name: string; suggestions: { product: string }[] }) => [
          name,
          suggestions[0]?.product,
        ]),
        [
          ['Microsoft Windows 11 专业版', 'Microsoft Windows'],
          ['WPS Office 2023 (12.8.2.1)', 'WPS Office'],
        ],
      );
    });

    it('leave out what is said not to be counted, and count names nobody knows once for each computer', async () => {
      await confirmed(here.gate, 'Realtek Audio Driver', null);
      const scans = ['S-1', 'S-2'].map((serial) =>
        glpiScan({
          serial,
          mainboard: serial,
          software: [
            ['Realtek Audio Driver', '6.0'],
            ['7-Zip', '19'],
          ],
        }),
      );

      const { body } = await importScans(here.gate.installer, scans);

      const names = body.unknownNames.map(({ name, computers }: { name: string; computers: number }) => [
        name,
        computers,
      ]);
      assert.deepEqual(names, [
        ['Microsoft Windows 11 专业版', 2],
        ['7-Zip', 2],
      ]);
      assert.equal(body.unknownNamesCount, 2);
    });

    it('of OCS Inventory find the same computer, by its mainboard where the serial says nothing', async () => {
      await scan({ serial: 'To be filled by O.E.M.', mainboard: '/F35F284/VNWSV005/' });

      const { body } = await importScans(here.gate.installer, { 3: ocsComputer() });

      const [row] = body.rows;
      assert.deepEqual([row.status, row.matchedBy], ['updated', 'mainboardSerial']);
      assert.deepEqual(row.changes, [{ column: 'serial', before: null, after: 'F35F284' }]);
      assert.equal((await devicesIn(here.gate)).length, 1);
      // Older than the first scan, it changes no installation.
      assert.match(row.remarks.at(-1).message, /older than what is known/);
      assert.equal((await installed(here.gate)).length, 1);
    });

    it('are refused one by one: a virtual machine, a day to come, another agency, a retired device', async () => {
      await given(here.gate, '/v1/devices', {
        agencyCode: LIBRARY,
        category: 'laptop',
        serial: 'L-1',
        state: 'in-use',
      });
      await given(here.gate, '/v1/devices', {
        agencyCode: BUREAU,
        category: 'laptop',
        serial: 'R-1',
        state: 'retired',
      });
      const { content, ...virtual } = glpiScan({ serial: 'V-1' });
      const { body } = await importScans(here.gate.installer, [
        { ...virtual, content: { ...content, hardware: { ...Object(content.hardware), vmsystem: 'VMware' } } },
        glpiScan({ serial: 'F-1', mainboard: 'F-1', on: '2027-01-01' }),
        glpiScan({ serial: 'L-1', mainboard: 'L-1' }),
        glpiScan({ serial: 'R-1', mainboard: 'R-1' }),
        glpiScan({ serial: 'X1'.repeat(61), mainboard: 'X-1' }),
        { hello: 'world' },
        glpiScan({ serial: 'OK-1', mainboard: 'OK-1' }),
      ]);

      assert.deepEqual(
        body.rows.map((row: { status: string; errors?: { column: string }[] }) => [
          row.status,
          row.errors?.[0]?.column ?? null,
        ]),
        [
          ['refused', 'content.hardware.vmsystem'],
          ['refused', null],
          ['refused', 'content.bios.ssn'],
          ['refused', 'content.bios.ssn'],
          ['refused', 'content.bios.ssn'],
          ['refused', null],
          ['created', null],
        ],
      );
    });

    it('are refused as a whole when they are no JSON object, hold nothing or are of nobody within reach', async () => {
      const library = await here.gate.as('procurement-officer', { grant: { agencies: [LIBRARY] } });

      const empty = await importScans(here.gate.installer, []);
      const text = await here.gate.installer.send('post', `/v1/scans/import?agencyCode=${BUREAU}`, { bytes: '"scan"' });
      const bomb = await here.gate.installer.send('post', `/v1/scans/import?agencyCode=${BUREAU}`, {
        bytes: `[${'['.repeat(40)}${']'.repeat(40)}]`,
      });
      const foreign = await importScans(library, glpiScan());

      assert.deepEqual([empty.status, text.status, bomb.status, bomb.body.code], [400, 400, 400, 'request.depth']);
      assert.deepEqual([foreign.status, countsOf(foreign)], [200, [0, 0, 0, 1]]);
      assert.equal((await devicesIn(here.gate)).length, 0);
    });
  });
});
