import assert from 'node:assert/strict';
import supertest from 'supertest';
import { AGENCY } from '../../db/seeds/demo-agencies.ts';
import { demoClock } from '../../db/seeds/demo-days.ts';
import type { KeyName } from '../../db/seeds/demo-people.ts';
import type { Scene } from '../../db/seeds/scene.ts';
import { type DemoAccess, SCENES } from '../../db/seeds/seed-demo.ts';
import { isInSetUpMode } from '../../src/access/index.ts';
import { type Engine, inSnapshot } from '../../src/db/index.ts';
import type { Gate } from '../../src/gate/gate.ts';
import { allProjections, parseLeaf, reconcileGate, rederiveAll } from '../../src/gate/main.ts';
import type { components } from '../../src/http/openapi.generated.ts';
import { civilDate, instant } from '../../src/kernel/index.ts';
import { verifyLog } from '../../src/log/index.ts';
import { ENGINES } from '../support/databases.ts';
import { inLongRun } from '../support/long.ts';
import { tellStory } from './demo-support.ts';

type Schemas = components['schemas'];

/** In the middle of a year, just after its turn and some weeks after, and on a leap day: the story is told before each. */
const DAYS = ['2026-09-16', '2027-01-09', '2027-01-20', '2028-02-29'];

interface DemoStory {
  readonly gate: Gate;
  readonly access: DemoAccess;
  /** What the audit bureau is answered, or whoever has another key. */
  readonly read: <Body>(path: string, key?: KeyName) => Promise<Body>;
  /** When it was told. */
  readonly now: string;
  readonly drop: () => Promise<void>;
}

/** The demo keeps its data in SQLite; that its story does not hang on that, or on the day, is seen in a long run. */
const [FIRST = '', ...LATER] = DAYS;
for (const engine of ENGINES) {
  if (engine === 'sqlite') tellOn(FIRST, engine);
  else inLongRun('demo/demo.test.ts', () => tellOn(FIRST, engine));
}
inLongRun('demo/demo.test.ts', () => {
  for (const today of LATER) tellOn(today, 'sqlite');
});

function tellOn(today: string, engine: Engine): void {
  describe(`the demo, started on ${today}, on ${engine}`, () => {
    let story: DemoStory;
    before(async () => {
      story = await told(engine, today);
    });
    after(() => story.drop());

    assertsEnds(() => story);
    assertsOpenExamples(() => story);
    assertsHoldings(() => story);
  });
}

async function told(engine: Engine, today: string): Promise<DemoStory> {
  const { gate, access, drop } = await tellStory(engine, today);
  return {
    ...{ gate, access, drop, now: gate.deps.clock() },
    read: async (path, key = 'audit') => {
      const bearer = `Bearer ${access.keys[key]}`;
      const { status, body } = await supertest(gate.app).get(path).set('Authorization', bearer);
      assert.equal(status, 200, JSON.stringify(body));
      return body;
    },
  };
}

function assertsEnds(story: () => DemoStory): void {
  it('leaves every order in the state that its story ends with', async () => {
    const { gate } = story();
    const rows: { reference: string; state: string }[] = await gate.db.reader('orders').select('reference', 'state');

    const found = new Map(rows.map(({ reference, state }) => [reference.replace(/-\d{4}-/, ' '), state]));
    const told = new Map(SCENES.map((scene) => [nameOf(scene, rows), scene.ends]));
    assert.deepEqual(Object.fromEntries([...found].sort()), Object.fromEntries([...told].sort()));
  });

  it('leaves books, log and decisions that agree', async () => {
    const { gate } = story();
    const projections = await allProjections();

    const log = await inSnapshot(gate.db, (tx) => verifyLog(tx, { projections, parse: parseLeaf }));
    const books = await inSnapshot(gate.db, reconcileGate);
    const decisions = await rederiveAll(gate.db);

    assert.deepEqual(log.faults, []);
    assert.deepEqual(log.differences, []);
    assert.deepEqual(books.unreconciled, []);
    assert.deepEqual(decisions.differences, []);
  });
}

