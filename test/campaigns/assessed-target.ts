import { inSnapshot } from '../../src/db/index.ts';
import { regionsOfAgencies } from '../../src/log/index.ts';
import { etagIn, type Gate } from '../support/gate.ts';
import type { Office } from '../support/office.ts';
import { acceptSheet, fileSheet, score } from './assessment-support.ts';
import { done, signed } from './campaign-support.ts';

/** An assessment of an agency that its office has scored. */
export async function assessedIn(
  gate: Gate,
  { agencyCode, officer }: Office,
): Promise<{ readonly campaign: string; readonly filing: string }> {
  const regions = await inSnapshot(gate.db, (tx) => regionsOfAgencies(tx, [agencyCode]));
  const region = regions.get(agencyCode) ?? '';
  const clerk = await gate.as('legalization-office', { grant: { region }, who: 'the clerk of sheets' });
  const chief = await gate.as('legalization-office', { grant: { region }, who: 'the chief of sheets' });
  const approver = await gate.as('agency-approver', { grant: { agencies: [agencyCode] }, who: 'of sheets' });
  const body = {
    ...{ purpose: 'assessment', title: { 'zh-CN': '年度考核' }, form: 'assessment@1', documents: [] },
    ...{ region, officeAgency: agencyCode, asOfOn: '2026-06-01', dueOn: '2026-12-31' },
    ...{ gating: false, needsReasons: false, ask: { regions: [], agencies: [agencyCode] } },
  };
  const draft = await done(clerk.post('/v1/campaigns', body), 201);
  const { id: campaign } = draft.body;
  const headers = { 'if-match': etagIn(draft) };
  await signed(clerk.post(`/v1/campaigns/${campaign}/launch`, { reason: '测试' }, headers), chief);
  const filing = await fileSheet({ code: agencyCode, officer, approver }, campaign);
  await acceptSheet(clerk, filing);
  await done(score(clerk, filing));
  return { campaign, filing };
}
