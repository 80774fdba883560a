import assert from 'node:assert/strict';
import type { Random } from '../faults/random.ts';
import { type Caller, etagIn, type Gate } from '../support/gate.ts';
import { addAgency, type County, done, refused, signed, softwareUse } from './campaign-support.ts';

/** What was filed under one number. */
interface Revision {
  readonly computers: number;
  readonly unlicensed: number;
  readonly isCorrection: boolean;
  readonly isAccepted: boolean;
  readonly isReturned: boolean;
}

/** A unit as it was asked: what is changed of it later counts nowhere. */
export interface ModelUnit {
  readonly code: string;
  readonly region: string;
  readonly kind: string;
  readonly parent: string | null;
  readonly isExcused: boolean;
  /** After the close: as it was closed it was expected. */
  readonly isExcusedLater: boolean;
  readonly coveredBy: string | null;
  readonly filing: string | null;
  readonly revisions: readonly Revision[];
}

/** The campaign as somebody with paper and pencil would keep it. */
export interface ModelCampaign {
  readonly id: string;
  isClosed: boolean;
  readonly units: Map<string, ModelUnit>;
}

/** Who acts: the office, two people of it, and two who file for every unit of the city. */
export interface ModelPeople extends County {
  readonly officer: Caller;
  readonly approver: Caller;
}

export const CITY = '421000';
export const REGIONS = ['421022', '421023', '421083'];
const KINDS = ['party-government-organ', 'direct-institution'];

export async function modelPeople(gate: Gate): Promise<ModelPeople> {
  const grant = { region: CITY };
  const office = await addAgency(gate, { name: '市版权局', region: CITY, kind: 'direct-institution', level: 'city' });
  return {
    ...{ gate, office },
    clerk: await gate.as('legalization-office', { grant, who: 'the clerk' }),
    chief: await gate.as('legalization-office', { grant, who: 'the chief' }),
    officer: await gate.as('procurement-officer', { grant }),
    approver: await gate.as('agency-approver', { grant }),
  };
}

function oneOf<T>(random: Random, [first, ...others]: readonly T[]): T {
  assert.ok(first !== undefined);
  return [first, ...others][random.whole(0, others.length)] ?? first;
}

/** A unit under one of those before it, or under nobody. */
export async function plantUnit(gate: Gate, random: Random, before: readonly ModelUnit[]): Promise<ModelUnit> {
  const region = oneOf(random, REGIONS);
  const kind = oneOf(random, KINDS);
  const parent = before.length === 0 || random.whole(0, 2) === 0 ? null : oneOf(random, before).code;
  const code = await addAgency(gate, { region, kind, parentCode: parent });
  return {
    code,
    region,
    kind,
    parent,
    isExcused: false,
    isExcusedLater: false,
    coveredBy: null,
    filing: null,
    revisions: [],
  };
}

interface ModelAct {
  readonly people: ModelPeople;
  readonly campaign: ModelCampaign;
  readonly random: Random;
}

/** Does one act by chance, and says what it was; what may not be done must be refused. */
export async function doOne(act: ModelAct): Promise<string> {
  const { campaign, random } = act;
  const unit = oneOf(random, [...campaign.units.values()]);
  const rank = random.whole(1, 100);
  if (rank <= 45) return fileOne(act, unit);
  if (rank <= 65) return acceptOne(act, unit);
  if (rank <= 80) return returnOne(act, unit);
  if (rank <= 86) return excuseOne(act, unit);
  if (rank <= 91) return coverOne(act, unit);
  if (rank <= 95) return joinOne(act);
  return moveOne(act, unit);
}

function keep({ campaign }: ModelAct, unit: ModelUnit, change: Partial<ModelUnit>): void {
  campaign.units.set(unit.code, { ...unit, ...change });
}

function withLast({ revisions }: ModelUnit, change: Partial<Revision>): readonly Revision[] {
  return revisions.map((revision, at) => (at === revisions.length - 1 ? { ...revision, ...change } : revision));
}

/** In two of three cases by its draft, as people do. */
async function fileOne(act: ModelAct, unit: ModelUnit): Promise<string> {
  const { people, campaign, random } = act;
  const computers = random.whole(0, 40);
  const unlicensed = random.whole(0, 3) === 0 ? random.whole(0, computers) : 0;
  const cells = softwareUse({ computers, office: unlicensed });
  const path = `/v1/campaigns/${campaign.id}`;
  const draftVersion = random.whole(0, 2) === 0 ? {} : { draftVersion: await saveDraft(act, unit, cells) };
  const reason = campaign.isClosed ? { reason: '数字有误' } : {};
  const asking = people.officer.post(`${path}/filings`, { reporter: unit.code, cells, ...draftVersion, ...reason });
  const last = unit.revisions.at(-1);
  const mayFile = !unit.isExcused && (campaign.isClosed || !last || last.isReturned);
  if (!mayFile) {
    const [status] = await refused(asking);
    assert.equal(status, 409, unit.code);
    return `${unit.code} may not file`;
  }
  const signers = campaign.isClosed ? [people.approver, people.chief] : [people.approver];
  const filed = await signed(asking, ...signers);
  assert.equal(filed.revision, unit.revisions.length + 1);
  const isCorrection = campaign.isClosed;
  const revision = { computers, unlicensed, isCorrection, isAccepted: isCorrection, isReturned: false };
  keep(act, unit, { filing: filed.id, revisions: [...unit.revisions, revision] });
  return `${unit.code} files ${computers}, ${unlicensed} without a licence`;
}

