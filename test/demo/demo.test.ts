import assert from 'node:assert/strict';
import { pino } from 'pino';
import { demoClock } from '../../db/seeds/demo-days.ts';
import type { Scene } from '../../db/seeds/scene.ts';
import { SCENES, STORY_DAYS, seedDemo } from '../../db/seeds/seed-demo.ts';
import { loadConfig } from '../../src/config.ts';
import { inSnapshot } from '../../src/db/index.ts';
import { type Gate, openGate } from '../../src/gate.ts';
import { addDays, civilDate, startOfDay } from '../../src/kernel/index.ts';
import { verifyLog } from '../../src/log/index.ts';
import { gateProjections, parseLeaf, REFERENCE_KINDS, reconcileGate, rederiveAll } from '../../src/main.ts';
import { freshDatabaseUrl } from '../support/databases.ts';

/** In the middle of a year, just after its turn, and on a leap day: the story is told before each of them. */
const DAYS = ['2026-09-16', '2027-01-09', '2028-02-29'];

for (const today of DAYS) {
  describe(`the demo, started on ${today}`, () => {
    let gate: Gate;
    let drop: () => Promise<void>;
    before(async function () {
      this.timeout(60_000);
      const fresh = await freshDatabaseUrl('sqlite');
      const day = civilDate(today);
      const clock = demoClock(addDays(day, -STORY_DAYS), () => startOfDay(addDays(day, 1)));
      const logger = pino({ level: 'error' });
      gate = await openGate({ config: loadConfig({ DATABASE_URL: fresh.url }), logger, clock: clock.now });
      drop = async () => {
        await gate.close();
        await fresh.drop();
      };
      const installerKey = gate.bootstrapKey.kind === 'made' ? gate.bootstrapKey.secret : '';
      await seedDemo({ gate, clock, installerKey, today: day });
    });
    after(() => drop());

    it('leaves every order in the state that its story ends with', async () => {
      const rows: { reference: string; state: string }[] = await gate.db.reader('orders').select('reference', 'state');

      const found = new Map(rows.map(({ reference, state }) => [reference.replace(/-\d{4}-/, ' '), state]));
      const told = new Map(SCENES.map((scene) => [nameOf(scene, rows), scene.ends]));
      assert.deepEqual(Object.fromEntries([...found].sort()), Object.fromEntries([...told].sort()));
    });

    it('leaves books, log and decisions that agree', async () => {
      const projections = gateProjections(Object.values(REFERENCE_KINDS).map(({ projection }) => projection));

      const log = await inSnapshot(gate.db, (tx) => verifyLog(tx, { projections, parse: parseLeaf }));
      const books = await inSnapshot(gate.db, reconcileGate);
      const decisions = await rederiveAll(gate.db);

      assert.deepEqual(log.faults, []);
      assert.deepEqual(log.differences, []);
      assert.deepEqual(books.unreconciled, []);
      assert.deepEqual(decisions.differences, []);
    });
  });
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
      'approved',
      'expired',
      'referred',
      'rejected',
      'withdrawn',
    ]);
    assert.deepEqual(setOf(acts.flatMap((act) => ('gives' in act ? [act.gives.outcome] : []))), [
      'approved',
      'referred',
      'rejected',
    ]);
    assert.deepEqual(setOf(acts.map(({ act }) => act)), ['add-money', 'amend', 'decide-again', 'submit', 'withdraw']);
  });

  it('shows findings of every group of rules, and an order that the gate could not judge', () => {
    const rules = SCENES.flatMap((scene) => scene.acts.flatMap((act) => ('gives' in act ? act.gives.rules : [])));

    const groups = setOf(rules.map((rule) => rule.slice(0, 3)));
    assert.deepEqual(groups, ['ACC', 'BUD', 'EXC', 'HW-', 'INT', 'LIC', 'OS-', 'PLN', 'PRC', 'SUP']);
    assert.ok(new Set(rules).size >= 25, `${new Set(rules).size} rules`);
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
