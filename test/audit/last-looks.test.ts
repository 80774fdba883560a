import assert from 'node:assert/strict';
import { findSoftwareAudit } from '../../src/audit/software/find-software-audit.ts';
import { inSnapshot } from '../../src/db/index.ts';
import { addDays, dayOf } from '../../src/kernel/index.ts';
import { findAsOf } from '../../src/reports/find-as-of.ts';
import { openKeptAnswers } from '../../src/reports/kept/kept-answers.ts';
import { holdings } from '../reports/positions-support.ts';
import { read } from '../reports/reports-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { statementsDuring } from '../support/sent-statements.ts';

interface StoredDevice {
  readonly id: string;
  readonly agency_code: string;
  readonly state: string;
}

interface StoredCopy {
  readonly device_id: string;
  readonly seen_last: string;
  readonly seen_to: string | null;
}

forEachEngine('statements', (engine) => {
  describe('when somebody looked at the computers of an audit last', () => {
    let gate: Gate;
    let audit: Caller;
    let office: Office;
    let child: Office;

    before(async () => {
      gate = await startGate({ engine });
      audit = await gate.as('audit');
      const today = dayOf(gate.clock.now());
      const [fresh, stale] = [{ seenLast: today }, { seenLast: addDays(today, -400) }].map((seen) => ({
        ...seen,
        seenFrom: addDays(today, -500),
      }));
      const other = { product: 'Other Office', version: '1' };
      const gone = { ...fresh, seenTo: addDays(today, -1) };
      const lastDay = { ...fresh, seenTo: today };
      const looks = [
        ...[[{ ...fresh }], [{ ...stale }], [], [{ ...stale }, { ...fresh, ...other }], [gone], [lastDay]],
        [{ ...lastDay }, { ...stale, ...other }],
      ];
      office = await openOffice(gate);
      child = await openOffice(gate, { parentCode: office.agencyCode });
      for (const { agencyCode } of [office, child]) {
        const states = ['in-use', 'accepted', 'idle', 'retired', 'ordered', 'received'];
        const { devices } = await holdings(gate, { agencyCode, devices: states.flatMap(() => looks) });
        for (const [at, id] of devices.entries()) {
          const state = states[Math.floor(at / looks.length)];
          await gate.db.writer('devices').where({ id }).update({ state });
        }
      }
      // What the parent has that the other one has not.
      await holdings(gate, {
        agencyCode: office.agencyCode,
        devices: [[{ ...fresh }], [{ ...stale }], [{ ...stale }]],
      });
    });
    after(() => gate.close());

    /** Computer by computer, out of the rows. */
    const oneByOne = async (codes: readonly string[]): Promise<readonly number[]> => {
      const since = addDays(dayOf(gate.clock.now()), -180);
      const devices: StoredDevice[] = await gate.db.reader('devices').whereIn('agency_code', [...codes]);
      const copies: StoredCopy[] = await gate.db.reader('installations').whereNull('seen_to');
      const lastOf = ({ id }: StoredDevice): string | undefined =>
        copies
          .flatMap((copy) => (copy.device_id === id ? copy.seen_last : []))
          .toSorted()
          .at(-1);
      const there = devices.filter(({ state }) => ['accepted', 'in-use', 'idle'].includes(state)).map(lastOf);
      const counted = (is: (last: string | undefined) => boolean): number => there.filter(is).length;
      return [
        there.length,
        counted((last) => last !== undefined && last >= since),
        counted((last) => last !== undefined && last < since),
        counted((last) => last === undefined),
      ];
    };
    const surveys = async (query: string): Promise<readonly unknown[]> => {
      const { parts } = await read(audit, `/v1/reports/software-audit?fiscalYear=2026${query}`);
      const figures: readonly { readonly id: string; readonly count: number }[] = parts.flatMap(
        (part: { readonly figures: readonly unknown[] }) => part.figures,
      );
      return ['surveys', 'surveys.current', 'surveys.stale', 'surveys.never'].map(
        (wanted) => figures.find(({ id }) => id === wanted)?.count,
      );
    };

    it('is told as a look at each computer by itself would tell it: of copies that go on, on computers that are there', async () => {
      const own = await surveys(`&agencyCode=${office.agencyCode}`);
      const below = await surveys(`&agencyCode=${child.agencyCode}`);
      const whole = await surveys(`&agencyCode=${office.agencyCode}&subtree=true`);

      assert.deepEqual(own, await oneByOne([office.agencyCode]));
      assert.deepEqual(below, await oneByOne([child.agencyCode]));
      assert.deepEqual(whole, await oneByOne([office.agencyCode, child.agencyCode]));
      assert.deepEqual(own, [24, 7, 8, 9]);
    });

    it('is read with the position, and all that the position does not need behind it', async () => {
      const scope = { fiscalYear: 2026, grant: { region: '420000' }, region: undefined, isSubtree: false };
      const { agencyCode } = office;
      const sent = await statementsDuring(gate.db, () =>
        inSnapshot(gate.db, async (tx) => {
          const on = dayOf(gate.clock.now());
          const asOf = await findAsOf(tx, {});
          const question = { scope: { ...scope, agencyCode, on }, policyRegion: '420000', asOf };
          await findSoftwareAudit(tx, { ...question, kept: openKeptAnswers() });
        }),
      );

      const places = (table: RegExp): readonly number[] => sent.flatMap(({ sql }, at) => (table.test(sql) ? [at] : []));
      const [copies, ...more] = places(/from installations as i .*installations_by_release/);
      assert.deepEqual([...more, ...places(/from `installations`/)], []);
      for (const table of ['undertakings', 'audit_findings', 'waivers', 'rule_statistics']) {
        const [first = -1] = places(new RegExp(`from \\W?${table}\\W`));
        assert.ok(first > Number(copies), `${table} is asked for as statement ${first}, copies as ${copies}`);
      }
    });
  });
});
