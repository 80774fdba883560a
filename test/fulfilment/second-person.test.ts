import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findActor } from '../../src/access/find-actor.ts';
import { createApiKey, createPerson, hashOfSecret, newSecret } from '../../src/access/index.ts';
import { inSnapshot, inTransaction } from '../../src/db/index.ts';
import { acceptanceStep } from '../../src/fulfilment/delivery/accept/acceptance-step.ts';
import type { Role } from '../../src/kernel/index.ts';
import { governed } from '../../src/log/index.ts';
import { contractStep, getReachedOrder } from '../../src/orders/index.ts';
import { assertRefused, idOf, officeForEachTest } from '../orders/life-support.ts';
import { assertApproved } from '../orders/tricky-cases/tricky-orders.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Caller, type Gate, LOCAL_ACTOR, startGate } from '../support/gate.ts';
import { nextNumber } from '../support/given.ts';
import { type Office, openOffice } from '../support/office.ts';
import { assertDelivered, assertSound, deliveriesOf, everything } from './delivery/acceptance-support.ts';
import { contracted, contractFor, stepsOf } from './fulfilment-support.ts';
import { assertPaid, invoice, pay } from './payment/payment-support.ts';

type Held = Exclude<Role, 'installer' | 'machine' | 'platform'>;

/** One person with several roles in one agency; a caller for each, by a key of its own. */
async function onePerson(gate: Gate, { agencyCode }: Office, roles: readonly Held[]): Promise<readonly Caller[]> {
  const grant = { agencies: [agencyCode] };
  const { db, deps } = gate;
  return inTransaction(db, (tx) =>
    governed(tx, deps, async (entry) => {
      const held = [...new Set(roles)].map((role) => ({ role, grant }));
      const creation = { name: '独自一人', email: `one.${nextNumber()}@gate.test`, roles: held };
      const { id: owner } = await createPerson(entry, deps, { actor: LOCAL_ACTOR, creation });
      const callers = [];
      for (const role of roles) {
        const secret = newSecret();
        const key = { label: role, owner, role, grant, scopes: [], expiresAt: null };
        await createApiKey(entry, deps, { actor: LOCAL_ACTOR, creation: key, secretHash: hashOfSecret(secret) });
        callers.push(gate.withKey(secret));
      }
      return callers;
    }),
  );
}

/** The office with somebody else who orders and contracts. */
function boughtBy(office: Office, officer: Caller): Office {
  return { ...office, officer, submit: (order) => officer.post('/v1/orders', order) };
}

