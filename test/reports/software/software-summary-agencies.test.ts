import assert from 'node:assert/strict';
import { type Database, inSnapshot, insertRows, inTransaction, openDatabase, type Row } from '../../../src/db/index.ts';
import { civilDate } from '../../../src/kernel/index.ts';
import { copiesInText, rightsInText } from '../../../src/reports/software/ledgers/devices-in-text.ts';
import {
  listSoftwareSummary,
  type SoftwareFigures,
} from '../../../src/reports/software/ledgers/list-software-summary.ts';
import { type FreshDatabase, forEachEngine, freshDatabaseUrl } from '../../support/databases.ts';
import * as given from '../../support/given.ts';

const ON = civilDate('2026-06-01');

/** More than are asked at once, and one agency by itself behind them. */
const MANY_AGENCIES = 1_001;

type Rows = Readonly<Partial<Record<'agencies' | 'devices' | 'installations' | 'entitlements' | 'allocations', Row[]>>>;

forEachEngine('statements', (engine) => {
  describe('the summary of software, agency by agency', () => {
    let fresh: FreshDatabase;
    let db: Database;
    before(async () => {
      fresh = await freshDatabaseUrl(engine);
      db = openDatabase(fresh.url);
    });
    after(async () => {
      await db.close();
      await fresh.drop();
    });

    const insert = (rows: Rows): Promise<void> =>
      inTransaction(db, async (tx) => {
        for (const [table, all] of Object.entries(rows)) await insertRows(tx, table, all);
      });
    const figuresOf = async (agencies: readonly string[]): Promise<readonly Partial<SoftwareFigures>[]> => {
      const scope = { grant: { agencies }, region: undefined, agencyCode: undefined, isSubtree: false };
      const summary = await inSnapshot(db, (tx) => listSoftwareSummary(tx, scope, { on: ON, logIndex: null }));
      const byCode = new Map(summary.agencies.map(({ agencyCode, figures }) => [agencyCode, figures]));
      return agencies.map((code) => counted(byCode.get(code)));
    };

    it('counts a copy where its device is, whoever has the row of the copy or of the right', async () => {
      const [before, now] = [given.creditCode(), given.creditCode()];
      await insert({
        agencies: [agencyRow(before), agencyRow(now)],
        devices: [deviceRow('dev_moved', now), deviceRow('dev_stayed', before)],
        installations: [
          copyRow('ins_moved', 'dev_moved', { agency_code: now }),
          // Ended on the day of the move, so it stayed with the agency that had the device before.
          copyRow('ins_left', 'dev_moved', { agency_code: before, category: 'office', seen_to: ON }),
          copyRow('ins_stayed', 'dev_stayed', { agency_code: before }),
        ],
        entitlements: [
          rightRow('ent_moved', before, { bound_device: 'dev_moved', channel: 'oem' }),
          rightRow('ent_pool', before, { category: 'office', channel: 'retail' }),
        ],
        allocations: [
          seatRow('alo_left', before, { device_id: 'dev_moved', entitlement_id: 'ent_pool', until_on: ON }),
        ],
      });

      assert.deepEqual(await figuresOf([before, now]), [
        { computers: 1, desktops: 1, installed: 1, operatingSystems: 1, unlicensed: 1 },
        {
          ...{ computers: 1, desktops: 1, installed: 2, operatingSystems: 1, office: 1 },
          ...{ preinstalled: 1, commercial: 1 },
        },
      ]);
    });

    it('leaves out copies on devices that are not there or not known, and those of other days', async () => {
      const code = given.creditCode();
      await insert({
        agencies: [agencyRow(code)],
        devices: [
          deviceRow('dev_retired', code, { state: 'retired' }),
          deviceRow('dev_ordered', code, { state: 'ordered' }),
          deviceRow('dev_idle', code, { state: 'idle', category: 'laptop' }),
        ],
        installations: [
          ...['dev_retired', 'dev_ordered', 'dev_unknown'].map((device) =>
            copyRow(`ins_${device}`, device, { agency_code: code }),
          ),
          copyRow('ins_over', 'dev_idle', { agency_code: code, seen_to: '2026-05-31' }),
          copyRow('ins_later', 'dev_idle', { agency_code: code, seen_from: '2026-06-02' }),
          copyRow('ins_there', 'dev_idle', { agency_code: code }),
        ],
        entitlements: [rightRow('ent_retired', code, { bound_device: 'dev_retired' })],
        allocations: [seatRow('alo_retired', code, { device_id: 'dev_retired', entitlement_id: 'ent_retired' })],
      });

      assert.deepEqual(await figuresOf([code]), [
        { computers: 1, laptops: 1, installed: 1, operatingSystems: 1, unlicensed: 1 },
      ]);
    });

    it('takes a right that a device has and was given for one, and looks at a device that has two', async () => {
      const code = given.creditCode();
      const own = (id: string, values: Row): Row => rightRow(id, code, { bound_device: 'dev_one', ...values });
      await insert({
        agencies: [agencyRow(code)],
        devices: [deviceRow('dev_one', code), deviceRow('dev_two', code), deviceRow('dev_lapsed', code)],
        installations: [
          ...['dev_one', 'dev_two'].flatMap((device) => [
            copyRow(`ins_a_${device}`, device, { agency_code: code }),
            copyRow(`ins_b_${device}`, device, { agency_code: code, product: 'B, edition' }),
          ]),
          copyRow('ins_lapsed', 'dev_lapsed', { agency_code: code }),
        ],
        entitlements: [
          own('ent_one', { channel: 'oem' }),
          rightRow('ent_two', code, { bound_device: 'dev_two', channel: 'oem' }),
          rightRow('ent_pool', code, { channel: 'volume', product: 'B, edition' }),
          // Given to its device and out of force: a seat still, which allows nothing.
          rightRow('ent_lapsed', code, { bound_device: 'dev_lapsed', valid_until: '2026-05-31' }),
        ].map((row) => ({ ...row, id: `${row.id}_${code}` })),
        allocations: [
          seatRow('alo_own', code, { device_id: 'dev_one', entitlement_id: `ent_one_${code}` }),
          seatRow('alo_pool', code, { device_id: 'dev_two', entitlement_id: `ent_pool_${code}` }),
          seatRow('alo_lapsed', code, { device_id: 'dev_lapsed', entitlement_id: `ent_lapsed_${code}` }),
        ],
      });

      // The one seat of the first allows one of its two copies; the second has a seat for each.
      assert.deepEqual(await figuresOf([code]), [
        {
          ...{ computers: 3, desktops: 3, installed: 5, operatingSystems: 5 },
          ...{ preinstalled: 2, commercial: 1, unlicensed: 2 },
        },
      ]);
    });

    it(`counts ${MANY_AGENCIES} agencies each by itself`, async () => {
      const codes = Array.from({ length: MANY_AGENCIES }, () => given.creditCode());
      // Every hundredth has a device with two seats, which is looked at by itself.
      const seatsAt = (at: number): number => (at % 100 === 0 ? 2 : at % 2);
      await insert({
        agencies: codes.map((code) => agencyRow(code)),
        devices: codes.map((code, at) => deviceRow(`dev_many_${at}`, code)),
        installations: codes.map((code, at) =>
          copyRow(`ins_many_${at}`, `dev_many_${at}`, { agency_code: code, edition: at % 3 === 0 ? null : `版 ${at}` }),
        ),
        entitlements: codes.flatMap((code, at) =>
          Array.from({ length: seatsAt(at) }, (_, seat) =>
            rightRow(`ent_many_${at}_${seat}`, code, { bound_device: `dev_many_${at}` }),
          ),
        ),
      });

      const figures = await figuresOf(codes);

      const copies = { computers: 1, desktops: 1, installed: 1, operatingSystems: 1 };
      assert.deepEqual(
        figures,
        codes.map((_, at) => ({ ...copies, ...(seatsAt(at) > 0 ? { commercial: 1 } : { unlicensed: 1 }) })),
      );
    });
  });
});

