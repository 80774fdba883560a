import assert from 'node:assert/strict';
import { inSnapshot, type Tx } from '../../../src/db/index.ts';
import { addDays, dayOf, NATIONAL_REGION } from '../../../src/kernel/index.ts';
import { readHead } from '../../../src/log/index.ts';
import { type BatchCacheKeeper, keepBatchCache } from '../../../src/orders/batch/batch-cache.ts';
import { HARMLESS_LEAVES } from '../../../src/reports/kept/harmless-leaves.ts';
import { type KeptAnswers, openKeptAnswers } from '../../../src/reports/kept/kept-answers.ts';
import type { LoadedPosition } from '../../../src/reports/software/positions/load-position.ts';
import { randomFrom } from '../../faults/random.ts';
import { type Desk, openDesk } from '../../model/desk.ts';
import { takeRound } from '../../model/run-model.ts';
import { type Step, stepsOf } from '../../model/steps.ts';
import { act } from '../../register/holdings-support.ts';
import { forEachEngine } from '../../support/databases.ts';
import { size } from '../../support/long.ts';
import { openEntitlement, openOffice } from '../../support/office.ts';
import { type Asked, KEPT_REPORTS, positionFor } from './asked-reports.ts';
import { judgedFacts } from './judged-facts.ts';
import { JOBS, OFFICE_ENV, openOfficeActs } from './office-acts.ts';
import { agenciesOf, ORDER_ACTS, oneOf, REGISTER_ACTS, type RegisterAct, type Scene } from './register-acts.ts';

/** Of orders and money, of which a model says what must come of them. */
const STEPS = size({ test: 16, long: 1_000 });
const REGION = '421000';

describe('reports out of memory', () => {
  forEachEngine('statements', (engine) => {
    const { seed } = randomFrom();

    it(`are what would be worked out anew, whatever agencies, offices and jobs have done (seed ${seed})`, async function () {
      this.timeout(900_000);
      const desk = await openDesk(engine, OFFICE_ENV);
      const scene = await openScene(desk, seed);
      const story = beginStory(desk, scene);
      try {
        const acts = await planned(story);
        await compareAll(story);
        for (const { name, act } of acts) {
          story.told.push(name);
          await act(scene);
          await compareAll(story);
        }
      } catch (error) {
        throw new Error(`seed ${seed}, after ${story.told.slice(-30).join(', ')}`, { cause: error });
      } finally {
        await desk.gate.close();
      }
      assert.ok(isAll(story.seen), JSON.stringify(story.seen));
      const unseen = [...HARMLESS_LEAVES].filter((type) => !story.passed.has(type) && !isLeftOut(type));
      assert.deepEqual(unseen, [], `what is said to be harmless should have happened (seed ${seed})`);
    });
  });
});

/**
 * What is never alone between two questions: it comes with the launch of a campaign or an import of budgets, which are not
 * harmless; a faulty build or a receiver of messages makes it; or the model does not do it.
 */
const NEVER: readonly string[] = [
  ...['campaign.asked', 'campaign.figures-frozen', 'budget.used-elsewhere'],
  ...['evaluator.disagreed', 'webhook-endpoint.tested', 'waiver.revoked'],
];
/** What the model does by chance, and people who sign: a run may leave some of it out. */
const BY_CHANCE = /^(order|certificate|redemption|waiver|budget|payment|proposal)\./;

function isLeftOut(type: string): boolean {
  return NEVER.includes(type) || BY_CHANCE.test(type);
}

interface Story {
  readonly desk: Desk;
  readonly scene: Scene;
  readonly kept: KeptAnswers;
  /** Of what orders are judged by, as a process remembers it between two batches. */
  readonly keeper: BatchCacheKeeper;
  readonly told: string[];
  /** How many leaves there were when reports were asked last. */
  size: number;
  /** How often the position of the nation was what. */
  readonly seen: Record<'recalled' | 'renewed' | 'counted', number>;
  /** By the question, as it was answered last. */
  readonly positions: Map<string, LoadedPosition>;
  /** Harmless types that came between two questions with nothing but such. */
  readonly passed: Set<string>;
}

function beginStory(desk: Desk, scene: Scene): Story {
  const seen = { recalled: 0, renewed: 0, counted: 0 };
  const nothing = { told: [], size: 0, positions: new Map(), passed: new Set<string>() };
  return { desk, scene, kept: openKeptAnswers(), keeper: keepBatchCache(), seen, ...nothing };
}

function isAll(seen: Story['seen']): boolean {
  return Object.values(seen).every((times) => times > 0);
}

/** Agencies beside those of the model, which may be changed without its knowing. */
async function openScene({ gate }: Desk, seed: number): Promise<Scene> {
  const buyers: Scene['buyers'][number][] = [];
  for (const region of [REGION, REGION, '430100']) {
    const parentCode = buyers[0]?.office.agencyCode;
    const office = await openOffice(gate, { region, ...(parentCode && { parentCode }) });
    buyers.push({ office, spare: await openEntitlement(gate, { agencyCode: office.agencyCode, seats: 12 }) });
  }
  return { gate, clock: gate.clock, buyers, random: randomFrom(seed), ordered: [] };
}

/** After these a position was counted, all the same but for its seats, and all the same, whatever chance brings. */
const BEGUN = ['machines come', 'an order takes spare seats', 'a licence key is read', 'units file'] as const;

