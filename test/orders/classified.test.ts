import assert from 'node:assert/strict';
import { inSnapshot } from '../../src/db/index.ts';
import type { OrderSubmission } from '../../src/facts/submission.ts';
import { allProjections, parseLeaf } from '../../src/gate/main.ts';
import { commitmentOf, listSealedTexts, verifyLog } from '../../src/log/index.ts';
import { classifiedPaper } from '../support/classified-paper.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { withoutSystem } from '../support/given.ts';
import { type Office, type OfficeWish, openOffice } from '../support/office.ts';
import { actsOf, assertStands, change, idOf, movesOf } from './life-support.ts';
import { assertJudged } from './tricky-cases/tricky-orders.ts';

/** Words that stand in the order and nowhere else: no two of them may be found outside the agency. */
const SECRETS = ['机要', '统信', '金山', '奇安信', 'Kunpeng', '专业版'];
/** What it costs, in yuan and in fen. */
const AMOUNTS = ['4321.00', '432100', '4992.00', '499200'];
const THIN = 'OS-04 thin /lines/0/computer/operatingSystem/evidence';
const CLAIMED = 'EXC-04 claimed /classified';

interface FoundRule {
  readonly rule: string;
}

const isThin = ({ rule }: FoundRule): boolean => rule === 'OS-04';

/** An order that goes to a person for its thin evidence, so that a finding has texts; every text in it is telling. */
function secretOrder(office: Office, classified: boolean | null): OrderSubmission {
  const order = office.order({
    unitPrice: '4321.00',
    line: { description: '机要室专用计算机', brand: '机要牌' },
    office: {
      product: '金山WPS',
      edition: '专业版',
      evidence: [{ kind: 'licence-certificate', reference: '机要证 1' }],
    },
  });
  const supplier = { creditCode: office.supplier, name: '机要供应商', creditCheckedOn: '2026-06-01' };
  const lines = order.lines.map((line) => {
    const { computer } = line;
    const system = { ...computer?.operatingSystem, product: '统信UOS', edition: '专业版', evidence: [] };
    return { ...line, model: `机要 ${line.model}`, computer: { ...computer, operatingSystem: system } };
  });
  return { ...order, classified, supplier, lines, justification: '机要室更新' };
}