describe('devices in one text', () => {
  const row = { agency_code: 'agency', count: 3 };
  const copy = (device: string, ...release: string[]): string => `${[device, ...release].join('\u001f')}\u001e`;

  it('are told by what was said of them, whatever names look like', () => {
    const list = [
      copy('dev_1', 'office', 'A, B', '', '\u0018'),
      copy('dev_2', 'office', 'A, B', '\u0018', '2019'),
      copy('dev_3', 'office', 'A, B', '', '\u0018'),
    ].join(',');

    const name = { agencyCode: 'agency', category: 'office', product: 'A, B' };
    assert.deepEqual(copiesInText({ ...row, list }), [
      { ...name, edition: '', version: null, devices: ['dev_1', 'dev_3'] },
      { ...name, edition: null, version: '2019', devices: ['dev_2'] },
    ]);
  });

  it('are told with the term of a right', () => {
    const list = copy('dev_1', 'office', 'A', '\u0018', '\u0018', 'oem', '\u0018', '2026-06-01');

    const release = { category: 'office', product: 'A', edition: null, version: null };
    assert.deepEqual(rightsInText({ ...row, count: 1, list }), [
      { right: { ...release, channel: 'oem', validFrom: null, validUntil: '2026-06-01' }, devices: ['dev_1'] },
    ]);
  });

  it('are refused where the database has cut the text', () => {
    const list = ['dev_1', 'dev_2', 'dev_3'].map((device) => copy(device, 'office', 'A', '\u0018', '1')).join(',');

    for (let end = 0; end < list.length; end += 1) {
      assert.throws(
        () => copiesInText({ ...row, list: list.slice(0, end) }),
        /has cut a list of 3 entries/,
        String(end),
      );
    }
    assert.throws(() => copiesInText({ ...row, list: null }), /has cut a list of 3 entries/);
  });
});

