import assert from 'node:assert/strict';
import type { OrderLine, PlanItem } from '../../../src/facts/submission.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { type Office, openOffice } from '../../support/office.ts';
import {
  assertApproved,
  assertJudged,
  composed,
  itemsOf,
  lineOf,
  onSystems,
  SHORT_SUPPORT,
  verdictOf,
} from './tricky-orders.ts';

type Computer = NonNullable<OrderLine['computer']>;

/** A second line beside the usual desktop. */
function beside(office: Office, changes: Partial<OrderLine>): OrderLine {
  return { ...lineOf(office), line: 2, brand: null, model: null, computer: null, ...changes };
}

const OTHER_GOODS = { goods: 'other', catalogue: { edition: '2022', code: 'A05010201' } } as const;
const OTHER_SOFTWARE = {
  goods: 'software',
  catalogue: { edition: '2022', code: 'A08060399' },
  software: { category: 'other' },
} as const;

describe('goods under another name', () => {
  onOneEngine('rules judge facts, wherever they were read', (engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    const submitBeside = async (changes: Partial<OrderLine>, at?: Office) => {
      const office = at ?? (await openOffice(gate));
      const lines = [lineOf(office), beside(office, { quantity: 5, unitPrice: '2000.00', ...changes })];
      const order = composed(office, { lines, items: Object.values(itemsOf(office)) });
      const [desktop, bought] = order.lines;
      if (!desktop || !bought || bought.goods !== 'software') return office.submit(order);
      const funding = [{ budgetLine: office.softwareLine, amount: '10000.00' }];
      return office.submit({ ...order, lines: [desktop, { ...bought, funding }] });
    };

    it('desktops as software that no rule is about go to a person', async () => {
      const answer = await submitBeside({ ...OTHER_SOFTWARE, description: '台式电脑主机' });
      assertJudged(answer, 'referred', ['INT-09 other-kind /lines/1/description']);
    });

    it('office software beyond its cap, as other software or as other goods, goes to a person', async () => {
      for (const goods of [OTHER_SOFTWARE, OTHER_GOODS]) {
        const answer = await submitBeside({ ...goods, description: 'WPS Office 专业版授权' });
        assertJudged(answer, 'referred', ['INT-09 other-kind /lines/1/description']);
      }
    });

    it('software for a trade and furniture are what they say', async () => {
      assertApproved(await submitBeside({ ...OTHER_SOFTWARE, description: '财务管理软件（服务器端）' }));
      assertApproved(await submitBeside({ ...OTHER_GOODS, description: '办公桌椅' }));
    });

    it('what may be a computer is asked about, and the answer settles it and stays with the order', async () => {
      const machine = { ...OTHER_GOODS, description: '主机' };
      const asked = await submitBeside(machine);
      const office = await openOffice(gate);
      const answered = await submitBeside({ ...machine, containsComputers: 'none' }, office);
      const { body: kept } = await office.officer.get(`/v1/orders/${answered.body.order.id}`);

      assertJudged(asked, 'approved', ['INT-09 not-clear /lines/1/containsComputers']);
      assert.match(asked.body.decision.findings[0].remedy['zh-CN'], /不含计算机.*none/);
      assertApproved(answered);
      assert.equal(kept.submission.lines[1].containsComputers, 'none');
    });

    it('a computer goes to a person though the buyer says that there is none', async () => {
      const answer = await submitBeside({ ...OTHER_GOODS, description: '台式电脑', containsComputers: 'none' });
      assertJudged(answer, 'referred', ['INT-09 computer-as-other-goods /lines/1/description']);
    });

    for (const description of ['台式电 脑', '电·脑整套', '桌上型電腦', '组装机 i5/16G/512G']) {
      it(`a computer written as ${JSON.stringify(description)} goes to a person`, async () => {
        const answer = await submitBeside({ ...OTHER_GOODS, description });
        assertJudged(answer, 'referred', ['INT-09 computer-as-other-goods /lines/1/description']);
      });
    }

    describe('a desktop on a line of computers without a cap', () => {
      const submit = async (
        {
          code,
          plan,
          ...changes
        }: { code: string; plan: (office: Office) => readonly PlanItem[] } & Partial<OrderLine>,
        computer: Partial<Computer>,
      ) => {
        const office = await openOffice(gate);
        const line = {
          ...lineOf(office),
          catalogue: { edition: '2022', code },
          unitPrice: '19999.00',
          description: '办公用台式计算机',
          ...changes,
        } as const;
        const machine = { ...line, computer: { ...line.computer, ...computer } };
        return office.submit(composed(office, { lines: [machine], items: plan(office) }));
      };
      const usual = (office: Office) => Object.values(itemsOf(office));
      const forNothing = (office: Office): readonly PlanItem[] => [
        { ...itemsOf(office).officeItem, category: 'other', product: '档案管理软件' },
      ];
      const unknown = 'PLN-08 product-unknown /softwarePlan/0/product';

      it('as a tablet, which needs no seats, is refused for its system', async () => {
        const answer = await submit({ code: 'A02010109', plan: forNothing }, { category: 'tablet' });
        assertJudged(answer, 'rejected', [
          'HW-13 desktop-system /lines/0/computer/category',
          'INT-09 other-category /lines/0/description',
          unknown,
        ]);
      });

      it('as a workstation, which has no cap, goes to a person, and under its own name when it is for office work', async () => {
        const workstation = { category: 'workstation', intendedUse: 'development' } as const;
        const code = 'A02010106';

        assertJudged(await submit({ code, plan: usual }, workstation), 'referred', [
          'INT-09 other-category /lines/0/description',
        ]);
        const named = { code, plan: usual, description: '图形工作站' };
        assertApproved(await submit(named, workstation));
        assertJudged(await submit(named, { ...workstation, intendedUse: 'office' }), 'referred', [
          'PLN-09 workstation-as-desktop /lines/0/computer/intendedUse',
        ]);
      });

      it('as a server, which needs antivirus software only, goes to a person', async () => {
        const plan = (office: Office): readonly PlanItem[] => [
          { ...itemsOf(office).antivirus, category: 'antivirus-server' },
        ];
        const answer = await submit({ code: 'A02010104', plan }, { category: 'server', intendedUse: 'server' });
        assertJudged(answer, 'referred', ['INT-09 other-category /lines/0/description']);
      });

      it('as a thin client that uses no virtual desktop goes to a person', async () => {
        const plan = { code: 'A02010199', plan: forNothing, description: '瘦客户机' };
        const answer = await submit(plan, { category: 'thin-client', virtualDesktops: 0 });

        assertJudged(answer, 'referred', [
          unknown,
          'PLN-09 terminals-without-desktops /lines/0/computer/virtualDesktops',
        ]);
      });
    });

    it('a desktop at the cap of laptops goes to a person', async () => {
      const office = await openOffice(gate);
      const [desktop] = office.order({ unitPrice: '6999.00' }).lines;
      if (!desktop) throw new Error('the usual order has a line');
      const catalogue = { edition: '2022', code: 'A02010108' } as const;
      const description = '台式计算机';
      const laptop = {
        ...desktop,
        description,
        catalogue,
        computer: { ...desktop.computer, category: 'laptop' },
      } as const;

      assertJudged(
        await office.submit(composed(office, { lines: [laptop], items: Object.values(itemsOf(office)) })),
        'referred',
        ['INT-09 other-category /lines/0/description'],
      );
    });

    it('Windows as open source needs no paper of its maker, so it goes to a person', async () => {
      const office = await openOffice(gate, { kind: 'other-institution' });
      const windows = { product: 'Windows', edition: 'Pro', version: '11 25H2' };
      const order = onSystems(office.order({ office: ON_ALL, antivirus: ON_ALL }), {
        ...{ ...windows, licenceType: 'open-source', securityRating: null, evidence: [] },
      });

      assertJudged(await office.submit(order), 'referred', [
        'INT-10 wrong-platform /lines/0/computer/operatingSystem',
        'OS-04 thin /lines/0/computer/operatingSystem/evidence',
        SHORT_SUPPORT,
      ]);
    });

    it('antivirus software as office software goes to a person, and so does office software as other software', async () => {
      const office = await openOffice(gate);
      const known = 'PLN-08 known-as-other /softwarePlan/0/product';

      const covered = office.order({ office: { product: '奇安信天擎', edition: null } });
      assertJudged(await office.submit(covered), 'referred', [known]);
      const { findings } = verdictOf(await office.submit(office.order({ office: { category: 'other' } })));
      assert.ok(findings.includes(known), findings.join());
    });
  });
});

const ON_ALL = { platforms: ['linux-arm64', 'windows-arm64'] } satisfies Partial<PlanItem>;
