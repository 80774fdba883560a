import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { noteDecisions } from '../../../src/audit/marks/audit-rows-job.ts';
import { addDays, type CivilDate, dayOf } from '../../../src/kernel/index.ts';
import {
  changePerson,
  enrolled,
  OTHER_PASSWORD,
  PASSWORD,
  signedIn,
  signUp,
} from '../../access/sessions/session-people.ts';
import { begin, run } from '../../backtests/backtest-support.ts';
import {
  addUnit,
  type County,
  done,
  launchCampaign,
  openCounty,
  signed,
  softwareUse,
  type Unit,
} from '../../campaigns/campaign-support.ts';
import { answer, mattersOf, step } from '../../matters/matters-support.ts';
import { type Caller, etagIn } from '../../support/gate.ts';
import * as given from '../../support/given.ts';
import { sign } from '../../two-people/two-people.ts';
import { agenciesOf, oneOf, type RegisterAct, type Scene, someRow } from './register-acts.ts';

/** What a gate must be told for these acts. */
export const OFFICE_ENV = {
  GATE_TOTP_KEY: 'k'.repeat(32),
  GATE_LICENCE_KEY_SECRET: 'the-secret-of-the-licence-keys-0123456789',
} as const;

/** What offices do beside orders and the register, with people and agencies that are there before anybody asks. */
export async function openOfficeActs(scene: Scene): Promise<OfficeActs> {
  const { gate } = scene;
  const audit = await gate.as('audit');
  const [makes, signs] = [await gate.as('legalization-office', { who: 'maker' }), await gate.as('legalization-office')];
  const others = {
    ...peopleActs(),
    ...(await matterActs(scene, { makes, signs })),
    ...suppliersActs(scene),
    'a licence key is read': await keyReadIn(scene),
    'a back-test is finished, and one is cancelled': async ({ clock }: Scene) => {
      const past = { from: addDays(dayOf(clock.now()), -30), until: addDays(dayOf(clock.now()), -1), ruleSet: 1 };
      await begin(audit, past);
      await run(gate);
      const id = await begin(audit, past);
      await done(audit.post(`/v1/backtests/${id}/cancellation`));
    },
  };
  return { campaigns: await campaignActs(scene), others };
}

interface OfficeActs {
  /** Which come as often as what agencies do. */
  readonly campaigns: Readonly<Record<string, RegisterAct>>;
  readonly others: Readonly<Record<string, RegisterAct>>;
}

/** What jobs bring along behind the log. Measured prices are not among them: no report is made of these, but decisions are. */
export const JOBS: Readonly<Record<string, RegisterAct>> = {
  'decisions are counted for auditors': async ({ gate }) => noteDecisions(gate.db, async () => true),
};

async function campaignActs(scene: Scene): Promise<Readonly<Record<string, RegisterAct>>> {
  const { gate } = scene;
  const county = await openCounty(gate);
  const [longer, gone] = [await addUnit(gate), await addUnit(gate)];
  const [later, another] = [await addUnit(gate), await addUnit(gate)];
  const due = (days: number): CivilDate => addDays(dayOf(scene.clock.now()), days);
  const launched = (): Promise<string> =>
    launchCampaign(county, { except: [later.code], asOfOn: due(-1), dueOn: due(14), needsReasons: false });
  let campaign = await launched();
  const audit = await gate.as('audit', { who: 'of erasures' });
  return {
    'a campaign asks': async () => {
      campaign = await launched();
    },
    'others join a campaign, have longer and are let off': async () => {
      const acts = [
        ['joins', { agencyCode: later.code, dueOn: due(14), reason: '新设立' }],
        ['extensions', { agencies: [longer.code], dueOn: due(21), reason: '汛期' }],
        ['excuses', { agencies: [gone.code], ground: 'exempt', since: null, reason: '机构调整' }],
      ] as const;
      for (const [name, body] of acts) {
        const { status } = await county.clerk.post(`/v1/campaigns/${campaign}/${name}`, body);
        // Another time it has them, or is gone.
        assert.ok(status < 300 || [409, 422].includes(status), `${name}: ${status}`);
      }
    },
    'a unit asks for more time, and is given none': async () => {
      const path = `/v1/campaigns/${campaign}`;
      const asked = await longer.officer.post(`${path}/time-requests`, { dueOn: due(30), reason: '设备尚在清点' });
      // The campaign is over, or the unit has as long a time already.
      if (![409, 422].includes(asked.status)) {
        await done(Promise.resolve(asked), 201);
        await done(county.clerk.post(`${path}/time-refusals`, { agencies: [longer.code], reason: '按期汇总' }));
      }
    },
    'why they have longer is erased': async () => {
      const body = { subject: `campaign-participants/${campaign}`, reason: '目的已实现' };
      const asked = await county.clerk.post('/v1/log/erasures', body);
      // Nobody has longer yet, or it was erased before.
      if (asked.status < 300) await signed(Promise.resolve(asked), audit);
      else assert.ok(asked.status < 500, JSON.stringify(asked.body));
    },
    // Whoever has longer or is let off must not have filed.
    ...filingActs(scene, { county, units: [later, another], campaign: () => campaign }),
  };
}