function counted(figures: SoftwareFigures | undefined): Partial<SoftwareFigures> {
  return Object.fromEntries(Object.entries(figures ?? {}).filter(([, count]) => count !== null && count > 0));
}

function agencyRow(code: string): Row {
  return {
    ...{ code, name: code, kind: 'party-government-organ', level: 'city', region: '421000', parent_code: null },
    ...{ staff: null, is_classified: 0, is_isolated_network: 0, opened_on: null, log_index: 0 },
  };
}

function deviceRow(id: string, agency_code: string, values: Row = {}): Row {
  const at = { id, agency_code, serial: id, acquired_on: ON, log_index: 0 };
  return { ...at, category: 'desktop', state: 'in-use', ...values };
}

function copyRow(id: string, device_id: string, values: Row): Row {
  return {
    ...{ id, device_id, category: 'operating-system', product: 'A', edition: null, version: null, source: 'survey' },
    ...{ seen_from: '2026-01-01', seen_last: ON, seen_to: null, log_index: 0, ...values },
  };
}

function rightRow(id: string, agency: string, values: Row): Row {
  return {
    ...{ id, agency_code: agency, licensee: agency, category: 'operating-system', product: 'A', edition: null },
    ...{ version: null, channel: 'retail', metric: 'device', seats: 9, sets: 1, site: null, is_transferable: 0 },
    ...{ platforms: '[]', bound_device: null, installed_seats: 0, held_seats: 0, allocated_seats: 0, evidence: '[]' },
    ...{ standing: 'verified', valid_from: null, valid_until: null, log_index: 0, ...values },
  };
}

function seatRow(id: string, agency_code: string, values: Row): Row {
  return {
    ...{ id: `${id}_${agency_code}`, agency_code, taken_from: 'free', order_id: null, from_on: '2026-05-01' },
    ...{ until_on: null, ended_because: null, log_index: 0, ...values },
  };
}
