import assert from 'node:assert/strict';
import { deriveFacts } from '../../src/facts/index.ts';
import type { Policy } from '../../src/rules/index.ts';
import { givenComputer, givenInput, givenLine, givenSystem } from './support.ts';

function factsOf(justification: string | null, policy: Partial<Policy> = {}) {
  const { order } = deriveFacts(givenInput({ order: { justification }, policy }));
  return [order['order.admissions'], order['order.admissionCount']];
}

describe('the reasons of an order', () => {
  it('admit that the goods are there already, or that a tender is got round', () => {
    assert.deepEqual(factsOf('因工作急需，先用后补，先用后补。'), [['先用后补'], 1]);
    assert.deepEqual(factsOf('上周就买了，补个手续；先拿货再走流程。'), [
      ['上周…就买了', '补个手续', '先拿货…再走流程'],
      3,
    ]);
    assert.deepEqual(factsOf('设备已于上月到货，为避免公开招标分批申报。'), [['设备…已…到货', '避免…公开招标'], 2]);
  });

  it('admit nothing by what they say of old machines, or refuse', () => {
    assert.deepEqual(factsOf('原有电脑已安装使用八年。严禁先用后补，不得规避招标。'), [[], 0]);
    assert.deepEqual(factsOf('上月买了打印机，先送货后结算，先安装软件再报修。'), [[], 0]);
    assert.deepEqual(factsOf(null), [[], 0]);
  });

  it('are not read by a policy without words for it', () => {
    assert.deepEqual(factsOf('先用后补', { textWords: undefined }), [undefined, undefined]);
  });
});

interface Told {
  readonly reasons?: string | null;
  readonly description?: string;
  readonly system?: string;
}

/** What the texts admit beside a computer, in which words and where. */
function admittedBy({ reasons = null, description = '台式计算机', system = 'Windows 11 专业版' }: Told) {
  const operatingSystem = givenSystem({ product: system, edition: null, version: null });
  const computer = givenComputer({ operatingSystem, cpu: { model: null } });
  const line = givenLine({ description, brand: null, model: null, computer });
  const { order } = deriveFacts(givenInput({ order: { lines: [line], justification: reasons } }));
  return [order['order.admitted'], order['order.admittedWords'], order['order.admittedPlaces']];
}

const ADMITS_NOTHING = ['none', [], []];
const REASONS = ['/justification'];

describe('the texts of an order', () => {
  it('admit a licence that is no own one', () => {
    assert.deepEqual(admittedBy({ reasons: '旧电脑的序列号转到新机。' }), [
      'licence',
      ['旧电脑…序列号…转到…新机'],
      REASONS,
    ]);
    assert.equal(admittedBy({ reasons: '只买一份授权，其余电脑照样安装。' })[0], 'licence');
    assert.equal(admittedBy({ reasons: '激活用群友给的脚本。' })[0], 'licence');
    assert.deepEqual(admittedBy({ reasons: '旧机授权不得转到新机；每台一份授权。' }), ADMITS_NOTHING);
  });

  it('admit another system than the order has, and none by what it has or replaces', () => {
    assert.deepEqual(admittedBy({ reasons: '验收后刷成Windows。', system: '统信UOS' }), ['system', ['刷成'], REASONS]);
    assert.deepEqual(admittedBy({ reasons: '验收后重装Windows。' }), ADMITS_NOTHING);
    assert.equal(admittedBy({ reasons: '验收后重装Windows 7。' })[0], 'system');
    assert.deepEqual(admittedBy({ reasons: '终端由Windows改为统信。', system: '统信UOS' }), ADMITS_NOTHING);
    const description = '台式机，统信与Windows双系统，要求做好';
    assert.deepEqual(admittedBy({ description, system: '统信UOS' })[2], ['/description']);
  });

  it('admit what is for show, another payment, other goods and young machines', () => {
    assert.equal(admittedBy({ reasons: '杀毒软件先列上，批下来后退掉。' })[0], 'show');
    assert.equal(admittedBy({ reasons: '差额以配件名义另开票。' })[0], 'payment');
    assert.equal(admittedBy({ description: '二手电脑' })[0], 'goods');
    assert.equal(admittedBy({ reasons: '去年才买的电脑，领导想换新。' })[0], 'young');
    assert.deepEqual(admittedBy({ reasons: '不接受二手电脑，差额自筹；去年更换一批。' }), ADMITS_NOTHING);
  });
});