interface NamedAct {
  readonly name: string;
  readonly act: RegisterAct;
}

/** The model's steps, and among them everything else: once, in any order, and then again by chance. */
async function planned({ desk, scene }: Story): Promise<readonly NamedAct[]> {
  const steps = stepsOf({ seed: scene.random.seed, steps: STEPS });
  const passing = { ...stepsOf({ seed: 1, steps: 1 })[0], kind: 'advance', share: 0.6, fault: null } as Step;
  const { campaigns, others: once } = await openOfficeActs(scene);
  const often = { ...REGISTER_ACTS, ...ORDER_ACTS, ...JOBS, ...campaigns, 'a day passes': () => take(desk, passing) };
  const others: Readonly<Record<string, RegisterAct>> = {
    ...often,
    ...once,
    'a month passes': async () => {
      for (let days = 0; days < 30; days += 1) await take(desk, passing);
    },
  };
  const acts = steps.map((step): NamedAct => ({ name: step.kind, act: () => take(desk, step) }));
  const place = (name: string): void => {
    const act = others[name];
    if (act) acts.splice(scene.random.whole(0, acts.length), 0, { name, act });
  };
  for (const name of Object.keys(others)) place(name);
  for (let at = 0; at < STEPS / 4; at += 1) place(oneOf(scene, Object.keys(often)));
  const begun = BEGUN.flatMap((name): NamedAct[] => (others[name] ? [{ name, act: others[name] }] : []));
  return [...begun, ...acts];
}

async function take(desk: Desk, step: Step): Promise<void> {
  await takeRound(desk, [step], STEPS);
}

/** Each report by what was kept and without it, in one snapshot. */
async function compareAll(story: Story): Promise<void> {
  const { gate } = story.scene;
  const { remembered, anew } = await act(gate, (entry) => judgedFacts(entry, story.keeper));
  assert.deepEqual(remembered, anew, 'what orders are judged by');
  await inSnapshot(gate.db, async (tx) => {
    const { size: now } = (await readHead(tx)).frontier;
    for (const [place, asked] of questionsOf(story, now).entries()) {
      for (const [report, tell] of Object.entries(KEPT_REPORTS)) {
        const about = `${report}, ${JSON.stringify(asked)}`;
        const anew = plain(await tell(tx, asked, undefined));
        assert.deepEqual(plain(await tell(tx, asked, story.kept)), anew, about);
      }
      if (place === 0) await noteHow(tx, story, { asked, now });
    }
    const leaves: { type: string }[] = await tx('log_leaves').where('log_index', '>=', story.size).select('type');
    if (leaves.every(({ type }) => HARMLESS_LEAVES.has(type))) {
      for (const { type } of leaves) story.passed.add(type);
    }
    story.size = now;
  });
}

/** Whether a position was all the same, all but the seats, or counted. */
async function noteHow(tx: Tx, story: Story, { asked, now }: { asked: Asked; now: number }): Promise<void> {
  const { unseenDays, category, on } = asked;
  const key = JSON.stringify({ unseenDays, category, on });
  const before = story.positions.get(key);
  const loaded = await positionFor(tx, asked, story.kept);
  const how = before === loaded ? 'recalled' : before?.copies === loaded.copies ? 'renewed' : 'counted';
  story.positions.set(key, loaded);
  story.seen[how] += 1;
  // What did not show in these figures might in others.
  if (now > story.size && (story.told.at(-1) ?? '') in REGISTER_ACTS) assert.equal(how, 'counted');
}

/** As a program would get it. */
function plain(told: unknown): unknown {
  return JSON.parse(JSON.stringify(told));
}

/** The nation as it stands, and now and then somebody's part of it, or a day that is over. */
function questionsOf({ scene, desk, told }: Story, size: number): readonly Asked[] {
  const { random, clock } = scene;
  const nation = { grant: { region: NATIONAL_REGION }, region: undefined, agencyCode: undefined, isSubtree: false };
  const codes = [...agenciesOf(scene), ...desk.world.agencies.map(({ code }) => code)];
  const at = clock.now();
  const groupBy = oneOf(scene, ['agency', 'agency', 'project', 'softwareHardware'] as const);
  const whole: Asked = {
    ...{ scope: nation, at, on: dayOf(at), category: undefined, region: REGION, fiscalYear: 2026, groupBy },
    unseenDays: told.length <= BEGUN.length ? 180 : oneOf(scene, [14, 180, 180, 180] as const),
    // The same point for a while, so that it is asked about again.
    ...{ asOf: Math.floor(size / 100) * 50, rule: oneOf(scene, ['HW-02', 'OS-04', 'BUD-01']) },
  };
  const parts: readonly Partial<Asked>[] = [
    { scope: { ...nation, agencyCode: oneOf(scene, codes) } },
    { scope: { ...nation, agencyCode: codes[0], isSubtree: true } },
    { scope: { ...nation, region: oneOf(scene, [REGION, '430000']) } },
    { scope: { ...nation, grant: { agencies: codes.slice(0, 3) } }, category: 'office' },
    { scope: { ...nation, grant: { region: '430000' } }, region: '430000' },
    { on: addDays(dayOf(at), -random.whole(1, 3)), asOf: random.whole(0, size - 1) },
  ];
  return random.whole(0, 1) === 0 ? [whole] : [whole, { ...whole, ...oneOf(scene, parts) }];
}