function assertsOpenExamples(story: () => DemoStory): void {
  it('has ended its set-up, and lets everybody sign in with the password that is told', async () => {
    const { gate, access } = story();

    assert.equal(await inSnapshot(gate.db, isInSetUpMode), false);
    const others = access.people.filter(({ role }) => role === 'security-administrator');
    for (const { email, password, role } of [access.people[0], access.people.at(-1), ...others].flatMap(
      (one) => one ?? [],
    )) {
      const { status, body } = await supertest(gate.app).post('/v1/session').send({ email, password });
      assert.deepEqual([status, body.role, body.pending], [201, role, []]);
    }
  });

  it('leaves something of each kind that waits for somebody', async () => {
    const { read } = story();

    const proposals = await read<Schemas['ProposalPage']>('/v1/proposals?state=open', 'finance');
    const orders = await read<Schemas['OrderPage']>('/v1/orders?limit=200', 'officer');
    const findings = await read<Schemas['AuditFindingPage']>('/v1/audit-findings', 'officer');
    const backtests = await read<Schemas['BacktestPage']>('/v1/backtests');

    assert.deepEqual(proposals.items.map(({ operation }) => operation).sort(), ['createWaiver', 'transferBudget']);
    assert.deepEqual(
      ['approved', 'contracted', 'referred', 'rejected'].filter(
        (state) => !orders.items.some((one) => one.state === state),
      ),
      [],
    );
    const soon = orders.items.filter(({ state, expiresAt }) => state === 'approved' && expiresAt !== null);
    const [left] = soon
      .map(({ expiresAt }) => Date.parse(expiresAt ?? '') - Date.parse(story().now))
      .sort((a, b) => a - b);
    assert.ok(left !== undefined && left > 0 && left < 7 * 86_400_000, `${left}`);
    assert.deepEqual([findings.items.length, backtests.items.length], [1, 1]);
  });

  it('asks every unit for annex 2, after an annex 1 for which two are late, and has a rectification to answer', async () => {
    const { read } = story();

    const { items } = await read<Schemas['CampaignPage']>('/v1/campaigns', 'legalization');
    const countsOf = async (form: string) => {
      const id = items.find((campaign) => campaign.form === form)?.id;
      return (await read<Schemas['Campaign']>(`/v1/campaigns/${id}`, 'legalization')).counts;
    };
    const [counts, earlier] = [await countsOf('software-use@1'), await countsOf('roster@1')];
    const matters = await read<Schemas['MatterPage']>('/v1/matters', 'officer');

    assert.equal(items.length, 2);
    assert.deepEqual([earlier?.asked, earlier?.onTime, earlier?.missing], [3, 1, 2]);
    assert.deepEqual([counts?.asked, counts?.filed, counts?.accepted], [12, 1, 0]);
    assert.deepEqual(
      matters.items.map(({ state, awaits }) => [state, awaits]),
      [['open', 'owner']],
    );
  });
}

function assertsHoldings(story: () => DemoStory): void {
  it('is short of licences where a survey found copies, and nowhere else', async () => {
    const { read } = story();

    const { items } = await read<Schemas['LicencePositions']>('/v1/licence-positions?region=421000&groupBy=agency');
    const alerts = await read<Schemas['AlertPage']>('/v1/alerts?limit=200');

    const short = items.filter(({ figures }) => figures.shortfall > 0);
    assert.deepEqual(
      short.map(({ agencyCode, category, figures }) => [
        agencyCode,
        category,
        figures.installations,
        figures.shortfall,
      ]),
      [[AGENCY.market.code, 'office', 16, 4]],
    );
    const rings = alerts.items.filter(({ kind }) => kind === 'shortfall');
    assert.deepEqual(
      rings.map(({ agencyCode, count }) => [agencyCode, count]),
      [[AGENCY.market.code, 4]],
    );
  });

  it('has in the register what came and was contracted, and no machine with the Home edition', async () => {
    const came = await Promise.all((['culture', 'hospital', 'market'] as const).map((name) => cameTo(story(), name)));

    assert.deepEqual(
      came.map((devices) => devices.length),
      [8, 13, 12],
    );
  });

  it('leads from a computer to its order and its payment, with nothing missing', async () => {
    const [device] = await cameTo(story(), 'culture');

    const { items } = await story().read<Schemas['Chain']>(`/v1/devices/${device?.id}/chain?limit=200`);

    const steps = new Set(items.map(({ step }) => step));
    const told = ['order', 'decision', 'contract', 'acceptance', 'payment', 'entitlement', 'installation'] as const;
    assert.deepEqual(
      told.filter((step) => !steps.has(step)),
      [],
    );
    assert.deepEqual(
      items.filter(({ isMissing }) => isMissing),
      [],
    );
  });
}

