import assert from 'node:assert/strict';
import { type Database, inSnapshot } from '../../../src/db/index.ts';
import { civilDate } from '../../../src/kernel/index.ts';
import {
  listCommonRights,
  listCommonRightsOf,
} from '../../../src/reports/software/ledgers/software-ledger-repository.ts';
import { forEachEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { openEntitlement, openOffice } from '../../support/office.ts';
import { statementsDuring } from '../../support/sent-statements.ts';

const ON = civilDate('2026-03-31');
const ELSEWHERE = 300;

/** Site licences of an agency that name no other agency, such as a gate of a province has by the thousand. */
async function copySites({ writer }: Database, id: string): Promise<void> {
  const row = await writer('entitlements').where({ id }).first();
  for (let n = 0; n < ELSEWHERE; n += 1) await writer('entitlements').insert({ ...row, id: `${id}_${n}` });
}

forEachEngine('statements', (engine) => {
  describe('rights of one agency that are given to no single device', () => {
    let gate: Gate;
    let ours: string;
    before(async () => {
      gate = await startGate({ engine });
      const codes: string[] = [];
      for (let n = 0; n < 3; n += 1) codes.push((await openOffice(gate)).agencyCode);
      const [own = '', sharing = '', other = ''] = codes;
      ours = own;
      const site = (...agencies: string[]) => ({ channel: 'site', metric: 'site', site: { agencies, headcount: 10 } });
      await openEntitlement(gate, { agencyCode: own, ...site(own) });
      await openEntitlement(gate, { agencyCode: sharing, ...site(sharing, own) });
      await openEntitlement(gate, { agencyCode: own, channel: 'free' });
      await copySites(gate.db, await openEntitlement(gate, { agencyCode: other, ...site(other) }));
    });
    after(() => gate.close());

    it('are found without those of hundreds of sites that do not name it, in the order of all', async () => {
      const all = await inSnapshot(gate.db, (tx) => listCommonRights(tx, ON));
      let found: typeof all = [];
      const statements = await statementsDuring(gate.db, async () => {
        found = await inSnapshot(gate.db, (tx) => listCommonRightsOf(tx, ON, [ours]));
      });

      assert.equal(all.length, ELSEWHERE + 4);
      assert.equal(found.length, 3);
      assert.deepEqual(
        found,
        all.filter((right) => right.agency_code === ours || right.site?.includes(ours)),
      );
      if (engine === 'mysql') return;
      for (const { sql, bindings } of statements.filter((each) => each.sql.startsWith('select'))) {
        const plan = await gate.db.reader.raw(`explain query plan ${sql}`, bindings as never);
        const reads = plan.map(({ detail }: { detail: string }) => detail).join('; ');
        assert.match(reads, /^SEARCH e USING INDEX \w+ \(agency_code=|USING INDEX entitlements_of_sites\b/, reads);
      }
    });
  });
});
