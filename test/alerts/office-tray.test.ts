import assert from 'node:assert/strict';
import { insertRows, inTransaction, type Row } from '../../src/db/index.ts';
import {
  acceptSheet,
  actOn,
  fileSheet,
  launchAssessment,
  publishSheet,
  score,
} from '../campaigns/assessment-support.ts';
import {
  addUnit,
  COUNTY,
  type County,
  done,
  file,
  launchCampaign,
  openCounty,
  signed,
  softwareUse,
  type Unit,
} from '../campaigns/campaign-support.ts';
import { answer, mattersOf } from '../matters/matters-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Caller, etagIn, type Gate, startGate, testClock } from '../support/gate.ts';
import * as given from '../support/given.ts';
import { statementsDuring } from '../support/sent-statements.ts';

const OWED = ['filing-due', 'filing-returned', 'rectification-to-answer'];
const OVERDUE = ['rectification-overdue', 'rectification-to-answer'];
const OF_OFFICE = ['filing-to-read', 'rectification-to-judge', 'campaign-to-close'];

interface Entry {
  readonly kind: string;
  readonly count: number;
  readonly urgent: number;
  readonly dueFirst: string | null;
  readonly operation: string;
  readonly query: Readonly<Record<string, string>>;
}

/** Tables that grow with the years: none is read from end to end for a count. */
const SCANNED = /SCAN (asked|filings|matters|campaign_participants)\b(?! USING (COVERING )?INDEX)/;

