import assert from 'node:assert/strict';
import { inSnapshot } from '../../src/db/index.ts';
import { allProjections, parseLeaf } from '../../src/gate/main.ts';
import { verifyLog } from '../../src/log/index.ts';
import { freezeWaiting } from '../../src/office/freeze-figures-job.ts';
import { stateRegister } from '../register/statements-support.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import {
  addUnit,
  type County,
  done,
  launchCampaign,
  openCounty,
  refused,
  signed,
  softwareUse,
  type Unit,
} from './campaign-support.ts';

interface Prefill {
  readonly cell: string;
  readonly value: unknown;
  readonly why: object | null;
}

onOneEngine('other files run its statements on both', (engine) => {
  describe('a form that the gate has filled in', () => {
    let gate: Gate;
    let county: County;
    let unit: Unit;

    beforeEach(async () => {
      gate = await startGate({ engine });
      county = await openCounty(gate);
      unit = await addUnit(gate);
      for (const serial of ['A', 'B', 'C']) await addDevice(serial);
      await stateRegister(unit.officer, { agencyCode: unit.code, asOfOn: '2026-06-01', whole: ['computers'] });
    });
    afterEach(() => gate.close());

    const addDevice = (serial: string) =>
      done(
        gate.installer.post('/v1/devices', {
          ...{ agencyCode: unit.code, category: 'desktop', state: 'in-use', serial: `${unit.code}-${serial}` },
        }),
        201,
      );
    const draftOf = async (campaign: string) => (await done(unit.officer.get(`/v1/campaigns/${campaign}/draft`))).body;
    const prefilled = async (campaign: string, cell: string): Promise<Prefill | undefined> =>
      (await draftOf(campaign)).prefill.find((each: Prefill) => each.cell === cell);
    const asked = (asOfOn: string, dueOn: string) => launchCampaign(county, { asOfOn, dueOn, needsReasons: true });

    it('begins with what was counted at launch, which never moves afterwards', async () => {
      const campaign = await asked('2026-06-01', '2026-06-19');
      await addDevice('D');

      const { content, version } = await draftOf(campaign);

      assert.deepEqual([content.cells['unit.desktops'], content.cells['unit.servers'], version], [3, 0, 0]);
      assert.deepEqual(await prefilled(campaign, 'unit.desktops'), { cell: 'unit.desktops', value: 3, why: null });
    });

    it('needs a reason where the unit says something else, and says so in what is kept', async () => {
      const campaign = await asked('2026-06-01', '2026-06-19');
      const path = `/v1/campaigns/${campaign}/filings`;
      const { content } = await draftOf(campaign);
      const cells = { ...softwareUse({ computers: 4 }) };
      const differing = Object.keys(cells).filter(
        (cell) => (content.cells[cell] ?? null) !== null && content.cells[cell] !== cells[cell],
      );
      assert.ok(differing.includes('unit.desktops'));

      assert.deepEqual(await refused(unit.officer.post(path, { cells })), [
        ...[422, 'filing.reason_missing'],
        ...differing.toSorted().map((cell) => `/reasons/${cell}`),
      ]);
      const reasons = Object.fromEntries(differing.map((cell) => [cell, '新购一台，尚未入账']));
      const filing = await signed(unit.officer.post(path, { cells, reasons }), unit.approver);

      const told = filing.newest.differences.find(({ cell }: { cell: string }) => cell === 'unit.desktops');
      assert.deepEqual([told.filed, told.figure, told.reason], ['4', '3', '新购一台，尚未入账']);
      assert.doesNotMatch(filing.newest.body, /新购/);
      const leaves = await gate.db.reader('log_leaves').where({ subject: `filing/${filing.id}` });
      assert.ok(leaves.every(({ bytes }: { readonly bytes: string }) => !bytes.includes('新购')));
    });

    it('shows whoever signs what the filing will be: the same as it becomes', async () => {
      const campaign = await asked('2026-06-01', '2026-06-19');
      const path = `/v1/campaigns/${campaign}/filings`;
      const cells = softwareUse({ computers: 4 });
      const reasons = Object.fromEntries(Object.keys(cells).map((cell) => [cell, '新购一台，尚未入账']));
      const stated = { cells, reasons, texts: {}, rows: {} };
      const size = async (): Promise<number> => Number((await gate.db.reader('log_head').first()).size);
      const before = await size();

      const proposed = (await done(unit.officer.post(path, stated), 202)).body;
      const taken = (await size()) - before;
      const became = await signed(Promise.resolve({ status: 202, body: proposed } as never), unit.approver);

      // Identifiers and places in the log are others, and nobody has signed yet.
      const told = (body: object): object =>
        JSON.parse(
          JSON.stringify(body)
            .replaceAll(/"fil_\d+"/g, '"fil"')
            .replaceAll(/"filedIndex":\d+/g, '"filedIndex":0'),
          (key, value: unknown) => (key === 'signedBy' ? undefined : value),
        );
      const signers = (body: { newest: { signedBy: readonly object[] } }): number => body.newest.signedBy.length;
      assert.deepEqual([signers(proposed.preview.body), signers(became)], [0, 1]);
      assert.deepEqual(told(proposed.preview.body), told(became));
      assert.deepEqual([proposed.preview.body.newest.differences.length > 0, taken], [true, 1]);
    });

    it('waits for the end of a day that comes, and then is counted once', async () => {
      const campaign = await asked('2026-06-03', '2026-06-19');
      const count = () => freezeWaiting(gate.db, gate.deps, async () => true);
      assert.equal((await draftOf(campaign)).prefill.length, 0);
      assert.equal(await count(), 0);

      gate.clock.advance({ days: 3 });

      assert.deepEqual([await count(), await count()], [1, 0]);
      assert.equal((await prefilled(campaign, 'unit.desktops'))?.value, 3);
      const projections = await allProjections();
      const { differences } = await inSnapshot(gate.db, (tx) => verifyLog(tx, { projections, parse: parseLeaf }));
      assert.deepEqual(differences, []);
    });
  });
});
