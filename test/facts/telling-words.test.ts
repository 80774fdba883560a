import assert from 'node:assert/strict';
import { lineFacts } from '../../src/facts/line/line-facts.ts';
import { searchedText, wordsIn } from '../../src/facts/line/words-found.ts';
import type { OrderLine } from '../../src/facts/submission.ts';
import type { FactValue, Policy } from '../../src/rules/index.ts';
import { givenInput, givenLine, givenLineWith, policyWithout } from './support.ts';

/** A policy without words for goods has single words looked for, as those of older rule sets have. */
const SINGLE = { goodsWords: undefined };

/** What `npm run rules:test` cannot try: the words of the pack against what people write. */
function wordsOf(
  line: OrderLine,
  fact: `line.${string}Words`,
  policy: Partial<Policy> = SINGLE,
): FactValue | undefined {
  return factsOf(line, policy)[fact];
}

function factsOf(line: OrderLine, policy: Partial<Policy>) {
  return lineFacts(givenInput({ order: { lines: [line] }, policy }), 0, line);
}

function otherGoods(description: string, changes: Partial<OrderLine> = {}): OrderLine {
  return givenLine({ goods: 'other', description, brand: null, model: null, computer: null, ...changes });
}

describe('words for computers on a line of other goods', () => {
  const told: readonly [string, readonly string[]][] = [
    ['台式电脑主机 裸机 无系统', ['电脑']],
    ['办公设备（联想启天M455）', ['启天']],
    ['ＰＣ 一套', ['pc']],
    ['办公用便携式计算机', ['计算机']],
    ['电脑桌椅及配套电脑 20 套', ['电脑']],
    ['Desktop set: Dell OptiPlex 7010', ['optiplex']],
    ['Office laptops, 14 inch', ['laptops']],
    ['机架式服务器', ['服务器']],
  ];
  for (const [description, words] of told) {
    it(`are found in ${description}`, () => {
      assert.deepEqual(wordsOf(otherGoods(description), 'line.machineWords'), words);
    });
  }

  it('are looked for in brand and model too, and never across two fields', () => {
    assert.deepEqual(wordsOf(otherGoods('设备', { model: 'ThinkCentre M90t' }), 'line.machineWords'), ['thinkcentre']);
    assert.deepEqual(wordsOf(otherGoods('办公用电', { brand: '脑力牌' }), 'line.machineWords'), []);
  });

  const ordinary = [
    ['电脑桌', '人体工学电脑椅', '双肩电脑包', '电脑显示器支架及电脑支架', '微电脑控制电饭煲'],
    ['鼠标垫', '机房精密空调', '服务器机柜 42U', '计算机等级考试教材', '软抄笔记本 A5 60页'],
    ['激光打印一体机', '会议平板一体机', '中央空调室外主机', '护理工作站推车', 'PC板 阳光板 3mm'],
    ['碎纸机', '文件柜', 'A4 复印纸', 'Computer desk, oak', 'Conference microphone PCM-20'],
  ].flat();
  for (const description of ordinary) {
    it(`are none in ${description}`, () => {
      assert.deepEqual(wordsOf(otherGoods(description), 'line.machineWords'), []);
    });
  }

  it('are none on a line that is declared as a computer', () => {
    assert.deepEqual(wordsOf(givenLine({ description: '台式电脑' }), 'line.machineWords'), []);
  });

  it('are missing while a list of the policy is', () => {
    const line = otherGoods('台式电脑');
    for (const list of ['policy.words.machines', 'policy.words.masks'] as const) {
      const facts = lineFacts(
        givenInput({ order: { lines: [line] }, policy: { ...policyWithout(list), ...SINGLE } }),
        0,
        line,
      );
      assert.equal('line.machineWords' in facts, false, list);
      assert.equal('line.machineWordCount' in facts, false, list);
    }
  });
});