/** The machines of an agency that an order of the story brought. */
async function cameTo({ read }: DemoStory, agency: keyof typeof AGENCY): Promise<readonly Schemas['Device'][]> {
  const { items } = await read<Schemas['DevicePage']>(`/v1/devices?agencyCode=${AGENCY[agency].code}&limit=200`);
  return items.filter(({ state }) => state === 'accepted');
}

describe('the story of the demo', () => {
  it('has thirty orders or so, of a dozen agencies, by more than one hand', () => {
    assert.ok(SCENES.length >= 30 && SCENES.length <= 45, `${SCENES.length} orders`);
    assert.ok(new Set(SCENES.map(({ agency }) => agency)).size >= 12);
    assert.ok(new Set(SCENES.map(({ by }) => by)).size >= 5);
  });

  it('shows every outcome, every state that an order can reach now, and every way there', () => {
    const acts = SCENES.flatMap((scene) => scene.acts);

    assert.deepEqual(setOf(SCENES.map(({ ends }) => ends)), [
      'accepted',
      'approved',
      'closed',
      'contracted',
      'expired',
      'referred',
      'rejected',
      'terminated',
      'withdrawn',
    ]);
    assert.deepEqual(setOf(acts.flatMap((act) => ('gives' in act ? [act.gives.outcome] : []))), [
      'approved',
      'referred',
      'rejected',
    ]);
    assert.deepEqual(setOf(acts.map(({ act }) => act)), [
      ...[
        'accept',
        'add-money',
        'amend',
        'contract',
        'decide-again',
        'find-copies',
        'pay',
        'submit',
        'terminate',
        'withdraw',
      ],
    ]);
  });

  it('shows findings of every group of rules, and an order that the gate could not judge', () => {
    const rules = SCENES.flatMap((scene) => scene.acts.flatMap((act) => ('gives' in act ? act.gives.rules : [])));

    const groups = setOf(rules.map((rule) => rule.slice(0, 3)));
    assert.deepEqual(groups, ['ACC', 'BUD', 'EXC', 'HW-', 'INT', 'LIC', 'OS-', 'PLN', 'PRC', 'SUP']);
    assert.ok(new Set(rules).size >= 25, `${new Set(rules).size} rules`);
  });

  it('is told in office hours, and ends at the present, however early that is', () => {
    const present = instant('2026-06-14T17:30:00.000Z');
    const clock = demoClock(civilDate('2026-06-01'), () => present);

    clock.moveTo(civilDate('2026-06-14'));
    const yesterday = clock.now();
    clock.moveTo(civilDate('2026-06-15'));
    const today = clock.now();
    clock.release();

    assert.deepEqual(
      [yesterday, today, clock.now()],
      ['2026-06-14T01:00:00.001Z', '2026-06-14T17:30:00.001Z', present],
    );
  });

  it('says of each order what it shows, in both languages', () => {
    for (const { says } of SCENES) {
      assert.match(says['zh-CN'], /\p{Script=Han}/u);
      assert.doesNotMatch(says.en, /\p{Script=Han}/u);
    }
  });
});

function setOf(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}

/** A reference without its year: that depends on the day. */
function nameOf({ number }: Scene, rows: readonly { readonly reference: string }[]): string {
  const found = rows.filter(({ reference }) => reference.endsWith(`-${number}`));
  assert.equal(found.length, 1, number);
  return found[0]?.reference.replace(/-\d{4}-/, ' ') ?? '';
}
