import assert from 'node:assert/strict';
import { assertFindings, contracted, contractFor, moneyOn, stepsOf } from '../../fulfilment/fulfilment-support.ts';
import { onOneEngine, onOneOfThem } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { creditCode, supplierName } from '../../support/given.ts';
import { type Office, openEntitlement, openOffice } from '../../support/office.ts';
import { actsOf, assertRefused, idOf, movesOf, SPARE, seatsOf, standingOf, withThinEvidence } from '../life-support.ts';
import { assertApproved, registered } from '../tricky-cases/tricky-orders.ts';

describe('a contract for an approved order', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    let gate: Gate;
    let office: Office;
    before(async () => {
      gate = await startGate({ engine });
    });
    beforeEach(async () => {
      office = await openOffice(gate);
    });
    after(() => gate.close());

    const contract = (...args: Parameters<ReturnType<typeof stepsOf>['contract']>) =>
      stepsOf(office.officer).contract(...args);

    it('is a decision of its own stage: the order is contracted, its money encumbered, its clearance over', async () => {
      const order = office.order({ quantity: 2 });
      const approved = await office.submit(order);
      const statement = contractFor(order);

      const answer = await contract(approved, statement);

      assertApproved(answer);
      const { decision, order: after } = answer.body;
      assert.deepEqual([decision.stage, decision.revision, decision.expiresAt], ['contract', 2, null]);
      assert.deepEqual(decision.contract, { kind: 'contract', number: statement.number, signedOn: '2026-06-01' });
      assert.deepEqual(standingOf(answer), {
        ...{ state: 'contracted', outcome: 'approved', revision: 2, latestRevision: 2 },
      });
      assert.equal(after.expiresAt, null);
      assert.deepEqual(after.contract, {
        ...{ number: statement.number, signedOn: '2026-06-01', revision: 2, amount: order.total },
      });
      assert.deepEqual(await movesOf(gate, office.hardwareLine, answer), [
        'reservation 9998.00 available → reserved',
        'encumbrance 9998.00 reserved → encumbered',
      ]);
      assert.deepEqual(decision.budget, [
        { budgetLine: office.hardwareLine, amount: '9998.00', availableAfter: '990002.00' },
        { budgetLine: office.softwareLine, amount: '1342.00', availableAfter: '498658.00' },
      ]);
    });

    it('below what was reserved encumbers its own amounts and gives the rest back', async () => {
      const order = office.order({ quantity: 2 });
      const approved = await office.submit(order);

      const answer = await contract(
        approved,
        contractFor(order, {
          total: '11240.00',
          lines: [{ line: 1, quantity: 2, unitPrice: '4949.00' }],
        }),
      );

      assertApproved(answer);
      assert.equal(answer.body.order.total, '11240.00');
      assert.deepEqual(await movesOf(gate, office.hardwareLine, answer), [
        'reservation 9998.00 available → reserved',
        'encumbrance 9898.00 reserved → encumbered',
        'release 100.00 reserved → available',
      ]);
      assert.deepEqual(await moneyOn(gate, office.hardwareLine), {
        ...{ available: '990102.00', reserved: '0.00', encumbered: '9898.00' },
      });
    });

    it('above what is reserved is refused by a fen, and nothing moves', async () => {
      const order = office.order({ quantity: 2 });
      const approved = await office.submit(order);
      const lines = [{ line: 1, unitPrice: '4999.01' }];

      const answer = await contract(approved, contractFor(order, { total: '11340.02', lines }));

      assertRefused(answer, 422, 'contract.above_reserved');
      assert.equal((await office.officer.get(`/v1/orders/${idOf(approved)}`)).body.latestRevision, 1);
      assert.deepEqual(await moneyOn(gate, office.hardwareLine), {
        ...{ available: '990002.00', reserved: '9998.00', encumbered: '0.00' },
      });
    });

    it('leaves held seats held, and what was undertaken goes on under the same name', async () => {
      const entitlementId = await openEntitlement(gate, { agencyCode: office.agencyCode, seats: 2 });
      const undertakings = () =>
        gate.db.reader('undertakings').where({ agency_code: office.agencyCode }).select('id', 'state', 'seats');
      const order = office.order({ quantity: 2, office: { ...SPARE, entitlementId } });
      const approved = await office.submit(order);
      const before = await undertakings();

      const answer = await contract(approved, contractFor(order));

      assertApproved(answer);
      assert.deepEqual(answer.body.decision.register, { holds: [{ entitlementId, seats: 2 }], undertakings: [] });
      assert.deepEqual(await seatsOf(gate, entitlementId), { held: 2, free: 0 });
      assert.equal(before.length, 1);
      assert.deepEqual(await undertakings(), before);
    });

    it('can be read like every decision, and its revision says what is bought', async () => {
      const order = office.order();
      const answer = await contracted(office, order, { lines: [{ line: 1, model: '实供型号' }] });
      const path = `/v1/orders/${idOf(answer)}`;

      const read = await office.officer.get(path);
      const revision = (await office.officer.get(`${path}/revisions/2`)).body;
      const approvedRevision = (await office.officer.get(`${path}/revisions/1`)).body;
      const { items } = (await office.officer.get(`${path}/decisions`)).body;
      const listed = (await office.officer.get('/v1/orders?state=contracted')).body.items;
      const explained = await office.officer.get(`/v1/decisions/${answer.body.decision.id}/explanation`);

      // Who reads it is told besides what is not his to do.
      assert.deepEqual(read.body, { ...answer.body.order, leftToOthers: ['acceptance', 'payment'] });
      assert.deepEqual(
        [revision.stage, revision.stands, revision.submission.lines[0].model],
        ['contract', true, '实供型号'],
      );
      assert.deepEqual([approvedRevision.stage, approvedRevision.stands], ['submission', false]);
      const { actedBy: _actedBy, ...last } = items.at(-1);
      assert.deepEqual(last, answer.body.decision);
      assert.deepEqual(
        listed.map(({ id }: { id: string }) => id),
        [idOf(answer)],
      );
      const rules = new Map(explained.body.rules.map((rule: { id: string; result: string }) => [rule.id, rule.result]));
      assert.deepEqual(
        [rules.get('INT-06'), rules.get('BUD-06'), rules.get('PLN-01')],
        ['pass', 'out-of-scope', 'out-of-scope'],
      );
    });

    onOneOfThem(engine, 'what does not pass is judged of facts, whichever engine they come from', () => {
      describe('that does not pass', () => {
        it('leaves an open tender approved when the offer has no operating system', async () => {
          const order = office.order({
            supplier: null,
            line: { brand: null, model: null },
            order: { method: 'open-tender', supplier: null },
          });
          const [line] = order.lines;
          const required = { state: 'required' } as const;
          const tender = {
            ...order,
            lines: [{ ...line, computer: { ...line?.computer, operatingSystem: required } }],
          } as typeof order;
          const approved = await office.submit(tender);
          const supplier = { creditCode: office.supplier, name: '中标人', creditCheckedOn: '2026-06-01' };
          const offered = { line: 1, brand: '长城', model: '投标型号' };
          const offer = (system: object) =>
            contractFor(tender, { supplier, lines: [{ ...offered, operatingSystem: system }] });

          const bare = await contract(approved, offer({ state: 'none' }));
          const open = await contract(bare, contractFor(tender, { supplier, lines: [offered] }));
          const genuine = await contract(open, offer(line?.computer?.operatingSystem ?? {}));

          assertApproved(approved);
          assertFindings(bare, 'rejected', ['OS-01 absent /lines/0/computer/operatingSystem/state']);
          assert.deepEqual(standingOf(bare), {
            ...{ state: 'approved', outcome: 'rejected', revision: 1, latestRevision: 2 },
          });
          assert.equal(bare.body.order.expiresAt, approved.body.order.expiresAt);
          assert.equal(bare.body.order.contract, null);
          assertFindings(open, 'rejected', ['OS-02 still-required /lines/0/computer/operatingSystem/state']);
          assertApproved(genuine);
          assert.equal(genuine.body.order.state, 'contracted');
          assert.deepEqual(await movesOf(gate, office.hardwareLine, genuine), [
            'reservation 4999.00 available → reserved',
            'encumbrance 4999.00 reserved → encumbered',
          ]);
        });

        it('is rejected when its supplier was barred meanwhile, or another one who is', async () => {
          const barred = creditCode('supplier');
          const ban = { source: 'mof', reason: '串通投标', from: '2026-01-01', until: null };
          const order = office.order();
          const approved = await office.submit(order);
          await registered(gate, '/v1/debarments', { ...ban, supplier: barred });
          const supplier = { creditCode: barred, name: '另一供应商', creditCheckedOn: '2026-06-01' };

          const other = await contract(approved, contractFor(order, { supplier }));
          await registered(gate, '/v1/debarments', { ...ban, supplier: office.supplier });
          const own = await contract(other, contractFor(order));

          for (const answer of [other, own])
            assertFindings(answer, 'rejected', ['SUP-01 debarred /supplier/creditCode']);
          assert.equal(own.body.order.state, 'approved');
          assert.equal((await moneyOn(gate, office.hardwareLine)).encumbered, '0.00');
        });

        it('is rejected when it was signed before the approval, and passes on the day itself', async () => {
          const order = office.order();
          const approved = await office.submit(order);

          const early = await contract(approved, contractFor(order, { signedOn: '2026-05-31' }));
          const sameDay = await contract(early, contractFor(order));

          assertFindings(early, 'rejected', ['INT-06 signed-before-approval']);
          assertApproved(sameDay);
        });

        it('is rejected without a fresh look at the credit records, which at the submission is a warning at most', async () => {
          const order = office.order();
          const approved = await office.submit(order);
          const supplier = { creditCode: office.supplier, name: supplierName(office.supplier) };

          const absent = await contract(approved, contractFor(order, { supplier }));
          const stale = await contract(
            absent,
            contractFor(order, { supplier: { ...supplier, creditCheckedOn: '2026-05-21' } }),
          );

          assertApproved(approved);
          assertFindings(absent, 'rejected', ['SUP-03 absent-at-contract /supplier/creditCheckedOn']);
          assertFindings(stale, 'rejected', ['SUP-03 stale-at-contract /supplier/creditCheckedOn']);
          // One title for both: what was never looked up has not run out.
          const title = { 'zh-CN': '缺少有效的信用查询', en: 'No valid credit check' };
          for (const { body } of [absent, stale]) assert.deepEqual(body.decision.findings[0].title, title);
        });

        it('goes to people for thin evidence, keeps the money reserved, and is decided again on its own revision', async () => {
          const order = office.order();
          const [line] = withThinEvidence(order).lines;
          const thin = line?.computer?.operatingSystem ?? {};
          const approved = await office.submit(order);

          const referred = await contract(
            approved,
            contractFor(order, { lines: [{ line: 1, operatingSystem: thin }] }),
          );
          const again = await actsOf(office.officer).decideAgain(referred);

          const finding = ['OS-04 thin /lines/0/computer/operatingSystem/evidence'];
          for (const answer of [referred, again]) {
            assertFindings(answer, 'referred', finding);
            assert.deepEqual(standingOf(answer), {
              ...{ state: 'approved', outcome: 'referred', revision: 1, latestRevision: 2 },
            });
          }
          assert.deepEqual(await movesOf(gate, office.hardwareLine, again), [
            'reservation 4999.00 available → reserved',
          ]);
        });

        it('gives way to an amendment, which is a submission again', async () => {
          const order = office.order();
          const approved = await office.submit(order);
          const early = await contract(approved, contractFor(order, { signedOn: '2026-05-31' }));

          const amended = await actsOf(office.officer).amend(early, { ...order, justification: '更正说明' });

          assertApproved(amended);
          assert.deepEqual([amended.body.decision.stage, amended.body.decision.revision], ['submission', 3]);
          assertApproved(await contract(amended, contractFor(order)));
        });
      });
    });
  });
});
