import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { recordRevocation } from '../../src/access/keys/revoke-api-key.ts';
import { excuseParticipants } from '../../src/campaigns/asked/change-participants.ts';
import { findCampaign } from '../../src/campaigns/asked/find-campaign.ts';
import { inTransaction } from '../../src/db/index.ts';
import type { Actor } from '../../src/kernel/index.ts';
import { type Governed, governed } from '../../src/log/index.ts';
import { withdrawProposal } from '../../src/two-people/proposals/close-proposal.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate, testClock } from '../support/gate.ts';
import { latch } from '../support/latch.ts';
import { sentDuring } from '../support/sent-statements.ts';
import {
  addUnit,
  type County,
  done,
  launchCampaign,
  openCounty,
  refused,
  softwareUse,
  type Unit,
} from './campaign-support.ts';

/** A signature reads what it needs while others decide, and then waits for its turn. */
onOneEngine('other files run its statements on both', (engine) => {
  describe('a filing whose signature has waited', () => {
    let gate: Gate;
    let county: County;

    before(async () => {
      gate = await startGate({ engine, clock: testClock('2017-06-05T01:00:00.000Z') });
      county = await openCounty(gate);
    });
    after(() => gate.close());

    it('is refused when its maker has withdrawn it meanwhile', async () => {
      const { proposal, sign, maker } = await proposedFiling();

      const answer = signedAfter(sign, (entry) =>
        withdrawProposal(entry, { id: proposal.id, actor: maker, reason: '数字有误' }),
      );

      assert.deepEqual(await refused(answer), [409, 'proposal.state']);
      assert.equal(await stateOf(proposal.id), 'withdrawn');
    });

    it('is refused when the key of its maker was revoked meanwhile', async () => {
      const { proposal, sign, maker } = await proposedFiling();

      const answer = signedAfter(sign, (entry) =>
        recordRevocation(entry, { actor: null, id: maker.keyId, reason: '遗失' }),
      );

      assert.deepEqual(await refused(answer), [409, 'proposal.maker']);
      assert.equal(await stateOf(proposal.id), 'open');
    });

    it('is refused when the unit was excused meanwhile', async () => {
      const { unit, campaignId, proposal, sign, maker } = await proposedFiling();

      const answer = signedAfter(sign, async (entry) => {
        const campaign = await findCampaign(entry.tx, campaignId);
        assert.ok(campaign);
        const actor = { ...maker, grant: { region: '421022' } };
        const excuse = { agencies: [unit.code], ground: 'exempt', since: null, reason: '涉密单位' } as const;
        await excuseParticipants(entry, { ...excuse, campaign, actor });
      });

      assert.deepEqual(await refused(answer), [409, 'campaign.participant']);
      assert.equal(await stateOf(proposal.id), 'open');
    });

    it('is made with what was read before when only others have filed meanwhile', async () => {
      const { sign } = await proposedFiling();

      const { answer, sent } = await sentDuring(gate.db, () =>
        signedAfter(sign, async ({ append }) => {
          append({ type: 'filing.filed', subject: 'filing/fil_other', by: null, body: {} });
        }),
      );

      assert.equal(answer.body.state, 'executed', JSON.stringify(answer.body));
      // Six of the other, 26 of a signature that nobody disturbs, five to know who asks, and one look at what has happened.
      assert.ok(sent.all <= 6 + 26 + 5 + 1, JSON.stringify(sent));
    });

    async function proposedFiling() {
      const unit = await addUnit(gate);
      const campaignId = await launchCampaign(county, { needsReasons: false });
      const { id, digest } = await propose(unit, campaignId);
      const sign = () => unit.approver.post(`/v1/proposals/${id}/signatures`, { digest });
      const row: Record<string, string> = await gate.db.reader('proposals').where({ id }).first();
      const { maker_person: personId = '', maker_key: keyId = '' } = row;
      const maker: Actor = {
        ...{ personId, keyId, role: 'procurement-officer', grant: { agencies: [unit.code] }, scopes: [] },
      };
      return { unit, campaignId, proposal: { id }, sign, maker };
    }

    async function propose({ officer }: Unit, campaignId: string): Promise<{ id: string; digest: string }> {
      const body = { cells: softwareUse({ computers: 10 }) };
      return (await done(officer.post(`/v1/campaigns/${campaignId}/filings`, body), 202)).body;
    }

    const stateOf = async (id: string): Promise<string> => {
      const { state } = await gate.db.reader('proposals').where({ id }).first();
      return state;
    };

    /** Signs while something else holds the head, which happens only once the signature has read what it needs. */
    async function signedAfter(
      sign: () => PromiseLike<Response>,
      change: (entry: Governed) => Promise<unknown>,
    ): Promise<Response> {
      const hasRead = latch();
      let readsProposal = false;
      const note = ({ sql }: { readonly sql: string }): void => {
        readsProposal ||= sql.includes('from `proposals`');
        if (readsProposal && /^commit/i.test(sql)) hasRead.open();
      };
      gate.db.reader.on('query', note);
      let signing: PromiseLike<Response> | undefined;
      await inTransaction(gate.db, (tx) =>
        governed(tx, gate.deps, async (entry) => {
          signing = sign();
          // The request is sent by whoever waits for it.
          void signing.then(() => undefined);
          await hasRead.opened;
          await change(entry);
        }),
      );
      gate.db.reader.removeListener('query', note);
      assert.ok(signing);
      return signing;
    }
  });
});
