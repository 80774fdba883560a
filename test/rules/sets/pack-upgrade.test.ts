import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { inSnapshot } from '../../../src/db/index.ts';
import { loadConfig } from '../../../src/gate/config.ts';
import { openGate } from '../../../src/gate/gate.ts';
import type { RuleTest } from '../../../src/rules/documents/rule-document.ts';
import type { PackLoading } from '../../../src/rules/index.ts';
import { part } from '../../../src/rules/part.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Caller, type Gate, startGate, testClock } from '../../support/gate.ts';
import { openOffice } from '../../support/office.ts';
import {
  assertVerified,
  bureausOf,
  type Draft,
  schedule,
  scheduled,
  sign,
  stateOf,
  triedOnPast,
} from './schedule-support.ts';

const TITLE = { 'zh-CN': '台式计算机价格上限', en: 'The price cap on desktop computers' };

describe('a rule pack that comes with an upgrade', () => {
  onOneEngine('a pack is compared and tried before any statement', (engine) => {
    let gate: Gate;
    let folder: string;
    beforeEach(async () => {
      gate = await startGate({ engine, clock: testClock() });
      folder = mkdtempSync(join(tmpdir(), 'gate-pack-'));
      cpSync('rules', folder, { recursive: true });
      retitle(TITLE);
    });
    afterEach(async () => {
      rmSync(folder, { recursive: true });
      await gate.close();
    });

    const retitle = (title: object): void => {
      const file = join(folder, 'computers', 'HW-01.json');
      const rule = JSON.parse(readFileSync(file, 'utf8'));
      writeFileSync(file, JSON.stringify({ ...rule, revision: rule.revision + 1, title }));
    };
    const restart = async (packDir?: string): Promise<PackLoading> => {
      const place = { DATABASE_URL: gate.databaseUrl, GATE_DATA_DIR: gate.dataDir };
      const config = loadConfig({ ...place, ...(packDir && { GATE_PACK_DIR: packDir }) });
      const { pack, close } = await openGate({ config, clock: gate.clock.now, logger: pino({ level: 'error' }) });
      await close();
      return pack;
    };
    const packWarnings = async (): Promise<readonly unknown[]> => {
      const findWarnings = await part.warnings();
      return inSnapshot(gate.db, (tx) => findWarnings(tx, gate.clock.now()));
    };
    const draftOf = async (number: number): Promise<Draft> => {
      const reader = await gate.as('audit');
      const { digest } = (await reader.get(`/v1/rule-sets/${number}`)).body;
      const { digest: reviewDigest } = (await reader.get(`/v1/rule-sets/${number}/review`)).body;
      return { number, digest, reviewDigest };
    };

    /** The pack with another rule that judges some orders otherwise: those at the highest price of office software. */
    const withCap = (): string => {
      const file = join(folder, 'computers', 'HW-02.json');
      const rule = JSON.parse(readFileSync(file, 'utf8'));
      const [first, ...rest] = rule.clauses;
      const when = {
        ...{ name: 'at-maximum', fact: 'item.unitPriceFen', operator: 'fen.atLeast' },
        value: { fact: 'policy.cap.officeMax' },
      };
      // What these say of the highest price is left for the witness to say.
      const tests = rule.tests.filter(({ facts }: RuleTest) => facts['item.unitPriceFen'] !== 140_000);
      const clauses = [{ ...first, when }, ...rest];
      writeFileSync(file, JSON.stringify({ ...rule, revision: rule.revision + 1, clauses, tests }));
      return folder;
    };
    const withdraw = async (audit: Caller, number: number): Promise<void> => {
      const { status } = await audit.post(`/v1/rule-sets/${number}/withdrawal`, { reason: '不再需要' });
      assert.equal(status, 200);
    };

    it('is a draft of nobody with a review, told in words, and judges nothing until two people schedule it', async () => {
      const office = await openOffice(gate);

      const before = await packWarnings();
      const loadings = [await restart(folder), await restart(folder)];

      assert.deepEqual(loadings, ['proposed', 'already-proposed']);
      assert.deepEqual([before.length, (await packWarnings()).length], [0, 1]);
      assert.equal((await office.submit(office.order())).body.decision.ruleSet.number, 1);
      const { author, audit, finance } = await bureausOf(gate);
      const { changed } = (await author.get('/v1/rule-sets/2/changes')).body;
      assert.deepEqual(
        changed.map(({ id }: { id: string }) => id),
        ['HW-01'],
      );
      const review = (await author.get('/v1/rule-sets/2/review')).body;
      assert.deepEqual([review.isSound, review.rules.length], [true, 1]);
      const draft = await draftOf(2);
      const proposed = await schedule(author, draft, await triedOnPast(gate, draft));
      await sign(audit, proposed);
      assert.equal((await sign(finance, proposed)).body.state, 'executed');
      gate.clock.advance({ hours: 1 });
      assert.equal((await office.submit(office.order())).body.decision.ruleSet.number, 2);
      assert.deepEqual([await restart(folder), await restart()], ['unchanged', 'unchanged']);
      assert.deepEqual(await packWarnings(), []);
      await assertVerified(gate);
    });

    it('is compared with the packs that sets were made from: changes of this gate’s own are no upgrade', async () => {
      const local = await scheduled(gate);
      gate.clock.advance({ hours: 1 });

      assert.equal(await restart(), 'unchanged');

      const reader = await gate.as('audit');
      assert.equal((await reader.get('/v1/rule-sets')).body.items.length, 2);
      assert.equal(await stateOf(reader, local), 'scheduled');
    });

    it('with its witness cases as tests is the same proposal, and is drafted anew once that is of no use', async () => {
      const loadings = [await restart(withCap())];
      const audit = await gate.as('audit');
      const added = await audit.post('/v1/rule-sets/2/witness-tests', { rules: ['HW-02'] });
      assert.equal(added.status, 201, JSON.stringify(added.body));
      loadings.push(await restart(folder));
      await scheduled(gate);
      gate.clock.advance({ hours: 1 });

      loadings.push(await restart(folder), await restart(folder));

      assert.deepEqual(loadings, ['proposed', 'already-proposed', 'proposed', 'already-proposed']);
      const { items } = (await audit.get('/v1/rule-sets')).body;
      assert.deepEqual(
        items.map(({ number, state }: { number: number; state: string }) => [number, state]),
        [
          [5, 'draft'],
          [4, 'scheduled'],
          [3, 'draft'],
          [2, 'withdrawn'],
          [1, 'in-force'],
        ],
      );
    });

    it('names the tests that this gate has added to the one before, which it would undo', async () => {
      const { author, audit, finance } = await bureausOf(gate);
      await restart(withCap());
      await audit.post('/v1/rule-sets/2/witness-tests', { rules: ['HW-02'] });
      const proposed = await schedule(author, await draftOf(3));
      await sign(audit, proposed);
      assert.equal((await sign(finance, proposed)).body.state, 'executed', JSON.stringify(proposed.body));
      gate.clock.advance({ hours: 1 });
      const same = await restart(folder);
      retitle({ 'zh-CN': '台式计算机单价上限', en: 'The unit price cap on desktop computers' });

      const loadings = [same, await restart(folder)];

      assert.deepEqual(loadings, ['already-proposed', 'proposed']);
      const [{ note }] = (await audit.get('/v1/rule-sets')).body.items;
      assert.match(note, /覆盖本闸口自行修改的：HW-02。.* undo .*HW-02\.$/);
    });

    it('is not proposed again once somebody has given it up, with tests or without', async () => {
      const audit = await gate.as('audit');
      await restart(withCap());
      await audit.post('/v1/rule-sets/2/witness-tests', { rules: ['HW-02'] });

      await withdraw(audit, 3);

      assert.deepEqual([await restart(folder), await stateOf(audit, { number: 3 })], ['unchanged', 'withdrawn']);
    });

    it('is proposed again where what somebody gave up could not be scheduled any more', async () => {
      const audit = await gate.as('audit');
      await restart(folder);
      await scheduled(gate);
      gate.clock.advance({ hours: 1 });

      await withdraw(audit, 2);
      const loadings = [await restart(folder)];
      await withdraw(audit, 4);
      loadings.push(await restart(folder));

      assert.deepEqual(loadings, ['proposed', 'unchanged']);
    });

    it('is drafted anew when another set has come into force before anybody scheduled it', async () => {
      await restart(folder);
      await scheduled(gate);
      gate.clock.advance({ hours: 1 });

      const loadings = [await restart(folder), await restart(folder)];

      assert.deepEqual(loadings, ['proposed', 'already-proposed']);
      const { author } = await bureausOf(gate);
      const notes: { note: string }[] = (await author.get('/v1/rule-sets')).body.items;
      assert.match(
        notes[0]?.note ?? '',
        /覆盖本闸口自行修改的：policy\.cap\.desktop \(421000\)。.* undo .*desktop \(421000\)\.$/,
      );
      assert.equal(notes[2]?.note, '升级程序随附的规则包。 The rule pack of an upgraded program.');
      const office = await openOffice(gate);
      await office.submit(office.order());
      assert.equal((await schedule(author, await draftOf(2), { at: null })).body.code, 'rule_set.other_parent');
      const latest = await draftOf(4);
      const tried = await triedOnPast(gate, latest);
      assert.equal((await schedule(author, latest, { at: null, ...tried })).status, 202);
    });
  });
});
