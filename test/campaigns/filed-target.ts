import { inSnapshot } from '../../src/db/index.ts';
import { regionsOfAgencies } from '../../src/log/index.ts';
import { etagIn, type Gate } from '../support/gate.ts';
import type { Office } from '../support/office.ts';
import { done, signed, softwareUse } from './campaign-support.ts';

interface CampaignOf {
  readonly office: Office;
  /** The campaign as it is made, but for whom it asks. */
  readonly body: object;
}

/** A campaign that asks an agency, and what the agency has filed. */
export async function filedIn(
  gate: Gate,
  { office: { agencyCode, officer }, body }: CampaignOf,
): Promise<{ readonly campaign: string; readonly filing: string }> {
  const regions = await inSnapshot(gate.db, (tx) => regionsOfAgencies(tx, [agencyCode]));
  const grant = { region: regions.get(agencyCode) ?? '' };
  const clerk = await gate.as('legalization-office', { grant, who: 'the clerk' });
  const chief = await gate.as('legalization-office', { grant, who: 'the chief' });
  const approver = await gate.as('agency-approver', { grant: { agencies: [agencyCode] }, who: 'of filings' });
  const asked = { ...body, region: grant.region, needsReasons: false, ask: { regions: [], agencies: [agencyCode] } };
  const draft = await done(clerk.post('/v1/campaigns', asked), 201);
  const { id: campaign } = draft.body;
  const headers = { 'if-match': etagIn(draft) };
  await signed(clerk.post(`/v1/campaigns/${campaign}/launch`, { reason: '测试' }, headers), chief);
  const cells = softwareUse({ computers: 3 });
  const filing = await signed(officer.post(`/v1/campaigns/${campaign}/filings`, { cells }), approver);
  return { campaign, filing: filing.id };
}
