import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import {
  addUnit,
  type CampaignWish,
  type County,
  done,
  launchCampaign,
  openCounty,
  prepareCampaign,
  signed,
} from '../campaigns/campaign-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { etagIn, type Gate, startGate, testClock } from '../support/gate.ts';

interface Note {
  readonly code: string;
  readonly campaign: string | null;
}

forEachEngine('statements', (engine) => {
  describe('what two people should know before they launch', () => {
    let gate: Gate;
    let county: County;

    beforeEach(async () => {
      gate = await startGate({ engine, clock: testClock('2017-06-05T01:00:00.000Z') });
      county = await openCounty(gate);
      await addUnit(gate);
    });
    afterEach(() => gate.close());

    const trial = async (draft: Response): Promise<Response> => {
      const path = `/v1/campaigns/${draft.body.id}/launch?dryRun=true`;
      return done(county.clerk.post(path, { reason: '试算' }, { 'if-match': etagIn(draft) }));
    };
    const notesOf = async (wish: CampaignWish = {}): Promise<readonly unknown[]> => {
      const { body } = await trial(await prepareCampaign(county, wish));
      return body.notes.map(({ code, campaign }: Note) => (campaign === null ? code : [code, campaign]));
    };

    it('is nothing where it is asked for once, and people work on the due day', async () => {
      assert.deepEqual(await notesOf(), []);
    });

    it('is that the same form is asked for already for the same day, until that one is recalled', async () => {
      const first = await launchCampaign(county);

      const again = await notesOf();
      const others = [await notesOf({ asOfOn: '2017-06-04' }), await notesOf({ form: 'rules-on-file@1' })];
      await signed(county.clerk.post(`/v1/campaigns/${first}/recall`, { reason: '重复' }), county.chief);

      assert.deepEqual(again, [['asked-already', first]]);
      assert.deepEqual(others, [[], []]);
      assert.deepEqual(await notesOf(), []);
    });

    it('is that nobody works on the due day: a Sunday, New Year, but not a Saturday that is worked', async () => {
      const days = ['2017-06-18', '2017-10-02', '2017-09-30', '2017-06-19'];

      const notes: (readonly unknown[])[] = [];
      for (const dueOn of days) notes.push(await notesOf({ dueOn }));

      assert.deepEqual(notes, [['day-off'], ['day-off'], [], []]);
    });

    it('is that nobody can tell, of a year without holidays, and the launch is refused by none of it', async () => {
      const draft = await prepareCampaign(county, { dueOn: '2027-01-01' });
      const { body } = await trial(draft);
      const path = `/v1/campaigns/${draft.body.id}/launch`;

      const launched = await signed(
        county.clerk.post(path, { reason: '县工作方案' }, { 'if-match': etagIn(draft) }),
        county.chief,
      );

      assert.deepEqual(
        body.notes.map(({ code }: Note) => code),
        ['calendar-unknown'],
      );
      assert.match(body.notes[0].text['zh-CN'], /没有 2027 年的放假安排/);
      assert.equal(launched.campaign.state, 'open');
    });
  });
});
