import assert from 'node:assert/strict';
import { countsReader, type MachineCount } from '../../src/goods/index.ts';
import { lineWords, textWords } from '../judgement/corpus.ts';

const read = countsReader(textWords(), lineWords());
const toldOf = ({ least, most, of }: MachineCount) => `${least === most ? least : `${least} to ${most}`} ${of}`;
const countsIn = (text: string) => read(text, 'goods').map(toldOf);

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
    const inReasons = (text: string) => read(text, 'reasons').map(toldOf);

    assert.deepEqual(inReasons('本次为财务科采购8台'), ['8 some']);
    assert.deepEqual(countsIn('本次为财务科采购8台'), []);
    assert.deepEqual(inReasons('本次为财务科采购8套'), []);
    assert.deepEqual(inReasons('本次为财务科采购打印机8台'), []);
  });

  const rough: readonly (readonly [string, readonly string[]])[] = [
    ['电脑20余台', ['20 to 30 some']],
    ['电脑１２０多台', ['120 to 132 some']],
    ['电脑十多台', ['10 to 20 some']],
    ['电脑五十台出头', ['50 to 60 some']],
    ['逾百台电脑', ['100 to 200 some']],
    ['近二十台电脑', ['15 to 20 some']],
    ['电脑约30台', ['24 to 36 some']],
    ['电脑大约3台', ['1 to 5 some']],
    ['电脑四十台左右', ['32 to 48 some']],
    ['电脑二十来台', ['16 to 24 some']],
    ['电脑3-5台', ['3 to 5 some']],
    ['电脑 10 ～ 15 台', ['10 to 15 some']],
    ['电脑十至二十台', ['10 to 20 some']],
    ['电脑二三十台', ['20 to 39 some']],
    ['电脑三五台', ['3 to 5 some']],
    ['电脑十几台', ['11 to 19 some']],
    ['电脑几十台', ['20 to 99 some']],
    ['电脑一千台', ['1000 some']],
    ['电脑两千三百台', ['2300 some']],
    ['电脑两百五十台', ['250 some']],
    ['电脑两百五台', ['250 some']],
    ['电脑一千零五十台', ['1050 some']],
    ['电脑一千零五台', ['1005 some']],
    ['电脑1.2万台', ['12000 some']],
    ['电脑1万2千台', ['12000 some']],
    ['电脑一万二千三百台', ['12300 some']],
    ['电脑1,200台', ['1200 some']],
    ['电脑２，０００台', ['2000 some']],
    ['共计３０台', ['30 total']],
    ['台式机 共约40台', ['32 to 48 total']],
    ['3个科室电脑各10台', ['30 some']],
    ['台式机，两个机房各60台', ['120 some']],
    ['台式机、笔记本各10台', ['10 to Infinity some']],
    ['5所学校3个机房，每处电脑各10台', ['10 to Infinity some']],
  ];
  for (const [text, counts] of rough) {
    it(`is ${counts.join(' and ')} in ${text}`, () => assert.deepEqual(countsIn(text), counts));
  }

  const unsure = [
    '电脑1.2台',
    '电脑多台',
    '电脑百千台',
    '电脑九二台',
    '电脑二〇台',
    '电脑余20台',
    '电脑，全县共有1200台',
    '电脑，现有约30台',
  ];
  for (const text of unsure) {
    it(`is not sure in ${text}`, () => assert.deepEqual(countsIn(text), []));
  }

  it('is not read out of models and other strokes', () => {
    assert.deepEqual(countsIn('电脑 启天M550 20台'), ['20 some']);
    assert.deepEqual(countsIn('电脑 启天M43-20台'), ['20 some']);
    assert.deepEqual(countsIn('电脑 启天M920 一百台'), ['100 some']);
    assert.deepEqual(countsIn('为各科室购置电脑10台'), ['10 some']);
  });

  it('is told as the text has it', () => {
    const told = (text: string) => read(text, 'goods').map((count) => count.told);

    assert.deepEqual(told('电脑约30台'), ['约30台']);
    assert.deepEqual(told('电脑四十台左右'), ['四十台左右']);
    assert.deepEqual(told('电脑20余台'), ['20余台']);
  });

  it('is read by lists of before as it was', () => {
    const { numbers: _later, ...before } = textWords();
    const readBefore = countsReader(before, lineWords());
    const counts = (text: string) => readBefore(text, 'goods').map(toldOf);

    assert.deepEqual(counts('电脑约30台'), []);
    assert.deepEqual(counts('电脑一千台'), []);
    assert.deepEqual(counts('电脑1.2万台'), []);
    assert.deepEqual(counts('电脑3-5台'), ['5 some']);
    assert.deepEqual(counts('电脑1,200台'), ['200 some']);
    assert.deepEqual(counts('电脑一百二十五台'), ['125 some']);
    assert.deepEqual(counts('电脑20台'), ['20 some']);
  });
});
