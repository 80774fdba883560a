import assert from 'node:assert/strict';
import { listAlerts } from '../../../src/alerts/list-alerts.ts';
import { inSnapshot, type Tx } from '../../../src/db/index.ts';
import { addDays, type CivilDate, dayOf, NATIONAL_REGION } from '../../../src/kernel/index.ts';
import { readHead } from '../../../src/log/index.ts';
import { type KeptAnswers, openKeptAnswers } from '../../../src/reports/kept/kept-answers.ts';
import {
  listSoftwareSummary,
  recallSoftwareSummary,
} from '../../../src/reports/software/ledgers/list-software-summary.ts';
import { positionReport } from '../../../src/reports/software/positions/licence-positions.ts';
import type { LoadedPosition } from '../../../src/reports/software/positions/load-position.ts';
import type { PositionScope } from '../../../src/reports/software/positions/position-rows.ts';
import { recallPosition, recallUnlicensedDevices } from '../../../src/reports/software/positions/recall-position.ts';
import { getRuleSetInForce, type RuleSet, ruleSetFromContent } from '../../../src/rules/index.ts';
import { canonicalContent } from '../../../src/rules/sets/rule-set.ts';
import { randomFrom } from '../../faults/random.ts';
import { forEachEngine } from '../../support/databases.ts';
import { startGate, testClock } from '../../support/gate.ts';
import { size } from '../../support/long.ts';
import { openEntitlement, openOffice } from '../../support/office.ts';
import { agenciesOf, OTHER_ACTS, oneOf, REGISTER_ACTS, type Scene } from './register-acts.ts';

const STEPS = size({ test: 25, long: 1_000 });
const REGION = '421000';

describe('licence positions out of memory', () => {
  forEachEngine((engine) => {
    const { seed } = randomFrom();

    it(`are what would be counted anew, whatever has happened (seed ${seed})`, async () => {
      const scene = await openScene(engine, seed);
      const kept = openKeptAnswers();
      const seen: Seen = { recalled: 0, renewed: 0, counted: 0 };
      const told: string[] = [];
      let sizeBefore = await sizeOf(scene);
      const planned = plan(scene);
      // Which rules are asked by is drawn as well: until each way was taken, what is harmless happens on.
      const isDone = (at: number): boolean => at >= planned.length && (isAll(seen) || at >= planned.length + MORE_MAX);
      for (let at = 0; !isDone(at); at += 1) {
        const name = planned[at] ?? oneOf(scene, Object.keys(OTHER_ACTS));
        await ACTS[name]?.(scene);
        const size = await sizeOf(scene);
        told.push(name);
        for (const [place, scope] of scopesFor(scene).entries()) {
          try {
            const how = await compare(scene, scope, kept);
            seen[how] += 1;
            // What did not show in these figures might in others.
            if (place === 0 && size > sizeBefore && name in REGISTER_ACTS) assert.equal(how, 'counted');
          } catch (error) {
            throw new Error(`seed ${seed}, ${JSON.stringify(scope)} after ${told.join(', ')}`, { cause: error });
          }
        }
        sizeBefore = size;
      }
      await scene.gate.close();
      assert.ok(isAll(seen), JSON.stringify(seen));
    });
  });
});

const MORE_MAX = 60;

const isAll = (seen: Seen): boolean => Object.values(seen).every((times) => times > 0);

interface Seen {
  recalled: number;
  renewed: number;
  counted: number;
}

type Engine = Parameters<Parameters<typeof forEachEngine>[0]>[0];

async function openScene(engine: Engine, seed: number): Promise<Scene> {
  const clock = testClock();
  const gate = await startGate({ engine, clock });
  const buyers: Scene['buyers'][number][] = [];
  for (const region of [REGION, REGION, '430100']) {
    const parentCode = buyers[0]?.office.agencyCode;
    const office = await openOffice(gate, { region, ...(parentCode && { parentCode }) });
    buyers.push({ office, spare: await openEntitlement(gate, { agencyCode: office.agencyCode, seats: 12 }) });
  }
  return { gate, clock, buyers, random: randomFrom(seed), ordered: [] };
}

