import assert from 'node:assert/strict';
import type { OrderLine } from '../../../src/facts/submission.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { openOffice } from '../../support/office.ts';
import { assertApproved, assertJudged } from './tricky-orders.ts';

describe('texts against fields', () => {
  onOneEngine('rules judge facts, wherever they were read', (engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    const submit = async (line: Partial<OrderLine>, justification?: string) => {
      const office = await openOffice(gate);
      return office.submit({ ...office.order({ line }), ...(justification && { justification }) });
    };

    it('a line of UOS whose text says Windows home goes to a person, who is shown both', async () => {
      const answer = await submit({ description: '台式机，预装Windows 10家庭版' });

      assertJudged(answer, 'referred', ['INT-10 other-system /lines/0/computer/operatingSystem']);
      const [{ message }] = answer.body.decision.findings;
      assert.match(message['zh-CN'], /填报的操作系统是“UnionTech UOS Desktop.*”，名称里写的却是“Windows 10 家庭版”/u);
      assert.match(message.en, /UnionTech UOS Desktop.*“Windows 10 家庭版” stands in the description/u);
    });

    it('more machines in the text than the quantity go to a person', async () => {
      assertJudged(await submit({ description: '台式机，每套含主机2台' }), 'referred', [
        'INT-10 other-number /lines/0/quantity',
      ]);
    });

    it('reasons that speak of twenty-odd machines go to a person where fifty are ordered', async () => {
      const answer = await submit({ quantity: 50 }, '本次采购台式机20余台，用于窗口服务。');
      const { message } = answer.body.decision.findings.find(({ rule }: { rule: string }) => rule === 'INT-10');

      assert.match(message['zh-CN'], /填报的数量是 50，采购说明里写的却是“20余台”/u);
      assert.match(message.en, /a quantity of 50, but “20余台” stands in the reasons/u);
    });

    it('reasons that speak of bare machines go to a person', async () => {
      const answer = await submit({}, '为节省经费，本次采购裸机，系统由信息中心自行安装。');

      assertJudged(answer, 'referred', ['INT-10 bare-in-reasons /lines/0/computer/operatingSystem']);
      assert.match(answer.body.decision.findings[0].message['zh-CN'], /^采购说明里写有“裸机/u);
    });

    it('reasons that say another day of delivery go to a person, who is shown both', async () => {
      const office = await openOffice(gate);
      const order = { ...office.order(), justification: '开学在即，请于8月底前交货。' };
      const day = String(order.expectedDeliveryOn);
      const answer = await office.submit(order);
      const { message } = answer.body.decision.findings.find(({ rule }: { rule: string }) => rule === 'INT-16');

      assertJudged(answer, 'referred', ['INT-16 other-day /expectedDeliveryOn']);
      assert.equal(message['zh-CN'], `填报的预计交货日期是 ${day}，采购说明里写的却是“8月底前交货”。`);
      assert.equal(
        message.en,
        `The field states ${day} as the day of delivery, but “8月底前交货” stands in the reasons.`,
      );
    });

    for (const justification of [
      '原有20台电脑超过使用年限，仍运行Windows 7，系统未激活，拟更换为统信UOS国产台式机。',
      '科室15人，现有12台，其中5台为i3处理器的老旧机型，申请更新。',
      '严格落实正版化要求，不采购裸机，不使用KMS等激活工具。',
    ]) {
      it(`are no contradiction in ${justification}`, async () => {
        assertApproved(await submit({ description: '国产台式机，兼容Windows应用，8核16G，3年质保' }, justification));
      });
    }
  });
});
