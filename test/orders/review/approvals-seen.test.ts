import assert from 'node:assert/strict';
import type { Approval, OrderSubmission } from '../../../src/facts/submission.ts';
import { forEachEngine, onOneOfThem } from '../../support/databases.ts';
import type { Gate } from '../../support/gate.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { assertJudged, composed, itemsOf, LARGE, lineOf, registered } from '../tricky-cases/tricky-orders.ts';
import { asDecided, deskForEachTest, granted, openFindings, reviewOf } from './waivers-support.ts';

const PAPER = { document: '荆财采〔2026〕12号', issuedBy: '荆州市财政局', issuedOn: '2026-05-20' } as const;

interface Case {
  readonly says: string;
  readonly order: (office: Office, gate: Gate) => OrderSubmission | Promise<OrderSubmission>;
  readonly kinds: readonly NonNullable<Approval['kind']>[];
  readonly without: string;
  readonly seen: { readonly rule: string; readonly revision: number; readonly clause: string };
  readonly by: 'finance' | 'legalization';
}

const CASES: readonly Case[] = [
  {
    says: 'a purchase above the tender threshold by another method',
    order: (office) => office.order({ quantity: 400 }),
    kinds: ['method-change'],
    without: 'PRC-03 tender-required',
    seen: { rule: 'PRC-03', revision: 2, clause: 'tender-required-approved' },
    by: 'finance',
  },
  {
    says: 'a product that is not domestic',
    order: (office) => office.order({ line: { domestic: false } }),
    kinds: ['import-product'],
    without: 'PRC-05 not-domestic',
    seen: { rule: 'PRC-05', revision: 3, clause: 'import-approved' },
    by: 'finance',
  },
  {
    says: 'office software above the standard',
    order: (office) => office.order({ office: { unitPrice: '1400.00' } }),
    kinds: ['price-finance', 'price-technical'],
    without: 'HW-02 over-standard',
    seen: { rule: 'HW-02', revision: 2, clause: 'over-standard-approved' },
    by: 'finance',
  },
  {
    says: 'a machine while another stands idle',
    order: async (office, gate) => {
      const idle = { agencyCode: office.agencyCode, category: 'desktop', acquiredOn: '2020-06-01', state: 'idle' };
      await registered(gate, '/v1/devices', idle);
      return office.order();
    },
    kinds: ['no-idle-assets'],
    without: 'HW-06 idle-machines',
    seen: { rule: 'HW-06', revision: 2, clause: 'idle-machines-explained' },
    by: 'finance',
  },
  {
    says: 'a server without a system',
    order: serverWithoutSystem,
    kinds: ['bare-metal-server'],
    without: 'OS-13 no-licence',
    seen: { rule: 'OS-13', revision: 4, clause: 'bare-metal-approved' },
    by: 'legalization',
  },
];

function serverWithoutSystem(office: Office): OrderSubmission {
  const { computer, ...line } = lineOf(office);
  const server = { category: 'server', intendedUse: 'server', operatingSystem: { state: 'none' } } as const;
  const antivirus = { ...itemsOf(office).antivirus, item: 1, category: 'antivirus-server' } as const;
  return composed(office, {
    lines: [
      {
        ...line,
        catalogue: { edition: '2022', code: 'A02010104' },
        computer: { ...server, cpu: computer?.cpu ?? null },
      },
    ],
    items: [antivirus],
  });
}

/** The same for other machines, so that it is no twin of the first. */
function asAnother(order: OrderSubmission, approvals: readonly Approval[]): OrderSubmission {
  const lines = order.lines.map((line) => ({ ...line, model: `${line.model} B` }));
  return { ...order, reference: `${order.reference}-B`, lines, approvals: [...approvals] };
}

forEachEngine('statements', (engine) => {
  onOneOfThem(engine, 'what an approval lifts is judged of facts, whichever engine they come from', () => {
    describe('an approval that a buyer states', () => {
      const desk = deskForEachTest(engine);

      for (const { says, order, kinds, without, seen, by } of CASES) {
        it(`takes ${says} to a person, who has seen it and lets it pass`, async () => {
          const office = await openOffice(desk.gate, LARGE);
          const wanted = await order(office, desk.gate);
          const bare = await office.submit(wanted);
          const stated = await office.submit(
            asAnother(
              wanted,
              kinds.map((kind) => ({ kind, ...PAPER })),
            ),
          );

          await granted(desk[by], reviewOf(stated, { rules: [seen], reasonCode: 'approved-elsewhere' }));

          assert.deepEqual(openFindings(bare), [without]);
          assert.deepEqual(openFindings(stated), [`${seen.rule} ${seen.clause}`]);
          assert.equal(stated.body.decision.outcome, 'referred');
          assert.equal((await asDecided(desk[by].first, stated)).body.decision.outcome, 'approved');
        });
      }

      it('is not complete without its issuer and its day, and no bad request either', async () => {
        const order = desk.office.order({ line: { domestic: false } });
        const approvals = [{ kind: 'import-product', document: PAPER.document }] as const;
        const answer = await desk.office.submit({ ...order, approvals: [...approvals] });

        assertJudged(answer, 'rejected', ['INT-01 elements-missing', 'PRC-05 import-approved /lines/0/domestic']);
        const [{ message }] = answer.body.decision.findings;
        assert.match(message['zh-CN'], /第 1 份批件的批准单位、第 1 份批件的批准日期/);
        assert.match(message.en, /issuer of approval 1, day of approval 1/);
      });
    });
  });
});