describe('words for machines without a system', () => {
  const told: readonly [string, readonly string[]][] = [
    ['台式机（裸机）', ['裸机']],
    ['台式机，不预装，由单位自行安装系统', ['不预装', '自行安装系统']],
    ['Desktop, FreeDOS', ['freedos']],
    ['Desktop without OS', ['without os']],
    ['台式机 DOS版', ['dos']],
  ];
  for (const [description, words] of told) {
    it(`are found in ${description}`, () => {
      assert.deepEqual(wordsOf(givenLine({ description }), 'line.bareMachineWords'), words);
    });
  }

  it('are found in the name of the system that is said to be there', () => {
    assert.deepEqual(wordsOf(givenLineWith({ product: 'MS DOS' }), 'line.bareMachineWords'), ['dos']);
  });

  it('are none inside another word, nor where the field says the same', () => {
    assert.deepEqual(wordsOf(givenLine({ description: 'Dosing pump controller' }), 'line.bareMachineWords'), []);
    for (const state of ['none', 'dos'] as const) {
      const line = givenLineWith({ state }, { description: '裸机' });
      assert.deepEqual(wordsOf(line, 'line.bareMachineWords'), []);
    }
  });
});

describe('words for goods of another kind', () => {
  const software = (description: string, category: 'office' | 'other' = 'other') =>
    otherGoods(description, { goods: 'software', software: { category } });
  const told: readonly [OrderLine, readonly string[]][] = [
    [software('台式电脑主机 50 台'), ['台式电脑', '电脑主机']],
    [software('授权（含ThinkPad）', 'office'), ['thinkpad']],
    [software('WPS Office 专业版'), ['wps', 'wps office']],
    [otherGoods('办 公 软 件 授权'), ['办公软件']],
    [software('WPS Office 专业版', 'office'), []],
    [software('计算机终端安全管理软件 服务器端'), []],
    [otherGoods('办公家具'), []],
    [givenLine({ description: '预装 WPS Office' }), []],
  ];
  for (const [line, words] of told) {
    it(`are ${words.join(', ') || 'none'} on a line of ${line.goods}: ${line.description}`, () => {
      assert.deepEqual(wordsOf(line, 'line.otherKindWords'), words);
    });
  }

  const lessons = [
    ...['WPS应用技能培训服务', 'WPS Office操作培训', 'WPS办公软件应用培训费', 'Microsoft Office应用培训班'],
    ...['杀毒软件应用技能讲座', 'WPS教程图书', '金山WPS使用培训教材', 'WPS文字处理培训', 'WPS表格应用培训服务'],
    ...['WPS二级考试教材', '办公软件操作技能竞赛', 'WPS演示文稿培训课程'],
  ];
  for (const description of lessons) {
    it(`are none where the software is taught: ${description}`, () => {
      assert.deepEqual(wordsOf(otherGoods(description), 'line.otherKindWords', {}), []);
    });
  }

  const bought = [
    ...['WPS授权培训服务', 'WPS Office 2023专业版及培训', 'WPS专业版 含上门培训服务', 'WPS Office 20套、操作培训'],
    ...['WPS软件服务', '杀毒软件服务费', '培训用WPS Office', 'WPS年费培训费', 'WPS Office＋培训', 'WPS安装培训'],
    ...['WPS表格', 'WPS等级考试软件', 'WPS文字教育版培训', '考试系统用WPS培训平台'],
  ];
  for (const description of bought) {
    it(`are told where software may come with what is taught: ${description}`, () => {
      assert.notDeepEqual(wordsOf(otherGoods(description), 'line.otherKindWords', {}), []);
    });
  }

  it('are told under a policy without words for lessons', () => {
    const { goodsWords } = givenInput().policy.decisionDate;
    assert.ok(goodsWords);
    const { lessons: _lessons, ...before } = goodsWords;
    const line = otherGoods('WPS应用技能培训服务');

    assert.deepEqual(wordsOf(line, 'line.otherKindWords', { goodsWords: before }), ['wps']);
  });
});

describe('words for computers of another category', () => {
  const told: readonly [string, 'tablet' | 'workstation' | 'desktop' | 'laptop' | 'all-in-one', readonly string[]][] = [
    ['办公用台式计算机', 'tablet', ['台式计算机']],
    ['办公用台式计算机', 'all-in-one', []],
    ['ThinkCentre M90t', 'workstation', ['thinkcentre']],
    ['笔记本', 'desktop', ['笔记本']],
    ['笔记本', 'laptop', []],
    ['图形工作站', 'workstation', []],
  ];
  for (const [description, category, words] of told) {
    it(`are ${words.join(', ') || 'none'} on a line of ${category}: ${description}`, () => {
      const line = givenLine({ description, brand: null, model: null });
      assert.deepEqual(
        wordsOf({ ...line, computer: { ...line.computer, category } }, 'line.otherCategoryWords'),
        words,
      );
    });
  }
});