async function saveDraft({ people, campaign }: ModelAct, { code }: ModelUnit, cells: object): Promise<number> {
  const path = `/v1/campaigns/${campaign.id}/draft?reporter=${code}`;
  const draft = await done(people.officer.get(path));
  const bytes = JSON.stringify({ cells, texts: {}, rows: {}, reasons: {} });
  const headers = { 'if-match': etagIn(draft) };
  return (await done(people.officer.send('put', path, { bytes, headers }))).body.version;
}

async function tagOf({ people }: ModelAct, filing: string) {
  return { 'if-match': etagIn(await done(people.clerk.get(`/v1/filings/${filing}`))) };
}

async function acceptOne(act: ModelAct, unit: ModelUnit): Promise<string> {
  const { people, campaign } = act;
  const last = unit.revisions.at(-1);
  if (!last || unit.filing === null) return `${unit.code} has filed nothing to accept`;
  const path = `/v1/filings/${unit.filing}/acceptance`;
  const asking = people.clerk.post(path, {}, await tagOf(act, unit.filing));
  if (campaign.isClosed || last.isAccepted || last.isReturned) {
    assert.equal((await refused(asking))[0], 409, unit.code);
    return `${unit.code} may not be accepted`;
  }
  await done(asking);
  keep(act, unit, { revisions: withLast(unit, { isAccepted: true }) });
  return `${unit.code} is accepted`;
}

async function returnOne(act: ModelAct, unit: ModelUnit): Promise<string> {
  const { people, campaign } = act;
  const last = unit.revisions.at(-1);
  if (!last || unit.filing === null) return `${unit.code} has filed nothing to return`;
  const body = { cells: { 'office.genuine': '请核对' }, dueOn: '2017-06-23' };
  const asking = people.clerk.post(`/v1/filings/${unit.filing}/returns`, body, await tagOf(act, unit.filing));
  if (campaign.isClosed || last.isReturned) {
    assert.equal((await refused(asking))[0], 409, unit.code);
    return `${unit.code} may not be returned`;
  }
  await done(asking);
  keep(act, unit, { revisions: withLast(unit, { isReturned: true }) });
  return `${unit.code} is returned`;
}

/** Done, or refused where the model says so. */
async function tried(act: ModelAct, path: string, { body, mayBe }: { readonly body: object; readonly mayBe: boolean }) {
  const answer = await act.people.clerk.post(`/v1/campaigns/${act.campaign.id}/${path}`, body);
  assert.equal(answer.status < 300, mayBe, `${path}: ${JSON.stringify(answer.body)}`);
}

/** Whoever was gone before the day that is asked about counts nowhere, though it has filed. */
async function excuseOne(act: ModelAct, unit: ModelUnit): Promise<string> {
  const wasGone = act.random.whole(0, 1) === 0;
  const mayBe = !unit.isExcused && (wasGone || unit.revisions.length === 0);
  const ground = wasGone ? { ground: 'closed', since: '2017-06-01' } : { ground: 'exempt', since: null };
  await tried(act, 'excuses', { body: { agencies: [unit.code], ...ground, reason: '机构调整' }, mayBe });
  if (mayBe) keep(act, unit, { isExcused: true, isExcusedLater: act.campaign.isClosed });
  return `${unit.code} ${mayBe ? 'is' : 'may not be'} excused`;
}

async function coverOne(act: ModelAct, unit: ModelUnit): Promise<string> {
  const other = oneOf(act.random, [...act.campaign.units.values()]);
  const isFree = ({ isExcused, coveredBy }: ModelUnit): boolean => !isExcused && coveredBy === null;
  const mayBe = !act.campaign.isClosed && other.code !== unit.code && isFree(unit) && isFree(other);
  const body = { agencyCode: unit.code, coveredBy: other.code, since: '2017-06-06', reason: '机构合并' };
  await tried(act, 'covers', { body, mayBe });
  if (mayBe) keep(act, unit, { coveredBy: other.code });
  return `${unit.code} ${mayBe ? 'is' : 'may not be'} covered by ${other.code}`;
}

async function joinOne(act: ModelAct): Promise<string> {
  const { campaign, people, random } = act;
  const unit = await plantUnit(people.gate, random, [...campaign.units.values()]);
  const mayBe = !campaign.isClosed;
  await tried(act, 'joins', { body: { agencyCode: unit.code, dueOn: '2017-06-19', reason: '新设立' }, mayBe });
  if (mayBe) campaign.units.set(unit.code, unit);
  return `${unit.code} ${mayBe ? 'joins' : 'may not join'}`;
}

/** The register of agencies changes; the campaign does not. */
async function moveOne({ people, random }: ModelAct, { code }: ModelUnit): Promise<string> {
  const path = `/v1/agencies/${code}`;
  const tag = { 'if-match': etagIn(await done(people.gate.installer.get(path))) };
  const region = oneOf(random, REGIONS);
  const event = { effectiveOn: '2017-06-05', reason: '区划调整', changes: { region } };
  const { status } = await people.gate.installer.post(`${path}/events`, event, tag);
  assert.ok(status < 300 || status === 422, `${path}: ${status}`);
  return `${code} is moved to ${region}`;
}
