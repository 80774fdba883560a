import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { type Caller, etagIn, type Gate } from '../support/gate.ts';
import * as given from '../support/given.ts';

/** The county of the stories, whose office asks its units. */
export const COUNTY = '421022';

/** A unit with somebody who types and somebody who signs. */
export interface Unit {
  readonly code: string;
  readonly officer: Caller;
  readonly approver: Caller;
}

export interface County {
  readonly gate: Gate;
  readonly office: string;
  /** Two people of the office. */
  readonly clerk: Caller;
  readonly chief: Caller;
}

export interface AgencyWish {
  readonly name?: string;
  readonly region?: string;
  readonly kind?: string;
  readonly level?: string;
  readonly parentCode?: string | null;
  readonly classified?: boolean;
}

export async function addAgency(gate: Gate, wish: AgencyWish = {}): Promise<string> {
  const code = given.creditCode();
  const body = {
    ...{ code, name: wish.name ?? `测试单位 ${code}`, kind: wish.kind ?? 'party-government-organ' },
    ...{ level: wish.level ?? 'county', region: wish.region ?? COUNTY, parentCode: wish.parentCode ?? null },
    ...{ staff: 30, classified: wish.classified ?? false, isolatedNetwork: false, openedOn: null },
  };
  await done(gate.installer.post('/v1/agencies', body), 201);
  return code;
}

export async function addUnit(gate: Gate, wish: AgencyWish = {}): Promise<Unit> {
  const code = await addAgency(gate, wish);
  const grant = { agencies: [code] };
  return {
    code,
    officer: await gate.as('procurement-officer', { grant }),
    approver: await gate.as('agency-approver', { grant }),
  };
}

export async function openCounty(gate: Gate): Promise<County> {
  const office = await addAgency(gate, { name: '县科技文体局', kind: 'direct-institution' });
  const grant = { region: COUNTY };
  return {
    ...{ gate, office },
    clerk: await gate.as('legalization-office', { grant, who: 'the clerk' }),
    chief: await gate.as('legalization-office', { grant, who: 'the chief' }),
  };
}

/** Answers what somebody asked, which must have been done. */
export async function done(answer: Promise<Response>, status = 200): Promise<Response> {
  const got = await answer;
  assert.equal(got.status, status, JSON.stringify(got.body));
  return got;
}

/** Says what is asked, and what was refused: status, code and the places. */
export async function refused(answer: Promise<Response>): Promise<readonly unknown[]> {
  const { status, body } = await answer;
  return [status, body.code, ...(body.errors ?? []).map(({ pointer }: { readonly pointer: string }) => pointer)];
}

/** Lets others sign what somebody has proposed, and answers what came of it. */
export async function signed(proposed: Promise<Response>, ...signers: readonly Caller[]): Promise<Response['body']> {
  const { body } = await done(proposed, 202);
  let last: Response | undefined;
  for (const signer of signers) {
    last = await done(signer.post(`/v1/proposals/${body.id}/signatures`, { digest: body.digest }));
  }
  assert.equal(last?.body.state, 'executed', JSON.stringify(last?.body));
  return last?.body.result.body;
}

export interface CampaignWish {
  readonly form?: string;
  readonly except?: readonly string[];
  readonly agencies?: readonly string[];
  readonly asOfOn?: string;
  readonly dueOn?: string;
  readonly needsReasons?: boolean;
  readonly regions?: readonly string[];
  readonly region?: string;
}

export async function prepareCampaign(county: County, wish: CampaignWish = {}): Promise<Response> {
  const { office, clerk } = county;
  const exceptions = [office, ...(wish.except ?? [])].map((agency) => ({ agency, reason: '牵头单位' }));
  const body = {
    ...{ purpose: 'survey', title: { 'zh-CN': '软件使用情况统计（附件2）' }, form: wish.form ?? 'software-use@1' },
    ...{ documents: ['国版办函〔2017〕2号'], region: wish.region ?? COUNTY, officeAgency: office },
    ...{ period: { from: '2017-01-01', until: '2017-06-19' }, asOfOn: wish.asOfOn ?? '2017-06-05' },
    ...{ dueOn: wish.dueOn ?? '2017-06-19', gating: true, needsReasons: wish.needsReasons ?? true },
    ask: { regions: wish.regions ?? [COUNTY], agencies: wish.agencies ?? [], except: exceptions },
  };
  return done(clerk.post('/v1/campaigns', body), 201);
}

/** A campaign that two people of the office have launched. */
export async function launchCampaign(county: County, wish: CampaignWish = {}): Promise<string> {
  const draft = await prepareCampaign(county, wish);
  const path = `/v1/campaigns/${draft.body.id}/launch`;
  const asked = county.clerk.post(path, { reason: '县工作方案' }, { 'if-match': etagIn(draft) });
  await signed(asked, county.chief);
  return draft.body.id;
}

export interface UseWish {
  readonly computers: number;
  /** Copies without a licence. */
  readonly office?: number;
  readonly antivirus?: number;
}

/** The cells of annex 2 of a unit that has desktops only. */
export function softwareUse({ computers, office = 0, antivirus = 0 }: UseWish): Record<string, number> {
  const none = { installed: 0, genuine: 0 };
  const kinds = {
    osClient: { installed: computers, genuine: computers },
    osServer: none,
    office: { installed: computers, genuine: computers - office },
    antivirusClient: { installed: computers, genuine: computers - antivirus },
    antivirusServer: none,
  };
  const cells = Object.entries(kinds).flatMap(([kind, { installed, genuine }]) => [
    [`${kind}.installed`, installed],
    [`${kind}.genuine`, genuine],
  ]);
  return { 'unit.servers': 0, 'unit.desktops': computers, 'unit.laptops': 0, ...Object.fromEntries(cells) };
}

/** A unit's own filing, signed by its approver. */
export async function file(unit: Unit, campaign: string, wish: UseWish, more: object = {}): Promise<Response['body']> {
  const body = { cells: softwareUse(wish), ...more };
  return signed(unit.officer.post(`/v1/campaigns/${campaign}/filings`, body), unit.approver);
}