describe('a classified order', () => {
  forEachEngine('statements', (engine) => {
    let gate: Gate;
    let outsiders: readonly Caller[];
    before(async () => {
      gate = await startGate({ engine });
      outsiders = [
        await gate.as('finance'),
        await gate.as('audit'),
        await gate.as('legalization-office'),
        await gate.as('machine', { scopes: ['orders:read', 'log:read'] }),
      ];
    });
    after(() => gate.close());

    /** Classified by its own word, or because its agency is. */
    const kinds: readonly { says: string; wish: OfficeWish; classified: boolean | null }[] = [
      { says: 'by its own word', wish: {}, classified: true },
      { says: 'of a classified agency', wish: { isClassified: true }, classified: null },
    ];

    const assertSilent = (text: string, words: readonly string[] = SECRETS): void => {
      for (const word of words) assert.ok(!text.includes(word), `${word} stands in ${text.slice(0, 2_000)}`);
    };

    for (const { says, wish, classified } of kinds) {
      describe(says, () => {
        let office: Office;
        beforeEach(async () => {
          office = await openOffice(gate, wish);
        });

        it('is in the log as a commitment only: no text, no product, no amount', async () => {
          const answer = await office.submit(secretOrder(office, classified));

          const { text } = await office.officer.get(`/v1/decisions/${answer.body.decision.id}/record`);
          assertSilent(text, [...SECRETS, ...AMOUNTS, office.hardwareLine]);
          const { detail, sealed, outcome, agency } = JSON.parse(text);
          assert.equal(detail, undefined);
          assert.deepEqual({ outcome, agency }, { outcome: 'referred', agency: office.agencyCode });
          assert.match(sealed['/detail'], /^sha256:[0-9a-f]{64}$/);
        });

        it('shows no text in lists, and is found by its supplier by nobody outside the agency', async () => {
          const { body } = await office.submit(secretOrder(office, classified));
          const listed = async (caller: Caller, query: string): Promise<readonly { readonly id: string }[]> =>
            (await caller.get(`/v1/orders?agencyCode=${office.agencyCode}&${query}`)).body.items;
          const bySupplier = `search=${encodeURIComponent('机要供')}`;

          for (const outsider of outsiders) {
            const items = await listed(outsider, '');
            assert.deepEqual(
              items.map(({ id }) => id),
              [body.order.id],
            );
            assertSilent(JSON.stringify(items));
            assert.deepEqual(await listed(outsider, bySupplier), []);
          }
          assert.match(JSON.stringify(await listed(office.officer, bySupplier)), /机要供应商.*机要室专用计算机/u);
        });

        it('has a commitment that opens with the salt beside the log, and with nothing else', async () => {
          const { body } = await office.submit(secretOrder(office, classified));
          const { index } = body.decision.log;

          const [opening, ...others] = await inSnapshot(gate.db, (tx) => listSealedTexts(tx, [index]));

          const { text } = await office.officer.get(`/v1/decisions/${body.decision.id}/record`);
          assert.ok(opening);
          assert.deepEqual(others, []);
          assert.equal(JSON.parse(text).sealed[opening.pointer], commitmentOf(opening));
          assert.notEqual(commitmentOf({ ...opening, salt: '00'.repeat(32) }), commitmentOf(opening));
          assert.ok(JSON.parse(opening.value).findings.some(isThin));
        });

        it('is complete for its own agency: order, revision and findings', async () => {
          const order = secretOrder(office, classified);
          const answer = await office.submit(order);
          const { id, decisionId } = answer.body.order;
          const read = async (path: string) => (await office.officer.get(path)).body;

          assertJudged(answer, 'referred', classified ? [CLAIMED, THIN] : [THIN]);
          assert.match(answer.body.decision.findings.find(isThin).message['zh-CN'], /统信UOS/);
          assert.equal(answer.body.order.classified, true);
          assert.deepEqual(answer.body.order.submission, order);
          assert.deepEqual(await read(`/v1/orders/${id}`), answer.body.order);
          assert.deepEqual((await read(`/v1/orders/${id}/revisions/1`)).submission, order);
          const { actedBy: _actedBy, ...decision } = await read(`/v1/decisions/${decisionId}`);
          assert.deepEqual(decision, answer.body.decision);
        });

        it('shows the bureaus its numbers and none of its texts, wherever they read of it', async () => {
          const { order, decision } = (await office.submit(secretOrder(office, classified))).body;
          const { id, decisionId } = order;
          const paths = [
            ...[
              `/v1/orders/${id}`,
              `/v1/orders/${id}/revisions/1`,
              `/v1/orders/${id}/decisions`,
              `/v1/orders?agencyCode=${office.agencyCode}`,
            ],
            ...[`/v1/decisions/${decisionId}`, `/v1/decisions/${decisionId}/record`],
            ...[`/v1/decisions/${decisionId}/explanation`, `/v1/log/entries?from=${decision.log.index}&limit=1`],
          ];

          for (const outsider of outsiders) {
            for (const path of paths) {
              const answer = await outsider.get(path);
              assert.equal(answer.status, 200, `${path}: ${JSON.stringify(answer.body)}`);
              assertSilent(answer.text);
            }
            const { submission } = (await outsider.get(`/v1/orders/${id}`)).body;
            assert.equal(submission.lines[0].unitPrice, '4321.00');
            assert.equal(submission.supplier.creditCode, office.supplier);
            const { findings, budget } = (await outsider.get(`/v1/decisions/${decisionId}`)).body;
            assert.equal(findings.find(isThin).facts['line.os.product'], '***');
            assert.equal(budget[0].amount, '4321.00');
          }
        });

        it('gives back its money in a record that does not say how much, and everything still fits', async () => {
          const referred = await office.submit(secretOrder(office, classified));

          const withdrawn = await actsOf(office.officer).withdraw(referred, {}, '机要室撤销');

          const index = Number(String(withdrawn.headers.etag).replaceAll('"', ''));
          const [leaf] = (await office.officer.get(`/v1/log/entries?from=${index}&limit=1`)).body.items;
          assert.equal(leaf.type, 'order.withdrawn');
          assertSilent(leaf.record, [...SECRETS, ...AMOUNTS, office.hardwareLine]);
          assert.deepEqual(await movesOf(gate, office.hardwareLine, withdrawn), [
            'reservation 4321.00 available → reserved',
            'withdrawal 4321.00 reserved → available',
          ]);
          assert.deepEqual(await differences(), []);
        });
      });
    }

    /** Where the tables and openings say something else than the log. */
    async function differences() {
      const projections = await allProjections();
      const verification = await inSnapshot(gate.db, (tx) => verifyLog(tx, { parse: parseLeaf, projections }));
      return [...verification.faults, ...verification.differences];
    }

    it('is masked in the answer to a bureau that has it decided again', async () => {
      const office = await openOffice(gate);
      const referred = await office.submit(secretOrder(office, true));

      const again = await actsOf(await gate.as('legalization-office')).decideAgain(referred);

      assertJudged(again, 'referred', [CLAIMED, THIN]);
      assertSilent(again.text);
    });

    it('stays classified when a later revision is not: no texts, and its moves in commitments only', async () => {
      const office = await openOffice(gate);
      const order = secretOrder(office, true);
      const referred = await office.submit(order);
      const open = { ...office.order({ reference: order.reference }), classified: false };
      const amended = await actsOf(office.officer).amend(referred, open);
      const path = `/v1/orders/${idOf(amended)}`;
      const finance = await gate.as('finance');

      const seen = (await finance.get(path)).body;
      assert.equal(seen.classified, true);
      assert.equal(seen.submission.supplier.name, '***');
      assert.deepEqual((await office.officer.get(path)).body.submission, open);
      assertSilent((await finance.get(`${path}/revisions/1`)).text);
      const [first, second] = (await finance.get(`${path}/decisions`)).body.items;
      assertSilent(JSON.stringify(first));
      assert.equal(second.revision, 2);
      const { text } = await finance.get(`/v1/decisions/${second.id}/record`);
      assertSilent(text, [...SECRETS, ...AMOUNTS, office.hardwareLine]);
      assert.deepEqual(await differences(), []);
    });

    it('stays classified where it stands and an open amendment of it is rejected', async () => {
      const office = await openOffice(gate);
      const order = {
        ...office.order(),
        approvals: [await classifiedPaper(office)],
        classified: true,
        justification: '机要室更新',
      };
      const approved = await office.submit(order);

      const open = { ...withoutSystem(order), classified: false, justification: null };
      const rejected = await actsOf(office.officer).amend(approved, open);

      assertStands(rejected, { state: 'approved', outcome: 'rejected', revision: 1, latestRevision: 2 });
      const finance = await gate.as('finance');
      const path = `/v1/orders/${idOf(rejected)}`;
      assert.equal((await finance.get(path)).body.classified, true);
      assertSilent((await finance.get(`${path}/revisions/1`)).text);
      const withdrawn = await actsOf(office.officer).withdraw(rejected, {}, '机要室撤销');
      const index = Number(String(withdrawn.headers.etag).replaceAll('"', ''));
      const [leaf] = (await office.officer.get(`/v1/log/entries?from=${index}&limit=1`)).body.items;
      assert.equal(leaf.type, 'order.withdrawn');
      assertSilent(leaf.record, [...SECRETS, office.hardwareLine]);
      assert.deepEqual(await differences(), []);
    });

    it('is counted as open or classified by how its agency was when it was decided', async () => {
      const office = await openOffice(gate);
      const finance = await gate.as('finance');
      const open = await office.submit(secretOrder(office, null));
      await change(gate, `/v1/agencies/${office.agencyCode}`, { classified: true });
      const closed = await actsOf(office.officer).decideAgain(open);

      assert.match((await finance.get(`/v1/decisions/${open.body.decision.id}`)).text, /统信UOS/);
      assert.equal(closed.body.order.classified, true);
      assertSilent((await finance.get(`/v1/decisions/${closed.body.decision.id}`)).text);
    });
  });
});
