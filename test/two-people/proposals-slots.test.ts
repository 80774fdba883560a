import assert from 'node:assert/strict';
import { pino } from 'pino';
import supertest, { type Response } from 'supertest';
import type { SignatureSlot, SignedActs } from '../../src/access/index.ts';
import { createApp } from '../../src/gate/app.ts';
import { suppliersActs } from '../../src/suppliers/suppliers-routes.ts';
import { changePerson } from '../access/sessions/session-people.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { countRows, leavesOf, personOf, supplier } from './two-people.ts';

const SLOTS: readonly SignatureSlot[] = [['finance', 'audit'], ['audit']];

forEachEngine('statements', (engine) => {
  describe('a proposal that takes two more people', () => {
    let gate: Gate;
    let client: ReturnType<typeof supertest>;
    let maker: Caller;
    beforeEach(async () => {
      gate = await startGate({ engine });
      const { db, deps } = gate;
      const { createSupplier } = suppliersActs(deps);
      assert.ok(createSupplier);
      // How many must sign is said by the act itself; this one is given two slots that overlap.
      const acts: SignedActs = { createSupplier: { ...createSupplier, slots: async () => SLOTS } };
      const options = { isPartial: true };
      client = supertest(createApp({ db, deps, acts, handlers: {}, logger: pino({ level: 'silent' }), options }));
      maker = await gate.as('legalization-office');
    });
    afterEach(() => gate.close());

    const post = ({ secret }: Caller, path: string, body: object): Promise<Response> =>
      Promise.resolve(client.post(path).set('Authorization', `Bearer ${secret}`).send(body));
    const sign = (caller: Caller, { id, digest }: { id: string; digest: string }): Promise<Response> =>
      post(caller, `/v1/proposals/${id}/signatures`, { digest });
    const trayOf = async ({ secret }: Caller): Promise<number> => {
      const { body } = await client.get('/v1/proposals?awaiting=me').set('Authorization', `Bearer ${secret}`);
      return body.items.length;
    };

    it('is carried out when both slots are filled, and names both signers in their order', async () => {
      const [audit, finance] = [await gate.as('audit'), await gate.as('finance')];
      const { body: proposal } = await post(maker, '/v1/suppliers', supplier());

      const first = await sign(audit, proposal);
      const rowsBetween = await countRows(gate, 'suppliers');
      const second = await sign(finance, proposal);

      assert.deepEqual([first.body.state, first.body.result, rowsBetween], ['open', null, 0]);
      // The audit bureau fits both slots, and leaves to finance the one that finance fits.
      const filled = second.body.slots.map(({ signature }: { signature: { role: string } }) => signature.role);
      assert.deepEqual([second.body.state, filled], ['executed', ['finance', 'audit']]);
      const [leaf] = await leavesOf(gate, proposal.id);
      const { signers } = (leaf?.signed ?? {}) as { signers: readonly { person: string }[] };
      const persons = [await personOf(gate, audit), await personOf(gate, finance)].map(({ person }) => person);
      assert.deepEqual(
        signers.map(({ person }) => person),
        persons,
      );
    });

    it('is not carried out when an earlier signer may not sign any more by the time of the last', async () => {
      const [audit, finance] = [await gate.as('audit'), await gate.as('finance')];
      const { body: proposal } = await post(maker, '/v1/suppliers', supplier());
      await sign(audit, proposal);
      await changePerson(gate, (await personOf(gate, audit)).person, { active: false });

      const refused = await sign(finance, proposal);

      assert.deepEqual([refused.status, refused.body.code], [409, 'proposal.signer']);
      assert.equal(await countRows(gate, 'suppliers'), 0);
      await changePerson(gate, (await personOf(gate, audit)).person, { active: true });
      assert.equal((await sign(finance, proposal)).body.state, 'executed');
    });

    it('takes no second signature of one person, and none of a role that has signed', async () => {
      const [audit, finance] = [await gate.as('audit'), await gate.as('finance')];
      const otherFinance = await gate.as('finance', { who: 'the second' });
      const { body: proposal } = await post(maker, '/v1/suppliers', supplier());
      const before = [await trayOf(audit), await trayOf(finance), await trayOf(otherFinance)];

      await sign(finance, proposal);
      const again = await sign(finance, proposal);
      const sameRole = await sign(otherFinance, proposal);
      const after = [await trayOf(audit), await trayOf(finance), await trayOf(otherFinance)];

      assert.deepEqual([again.status, again.body.code], [409, 'proposal.signed_already']);
      assert.deepEqual([sameRole.status, sameRole.body.code], [409, 'proposal.slot']);
      assert.deepEqual(
        [before, after],
        [
          [1, 1, 1],
          [1, 0, 0],
        ],
      );
      assert.equal(await countRows(gate, 'suppliers'), 0);
    });

    it('is in nobody’s tray who has signed it, even where the role could sign once more', async () => {
      const audit = await gate.as('audit');
      const otherAudit = await gate.as('audit', { who: 'the second' });
      const { body: proposal } = await post(maker, '/v1/suppliers', supplier());

      await sign(audit, proposal);
      const trays = [await trayOf(audit), await trayOf(otherAudit)];
      const { body: done } = await sign(otherAudit, proposal);

      assert.deepEqual(trays, [0, 1]);
      assert.equal(done.state, 'executed');
    });
  });
});
