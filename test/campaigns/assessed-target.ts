import { inSnapshot } from '../../src/db/index.ts';
import { regionsOfAgencies } from '../../src/log/index.ts';
import { type Caller, etagIn, type Gate } from '../support/gate.ts';
import type { Office } from '../support/office.ts';
import { acceptSheet, fileSheet, score } from './assessment-support.ts';
import { done, signed } from './campaign-support.ts';

/** An assessment of an agency that its office has scored. */
export async function assessedIn(
  gate: Gate,
  office: Office,
): Promise<{ readonly campaign: string; readonly filing: string }> {
  const { agencyCode: code, officer } = office;
  const { campaign, clerk } = await askedIn(gate, office, '2026-12-31');
  const approver = await gate.as('agency-approver', { grant: { agencies: [code] }, who: 'of sheets' });
  const filing = await fileSheet({ code, officer, approver }, campaign);
  await acceptSheet(clerk, filing);
  await done(score(clerk, filing));
  return { campaign, filing };
}

/** An assessment that an agency is to file by a day. */
export async function askedIn(
  gate: Gate,
  { agencyCode }: Office,
  dueOn: string,
): Promise<{ readonly campaign: string; readonly clerk: Caller }> {
  const regions = await inSnapshot(gate.db, (tx) => regionsOfAgencies(tx, [agencyCode]));
  const region = regions.get(agencyCode) ?? '';
  const clerk = await gate.as('legalization-office', { grant: { region }, who: 'the clerk of sheets' });
  const chief = await gate.as('legalization-office', { grant: { region }, who: 'the chief of sheets' });
  const body = {
    ...{ purpose: 'assessment', title: { 'zh-CN': '年度考核' }, form: 'assessment@1', documents: [] },
    ...{ region, officeAgency: agencyCode, asOfOn: '2026-06-01', dueOn },
    ...{ gating: false, needsReasons: false, ask: { regions: [], agencies: [agencyCode] } },
  };
  const draft = await done(clerk.post('/v1/campaigns', body), 201);
  const { id: campaign } = draft.body;
  const headers = { 'if-match': etagIn(draft) };
  await signed(clerk.post(`/v1/campaigns/${campaign}/launch`, { reason: '测试' }, headers), chief);
  return { campaign, clerk };
}