interface FilingScene {
  readonly county: County;
  readonly units: readonly Unit[];
  readonly campaign: () => string;
}

/** What may not be done as things stand is refused, and then nothing has happened. */
function filingActs(scene: Scene, { county, units, campaign }: FilingScene): Readonly<Record<string, RegisterAct>> {
  const file = async ({ officer }: Unit): Promise<Response> => {
    const cells = softwareUse({ computers: scene.random.whole(0, 9) });
    const asked = await officer.post(`/v1/campaigns/${campaign()}/filings`, { cells });
    assert.ok([202, 404, 409].includes(asked.status), JSON.stringify(asked.body));
    return asked;
  };
  return {
    'a unit sends what it files, which nobody signs': async () => void (await file(oneOf(scene, units))),
    'what waits for a signature is signed or refused': async () => {
      const { approver } = oneOf(scene, units);
      const { items } = (await done(approver.get('/v1/proposals?state=open'))).body;
      for (const { id, digest } of items) {
        if (scene.random.whole(0, 1) === 0) await approver.post(`/v1/proposals/${id}/signatures`, { digest });
        else await approver.post(`/v1/proposals/${id}/refusal`, { reason: '数字有误' });
      }
    },
    'units file': async () => {
      for (const unit of units) {
        const { status, body } = await file(unit);
        if (status === 202)
          await done(unit.approver.post(`/v1/proposals/${body.id}/signatures`, { digest: body.digest }));
      }
    },
    'what a unit filed is taken or returned': async () => {
      const [filing] = (await done(county.clerk.get(`/v1/filings?campaign=${campaign()}&state=filed`))).body.items;
      if (!filing) return;
      const tag = { 'if-match': etagIn(await done(county.clerk.get(`/v1/filings/${filing.id}`))) };
      const back = { cells: { 'unit.desktops': '与台账不符' }, dueOn: addDays(dayOf(scene.clock.now()), 5) };
      const [what, says] = oneOf(scene, [
        ['acceptance', {}],
        ['returns', back],
      ] as const);
      const answer = await county.clerk.post(`/v1/filings/${filing.id}/${what}`, says, tag);
      assert.ok(answer.status < 300 || answer.status === 409, JSON.stringify(answer.body));
    },
  };
}

function peopleActs(): Readonly<Record<string, RegisterAct>> {
  return {
    'somebody gets a password, a session and an authenticator': async ({ gate }) => {
      const person = await signUp(gate);
      const session = await signedIn(gate, person);
      await done(session.post('/v1/session/password-change', { current: PASSWORD, new: OTHER_PASSWORD }));
      await done(session.send('delete', '/v1/session'));
      await enrolled(gate, await signedIn(gate, person, { password: OTHER_PASSWORD }), OTHER_PASSWORD);
      await done(gate.installer.post(`/v1/persons/${person.id}/totp-removal`, { reason: '手机遗失' }));
      await changePerson(gate, person.id, { name: '钱敏之' });
    },
    'a key is revoked': async ({ gate, random }) => {
      await gate.as('audit', { who: `auditor ${random.whole(1, 1_000_000)}` });
      const row = await gate.db.reader('api_keys').orderBy('log_index', 'desc').first('id');
      await done(gate.installer.post(`/v1/api-keys/${row.id}/revocation`, { reason: '遗失' }));
    },
  };
}

