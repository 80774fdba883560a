import assert from 'node:assert/strict';
import { inSnapshot, inTransaction } from '../../src/db/index.ts';
import { governed, verifyLog } from '../../src/log/index.ts';
import { proposalProjection } from '../../src/two-people/index.ts';
import { onOneEngine, onOneOfThem } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { proposed, sign, supplier } from './two-people.ts';

onOneEngine('other files run its statements on both', (engine) => {
  describe('verifying what two people did', () => {
    let gate: Gate;
    let executed: string;
    let open: string;
    beforeEach(async () => {
      gate = await startGate({ engine });
      const maker = await gate.as('legalization-office');
      const second = await gate.as('legalization-office', { who: 'the second' });
      const { body } = await proposed(maker, '/v1/suppliers', supplier());
      executed = body.id;
      await sign(second, body);
      open = (await proposed(maker, '/v1/suppliers', supplier())).body.id;
    });
    afterEach(() => gate.close());

    const differences = async (): Promise<readonly string[]> => {
      const found = await inSnapshot(gate.db, (tx) => verifyLog(tx, { projections: [proposalProjection] }));
      return found.differences.map(({ table, key, kind, field }) => `${table} ${key} ${kind} ${field ?? ''}`.trim());
    };
    const change = (table: string, id: string, columns: object) =>
      gate.db
        .writer(table)
        .where(table === 'proposals' ? { id } : { proposal_id: id })
        .update(columns);

    it('finds nothing where nothing was changed', async () => {
      assert.deepEqual(await differences(), []);
    });

    it('finds another state, digest, maker or signer than the log says', async () => {
      const changes: readonly [string, object, string][] = [
        ['proposals', { state: 'refused' }, 'state'],
        ['proposals', { maker_person: 'per_other' }, 'maker_person'],
        ['proposals', { maker_key: 'key_other' }, 'maker_key'],
        ['proposal_signatures', { person_id: 'per_other' }, 'signers'],
        ['proposal_signatures', { at: '2026-06-01T01:00:00.001Z' }, 'signers'],
      ];
      for (const [table, columns, field] of changes) {
        const before = await gate.db
          .reader(table)
          .where(table === 'proposals' ? { id: executed } : { proposal_id: executed })
          .first(Object.keys(columns));
        await change(table, executed, columns);

        assert.deepEqual(await differences(), [`proposals ${executed} differs ${field}`]);
        await change(table, executed, before);
      }
      assert.deepEqual(await differences(), []);
    });

    onOneOfThem(engine, 'rows are compared in this process, whichever engine they come from', () => {
      it('finds a leaf that says its maker has signed, or one person twice', async () => {
        const { digest, maker_person, maker_key } = await gate.db.reader('proposals').where({ id: executed }).first();
        const maker = { person: maker_person, key: maker_key };
        const other = { person: 'per_other', key: 'key_other', at: '2026-06-01T01:00:00.000Z' };
        for (const [number, signers] of [[{ ...other, ...maker }], [other, other], [other]].entries()) {
          const body = { signed: { proposal: executed, digest, maker, signers } };
          const leaf = { type: 'proposal.executed', subject: `proposal/${executed}`, by: null, body };
          await inTransaction(gate.db, (tx) => governed(tx, gate.deps, async ({ append }) => void append(leaf)));

          const expected = Array.from(
            { length: Math.min(number + 1, 2) },
            () => `proposals ${executed} differs people`,
          );
          assert.deepEqual(await differences(), expected);
        }
      });
    });

    it('finds columns that say otherwise than what was signed, and an end that no leaf says', async () => {
      const changes: readonly [string, string, object, string][] = [
        ['proposals', executed, { maker_role: 'finance' }, 'proposals'],
        ['proposals', executed, { closed_at: '2026-06-01T01:00:00.001Z' }, 'proposals'],
        ['proposals', executed, { closed_reason: 'never' }, 'proposals'],
        ['proposals', executed, { erased_index: 1 }, 'proposals'],
        ['proposals', open, { operation: 'createAgency' }, 'proposals'],
        ['proposals', open, { maker_person: 'per_other' }, 'proposals'],
        ['proposals', open, { awaited_roles: ',finance,' }, 'proposals'],
        ['proposals', open, { made_at: '2026-05-01T01:00:00.000Z' }, 'proposals'],
        ['proposals', open, { lapses_at: '2027-06-01T01:00:00.000Z' }, 'proposals'],
        ['proposal_parts', open, { part: 1 }, 'proposal_parts'],
        ['proposal_signatures', executed, { sequence: 1 }, 'proposal_signatures'],
        ['proposal_signatures', executed, { role: 'finance' }, 'proposal_signatures'],
      ];
      for (const [table, id, columns, place] of changes) {
        const [field = ''] = Object.keys(columns);
        const before = await gate.db
          .reader(table)
          .where(table === 'proposals' ? { id } : { proposal_id: id })
          .first(field);
        await change(table, id, columns);

        const shown = field === 'role' ? 'slots' : field;
        assert.deepEqual(await differences(), [`${place} ${id} differs ${shown}`]);
        await change(table, id, before);
      }
      const strange = { proposal_id: open, agency_code: '11330100000000001X' };
      await gate.db.writer('proposal_agencies').insert(strange);
      assert.deepEqual(await differences(), [`proposal_agencies ${open} differs agencies`]);
    });

    it('finds a proposal that is gone, and one that is said to be executed and never was', async () => {
      await change('proposals', open, { state: 'executed' });
      assert.deepEqual(await differences(), [`proposals ${open} no-leaf`]);
      await change('proposals', open, { log_index: 1 });
      assert.deepEqual(await differences(), [`proposals ${open} no-leaf`]);
      await change('proposals', open, { state: 'open', log_index: null });

      await gate.db.writer('proposals').where({ id: executed }).delete();
      assert.deepEqual(await differences(), [`proposals ${executed} no-row`]);
    });

    onOneOfThem(engine, 'rows are compared in this process, whichever engine they come from', () => {
      it('finds one changed character of what was signed, and what is gone without a leaf that erased it', async () => {
        const [part] = await gate.db.reader('proposal_parts').where({ proposal_id: executed });
        await change('proposal_parts', executed, { bytes: part.bytes.replace('测试供应商', '测试供应高') });
        assert.deepEqual(await differences(), [`proposal_parts ${executed} differs digest`]);

        await gate.db.writer('proposal_parts').where({ proposal_id: executed }).delete();
        assert.deepEqual(await differences(), [`proposal_parts ${executed} differs digest`]);
      });
    });
  });
});
