import assert from 'node:assert/strict';
import { inSnapshot, inTransaction } from '../../src/db/index.ts';
import { allProjections, parseLeaf } from '../../src/gate/main.ts';
import type { Actor } from '../../src/kernel/index.ts';
import { governed, verifyLog } from '../../src/log/index.ts';
import { agreementProjection } from '../../src/two-people/index.ts';
import { bytesOf, type ProposalContent } from '../../src/two-people/proposals/proposal.ts';
import { drafted, schedule } from '../rules/sets/schedule-support.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { countRows, personOf, proposed, sign, supplier } from './two-people.ts';

onOneEngine('other files run its statements on both', (engine) => {
  describe('a proposal or a signature that somebody wrote into the database', () => {
    let gate: Gate;
    let alone: Caller;
    let colleague: Caller;
    beforeEach(async () => {
      gate = await startGate({ engine });
      alone = await gate.as('legalization-office');
      colleague = await gate.as('legalization-office', { who: 'the second' });
    });
    afterEach(() => gate.close());

    const differences = async (): Promise<readonly string[]> => {
      const options = { projections: await allProjections(), parse: parseLeaf };
      const { faults, differences: found } = await inSnapshot(gate.db, (tx) => verifyLog(tx, options));
      assert.deepEqual(faults, []);
      return found.map(({ table, key, kind }) => `${table} ${key} ${kind}`);
    };
    const typesAbout = async (id: string): Promise<readonly string[]> => {
      const rows = await gate.db
        .reader('log_leaves')
        .where({ subject: `proposal/${id}` })
        .orderBy('log_index');
      return rows.map(({ type }) => type);
    };

    /** One's own proposal, made to look as if a colleague had made it. */
    const handedOn = async (id: string): Promise<{ id: string; digest: string }> => {
      const [{ bytes: kept }] = await gate.db.reader('proposal_parts').where({ proposal_id: id });
      const content = JSON.parse(kept) as ProposalContent;
      const { person: personId, key: keyId } = await personOf(gate, colleague);
      const { bytes, digest } = bytesOf({ ...content, maker: { ...content.maker, personId, keyId } as Actor });
      const columns = { maker_person: personId, maker_key: keyId, digest };
      await gate.db.writer('proposals').where({ id }).update(columns);
      await gate.db.writer('proposal_parts').where({ proposal_id: id }).update({ bytes });
      return { id, digest };
    };

    it('is not signed by its true maker as that of a colleague', async () => {
      const { body: own } = await proposed(alone, '/v1/suppliers', supplier());
      const forged = await handedOn(own.id);

      const refused = await sign(alone, forged);

      assert.deepEqual([refused.status, refused.body.code], [403, 'access.rows_differ'], JSON.stringify(refused.body));
      assert.match(refused.body.detail, new RegExp(`proposals ${own.id}`));
      assert.equal(await countRows(gate, 'suppliers'), 0);
      assert.equal(await countRows(gate, 'proposal_signatures'), 0);
    });

    it('is not counted as the first of two signatures', async () => {
      const [author, audit, finance] = [
        await gate.as('finance', { who: 'the author' }),
        await gate.as('audit'),
        await gate.as('finance', { who: 'the signer' }),
      ];
      const { body: proposal } = await schedule(author, await drafted(author));
      const { person: person_id, key: key_id } = await personOf(gate, audit);
      const row = { id: 'sig_forged', proposal_id: proposal.id, sequence: 0, person_id, key_id, role: 'audit' };
      await gate.db.writer('proposal_signatures').insert({ ...row, at: gate.clock.now() });

      const refused = await sign(finance, proposal);

      assert.deepEqual([refused.status, refused.body.code], [403, 'access.rows_differ'], JSON.stringify(refused.body));
      assert.match(refused.body.detail, new RegExp(`proposal_signatures ${proposal.id}`));
      await gate.db.writer('proposal_signatures').delete();
      assert.equal((await sign(audit, proposal)).body.state, 'open');
      assert.equal((await sign(finance, proposal)).body.state, 'executed');
      assert.deepEqual(await typesAbout(proposal.id), ['proposal.made', 'proposal.signed']);
      assert.deepEqual(await differences(), []);
    });

    it('is found by name in the log when it was carried out all the same', async () => {
      const { person, key } = await personOf(gate, alone);
      const second = await personOf(gate, colleague);
      const by = { keyId: key, personId: person };
      const signers = [{ ...second, at: gate.clock.now() }];
      const signed = { proposal: 'pro_forged', digest: 'sha256:1', maker: { person, key }, signers };
      const draft = { type: 'budget.revised', subject: 'budget-revision/x', by, body: { signed } };
      await inTransaction(gate.db, (tx) => governed(tx, gate.deps, async (entry) => entry.append(draft)));

      const projections = [agreementProjection()];
      const { differences: found } = await inSnapshot(gate.db, (tx) => verifyLog(tx, { projections }));

      assert.deepEqual(
        found.map(({ table, key: of, kind }) => `${table} ${of} ${kind}`),
        ['proposals pro_forged no-leaf'],
      );
    });
  });
});