const ACTS = { ...REGISTER_ACTS, ...OTHER_ACTS };

/** Every act once and more, and then any. */
function plan(scene: Scene): readonly string[] {
  const names = Object.keys(ACTS);
  const begun = ['machines come', 'machines come', ...names];
  return [...begun, ...Array.from({ length: STEPS - begun.length }, () => oneOf(scene, names))];
}

/** The nation, and beside it one agency, one and all below it, a region, one kind of software, or a day of the past. */
function scopesFor(scene: Scene): readonly PositionScope[] {
  const nation = { grant: { region: NATIONAL_REGION }, region: undefined, agencyCode: undefined, isSubtree: false };
  const today = { ...nation, category: undefined, on: dayOf(scene.clock.now()) };
  const [first, second] = agenciesOf(scene);
  const others = [
    { ...today, agencyCode: second },
    { ...today, agencyCode: first, isSubtree: true },
    { ...today, region: REGION },
    { ...today, grant: { agencies: agenciesOf(scene) }, category: 'office' },
    { ...today, on: oneOf(scene, ['2026-06-01' as CivilDate, addDays(today.on, -1)]) },
  ];
  return [today, oneOf(scene, others)];
}

async function sizeOf({ gate }: Scene): Promise<number> {
  return (await inSnapshot(gate.db, readHead)).frontier.size;
}

const last = new Map<string, LoadedPosition>();

/** Whether it was all the same, all but the seats, or counted. */
async function compare({ gate, clock, random }: Scene, scope: PositionScope, kept: KeptAnswers): Promise<keyof Seen> {
  return inSnapshot(gate.db, async (tx) => {
    const inForce = await getRuleSetInForce(tx, clock.now());
    const terms = { ruleSet: oneOf({ random }, [inForce, impatient(inForce)]), region: REGION };
    const name = JSON.stringify([scope, terms.ruleSet.digest]);
    const before = last.get(name);
    const recalled = await recallPosition(tx, scope, terms, kept);
    const counted = await recallPosition(tx, scope, terms, undefined);
    assert.deepEqual(await toldBy(recalled), await toldBy(counted));
    assert.deepEqual(
      await toldBesides(tx, scope, { ...terms, kept }),
      await toldBesides(tx, scope, { ...terms, kept: undefined }),
    );
    last.set(name, recalled);
    if (before === recalled) return 'recalled';
    return before?.copies === recalled.copies ? 'renewed' : 'counted';
  });
}

/** The same rules, but that a copy is unverified after a fortnight. */
function impatient(ruleSet: RuleSet): RuleSet {
  const unseen = '"name":"policy.register.unseenDays","until":null,"value":';
  const changed = canonicalContent(ruleSet).replace(`${unseen}180`, `${unseen}14`);
  return ruleSetFromContent(JSON.parse(changed));
}

async function toldBy(loaded: LoadedPosition) {
  const { book: _book, ...values } = loaded;
  const reports = (['product', 'category', 'agency'] as const).map((grouping) =>
    positionReport(loaded, { grouping, product: undefined }),
  );
  const rows = await Promise.all(reports.map(({ reading }) => reading.page(undefined, 1_000)));
  return { values, rows, totals: reports.map(({ total }) => total) };
}

interface Besides {
  readonly ruleSet: RuleSet;
  readonly kept: KeptAnswers | undefined;
}

async function toldBesides(tx: Tx, scope: PositionScope, { ruleSet, kept }: Besides) {
  const day = { on: scope.on, logIndex: null };
  return {
    unlicensed: await recallUnlicensedDevices(tx, scope, kept),
    alerts: await listAlerts(tx, { scope, kinds: undefined, ruleSet, region: REGION, kept }),
    summary: kept ? await recallSoftwareSummary(tx, { scope, day }, kept) : await listSoftwareSummary(tx, scope, day),
  };
}
