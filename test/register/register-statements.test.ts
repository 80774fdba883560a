import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { inSnapshot } from '../../src/db/index.ts';
import { allProjections, parseLeaf } from '../../src/gate/main.ts';
import { verifyLog } from '../../src/log/index.ts';
import { addUnit, launchCampaign, openCounty, softwareUse, type Unit } from '../campaigns/campaign-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';

const PATH = '/v1/register-statements';
const TODAY = '2026-06-01';
const NOTHING = {
  computers: 'none',
  osClient: 'none',
  osServer: 'none',
  office: 'none',
  antivirusClient: 'none',
  antivirusServer: 'none',
} as const;

interface Figure {
  readonly name: string;
  readonly of: string | null;
  readonly value: unknown;
  readonly why: string | null;
}

interface Prefill {
  readonly cell: string;
  readonly value: unknown;
  readonly why: { readonly 'zh-CN': string } | null;
}

forEachEngine('statements', (engine) => {
  describe('an empty register is not nought', () => {
    let gate: Gate;
    let unit: Unit;

    beforeEach(async () => {
      gate = await startGate({ engine });
      unit = await addUnit(gate);
    });
    afterEach(() => gate.close());

    const state = (kinds: object, asOfOn = TODAY): Promise<Response> =>
      unit.officer.post(PATH, { agencyCode: unit.code, asOfOn, kinds });
    const addComputer = async (serial: string): Promise<void> => {
      const body = { agencyCode: unit.code, category: 'desktop', state: 'in-use', serial };
      assert.equal((await gate.installer.post('/v1/devices', body)).status, 201);
    };
    const figure = async (name: string, of: string | null = null, on = TODAY): Promise<readonly unknown[]> => {
      const path = `/v1/figure-values?agencyCode=${unit.code}&names=${name}&on=${on}`;
      const { status, body } = await unit.officer.get(path);
      assert.equal(status, 200, JSON.stringify(body));
      const { value, why } = body.figures.find((each: Figure) => each.of === of);
      return [value, why];
    };

    it('what the unit has not spoken of is unknown; “none” is its word, from its day on', async () => {
      assert.deepEqual(await figure('devices.all'), [null, 'not-stated']);
      assert.deepEqual(await figure('software.installed', 'office'), [null, 'not-stated']);

      const answer = await state({ computers: 'none', office: 'none' });

      assert.equal(answer.status, 201, JSON.stringify(answer.body));
      assert.deepEqual(await figure('devices.all'), [0, null]);
      assert.deepEqual(await figure('software.installed', 'office'), [0, null]);
      assert.deepEqual(await figure('software.installed', 'osServer'), [null, 'not-stated']);
      assert.deepEqual(await figure('bought.fen', 'office'), ['0.00', null]);
      assert.deepEqual(await figure('devices.all', null, '2026-05-31'), [null, 'not-stated']);
      assert.deepEqual(await figure('ledger.numbered'), [0, null]);
      assert.deepEqual(await figure('ledger.unlicensed'), [null, 'not-stated']);
    });

    it('a list is counted once it is whole, and no more where the word is taken back', async () => {
      await addComputer('SN-7001');
      assert.deepEqual(await figure('devices.desktop'), [null, 'not-stated']);

      await state({ computers: 'whole' });
      assert.deepEqual(await figure('devices.desktop'), [1, null]);
      await state({ computers: 'partial' });

      assert.deepEqual(await figure('devices.desktop'), [null, 'not-stated']);
      const { items } = (await unit.approver.get(`${PATH}?agencyCode=${unit.code}`)).body;
      assert.deepEqual(
        items.map(({ asOfOn, kinds }: { readonly asOfOn: string; readonly kinds: object }) => [asOfOn, kinds]),
        [
          [TODAY, { computers: 'whole' }],
          [TODAY, { computers: 'partial' }],
        ],
      );
      const { differences } = await inSnapshot(gate.db, async (tx) =>
        verifyLog(tx, { parse: parseLeaf, projections: await allProjections() }),
      );
      assert.deepEqual(differences, []);
    });

    it('what the register contradicts is refused, and so is a day to come and the word of another', async () => {
      await addComputer('SN-7002');
      const other = await addUnit(gate);
      const codeOf = ({ status, body }: Response): readonly unknown[] => [status, body.code, body.errors?.[0]?.pointer];

      assert.deepEqual(codeOf(await state({ computers: 'none' })), [
        ...[422, 'register_statement.kinds', '/kinds/computers'],
      ]);
      assert.deepEqual(codeOf(await state({ office: 'whole' })), [422, 'register_statement.kinds', '/kinds/office']);
      assert.deepEqual(codeOf(await state({ computers: 'whole' }, '2026-06-02')), [
        ...[422, 'register_statement.as_of_on', '/asOfOn'],
      ]);
      const foreign = await other.officer.post(PATH, { agencyCode: unit.code, asOfOn: TODAY, kinds: NOTHING });
      assert.equal(foreign.status, 404);
      assert.deepEqual((await other.officer.get(PATH)).body.items, []);
      assert.deepEqual(await figure('devices.all'), [null, 'not-stated']);
    });

    it('a unit that never spoke cannot send annex 2 untouched: its cells are empty and say why', async () => {
      const county = await openCounty(gate);
      const campaign = await launchCampaign(county, { asOfOn: TODAY, dueOn: '2026-06-19', needsReasons: true });
      const draft = async () => (await unit.officer.get(`/v1/campaigns/${campaign}/draft`)).body;
      const { content, prefill } = await draft();
      const path = `/v1/campaigns/${campaign}/filings`;

      const counted = prefill.filter(({ cell, value }: Prefill) => value !== null && cell !== 'unit.staff');
      const desktops = prefill.find(({ cell }: Prefill) => cell === 'unit.desktops');
      const untouched = await unit.officer.post(path, { ...content, acknowledged: [] });
      const typed = await unit.officer.post(path, { cells: softwareUse({ computers: 0 }) });

      assert.deepEqual(counted, []);
      assert.match(desktops.why['zh-CN'], /未声明截至 2026-06-01 的计算机台账是否完整/);
      assert.deepEqual([untouched.status, untouched.body.code], [422, 'filing.checks']);
      assert.equal(typed.status, 202, JSON.stringify(typed.body));
      // What was counted once stays as it was.
      assert.equal((await state(NOTHING)).status, 201);
      assert.equal((await draft()).prefill.find(({ cell }: Prefill) => cell === 'unit.desktops').value, null);
    });
  });
});
