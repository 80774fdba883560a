import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import {
  addUnit,
  type County,
  done,
  file,
  launchCampaign,
  openCounty,
  type Unit,
} from '../../campaigns/campaign-support.ts';
import { onOneEngine } from '../../support/databases.ts';
import { etagIn, type Gate, startGate, testClock } from '../../support/gate.ts';
import { openOffice } from '../../support/office.ts';
import { statementsDuring } from '../../support/sent-statements.ts';

/** Of thousands of units, whose sums an office looks at day after day while most of them have long filed. */
onOneEngine('other files run its statements on both', (engine) => {
  describe('sums of a campaign that somebody asks for again', () => {
    let gate: Gate;
    let county: County;
    let units: readonly Unit[];
    let campaign: string;

    beforeEach(async () => {
      gate = await startGate({ engine, clock: testClock('2017-06-05T01:00:00.000Z') });
      county = await openCounty(gate);
      units = [await addUnit(gate), await addUnit(gate), await addUnit(gate)];
      campaign = await launchCampaign(county, { needsReasons: false });
    });
    afterEach(() => gate.close());

    const ASKED = [
      'roll-up?basis=filed&by=kind',
      'roll-up?basis=filed&by=agency&limit=1',
      'summary?basis=filed&limit=2',
    ];
    /** How many revisions were looked for, and what was answered. */
    const ask = async (path: string, caller = county.clerk) => {
      let body: Response['body'];
      const sent = await statementsDuring(gate.db, async () => {
        ({ body } = await done(caller.get(`/v1/campaigns/${campaign}/${path}`)));
      });
      return { isSummed: sent.some(({ sql }) => /from .filing_revisions/.test(sql)), body: { ...body, asOf: null } };
    };
    const each = async () => {
      const answers = [];
      for (const path of ASKED) answers.push(await ask(path));
      return answers;
    };
    const computersIn = ({ body }: Awaited<ReturnType<typeof ask>>) => body.total.cells['unit.desktops']?.value;

    it('are not summed again while the units stand as they stood, whatever else is recorded', async () => {
      const [first, second] = units;
      assert.ok(first && second);
      await file(first, campaign, { computers: 10 });
      const before = await each();
      await openOffice(gate);
      const again = await each();
      const { id } = await file(second, campaign, { computers: 7 });
      const filed = await each();
      const filing = await done(county.clerk.get(`/v1/filings/${id}`));
      const back = { cells: { 'unit.desktops': '与台账不符' } };
      await done(county.clerk.post(`/v1/filings/${id}/returns`, back, { 'if-match': etagIn(filing) }));
      const returned = await ask('roll-up?basis=current&by=kind');

      assert.deepEqual(
        [before, again, filed].map((answers) => answers.map(({ isSummed }) => isSummed)),
        [
          [true, true, true],
          [false, false, false],
          [true, true, true],
        ],
      );
      assert.deepEqual(
        again.map(({ body }) => body),
        before.map(({ body }) => body),
      );
      assert.deepEqual([...before, ...filed, returned].map(computersIn), ['10', '10', '10', '17', '17', '17', '10']);
    });

    it('are summed for each who sees other units, and as of then', async () => {
      const [first, second] = units;
      assert.ok(first && second);
      await file(first, campaign, { computers: 10 });
      const then = (await done(county.clerk.get('/v1/log/head'))).body.size - 1;
      await file(second, campaign, { computers: 7 });
      const path = 'roll-up?basis=filed&by=kind';
      const all = await ask(path);

      const grant = { agencies: [first.code] };
      const own = await ask(path, await gate.as('legalization-office', { grant }));
      const past = [await ask(`${path}&asOf=${then}`), await ask(`${path}&asOf=${then}`)];

      assert.deepEqual([all, own, ...past].map(computersIn), ['17', '10', '10', '10']);
      assert.deepEqual(
        [own, ...past].map(({ isSummed }) => isSummed),
        [true, true, false],
      );
    });
  });
});