/** What orders are judged by besides the register and money. */
function suppliersActs(scene: Scene): Readonly<Record<string, RegisterAct>> {
  const { gate } = scene;
  /** Made, changed by an event and described, as people do with what offices keep on file. */
  const lived = async (path: string, at: (body: Record<string, unknown>) => unknown, life: Life): Promise<void> => {
    const made = await done(gate.installer.post(path, life.made), 201);
    const own = `${path}/${at(made.body)}`;
    const body = { changes: life.change, effectiveOn: dayOf(scene.clock.now()), reason: '更正' };
    const changed = await done(gate.installer.post(`${own}/events`, body, { 'if-match': etagIn(made) }));
    if (life.described) await done(gate.installer.patch(own, life.described, { 'if-match': etagIn(changed) }));
  };
  return {
    'a supplier comes, is changed and described, and is barred and let off': async () => {
      const [code, affiliate] = [given.creditCode('supplier'), given.creditCode('supplier')];
      const made = { creditCode: code, name: '湖北楚信信息技术有限公司' };
      const life = { made, change: { affiliates: [affiliate] }, described: { name: '湖北楚信' } };
      await lived('/v1/suppliers', () => code, life);
      const barred = { supplier: code, source: 'mof', reason: '提供虚假材料', from: '2026-01-01', until: '2028-12-31' };
      await lived('/v1/debarments', ({ id }) => id, { made: barred, change: { endReason: 'revoked' } });
    },
    'a plan is filed, changed and described': async () => {
      const number = `JZCG-2026-${given.nextNumber()}`;
      const made = {
        number,
        agencyCode: agenciesOf(scene)[0],
        fiscalYear: 2026,
        filedOn: '2026-03-18',
        amount: '500000',
      };
      const life = { made: { ...made, items: [{ item: 'desktop' }] }, change: { amount: '560000.00' } };
      await lived('/v1/plan-filings', () => number, { ...life, described: { filedOn: '2026-03-19' } });
    },
  };
}

interface Life {
  readonly made: object;
  readonly change: object;
  readonly described?: object;
}

interface TwoPeople {
  readonly makes: Caller;
  readonly signs: Caller;
}

async function matterActs(scene: Scene, { makes, signs }: TwoPeople): Promise<Readonly<Record<string, RegisterAct>>> {
  const matters = mattersOf(scene, () => makes);
  const owner = agenciesOf(scene)[0] ?? '';
  const file = await matters.paperOf(owner);
  const opened = (): Promise<Response> =>
    matters.opened({ owner, dueOn: addDays(dayOf(scene.clock.now()), 20), title: '2 套办公软件无授权' });
  const liaison = await scene.gate.as('agency-liaison', { grant: { agencies: [owner] } });
  return {
    'a matter is put right, and another one is void': async () => {
      const first = await opened();
      const answered = await answer({ gate: scene.gate, by: liaison }, first, { text: '已卸载 2 套', files: [file] });
      await done(step(makes, answered, { act: 'close', text: '已抽查', outcome: 'rectified' }));
      const second = await opened();
      const tag = { 'if-match': etagIn(second) };
      const path = `/v1/matters/${second.body.id}/decisions`;
      const { body } = await done(makes.post(path, { act: 'void', text: '重复' }, tag), 202);
      await done(sign(signs, body));
    },
  };
}

async function keyReadIn(scene: Scene): Promise<RegisterAct> {
  const { gate } = scene;
  const row = await someRow(scene, 'entitlements');
  assert.ok(row);
  const key = { key: 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE' };
  const { body } = await done(gate.installer.post(`/v1/entitlements/${row.id}/licence-keys`, key), 201);
  const officer = await gate.as('procurement-officer', { grant: { agencies: [String(row.agency_code)] } });
  return async () => {
    await done(officer.post(`/v1/licence-keys/${body.id}/readings`, { reason: '重装计算机' }));
  };
}