describe('telling words', () => {
  const found = (text: string, words: readonly string[], masks: readonly string[] = []) =>
    wordsIn(searchedText(text, masks), words);

  it('take every mask out of the text before they are looked for, and join nothing by it', () => {
    const masks = ['电脑桌'];

    assert.deepEqual(found('电脑桌、电脑桌', ['电脑'], masks), []);
    assert.deepEqual(found('电电脑桌脑', ['电脑'], masks), []);
    assert.deepEqual(found('电脑桌、电脑', ['电脑'], masks), ['电脑']);
  });

  it('are read together where they are written apart, and so are masks', () => {
    for (const text of ['电 脑', '电　脑', '电·脑', '电-脑', '电. 脑', '电\u200b脑', '电\u00ad脑']) {
      assert.deepEqual(found(text, ['电脑']), ['电脑'], text);
    }
    assert.deepEqual(found('用电，脑力', ['电脑']), []);
    assert.deepEqual(found('电 脑 桌', ['电脑'], ['电脑桌']), []);
  });

  it('hold a word at the end of a long text of nearly such words', () => {
    assert.deepEqual(found(`${'pcs '.repeat(1_000)}pc`, ['pc'], ['pcs x']), ['pc']);
  });
});

describe('texts of a line that are read as a whole', () => {
  const read = (line: OrderLine, fact: `line.${string}Words`) => wordsOf(line, fact, {});
  const software = (description: string) =>
    otherGoods(description, { goods: 'software', software: { category: 'other' } });

  for (const description of [
    ...['台式电脑主机 50 台', '办公设备（联想启天M455）', '电脑桌椅及配套电脑 20 套', 'i5-12400/16G/512G 办公套机'],
    ...['云桌面终端租赁服务，含终端30台', '多媒体教室设备，含电脑 1 台'],
  ])
    it(`tell of a computer: ${description}`, () => {
      assert.notDeepEqual(read(otherGoods(description), 'line.machineWords'), []);
    });

  for (const description of [
    ...['电脑桌', '笔记本电脑电源适配器', '电脑维护服务费', '微机室空调', '工作记录笔记本', '计算机等级考试教材'],
    ...['服务器机柜 42U', '内存条 DDR4 16G', '护眼台灯', '等级保护测评服务', '会议平板支架'],
  ])
    it(`tell of none: ${description}`, () => {
      assert.deepEqual(read(otherGoods(description), 'line.machineWords'), []);
      assert.deepEqual(read(otherGoods(description), 'line.unclearWords'), []);
    });

  it('may leave it open, which is told apart', () => {
    assert.deepEqual(read(otherGoods('主机'), 'line.machineWords'), []);
    assert.deepEqual(read(otherGoods('主机'), 'line.unclearWords'), ['主机']);
    assert.deepEqual(read(otherGoods('主机 一台'), 'line.machineWords'), ['主机']);
  });

  it('stand beside what the buyer answered, which is asked only under a policy with words for goods', () => {
    const answered = (line: OrderLine, policy = {}) => factsOf(line, policy)['line.containsComputers'];

    assert.equal(answered(otherGoods('主机 一台')), 'not-stated');
    assert.equal(answered(otherGoods('主机 一台', { containsComputers: 'none' })), 'none');
    assert.equal(answered(software('授权')), 'not-stated');
    assert.equal(answered(givenLine()), 'not-applicable');
    assert.equal('line.containsComputers' in factsOf(otherGoods('主机 一台'), SINGLE), false);
  });

  describe('beside lines of computers that are paid in the line', () => {
    const inside = givenLine({ line: 2, unitPrice: null, funding: [], pricedIn: 1 });
    const factsIn = (paying: OrderLine, at: 0 | 1, policy = {}) => {
      const lines = [paying, inside] as const;
      return lineFacts(givenInput({ order: { lines: [...lines] }, policy }), at, lines[at]);
    };

    it('tell of those computers once, unless computers are bought by themselves', () => {
      for (const goods of [otherGoods, software]) {
        const { 'line.machineWords': machines, 'line.otherKindWords': kinds } = factsIn(
          goods('智慧黑板（含OPS电脑）'),
          0,
        );
        assert.deepEqual([machines, kinds], [[], []]);
        const whole = factsIn(goods('台式电脑主机 50 台'), 0);
        assert.notDeepEqual([whole['line.machineWords'], whole['line.otherKindWords']], [[], []]);
      }
    });

    it('are answered by them, whatever else was answered', () => {
      const paying = otherGoods('主机 一台', { containsComputers: 'none' });

      assert.equal(factsIn(paying, 0)['line.containsComputers'], 'lines');
      assert.equal(factsIn(paying, 1)['line.containsComputers'], 'not-applicable');
    });

    it('tell whether what pays for computers has some in it', () => {
      const pays = (description: string, policy = {}) => factsIn(otherGoods(description), 1, policy)['line.pricedIn'];

      assert.deepEqual(
        ['智慧黑板（含OPS电脑）', '主机 一台'].map((one) => pays(one)),
        [...['goods-with-computers', 'goods-with-computers']],
      );
      assert.equal(pays('办公桌'), 'other-goods');
      assert.equal(factsIn(otherGoods('办公桌'), 0)['line.pricedIn'], 'own-price');
      assert.equal(pays('办公桌', SINGLE), undefined);
    });
  });

  it('tell of machines on a line of software, and not of programs that are named after them', () => {
    assert.notDeepEqual(read(software('台式电脑主机 50 台'), 'line.otherKindWords'), []);
    assert.deepEqual(read(software('财务管理软件（服务器端）'), 'line.otherKindWords'), []);
    assert.deepEqual(read(software('笔记本电脑资产管理软件'), 'line.otherKindWords'), []);
    assert.notDeepEqual(read(otherGoods('办公软件授权'), 'line.otherKindWords'), []);
    assert.deepEqual(read(otherGoods('统信桌面专业版授权'), 'line.otherKindWords'), ['统信桌面专业版授权']);
    assert.deepEqual(read(otherGoods('桌面专业版授权', { brand: '统信' }), 'line.otherKindWords'), ['桌面专业版授权']);
    assert.deepEqual(read(software('统信桌面专业版授权'), 'line.otherKindWords'), []);
    // A name alone may be anybody's, and beside it something else may be named.
    for (const text of [
      '红旗',
      '麒麟牌保温杯',
      '统信UOS应用迁移服务',
      '《Windows 11 从入门到精通》图书',
      '达梦数据库 许可',
    ])
      assert.deepEqual(read(otherGoods(text, { brand: null }), 'line.otherKindWords'), []);
  });

  it('tell of a machine without a system in whatever words, and of nothing where a disc or a third program lacks', () => {
    for (const description of [
      '台式机 不含OS',
      '台式机（系统：无）',
      '办公电脑 裸配',
      '台式机 系统由用户自行解决',
      '笔记本电脑 免激活',
    ])
      assert.notDeepEqual(read(givenLine({ description }), 'line.bareMachineWords'), [], description);
    for (const description of [
      '台式机，随机不带系统光盘',
      '台式机 未预装第三方软件',
      '台式机，不含系统恢复U盘',
      '台式机 预装正版系统',
    ])
      assert.deepEqual(read(givenLine({ description }), 'line.bareMachineWords'), [], description);
    assert.deepEqual(read(givenLineWith({ state: 'none' }, { description: '裸机' }), 'line.bareMachineWords'), []);
    assert.notDeepEqual(read(otherGoods('电脑 20台 裸机'), 'line.bareMachineWords'), []);
    assert.deepEqual(read(otherGoods('机柜 不含系统'), 'line.bareMachineWords'), []);
  });
});

describe('the parts of a computer, a line each', () => {
  const told = (...descriptions: readonly string[]) => {
    const lines = descriptions.map((description, index) => otherGoods(description, { line: index + 1 }));
    const input = givenInput({ order: { lines } });
    return lines.map((line, index) => lineFacts(input, index, line)['line.machineWords']);
  };

  it('are a machine where an order has all of them', () => {
    const parts = ['主板 H610', 'CPU i5-13400 盒装', '机箱电源套装', '内存16G', '固态512G'];
    assert.deepEqual(told(...parts, '打印纸 A4'), [['主板'], ['cpu'], ['机箱', '电源'], ['内存'], ['固态'], []]);
  });

  it('are spare parts where one is missing', () => {
    assert.deepEqual(told('内存16G', '固态512G', '电源', '主板 H610'), [[], [], [], []]);
  });
});
