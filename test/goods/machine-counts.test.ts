import assert from 'node:assert/strict';
import { countsReader } from '../../src/goods/index.ts';
import { lineWords, textWords } from '../judgement/corpus.ts';

const read = countsReader(textWords(), lineWords());
const countsIn = (text: string) => read(text, 'goods').map(({ machines, of }) => `${machines} ${of}`);

describe('how many machines a text counts', () => {
  const told: readonly (readonly [string, readonly string[]])[] = [
    ['台式电脑20台', ['20 some']],
    ['20台电脑', ['20 some']],
    ['20台', ['20 some']],
    ['２０臺', ['20 some']],
    ['联想台式机×30 套', ['30 some']],
    ['电脑25台（含教师机）', ['25 some']],
    ['电脑 二十台', ['20 some']],
    ['电脑 一百二十五台', ['125 some']],
    ['电脑十台', ['10 some']],
    ['办公计算机一批，共20台', ['20 total']],
    ['台式机 数量：20台', ['20 total']],
    ['微机，每套含主机2台', ['2 each']],
    ['电脑 2台/套', ['2 each']],
    ['学生机50台，教师机1台', ['50 some', '1 some']],
    ['台式机贰拾伍台', ['25 some']],
    ['台式机廿五台', ['25 some']],
    ['电脑壹佰台', ['100 some']],
    ['台式机两打', ['24 some']],
    ['台式机，另赠电脑2台', ['2 given']],
    ['台式机（赠备用机一台）', ['1 given']],
    ['台式机，另赠2台', ['2 given']],
    ['免费提供备用笔记本2台', ['2 given']],
    ['台式机 买10送1', ['1 given']],
    ['台式机满十赠一', ['1 given']],
  ];
  for (const [text, counts] of told) {
    it(`is ${counts.join(' and ')} in ${text}`, () => assert.deepEqual(countsIn(text), counts));
  }

  const others = [
    ...['2个内存', '3年质保', '8核16G', '23.8英寸', '2个USB', '含显示器40台', '电脑配键鼠20套', 'WPS Office 20套'],
    ...[
      '替换原有电脑20台',
      '用于连接50台终端',
      '电脑，每批10台',
      '每村1台',
      '电脑20台以内',
      '打印机2台',
      '显示器2台/套',
      'Windows 11专业版20套',
      '电脑，赠鼠标垫2个',
      '台式机，赠显示器2台',
      '台式机 两打印室',
      '台式机 买10送1年质保',
      '已赠送我校平板20台',
    ],
  ];
  for (const text of others) {
    it(`is not told in ${text}`, () => assert.deepEqual(countsIn(text), []));
  }

  it('is told in reasons that named the machines before, and not beside other goods', () => {
    const inReasons = (text: string) => read(text, 'reasons').map(({ machines, of }) => `${machines} ${of}`);

    assert.deepEqual(inReasons('本次为财务科采购8台'), ['8 some']);
    assert.deepEqual(countsIn('本次为财务科采购8台'), []);
    assert.deepEqual(inReasons('本次为财务科采购8套'), []);
    assert.deepEqual(inReasons('本次为财务科采购打印机8台'), []);
  });
});
