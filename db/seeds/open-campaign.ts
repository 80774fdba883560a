import type { components } from '../../src/http/openapi.generated.ts';
import { AGENCY } from './demo-agencies.ts';
import { type DemoDays, yearOf } from './demo-days.ts';
import { CITY, type KeyName } from './demo-people.ts';
import type { GateClient } from './gate-client.ts';

type Schemas = components['schemas'];

interface Office {
  readonly clients: Readonly<Record<KeyName, GateClient>>;
  readonly days: DemoDays;
}

/** How many days before today the earlier campaign begins. */
export const ROSTER_ASKED_AGO = 20;
const ROSTER_DUE_AGO = 6;

/** The office has asked three units for annex 1: one filed in time, the culture bureau is late, and so is the library. */
export async function openEarlierCampaign({ clients, days }: Office): Promise<void> {
  const year = yearOf(days.today);
  const asked = [AGENCY.hospital, AGENCY.culture, AGENCY.library].map(({ code }) => code);
  const campaign = await launchAs(clients, {
    purpose: 'survey',
    title: { 'zh-CN': `${year}年正版化工作责任人信息表（附件1）`, en: `Responsible persons ${year} (annex 1)` },
    documents: ['国版办函〔2017〕2号'],
    form: 'roster@1',
    region: CITY.region,
    officeAgency: AGENCY.bigData.code,
    period: null,
    asOfOn: days.ago(ROSTER_ASKED_AGO),
    dueOn: days.ago(ROSTER_DUE_AGO),
    gating: false,
    needsReasons: false,
    ask: { regions: [], agencies: asked },
  });
  await fileForHospital(clients, campaign, {
    cells: {
      ...{ 'duty.head': true, 'duty.leaderInCharge': false, 'duty.responsible': false, 'duty.liaison': true },
      ...{ 'duty.liaisonSectionRank': false, 'letters.due': 1, 'letters.signed': 1 },
    },
    texts: { 'duty.department': '信息科' },
  });
}

/**
 * The city's office asks every unit for annex 2: the hospital has filed and waits to be accepted, the culture bureau has yet
 * to file, and has an old rectification to answer.
 */
export async function openCampaign(office: Office): Promise<void> {
  const { clients, days } = office;
  const year = yearOf(days.today);
  await stateRegister(office);
  const campaign = await launchAs(clients, {
    purpose: 'survey',
    title: { 'zh-CN': `${year}年软件使用情况统计（附件2）`, en: `Software use ${year} (annex 2)` },
    documents: ['国版办函〔2017〕2号'],
    form: 'software-use@1',
    region: CITY.region,
    officeAgency: AGENCY.bigData.code,
    period: { from: `${year}-01-01`, until: days.today },
    asOfOn: days.today,
    dueOn: days.ago(-14),
    gating: true,
    needsReasons: true,
    ask: { regions: [CITY.region], except: [{ agency: AGENCY.bigData.code, reason: '本次统计的牵头单位' }] },
  });
  await fileForHospital(clients, campaign, { cells: usesOfHospital() });
  await openRectification(office);
}

/** The hospital says what its register has all of, so that the gate counts it; the culture bureau has said nothing yet. */
async function stateRegister({ clients, days }: Office): Promise<void> {
  await clients.hospitalOfficer.post('/v1/register-statements', {
    agencyCode: AGENCY.hospital.code,
    asOfOn: days.today,
    kinds: {
      computers: 'whole',
      osClient: 'whole',
      office: 'whole',
      antivirusClient: 'whole',
      osServer: 'none',
      antivirusServer: 'none',
    },
  });
}

async function launchAs(clients: Office['clients'], asks: Schemas['CampaignCreation']): Promise<string> {
  const { body, etag } = await clients.legalization.post<Schemas['Campaign']>('/v1/campaigns', asks);
  const path = `/v1/campaigns/${body.id}/launch`;
  const asked = await clients.legalization.post<Schemas['Proposal']>(
    path,
    { reason: '按市推进使用正版软件工作方案部署' },
    { 'If-Match': etag },
  );
  await sign(clients.secondLegalization, asked.body);
  return body.id;
}

/** One copy of office software has no licence, which becomes a rectification when the office accepts. */
function usesOfHospital(): Record<string, number> {
  const none = { installed: 0, genuine: 0 };
  const uses = {
    osClient: { installed: 34, genuine: 34 },
    osServer: none,
    office: { installed: 34, genuine: 33 },
    antivirusClient: { installed: 34, genuine: 34 },
    antivirusServer: none,
  };
  const cells: Record<string, number> = { 'unit.servers': 0, 'unit.desktops': 30, 'unit.laptops': 4 };
  for (const [kind, { installed, genuine }] of Object.entries(uses)) {
    cells[`${kind}.installed`] = installed;
    cells[`${kind}.genuine`] = genuine;
  }
  return cells;
}

async function fileForHospital(
  clients: Office['clients'],
  campaign: string,
  content: Schemas['FilingContent'],
): Promise<void> {
  const path = `/v1/campaigns/${campaign}`;
  const { hospitalOfficer } = clients;
  const { body: check } = await hospitalOfficer.post<Schemas['FilingCheck']>(`${path}/draft/check`, content);
  const reasons = Object.fromEntries(
    check.missingReasons.map((cell) => [cell, '按科室逐台核对的数，资产台账正在补登']),
  );
  const acknowledged = check.findings.filter(({ severity }) => severity === 'warning').map((warning) => warning.check);
  const { body: asked } = await hospitalOfficer.post<Schemas['Proposal']>(`${path}/filings`, {
    ...content,
    reasons,
    acknowledged,
  });
  await sign(clients.hospitalApprover, asked);
}

async function openRectification({ clients, days }: Office): Promise<void> {
  await clients.legalization.post('/v1/matters', {
    kind: 'rectification',
    title: '3台计算机的办公软件未取得授权，须补购或卸载',
    owner: AGENCY.culture.code,
    severity: 'medium',
    dueOn: days.ago(-20),
  });
}

async function sign(client: GateClient, { id, digest }: Schemas['Proposal']): Promise<void> {
  await client.post(`/v1/proposals/${id}/signatures`, { digest });
}
