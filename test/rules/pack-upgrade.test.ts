import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { loadConfig } from '../../src/config.ts';
import { openGate } from '../../src/gate.ts';
import type { PackLoading } from '../../src/rules/index.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate, testClock } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';
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
  forEachEngine((engine) => {
    let gate: Gate;
    let folder: string;
    beforeEach(async () => {
      gate = await startGate({ engine, clock: testClock() });
      folder = mkdtempSync(join(tmpdir(), 'gate-pack-'));
      cpSync('rules', folder, { recursive: true });
      const file = join(folder, 'computers', 'HW-01.json');
      const rule = JSON.parse(readFileSync(file, 'utf8'));
      writeFileSync(file, JSON.stringify({ ...rule, revision: rule.revision + 1, title: TITLE }));
    });
    afterEach(async () => {
      rmSync(folder, { recursive: true });
      await gate.close();
    });

    const restart = async (packDir?: string): Promise<PackLoading> => {
      const place = { DATABASE_URL: gate.databaseUrl, GATE_DATA_DIR: gate.dataDir };
      const config = loadConfig({ ...place, ...(packDir && { GATE_PACK_DIR: packDir }) });
      const { pack, close } = await openGate({ config, clock: gate.clock.now, logger: pino({ level: 'error' }) });
      await close();
      return pack;
    };
    const draftOf = async (number: number): Promise<Draft> => {
      const reader = await gate.as('audit');
      const { digest } = (await reader.get(`/v1/rule-sets/${number}`)).body;
      const { digest: reviewDigest } = (await reader.get(`/v1/rule-sets/${number}/review`)).body;
      return { number, digest, reviewDigest };
    };

    it('is a draft of nobody with a review, told in words, and judges nothing until two people schedule it', async () => {
      const office = await openOffice(gate);

      const loadings = [await restart(folder), await restart(folder)];

      assert.deepEqual(loadings, ['proposed', 'already-proposed']);
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
