import { readFileSync } from 'node:fs';
import type { Response } from 'supertest';
import type { FormDocument } from '../../src/campaigns/index.ts';
import { type Caller, etagIn, type Gate } from '../support/gate.ts';
import { COUNTY, type County, done, signed, type Unit } from './campaign-support.ts';

/** What the unit of the story files. */
export const FILED = {
  ...{ 'responsibility.head': true, 'responsibility.liaison': true },
  ...{ 'responsibility.lettersDue': 48, 'responsibility.lettersSigned': 45 },
  ...{ 'budget.neededFen': '100000.00', 'budget.deliveredFen': '80000.00' },
  ...{ 'source.orders': 10, 'source.preinstalledPassed': 9, 'source.planDue': 7, 'source.planDelivered': 7 },
  ...{ 'ledgers.computers': 48, 'ledgers.inAccounts': 40, 'use.osInstalled': 48, 'use.osGenuine': 48 },
  ...{ 'use.officeInstalled': 48, 'use.officeGenuine': 46, 'use.antivirusInstalled': 48, 'use.antivirusGenuine': 44 },
  ...{ 'own.responsibility': 10, 'own.budget': '13.60', 'own.source': 25, 'own.ledgers': 20, 'own.use': '16.50' },
  'own.filing': 6,
};

/** What the office finds: the survey was late. */
export const FOUND = {
  ...{ 'responsibility.rules': true, 'budget.inBudget': true, 'source.throughGate': true },
  ...{ 'ledgers.threeKept': true, 'ledgers.updated': true },
  ...{ 'filing.halfYear': true, 'filing.annual': true, 'filing.survey': false },
  ...{ 'deduct.pirated': 0, 'veto.falseReport': false },
};

const SHIPPED = new URL('../../rules/forms/assessment.json', import.meta.url);

/** The shipped sheet as a county publishes it; of a later year with other weights. */
export function countySheet(revision: number): FormDocument {
  const shipped = JSON.parse(readFileSync(SHIPPED, 'utf8')) as FormDocument;
  const cells = shipped.cells.map((cell) => {
    if (revision === 1 || !cell.compute) return cell;
    if (cell.id === 'score.survey') return { ...cell, compute: { ifYes: { cell: 'filing.survey', points: 3 } } };
    if (cell.id === 'score.annual') return { ...cell, compute: { ifYes: { cell: 'filing.annual', points: 4 } } };
    return cell;
  });
  return { ...shipped, id: 'county-assessment', revision, cells, tests: shipped.tests.slice(-1) };
}

export async function publishSheet({ clerk, chief }: County, revision: number): Promise<void> {
  await signed(clerk.post('/v1/forms', { region: COUNTY, form: countySheet(revision) }), chief);
}

export interface SheetCampaign {
  readonly form: string;
  readonly year: number;
}

/** The end of November, by when units file their sheets. */
export async function launchAssessment(
  { office, clerk, chief }: County,
  { form, year }: SheetCampaign,
  dueOn = `${year}-11-30`,
): Promise<string> {
  const body = {
    ...{ purpose: 'assessment', title: { 'zh-CN': `${year}年度使用正版软件工作考核` }, form, documents: [] },
    ...{ region: COUNTY, officeAgency: office, period: { from: `${year}-01-01`, until: `${year}-12-31` } },
    ...{ asOfOn: `${year}-11-01`, dueOn, gating: false, needsReasons: false },
    ask: { regions: [COUNTY], agencies: [], except: [{ agency: office, reason: '牵头单位' }] },
  };
  const draft = await done(clerk.post('/v1/campaigns', body), 201);
  const headers = { 'if-match': etagIn(draft) };
  await signed(clerk.post(`/v1/campaigns/${draft.body.id}/launch`, { reason: '年度考核' }, headers), chief);
  return draft.body.id;
}

export async function fileSheet(unit: Unit, campaign: string, cells: object = FILED): Promise<string> {
  const body = { cells, acknowledged: [] };
  const { id } = await signed(unit.officer.post(`/v1/campaigns/${campaign}/filings`, body), unit.approver);
  return id;
}

/** Does something to a filing as it stands. */
export async function actOn(caller: Caller, filing: string, path: string, body: object): Promise<Response> {
  const read = await done(caller.get(`/v1/filings/${filing}`));
  return caller.post(`/v1/filings/${filing}/${path}`, body, { 'if-match': etagIn(read) });
}

export async function acceptSheet(caller: Caller, filing: string): Promise<void> {
  await done(actOn(caller, filing, 'acceptance', {}));
}

/** Scores a sheet: the text says that it was looked at. */
export async function score(caller: Caller, filing: string, found: object = FOUND, more: object = {}) {
  return actOn(caller, filing, 'scores', { cells: found, text: '按检查记录评分', ...more });
}

/** A file that an agency has sent. */
export async function proofOf({ installer }: Gate, agencyCode: string): Promise<string> {
  const bytes = Buffer.from(`%PDF-1.4 ${agencyCode}`);
  const path = `/v1/evidence-files?agencyCode=${agencyCode}&name=proof.pdf`;
  const headers = { 'content-type': 'application/pdf' };
  return (await done(installer.send('post', path, { bytes, headers }), 201)).body.hash;
}