describe('two people where money leaves', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    const here = officeForEachTest(engine);

    it('who submitted and contracted an order does not accept it, in no other role and with no other key', async () => {
      const { gate, office } = here;
      const [officer, approver, again] = await onePerson(gate, office, [
        'procurement-officer',
        'agency-approver',
        'procurement-officer',
      ]);
      assert.ok(officer && approver && again);
      const signed = await contracted(boughtBy(office, officer), office.order());

      for (const caller of [officer, approver, again]) {
        const refused = await deliveriesOf(caller).accept(signed, everything(office, 1));
        assertRefused(refused, 403, 'order.same_person');
        assertRefused(await deliveriesOf(caller).plan(signed, everything(office, 1)), 403, 'order.same_person');
      }

      assertDelivered(await deliveriesOf(office).accept(signed, everything(office, 1)), 'approved', 'accepted');
      await assertSound(gate);
    });

    it('says in both languages who may do it instead', async () => {
      const { office } = here;
      const signed = await contracted(office, office.order());

      const told = async (language: string): Promise<string> =>
        (
          await office.officer.post(`/v1/orders/${idOf(signed)}/acceptances`, everything(office, 1), {
            'if-match': String(signed.headers.etag),
            'accept-language': language,
          })
        ).body.detail;

      assert.match(await told('zh-CN'), /本单位审批人.*上级单位审批人/);
      assert.match(await told('en'), /approver or another officer of the agency.*approver of its parent/);
    });

    it('who amended an order or contracted it counts as well, whoever submitted it first', async () => {
      const { gate, office } = here;
      const [first] = await onePerson(gate, office, ['procurement-officer']);
      const [second] = await onePerson(gate, office, ['procurement-officer']);
      const [third] = await onePerson(gate, office, ['procurement-officer']);
      assert.ok(first && second && third);
      const body = office.order();
      const submitted = await first.post('/v1/orders', body);
      assertApproved(submitted);
      const amended = await second.post(
        `/v1/orders/${idOf(submitted)}/amendments`,
        { ...body, justification: '改' },
        {
          'if-match': String(submitted.headers.etag),
        },
      );
      assertApproved(amended);
      const signed = await stepsOf(third).contract(amended, contractFor(body));
      assertApproved(signed);

      for (const caller of [first, second, third]) {
        const refused = await deliveriesOf(caller).accept(signed, everything(office, 1));
        assertRefused(refused, 403, 'order.same_person');
      }
      assertDelivered(await deliveriesOf(office.officer).accept(signed, everything(office, 1)), 'approved', 'accepted');
    });

    it('who submitted an order does not pay it, but another person of the finance bureau does', async () => {
      const { gate, office } = here;
      const [officer, finance] = await onePerson(gate, office, ['procurement-officer', 'finance']);
      assert.ok(officer && finance);
      const body = office.order();
      const signed = await contracted(boughtBy(office, officer), body);
      const accepted = await deliveriesOf(office).accept(signed, everything(office, 1));
      assertDelivered(accepted, 'approved', 'accepted');

      const tried = await finance.post(
        `/v1/orders/${idOf(signed)}/payments?dryRun=true`,
        invoice(body, { machines: 1 }),
      );
      const refused = await pay(finance, accepted, invoice(body, { machines: 1 }));

      assertRefused(tried, 403, 'order.same_person');
      assertRefused(refused, 403, 'order.same_person');
      assertPaid(await pay(await gate.as('finance'), accepted, invoice(body, { machines: 1 })));
      await assertSound(gate);
    });

    it('is told beforehand to whoever reads an order that they bought, and to nobody else', async () => {
      const { gate, office } = here;
      const approved = await office.submit(office.order());
      const leftTo = async (caller: Caller) => (await caller.get(`/v1/orders/${idOf(approved)}`)).body.leftToOthers;

      assert.equal(await leftTo(office.officer), undefined);
      assertApproved(await stepsOf(office.officer).contract(approved, contractFor(approved.body.order.submission)));

      assert.deepEqual(await leftTo(office.officer), ['acceptance', 'payment']);
      assert.equal(await leftTo(await office.approver()), undefined);
      assert.equal(await leftTo(await gate.as('finance')), undefined);
      assert.equal(await leftTo(gate.installer), undefined);
    });

    it('who puts it under contract and accepts it in one batch is refused as well', async () => {
      const { gate, office } = here;
      const [second] = await onePerson(gate, office, ['procurement-officer']);
      assert.ok(second);
      const actor = await inSnapshot(
        gate.db,
        async (tx) => (await findActor(tx, hashOfSecret(`${second.secret}`)))?.actor,
      );
      assert.ok(actor);
      const body = office.order();
      const approved = await office.submit(body);
      const orderId = idOf(approved);
      const { logIndex } = await inSnapshot(gate.db, (tx) => getReachedOrder(tx, actor, orderId));
      const { size } = (await gate.installer.get('/v1/log/head')).body;
      const asking = (operation: string) => ({ operation, actor, key: operation, inputDigest: operation });
      const put = gate.queue.put;

      // The tag of a contract that is not decided yet can be guessed: it is the next leaf.
      const [signed, accepted] = await Promise.all([
        put({
          kind: 'fulfil',
          ...contractStep(actor, contractFor(body)),
          actor,
          orderId,
          ifMatch: logIndex,
          asking: asking('contract'),
        }),
        put({
          kind: 'fulfil',
          ...acceptanceStep(actor, { statement: everything(office, 1) }),
          actor,
          orderId,
          ifMatch: size,
          asking: asking('accept'),
        }),
      ]);

      assert.equal(signed.kind, 'decided');
      assert.equal(accepted.kind === 'refused' && accepted.refusal.code, 'order.same_person');
    });

    it('a program counts as its owner', async () => {
      const { gate, office } = here;
      const scopes = { grant: { agencies: [office.agencyCode] } };
      const writes = await gate.as('machine', { ...scopes, scopes: ['assets:write'], who: 'the office system' });
      const body = office.order();
      const approved = await office.submit(body);
      assertApproved(approved);
      const signed = await stepsOf(writes).contract(approved, contractFor(body));
      assertApproved(signed);

      const refused = await deliveriesOf(writes).accept(signed, everything(office, 1));

      assertRefused(refused, 403, 'order.same_person');
    });

    it('of a unit of one the approver of the parent unit accepts', async () => {
      const { gate } = here;
      const parent = await openOffice(gate);
      const school = await openOffice(gate, { parentCode: parent.agencyCode, staff: 1 });
      const signed = await contracted(school, school.order());
      const above = await gate.as('agency-approver', { grant: { agencies: [parent.agencyCode, school.agencyCode] } });

      assertRefused(await deliveriesOf(school.officer).accept(signed, everything(school, 1)), 403, 'order.same_person');
      assertDelivered(await deliveriesOf(above).accept(signed, everything(school, 1)), 'approved', 'accepted');
    });
  });
});

describe('a gate whose rule set does not ask for a second person', () => {
  onOneEngine('the parameter is read from the rule set in force', (engine) => {
    let folder: string;
    let gate: Gate;
    before(async () => {
      folder = mkdtempSync(join(tmpdir(), 'genuine-gate-pack-'));
      cpSync('rules', folder, { recursive: true });
      const path = join(folder, 'policy', 'parameters-000000.json');
      const file: { parameters: { name: string }[] } = JSON.parse(readFileSync(path, 'utf8'));
      const parameters = file.parameters.filter(({ name }) => name !== 'policy.fulfilment.secondPerson');
      writeFileSync(path, JSON.stringify({ ...file, parameters }));
      gate = await startGate({ engine, env: { GATE_PACK_DIR: folder } });
    });
    after(async () => {
      await gate.close();
      rmSync(folder, { recursive: true, force: true });
    });

    it('goes on as before an upgrade, and tells nobody that it is left to others', async () => {
      const office = await openOffice(gate);
      const signed = await contracted(office, office.order());

      const read = await office.officer.get(`/v1/orders/${idOf(signed)}`);

      assert.equal(read.body.leftToOthers, undefined);
      assertDelivered(await deliveriesOf(office.officer).accept(signed, everything(office, 1)), 'approved', 'accepted');
    });
  });
});