forEachEngine('statements', (engine) => {
  describe('the in-tray of a unit and of the office that asks it', () => {
    let gate: Gate;
    let county: County;
    let unit: Unit;
    let other: Unit;
    let liaison: Caller;

    beforeEach(async () => {
      gate = await startGate({ engine, clock: testClock('2017-06-05T01:00:00.000Z') });
      county = await openCounty(gate);
      unit = await addUnit(gate);
      other = await addUnit(gate);
      liaison = await gate.as('agency-liaison', { grant: { agencies: [unit.code] } });
    });
    afterEach(() => gate.close());

    const entriesOf = async (caller: Caller): Promise<readonly Entry[]> =>
      (await done(caller.get('/v1/in-tray'))).body.items;

    /** The kinds that are named: how many, how many urgent, the first day. */
    const trayOf = async (caller: Caller, kinds: readonly string[]) => {
      const entries = await entriesOf(caller);
      return kinds.map((kind) => {
        const entry = entries.find((each) => each.kind === kind);
        return entry && [entry.count, entry.urgent, entry.dueFirst];
      });
    };
    const listed = async (caller: Caller, kind: string, path: string): Promise<number> => {
      const entry = (await entriesOf(caller)).find((each) => each.kind === kind);
      return (await done(caller.get(`${path}?${new URLSearchParams(entry?.query)}`))).body.items.length;
    };
    const open = (owner: string, dueOn: string, more: object = {}) =>
      done(
        county.clerk.post('/v1/matters', {
          ...{ kind: 'rectification', title: '2 套办公软件无授权', owner, severity: 'high', dueOn, ...more },
        }),
        201,
      );

    const NOTHING = [0, 0, null];

    it('tells whoever files for a unit what is due until it is sent to be signed, and what came back by its new day', async () => {
      assert.deepEqual(await trayOf(liaison, OWED), [NOTHING, NOTHING, NOTHING]);
      const campaign = await launchCampaign(county, { needsReasons: false });
      await launchCampaign(county, { dueOn: '2017-06-30' });
      for (const caller of [unit.officer, unit.approver, liaison]) {
        assert.deepEqual(await trayOf(caller, OWED), [[2, 0, '2017-06-19'], NOTHING, NOTHING]);
      }
      gate.clock.advance({ days: 13 });
      assert.deepEqual(await trayOf(liaison, OWED), [[2, 1, '2017-06-19'], NOTHING, NOTHING]);

      const body = { cells: softwareUse({ computers: 5 }) };
      const sent = unit.officer.post(`/v1/campaigns/${campaign}/filings`, body);
      await done(sent, 202);
      const toSign = await trayOf(unit.approver, ['proposal-to-sign']);
      assert.deepEqual(toSign, [[1, 1, '2017-06-19']], 'the day by which it has to be filed, not that of the lapse');
      assert.deepEqual(await trayOf(liaison, OWED), [[1, 0, '2017-06-30'], NOTHING, NOTHING]);
      const { id } = await signed(sent, unit.approver);
      assert.deepEqual(await trayOf(county.clerk, OF_OFFICE), [[1, 0, null], NOTHING, NOTHING]);
      assert.equal(await listed(county.clerk, 'filing-to-read', '/v1/filings'), 1);

      const read = await done(county.clerk.get(`/v1/filings/${id}`));
      const returned = { cells: { 'unit.desktops': '与台账不符' }, dueOn: '2017-06-23' };
      await done(county.clerk.post(`/v1/filings/${id}/returns`, returned, { 'if-match': etagIn(read) }));
      assert.deepEqual(await trayOf(liaison, OWED), [[1, 0, '2017-06-30'], [1, 0, '2017-06-23'], NOTHING]);
      assert.deepEqual(await trayOf(other.officer, OWED), [[2, 1, '2017-06-19'], NOTHING, NOTHING]);
      const { items } = (await done(liaison.get(`/v1/campaigns/${campaign}/participants?state=returned`))).body;
      assert.equal(items.length, 1);

      await file(unit, campaign, { computers: 6 });
      assert.deepEqual(await trayOf(liaison, OWED), [[1, 0, '2017-06-30'], NOTHING, NOTHING]);
    });

    it('tells whoever files for a unit that was merged what that unit owes, in the tray and in the list of units', async () => {
      const campaign = await launchCampaign(county, { needsReasons: false });
      gate.clock.advance({ days: 7 });
      const cover = { agencyCode: unit.code, coveredBy: other.code, since: '2017-06-12', reason: '机构合并' };
      await done(county.clerk.post(`/v1/campaigns/${campaign}/covers`, cover));

      assert.deepEqual(await trayOf(other.officer, OWED), [[2, 0, '2017-06-19'], NOTHING, NOTHING]);
      assert.deepEqual(await trayOf(unit.officer, OWED), [NOTHING, NOTHING, NOTHING]);
      const { items } = (await done(other.officer.get(`/v1/campaigns/${campaign}/participants?state=asked`))).body;
      assert.deepEqual(
        items.map(({ agencyCode, coveredBy }: Record<string, unknown>) => [agencyCode, coveredBy]),
        [
          [unit.code, other.code],
          [other.code, null],
        ].toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
      );
      const { body } = await done(other.officer.get(`/v1/campaigns/${campaign}/participants?agencyCode=${unit.code}`));
      assert.equal(body.items.length, 1);

      const filing = { cells: softwareUse({ computers: 5 }), reporter: unit.code };
      await signed(other.officer.post(`/v1/campaigns/${campaign}/filings`, filing), other.approver);
      assert.deepEqual(await trayOf(other.officer, OWED), [[1, 0, '2017-06-19'], NOTHING, NOTHING]);
    });

    it('looks at what waits, and not at each of the many agencies that it might be of', async () => {
      const kinds = ['order-to-review', 'proposal-to-sign', 'undertaking-overdue', ...OF_OFFICE];
      await file(unit, await launchCampaign(county, { needsReasons: false }), { computers: 5 });
      const rows: Row[] = await gate.db.reader('agencies').where({ code: unit.code });
      const more = Array.from({ length: 120 }, () => ({ ...rows[0], code: given.creditCode() }) as Row);
      const before = await trayOf(county.clerk, kinds);
      await inTransaction(gate.db, (tx) => insertRows(tx, 'agencies', more));

      const finance = await gate.as('finance', { grant: { region: COUNTY } });
      for (const caller of [
        county.clerk,
        finance,
        await gate.as('procurement-officer', { grant: { region: COUNTY } }),
      ]) {
        const sent = await statementsDuring(gate.db, async () => void (await entriesOf(caller)));
        const each = sent.filter(({ sql }) => /in \(select .code. from .agencies./.test(sql));
        assert.deepEqual(each, []);
      }
      assert.deepEqual(await trayOf(county.clerk, kinds), before);
      assert.deepEqual(before[3], [1, 0, null]);
    });

    it('tells the owner alone what is to be put right, and the office what it was answered', async () => {
      const matter = await open(unit.code, '2017-06-09');
      await open(unit.code, '2017-06-06');
      await open(other.code, '2017-06-12', { coOwners: [unit.code] });
      assert.deepEqual(await trayOf(liaison, OWED), [NOTHING, NOTHING, [2, 1, '2017-06-06']]);
      assert.equal(await listed(liaison, 'rectification-to-answer', '/v1/matters'), 2);

      const paper = await mattersOf({ gate }, () => county.clerk).paperOf(unit.code);
      await answer({ gate, by: liaison }, matter, { text: '已卸载 2 套', files: [paper] });
      assert.deepEqual(await trayOf(liaison, OWED), [NOTHING, NOTHING, [1, 1, '2017-06-06']]);
      assert.deepEqual(await trayOf(county.clerk, OF_OFFICE), [NOTHING, [1, 0, '2017-06-09'], NOTHING]);
      assert.equal(await listed(county.clerk, 'rectification-to-judge', '/v1/matters'), 1);
    });

    it('tells unit and office first what is overdue, and each matter in one place only', async () => {
      await open(unit.code, '2017-06-06');
      await open(unit.code, '2017-06-09');
      await open(other.code, '2017-06-07');
      gate.clock.advance({ days: 2 });

      assert.deepEqual(await trayOf(liaison, OVERDUE), [
        [1, 1, '2017-06-06'],
        [1, 0, '2017-06-09'],
      ]);
      for (const caller of [liaison, county.clerk]) assert.equal((await entriesOf(caller))[0]?.kind, OVERDUE[0]);
      assert.equal(await listed(liaison, 'rectification-overdue', '/v1/matters'), 1);
      assert.equal(await listed(liaison, 'rectification-to-answer', '/v1/matters'), 1);
      assert.deepEqual(await trayOf(county.clerk, OVERDUE), [[1, 1, '2017-06-06'], undefined]);
      gate.clock.advance({ days: 1 });

      assert.deepEqual(await trayOf(county.clerk, OVERDUE), [[2, 2, '2017-06-06'], undefined]);
      assert.equal(await listed(county.clerk, 'rectification-overdue', '/v1/matters'), 2);
    });

    it('tells the office whose campaign is past its day to close it, and nobody else', async () => {
      const elsewhere = await gate.as('legalization-office', { grant: { region: '421000' } });
      const another = await gate.as('legalization-office', { grant: { region: '421023' } });
      const campaign = await launchCampaign(county);
      gate.clock.advance({ days: 14 });
      assert.deepEqual((await trayOf(county.clerk, OF_OFFICE)).at(-1), NOTHING);
      gate.clock.advance({ days: 1 });

      const past = [1, 1, '2017-06-19'];
      assert.deepEqual((await trayOf(county.clerk, OF_OFFICE)).at(-1), past);
      assert.deepEqual((await trayOf(elsewhere, OF_OFFICE)).at(-1), past);
      assert.deepEqual((await trayOf(another, OF_OFFICE)).at(-1), NOTHING);
      assert.equal(await listed(county.clerk, 'campaign-to-close', '/v1/campaigns'), 1);
      assert.equal(await listed(another, 'campaign-to-close', '/v1/campaigns'), 0);
      assert.equal((await done(unit.officer.get('/v1/campaigns?toClose=true'))).body.items.length, 0);

      await signed(county.clerk.post(`/v1/campaigns/${campaign}/closing`, { reason: '报送结束' }), county.chief);
      assert.deepEqual((await trayOf(county.clerk, OF_OFFICE)).at(-1), NOTHING);
      // What was never filed is owed still, and holds the unit's orders up.
      assert.deepEqual(await trayOf(liaison, OWED), [[1, 1, '2017-06-19'], NOTHING, NOTHING]);
    });

    it('tells a unit of its score while it can object, and the office of an objection until it is answered', async () => {
      gate.clock.advance({ days: 149 });
      await publishSheet(county, 1);
      const campaign = await launchAssessment(county, { form: 'county-assessment@1', year: 2017 });
      const [filing, quiet] = [await fileSheet(unit, campaign), await fileSheet(other, campaign)];
      for (const one of [filing, quiet]) await acceptSheet(county.clerk, one);
      assert.deepEqual(await trayOf(liaison, ['score-to-answer']), [NOTHING]);
      for (const one of [filing, quiet]) await done(score(county.clerk, one));

      for (const caller of [unit.officer, unit.approver, liaison]) {
        assert.deepEqual(await trayOf(caller, ['score-to-answer']), [[1, 0, '2017-11-08']]);
        assert.equal(await listed(caller, 'score-to-answer', '/v1/filings'), 1);
      }
      await done(actOn(unit.approver, filing, 'objections', { text: '制度已经建立' }));
      assert.deepEqual(await trayOf(liaison, ['score-to-answer']), [NOTHING]);
      assert.deepEqual(await trayOf(county.clerk, ['objection-to-answer']), [[1, 0, null]]);
      assert.equal(await listed(county.clerk, 'objection-to-answer', '/v1/filings'), 1);
      await done(score(county.clerk, filing));
      assert.deepEqual(await trayOf(county.clerk, ['objection-to-answer']), [NOTHING]);

      gate.clock.advance({ days: 7 });
      assert.deepEqual(await trayOf(other.approver, ['score-to-answer']), [[1, 1, '2017-11-08']]);
      gate.clock.advance({ days: 1 });
      assert.deepEqual(await trayOf(other.approver, ['score-to-answer']), [NOTHING], 'silence has agreed');
      assert.equal(await listed(other.approver, 'score-to-answer', '/v1/filings'), 0);
    });

    it('takes as many statements for many as for one, each along an index', async () => {
      const statementsFor = async (caller: Caller): Promise<readonly { sql: string; bindings?: unknown[] }[]> => {
        const sent: { sql: string; bindings?: unknown[] }[] = [];
        const note = (query: { sql: string }): unknown => sent.push(query);
        gate.db.reader.on('query', note);
        await entriesOf(caller).finally(() => gate.db.reader.removeListener('query', note));
        return sent.filter(({ sql }) => /^select/i.test(sql));
      };
      await launchCampaign(county);
      await open(unit.code, '2017-06-09');
      const reader = await gate.as('agency-liaison', { grant: { region: '421022' } });
      const few = (await statementsFor(reader)).length;
      for (let more = 0; more < 3; more += 1) {
        await launchCampaign(county);
        await open(other.code, '2017-06-09');
      }
      assert.equal((await statementsFor(reader)).length, few);

      if (engine !== 'sqlite') return;
      for (const caller of [liaison, county.clerk, reader]) {
        for (const { sql, bindings = [] } of await statementsFor(caller)) {
          const plan: { detail: string }[] = await gate.db.reader.raw(`explain query plan ${sql}`, bindings as never);
          for (const { detail } of plan) assert.doesNotMatch(detail, SCANNED, sql);
        }
      }
    });
  });
});
