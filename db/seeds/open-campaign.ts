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

/**
 * The city's office asks every unit for annex 2: the hospital has filed and waits to be accepted, the culture bureau has yet
 * to file, and has an old rectification to answer.
 */
export async function openCampaign(office: Office): Promise<void> {
  const campaign = await launch(office);
  await fileForHospital(office, campaign);
  await openRectification(office);
}

async function launch({ clients, days }: Office): Promise<string> {
  const year = yearOf(days.today);
  const { body, etag } = await clients.legalization.post<Schemas['Campaign']>('/v1/campaigns', {
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
async function fileForHospital({ clients }: Office, campaign: string): Promise<void> {
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
  const path = `/v1/campaigns/${campaign}`;
  const { hospitalOfficer } = clients;
  const { body: check } = await hospitalOfficer.post<Schemas['FilingCheck']>(`${path}/draft/check`, { cells });
  const reasons = Object.fromEntries(
    check.missingReasons.map((cell) => [cell, '按科室逐台核对的数，资产台账正在补登']),
  );
  const acknowledged = check.findings.filter(({ severity }) => severity === 'warning').map((warning) => warning.check);
  const { body: asked } = await hospitalOfficer.post<Schemas['Proposal']>(`${path}/filings`, {
    cells,
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
