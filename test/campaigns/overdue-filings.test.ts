import assert from 'node:assert/strict';
import { decidedBy, softwareAlone } from '../orders/tricky-cases/told-by-rule.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Caller, etagIn, type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { statementsDuring } from '../support/sent-statements.ts';
import { done, signed, softwareUse } from './campaign-support.ts';

forEachEngine('statements', (engine) => {
  describe('an order of an agency that owes a filing', () => {
    let gate: Gate;
    let office: Office;
    let clerk: Caller;
    let chief: Caller;

    beforeEach(async () => {
      gate = await startGate({ engine });
      office = await openOffice(gate);
      clerk = await gate.as('legalization-office', { who: 'the clerk' });
      chief = await gate.as('legalization-office', { who: 'the chief' });
    });
    afterEach(() => gate.close());

    const launch = async (gating: boolean, dueOn = '2026-06-19'): Promise<string> => {
      const { agencyCode } = office;
      const draft = await done(
        clerk.post('/v1/campaigns', {
          ...{ purpose: 'survey', title: { 'zh-CN': '附件2' }, form: 'software-use@1', region: '421000' },
          ...{ officeAgency: agencyCode, asOfOn: '2026-06-01', dueOn, gating },
          ask: { regions: [], agencies: [agencyCode] },
        }),
        201,
      );
      const path = `/v1/campaigns/${draft.body.id}/launch`;
      await signed(clerk.post(path, { reason: '年度方案' }, { 'if-match': etagIn(draft) }), chief);
      return draft.body.id;
    };
    const file = async (campaign: string) => {
      const approver = await gate.as('agency-approver', { grant: { agencies: [office.agencyCode] } });
      const body = { cells: softwareUse({ computers: 5 }) };
      return signed(office.officer.post(`/v1/campaigns/${campaign}/filings`, body), approver);
    };
    const decided = (order = office.order()) => decidedBy(office, 'INT-07', order);

    it('passes until the day is over, goes to a person then, and is refused 31 days after it', async () => {
      await launch(true);
      gate.clock.advance({ days: 18 });
      const inTime = await decided();
      gate.clock.advance({ days: 1 });
      const next = await decided();
      gate.clock.advance({ days: 29 });
      const within = await decided();
      gate.clock.advance({ days: 1 });
      const beyond = await decided();

      assert.deepEqual(
        [inTime, next, within, beyond],
        [
          ['approved'],
          ['referred', 'INT-07 overdue'],
          ['referred', 'INT-07 overdue'],
          ['rejected', 'INT-07 beyond-grace'],
        ],
      );
    });

    it('passes once the agency has filed, late as it is, and while the office reads it', async () => {
      const campaign = await launch(true);
      gate.clock.advance({ days: 60 });
      assert.deepEqual(await decided(), ['rejected', 'INT-07 beyond-grace']);

      await file(campaign);

      assert.deepEqual(await decided(), ['approved']);
    });

    it('looks up again what it owes and what it must put right once somebody has filed, and nothing else', async () => {
      const campaign = await launch(true);
      const approver = await gate.as('agency-approver', { grant: { agencies: [office.agencyCode] } });
      gate.clock.advance({ days: 60 });
      /** What was looked up while nobody else decided, of what orders are judged by and do not change. */
      const looksOf = async (): Promise<readonly unknown[]> => {
        let told: readonly string[] = [];
        const sent = await statementsDuring(gate.db, async () => {
          told = await decided();
        });
        const from =
          /from [`"]?(agencies|responsible_persons|matters|campaign_participants|suppliers|debarments|products|devices)\b/;
        const held = sent.slice(sent.findIndex(({ sql }) => sql.startsWith('update log_head set taken')));
        return [told, held.flatMap(({ sql }) => from.exec(sql)?.[1] ?? [])];
      };
      const first = await looksOf();
      const next = await looksOf();
      const cells = softwareUse({ computers: 5 });
      await signed(office.officer.post(`/v1/campaigns/${campaign}/filings`, { cells }), approver);
      const filed = await looksOf();

      const refused = ['rejected', 'INT-07 beyond-grace'];
      assert.deepEqual(
        [next, filed, await looksOf()],
        [
          [refused, []],
          // A filing is a proposal first, and a proposal may be an answer about what is to be put right.
          [['approved'], ['matters', 'campaign_participants']],
          [['approved'], []],
        ],
      );
      assert.deepEqual(first[0], refused);
    });

    it('is held up again by a filing that was returned, after its own day', async () => {
      const campaign = await launch(true);
      const { id } = await file(campaign);
      const filing = await done(clerk.get(`/v1/filings/${id}`));
      const why = { cells: { 'office.genuine': '与台账不符' }, dueOn: '2026-06-25' };
      await done(clerk.post(`/v1/filings/${id}/returns`, why, { 'if-match': etagIn(filing) }));
      gate.clock.advance({ days: 24 });
      const inTime = await decided();
      gate.clock.advance({ days: 1 });

      assert.deepEqual([inTime, await decided()], [['approved'], ['referred', 'INT-07 overdue']]);
    });

    it('is not held up by a campaign that rules do not judge by, nor for licences alone', async () => {
      await launch(false);
      const licences = await decided(softwareAlone(office));
      gate.clock.advance({ days: 60 });
      assert.deepEqual(await decided(), ['approved']);

      await launch(true, '2026-08-10');
      gate.clock.advance({ days: 60 });

      assert.deepEqual(await decided(softwareAlone(office)), licences);
    });
  });
});
