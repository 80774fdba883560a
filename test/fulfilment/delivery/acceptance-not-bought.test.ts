import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import type { DeliveryStatement } from '../../../src/facts/stages/delivery-statement.ts';
import type { OrderSubmission, PlanItem } from '../../../src/facts/submission.ts';
import type { ContractStatement } from '../../../src/orders/contract/contract-body.ts';
import { asDecided, type Bureau, granted, openDesk, reviewOf } from '../../orders/review/waivers-support.ts';
import { assertApproved, assertJudged, onSystems } from '../../orders/tricky-cases/tricky-orders.ts';
import { forEachEngine, onOneOfThem } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { creditCode } from '../../support/given.ts';
import { type Office, openEntitlement, openOffice } from '../../support/office.ts';
import { contracted, contractFor, moneyOn, stepsOf } from '../fulfilment-support.ts';
import { byCore, cloud, freeSeatsOf, LESSOR, leased, received, registerOf } from './acceptance-not-bought-support.ts';
import { assertDelivered, assertSound, deliveriesOf, found, licences, machines } from './acceptance-support.ts';

const ON = '2026-06-01';

const NO_AUTHORISATION = ['EXC-03', 'lessor-not-authorised', '/lines/0/computer/operatingSystem/evidence'];

describe('deliveries of what is leased, given, or counted by something else than machines', () => {
  forEachEngine('statements', (engine) => {
    let gate: Gate;
    let office: Office;
    let legalization: Bureau;
    before(async () => {
      gate = await startGate({ engine });
      legalization = (await openDesk(gate)).legalization;
    });
    beforeEach(async () => {
      office = await openOffice(gate);
    });
    after(async () => {
      await assertSound(gate);
      await gate.close();
    });

    const accept = (last: Response, statement: Omit<DeliveryStatement, 'acceptedOn'>) =>
      deliveriesOf(office).accept(last, { acceptedOn: ON, ...statement });

    /** Referred with this one finding, approved by a waiver of it, and put under contract. */
    const contractedBy = async (
      order: OrderSubmission,
      [rule, clause, pointer]: readonly string[],
      own: Partial<ContractStatement> = {},
    ) => {
      const referred = await office.submit(order);
      assertJudged(referred, 'referred', [`${rule} ${clause} ${pointer}`]);
      const rules = [{ rule, revision: 1, clause }];
      await granted(legalization, reviewOf(referred, { rules, reasonCode: 'approved-elsewhere' }));
      const approved = await asDecided(office.officer, referred);
      assert.equal(approved.body.decision.outcome, 'approved', JSON.stringify(approved.body));
      const last = await stepsOf(office.officer).contract(approved, contractFor(order, own));
      assertApproved(last);
      return last;
    };

    describe('a lease', () => {
      it('brings the lessor’s office suite in the lessor’s name and for its term, where a letter lets the agency use it', async () => {
        const order = await leased(gate, office);
        const last = await contractedBy(order, NO_AUTHORISATION);

        const devices = machines(2);
        const suite = licences(office, 1, 2, { licensee: LESSOR });
        const letter = { kind: 'allocation-letter' as const, reference: '租赁合同附件二', seats: 2 };
        const items = [{ ...suite, evidence: [...suite.evidence, letter] }, licences(office, 2, 2)];
        const answer = await accept(last, { devices, items });

        assertDelivered(answer, 'approved', 'accepted');
        const { rights, ...rest } = await registerOf(gate, office);
        assert.deepEqual(
          rights.filter((right) => !right.includes('operating-system')),
          [
            '2 antivirus-client subscription by device for the agency 2026-09-01 to 2027-08-31, 2 allocated',
            `2 office volume by device for ${LESSOR} 2026-09-01 to 2027-08-31, 2 allocated`,
          ],
        );
        assert.deepEqual(rest, {
          devices: ['2 desktop accepted'],
          allocations: ['2 antivirus-client free', '2 office free', '2 operating-system free'],
          installations: ['2 UnionTech UOS Desktop', '2 WPS Office', '2 奇安信天擎'],
        });
      });

      it('leaves out what the lessor does not let the agency use, and what ends too early', async () => {
        const last = await contractedBy(await leased(gate, office), NO_AUTHORISATION);

        const items = [
          licences(office, 1, 2, { licensee: LESSOR }),
          licences(office, 2, 2, { validUntil: '2027-02-28' }),
        ];
        const answer = await accept(last, { devices: machines(2), items });

        assertDelivered(answer, 'rejected', 'contracted', [
          'LIC-03 short /items/1/validUntil',
          'LIC-04 other-licensee /items/0/licensee',
          'PLN-02 office-short /items',
        ]);
        assert.deepEqual((await registerOf(gate, office)).allocations, ['2 operating-system free']);
      });
    });

    describe('a gift', () => {
      it('takes no money, and its machines get the seats that the agency held for them', async () => {
        const last = await contractedBy(await received(gate, office, 'donation'), A_GIFT, giver());
        const [proven, unproven] = [
          machines(1, { operatingSystem: found({ evidence: [{ kind: 'serial-list', reference: '移交清单 ZC-1' }] }) }),
          machines(1, {
            operatingSystem: found({ evidence: [{ kind: 'donor-licence-transfer', reference: '移交单 YJ-1' }] }),
          }),
        ];

        const first = await accept(last, { devices: [...proven, ...unproven] });

        assertDelivered(first, 'rejected', 'contracted', ['ACC-01 no-proof /devices/1/operatingSystem/evidence']);
        assert.deepEqual(await registerOf(gate, office), {
          devices: ['1 desktop accepted'],
          rights: [
            '1 operating-system oem by device for the agency 2026-06-01 to null, 1 allocated',
            '5 antivirus-client volume by device for the agency 2025-01-01 to null, 1 allocated',
            '5 office volume by device for the agency 2025-01-01 to null, 1 allocated',
          ],
          allocations: ['1 antivirus-client held', '1 office held', '1 operating-system free'],
          installations: ['1 UnionTech UOS Desktop', '1 WPS Office', '1 奇安信天擎'],
        });
        const later = unproven.map((machine) => ({ ...machine, operatingSystem: found() }));
        assertDelivered(await accept(first, { devices: later }), 'approved', 'accepted');
        assert.deepEqual(await moneyOn(gate, office.hardwareLine), {
          available: '1000000.00',
          reserved: '0.00',
          encumbered: '0.00',
        });
      });

      it('is not accepted without the system that it was to come with', async () => {
        const last = await contractedBy(await received(gate, office, 'donation'), A_GIFT, giver());

        const answer = await accept(last, { devices: machines(2, { operatingSystem: null }) });

        assertDelivered(answer, 'rejected', 'contracted', ['ACC-01 other-system /devices/0/operatingSystem']);
        const { devices, allocations, installations } = await registerOf(gate, office);
        assert.deepEqual([devices, allocations, installations], [[], [], []]);
      });
    });

    describe('a transfer', () => {
      it('of wiped machines gives them the agency’s own system, and none that came with a trial', async () => {
        const own = await openEntitlement(gate, {
          ...{ agencyCode: office.agencyCode, category: 'operating-system', product: 'UnionTech UOS Desktop' },
          ...{ edition: 'Professional', version: '20', seats: 2 },
        });
        const given = await received(gate, office, 'transfer-in');
        const bare = onSystems(given, {
          ...{ state: 'none', product: null, edition: null, version: null, licenceType: null, evidence: [] },
        });
        const [officeItem] = given.softwarePlan ?? [];
        const system: PlanItem = {
          ...{ ...officeItem, item: 3, category: 'operating-system', product: 'UnionTech UOS Desktop', version: '20' },
          entitlementId: own,
        };
        const order = { ...bare, softwarePlan: [...(bare.softwarePlan ?? []), system] };
        const last = await contractedBy(order, ['EXC-02', 'transfer-in', '/acquisition'], giver());
        const [wiped, trial] = [
          machines(1, { operatingSystem: null }),
          machines(1, { operatingSystem: found({ state: 'trial' }) }),
        ];

        const answer = await accept(last, { devices: [...wiped, ...trial] });

        assertDelivered(answer, 'rejected', 'contracted', ['OS-03 trial-system /devices/1/operatingSystem/state']);
        assert.deepEqual(await registerOf(gate, office), {
          devices: ['1 desktop accepted'],
          rights: [
            '2 operating-system volume by device for the agency 2025-01-01 to null, 1 allocated',
            '5 antivirus-client volume by device for the agency 2025-01-01 to null, 1 allocated',
            '5 office volume by device for the agency 2025-01-01 to null, 1 allocated',
          ],
          allocations: ['1 antivirus-client held', '1 office held', '1 operating-system held'],
          installations: ['1 UnionTech UOS Desktop', '1 WPS Office', '1 奇安信天擎'],
        });
      });
    });

    onOneOfThem(engine, 'what is accepted is judged of facts, whichever engine they come from', () => {
      describe('cloud terminals', () => {
        it('come in two deliveries with licences for the desktops that they use, which no terminal gets', async () => {
          const last = await contracted(office, cloud(office));

          const some = [licences(office, 1, 2), licences(office, 2, 3)];
          const first = await accept(last, { devices: machines(2, { operatingSystem: null }), items: some });
          assertDelivered(first, 'approved', 'contracted');
          const rest = [licences(office, 1, 1), licences(office, 3, 3)];
          const all = await accept(first, { devices: machines(1, { operatingSystem: null }), items: rest });

          assertDelivered(all, 'approved', 'accepted');
          assert.deepEqual(await registerOf(gate, office), {
            devices: ['3 thin-client accepted'],
            rights: [
              '1 office volume by device for the agency 2026-09-01 to null, 0 allocated',
              '2 office volume by device for the agency 2026-09-01 to null, 0 allocated',
              '3 antivirus-client subscription by device for the agency 2026-09-01 to 2027-08-31, 0 allocated',
              '3 operating-system volume by device for the agency 2026-09-01 to null, 0 allocated',
            ],
            allocations: [],
            installations: [],
          });
          assert.equal(await freeSeatsOf(gate, office), 0, 'what desktops use is nobody’s to spare');
        });

        it('do not come with one set for all desktops, nor with more than there are', async () => {
          const last = await contracted(office, cloud(office));
          const devices = machines(3, { operatingSystem: null });
          const oneSet = licences(office, 1, 3, {
            evidence: [{ kind: 'licence-certificate', reference: '许可证书 XK-1（1套）', seats: 1 }],
          });

          const above = await accept(last, { devices, items: [licences(office, 3, 4)] });
          assert.deepEqual([above.status, above.body.code], [422, 'acceptance.above_ordered']);
          assert.equal(above.body.errors[0].pointer, '/items/0/seats');
          const answer = await accept(last, {
            devices,
            items: [oneSet, licences(office, 2, 3), licences(office, 3, 3)],
          });

          assertDelivered(answer, 'rejected', 'contracted', ['ACC-01 proof-short /items/0/evidence']);
          assert.deepEqual((await registerOf(gate, office)).rights, [
            '1 office volume by device for the agency 2026-09-01 to null, 0 allocated',
            '3 antivirus-client subscription by device for the agency 2026-09-01 to 2027-08-31, 0 allocated',
            '3 operating-system volume by device for the agency 2026-09-01 to null, 0 allocated',
          ]);
        });
      });

      describe('servers whose system is licensed by core', () => {
        it('are accepted with cores of all of them, in packs as they come, and no core is one machine’s seat', async () => {
          const last = await contracted(office, byCore(office));

          const first = await accept(last, {
            devices: machines(2, { operatingSystem: null }),
            items: [licences(office, 1, 2), licences(office, 2, 62)],
          });
          assertDelivered(first, 'approved', 'contracted');
          const all = await accept(first, { items: [licences(office, 2, 2)] });

          assertDelivered(all, 'approved', 'accepted');
          assert.deepEqual(await registerOf(gate, office), {
            devices: ['2 server accepted'],
            rights: [
              '2 antivirus-server subscription by device for the agency 2026-09-01 to 2027-08-31, 2 allocated',
              '2 operating-system volume by core for the agency 2026-09-01 to null, 0 allocated',
              '62 operating-system volume by core for the agency 2026-09-01 to null, 0 allocated',
            ],
            allocations: ['2 antivirus-server free'],
            installations: ['2 奇安信天擎'],
          });
          assert.equal(await freeSeatsOf(gate, office), 0, 'what cores use is nobody’s to spare');
        });

        it('have no more cores than the certificate covers', async () => {
          const last = await contracted(office, byCore(office));
          const evidence = [{ kind: 'licence-certificate' as const, reference: '16个双核许可包', seats: 32 }];

          const items = [licences(office, 1, 2), licences(office, 2, 64, { evidence })];
          const answer = await accept(last, { devices: machines(2, { operatingSystem: null }), items });

          assertDelivered(answer, 'rejected', 'contracted', ['ACC-01 proof-short /items/1/evidence']);
          assert.deepEqual((await registerOf(gate, office)).rights, [
            '2 antivirus-server subscription by device for the agency 2026-09-01 to 2027-08-31, 2 allocated',
            '32 operating-system volume by core for the agency 2026-09-01 to null, 0 allocated',
          ]);
        });
      });
    });
  });
});

const A_GIFT = ['EXC-02', 'donation', '/acquisition'];

/** What is given is put under an agreement with whoever gives it, who sells nothing. */
const giver = () => ({ supplier: { creditCode: creditCode(), name: '某县委宣传部' } });
