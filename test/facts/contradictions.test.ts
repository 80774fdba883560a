import assert from 'node:assert/strict';
import { lineFacts } from '../../src/facts/line/line-facts.ts';
import type { OrderLine, OrderSubmission } from '../../src/facts/submission.ts';
import type { Policy } from '../../src/rules/index.ts';
import { givenComputer, givenInput, givenItem, givenLine, givenLineWith, givenSystem } from './support.ts';

type Told = readonly [is: unknown, words: unknown, places: unknown, field: unknown];

function toldOf(line: OrderLine, order: Partial<OrderSubmission> = {}, policy: Partial<Policy> = {}): Told {
  const lines = order.lines ?? [line];
  const facts = lineFacts(givenInput({ order: { ...order, lines }, policy }), lines.indexOf(line), line);
  const of = (name: string) => facts[`line.contradiction${name}`];
  return [of(''), of('Words'), of('Places'), of('Field')];
}

/** What is read at the line of an order with these reasons. */
function toldOfReasons(justification: string, line = givenLine(), order: Partial<OrderSubmission> = {}): Told {
  return toldOf(line, { justification, ...order });
}

const AGREES: Told = ['none', [], [], ''];
const UOS = 'UnionTech UOS Desktop Professional';
const INTEL = { model: 'Intel Core i5-12400', architecture: 'x64', securityRating: null } as const;
const WINDOWS = givenSystem({ product: 'Windows 11', edition: '专业版', version: '25H2' });

function givenPc(changes: Partial<OrderLine> = {}): OrderLine {
  return givenLine({ computer: givenComputer({ cpu: INTEL, operatingSystem: WINDOWS }), ...changes });
}

describe('a text beside the fields of a computer', () => {
  it('that names another system tells it, where it stands, and what the field says', () => {
    const home = givenLine({ description: '台式机，预装Windows 10家庭版', model: '启天 Win10' });

    assert.deepEqual(toldOf(home), ['system', ['Windows 10 家庭版'], ['/description', '/model'], UOS]);
  });

  it('that is the name of a model is taken as it is written, since it looks like another word more often than it is one', () => {
    const of = (changes: Partial<OrderLine>) => toldOf(givenLine(changes))[0];

    assert.equal(of({ model: 'KaiTian M99' }), 'none');
    assert.equal(of({ brand: 'Lenovo KaiTian', model: null }), 'none');
    assert.equal(of({ model: 'KaiXian M99' }), 'processor');
    assert.equal(of({ description: '台式机，Zhaoxni KX-6000处理器' }), 'processor');
  });

  it('of a gift tells of no machines besides those that are given', () => {
    const donated = givenPc({ description: '企业捐赠电脑20台（成色9成新）', quantity: 20 });
    assert.deepEqual(toldOf(donated, { acquisition: 'donation' }), AGREES);
    assert.equal(toldOf(givenPc({ description: '电脑20台，另赠2台', quantity: 20 }))[0], 'number');
  });

  it('agrees with the system of the field, also with the one that will be installed or is bought apart', () => {
    const text = { description: '台式机，预装银河麒麟V10' };
    const kylin = { product: '银河麒麟桌面操作系统', edition: null, version: null };
    const bought = givenItem({ category: 'operating-system', product: '银河麒麟桌面操作系统V10' });

    assert.deepEqual(toldOf(givenLine({ description: '台式机，预装统信UOS V20' })), AGREES);
    assert.equal(toldOf(givenLine(text))[0], 'system');
    assert.deepEqual(toldOf(givenLineWith({ target: kylin }, text)), AGREES);
    assert.deepEqual(toldOf(givenLine(text), { softwarePlan: [bought] }), AGREES);
  });

  it('that names both systems contradicts by what is there in fact alone', () => {
    assert.deepEqual(toldOf(givenLine({ description: '统信UOS台式机 Windows 10' })), AGREES);
    assert.deepEqual(toldOf(givenLine({ description: '统信UOS台式机（实装Windows 10）' })).slice(0, 2), [
      'system',
      ['Windows 10'],
    ]);
  });

  it('that names another release of the same system contradicts a field that tells its own', () => {
    const text = { description: '台式机，预装Windows 10专业版' };
    const onField = (changes: object, description = text.description) =>
      toldOf(givenPc({ description, computer: givenComputer({ cpu: INTEL, operatingSystem: givenSystem(changes) }) }));
    const windows = { product: 'Windows', edition: '专业版', version: null };

    assert.deepEqual(toldOf(givenPc(text)), ['system', ['Windows 10'], ['/description'], 'Windows 11 专业版']);
    assert.deepEqual(onField({ ...windows, version: '11 25H2' }).slice(0, 2), ['system', ['Windows 10']]);
    assert.deepEqual(onField({ ...windows, version: '10 22H2' }), AGREES);
    assert.deepEqual(onField(windows), AGREES);
    assert.deepEqual(toldOf(givenPc({ description: '台式机 Windows 11 24H2' })), AGREES);
    assert.deepEqual(toldOf(givenPc({ description: '台式机 预装Windows 11，可降级到Windows 10' })), AGREES);
  });

  it('that names the release of the field as well contradicts by what is there in fact alone', () => {
    const described = (description: string) => toldOf(givenPc({ description }))[0];

    assert.equal(described('台式机 Windows 11 随盘Windows 10'), 'none');
    assert.equal(described('台式机 Windows 11（实装Windows 10）'), 'system');
    // No release of its own excuses nothing.
    assert.equal(described('Windows台式机 预装Windows 10'), 'system');
  });

  it('agrees with the release that is bought apart or will be installed', () => {
    const text = { description: '台式机，预装Windows 11专业版' };
    const old = { product: 'Windows 10', edition: '专业版', version: null };
    const on = (changes: object) => givenComputer({ cpu: INTEL, operatingSystem: givenSystem({ ...old, ...changes }) });
    const bought = givenItem({ category: 'operating-system', product: 'Windows', version: '11' });
    const target = { product: 'Windows', edition: null, version: '11' };

    assert.equal(toldOf(givenPc({ ...text, computer: on({}) }))[0], 'system');
    assert.deepEqual(toldOf(givenPc({ ...text, computer: on({}) }), { softwarePlan: [bought] }), AGREES);
    assert.deepEqual(toldOf(givenPc({ ...text, computer: on({ target }) })), AGREES);
  });

  it('that says home contradicts a field that does not', () => {
    const text = { description: '台式机 Windows 11 家庭中文版' };
    const home = givenSystem({ product: 'Windows 11', edition: '家庭版', version: '25H2' });

    assert.equal(toldOf(givenPc(text))[0], 'system');
    assert.deepEqual(
      toldOf(givenPc({ ...text, computer: givenComputer({ cpu: INTEL, operatingSystem: home }) })),
      AGREES,
    );
  });

  it('contradicts no system that is not stated or that no list names', () => {
    const text = { description: '台式机 Windows 10' };

    assert.deepEqual(toldOf(givenLineWith({ product: null }, text)), AGREES);
    assert.deepEqual(toldOf(givenLineWith({ product: '自研操作系统' }, text)), AGREES);
  });

  it('that gives machines besides what is bought contradicts, unless the number has them in it', () => {
    const quantity = (description: string, bought: number) => toldOf(givenLine({ description, quantity: bought }))[0];

    assert.equal(quantity('台式机10台，另赠2台', 10), 'number');
    assert.equal(quantity('台式机10台，另赠2台', 12), 'none');
    assert.equal(quantity('台式机，附赠同型号整机1台', 10), 'number');
    assert.equal(quantity('台式机 买10送1', 10), 'number');
    assert.equal(quantity('台式机，赠鼠标垫2个', 1), 'none');
  });

  it('that names a family of machines contradicts a processor that its maker does not build in', () => {
    assert.deepEqual(toldOf(givenLine({ model: 'OptiPlex 7010' })), [
      'processor',
      ['OptiPlex'],
      ['/model'],
      'Kunpeng 920',
    ]);
    assert.deepEqual(toldOf(givenPc({ model: 'OptiPlex 7010' })), AGREES);
    assert.deepEqual(toldOf(givenLine({ description: '台式机（替换原OptiPlex）' })), AGREES);
    assert.equal(toldOf(givenPc({ model: '擎云 W515' }))[0], 'processor');
    assert.deepEqual(toldOf(givenLine({ model: '擎云 W515' })), AGREES);
  });

  it('that says a higher price than the field contradicts it, and a rounded one does not', () => {
    const priced = (description: string) => toldOf(givenLine({ description, unitPrice: '4999.00' })).slice(0, 2);

    assert.deepEqual(priced('台式机 单价8500元'), ['price', ['8500元']]);
    assert.deepEqual(priced('台式机（6500元/台）'), ['price', ['6500元']]);
    assert.deepEqual(priced('台式机，成交价0.8万元'), ['price', ['0.8万元']]);
    for (const agreeing of ['单价4999元', '单价5000元', '单价不超过8000元', '含价值8000元软件', '原有电脑单价8000元'])
      assert.deepEqual(priced(`台式机，${agreeing}`), ['none', []]);
    assert.deepEqual(toldOf(givenLine({ description: '台式机 单价8500元', unitPrice: null }))[0], 'none');
  });

  it('that says imported contradicts a field that says domestic', () => {
    const origin = (description: string, domestic: boolean | null = true) =>
      toldOf(givenLine({ description, domestic })).slice(0, 2);

    assert.deepEqual(origin('原装进口台式机'), ['origin', ['原装进口']]);
    assert.deepEqual(origin('台式机（美国原产）'), ['origin', ['美国原产']]);
    assert.deepEqual(origin('原装进口台式机', false), ['none', []]);
    for (const domestic of ['替代进口台式机', '台式机（非进口）', '台式机，进口轴承风扇', '进口货物查验窗口用台式机'])
      assert.deepEqual(origin(domestic), ['none', []]);
    assert.equal(toldOfReasons('因工作需要，拟采购进口台式机1台。', givenLine({ quantity: 1 }))[0], 'origin');
    assert.equal(toldOfReasons('按规定不采购进口台式机。')[0], 'none');
  });

  it('that names another processor tells it, and one of the same maker agrees', () => {
    assert.deepEqual(toldOf(givenLine({ model: '启天M455 i5-12400' })), [
      'processor',
      ['Intel i5'],
      ['/model'],
      'Kunpeng 920',
    ]);
    assert.deepEqual(toldOf(givenLine({ description: '台式机 鲲鹏920 2.6GHz' })), AGREES);
    assert.deepEqual(toldOf(givenLine({ description: '鲲鹏920台式机（替代i5）' })), AGREES);
    assert.deepEqual(toldOf(givenPc({ description: '台式机 i5-12400/16G/512G' })), AGREES);
  });

  it('is held against the architecture where the model is not stated or not known', () => {
    const withCpu = (cpu: object) => givenLine({ description: '台式机 i5-12400', computer: givenComputer({ cpu }) });

    assert.equal(toldOf(withCpu({ model: null, architecture: 'arm64' }))[0], 'processor');
    assert.equal(toldOf(withCpu({ model: '国产处理器', architecture: 'loongarch64' }))[0], 'processor');
    assert.deepEqual(toldOf(withCpu({ model: '12400', architecture: 'x86' })), AGREES);
    assert.deepEqual(toldOf(withCpu({ model: null, architecture: null })), AGREES);
  });

  it('needs no text where the processor does not run the system', () => {
    assert.deepEqual(toldOf(givenLineWith({ product: 'Windows 11', edition: 'Pro' })), [
      'platform',
      ['Windows'],
      [],
      'Kunpeng 920',
    ]);
    assert.deepEqual(toldOf(givenPc()), AGREES);
  });

  it('needs no model of a processor where nothing of its architecture runs the system', () => {
    const on = (architecture: 'loongarch64' | 'mips64' | 'sw64' | 'arm64' | 'x64', changes: object) =>
      toldOf(
        givenLine({
          description: '台式机',
          computer: givenComputer({
            cpu: { model: '国产八核', architecture, securityRating: null },
            operatingSystem: givenSystem({ edition: null, version: null, ...changes }),
          }),
        }),
      );
    const windows = { product: 'Windows 11' };

    assert.deepEqual(on('loongarch64', windows), ['platform', ['Windows'], [], '国产八核']);
    assert.deepEqual(on('sw64', { product: 'Windows Server 2022' }).slice(0, 2), ['platform', ['Windows']]);
    assert.deepEqual(on('mips64', { product: 'macOS' }).slice(0, 2), ['platform', ['macOS']]);
    // There are machines of arm64 that run either.
    assert.deepEqual(on('arm64', windows), AGREES);
    assert.deepEqual(on('x64', windows), AGREES);
    assert.deepEqual(on('loongarch64', {}), AGREES);
    assert.deepEqual(on('sw64', { product: '银河麒麟桌面操作系统' }), AGREES);
  });

  it('needs no text where the processor does not run the system that will be installed', () => {
    const target = (product: string) => ({ product, edition: null, version: null });

    const none = { state: 'none', product: null, edition: null, version: null } as const;
    assert.deepEqual(toldOf(givenLineWith({ ...none, target: target('Windows 11') })).slice(0, 2), [
      'platform',
      ['Windows'],
    ]);
    assert.deepEqual(toldOf(givenLineWith({ ...none, target: target('统信UOS') })), AGREES);
    assert.equal(toldOf(givenLineWith({ target: target('macOS') }))[0], 'platform');
  });

  it('says nothing of an architecture or a target under a policy without architectures', () => {
    const { textWords } = givenInput().policy.decisionDate;
    assert.ok(textWords);
    const { platforms: _platforms, ...before } = textWords;
    const none = { state: 'none', product: null, edition: null, version: null } as const;
    const target = { product: 'Windows 11', edition: null, version: null };

    assert.deepEqual(toldOf(givenLineWith({ ...none, target }), {}, { textWords: before }), AGREES);
  });

  it('that counts more machines than are stated contradicts the quantity, at one more and not at as many', () => {
    const counted = (description: string, quantity: number) => toldOf(givenLine({ description, quantity }));

    assert.deepEqual(counted('台式电脑 20台', 19), ['number', ['20台'], ['/description'], '19']);
    assert.deepEqual(counted('台式电脑 20台', 20), AGREES);
    // Three of them may be named out of twenty, but not as all of them.
    assert.deepEqual(counted('台式电脑 财务科3台', 20), AGREES);
    assert.equal(counted('台式电脑 共3台', 20)[0], 'number');
    assert.deepEqual(counted('台式机：一组8台、二组12台', 20), AGREES);
    assert.deepEqual(counted('台式机20台，后续增至30台', 20), AGREES);
  });

  it('that counts machines in a set contradicts, unless the sets make up the quantity', () => {
    const counted = (description: string, quantity: number) => toldOf(givenLine({ description, quantity }));

    assert.deepEqual(counted('微机，每套含主机2台', 20).slice(0, 2), ['number', ['2台']]);
    assert.deepEqual(counted('微机，每套含主机1台', 20), AGREES);
    assert.equal(counted('微机20套，每套主机2台', 20)[0], 'number');
    assert.deepEqual(counted('微机20套，每套主机2台', 40), AGREES);
  });
});

describe('the reasons of an order', () => {
  it('that say that machines without a genuine system are bought contradict its computers', () => {
    assert.deepEqual(toldOfReasons('本次采购裸机，以节省经费。').slice(0, 3), ['bare', ['裸机'], ['/justification']]);
    assert.deepEqual(toldOfReasons('现有电脑系统未激活，不符合正版化要求，特申请采购正版电脑。'), AGREES);
    assert.deepEqual(toldOfReasons('严禁供应商以裸机、Ghost系统供货。'), AGREES);
    assert.deepEqual(toldOfReasons('本次采购裸机。', givenLineWith({ state: 'none', product: null })), AGREES);
  });

  it('are told once, at the first computers', () => {
    const lines = [givenLine({ line: 1 }), givenLine({ line: 2, model: '世恒 TD121' })] as const;
    const order = { lines: [...lines], justification: '拟采购预装Windows 10家庭版的电脑。' };

    assert.equal(toldOf(lines[0], order)[0], 'system');
    assert.deepEqual(toldOf(lines[1], order), AGREES);
  });

  it('contradict only what none of the computers has, and nothing where one of them is not known', () => {
    const justification = '拟采购预装Windows 11的电脑，配Intel酷睿i5处理器。';
    const uos = givenLine({ line: 1 });
    const unknown = givenLineWith({ state: 'required', product: null }, { line: 2 });

    assert.deepEqual(toldOf(uos, { justification, lines: [uos, givenPc({ line: 2 })] }), AGREES);
    assert.equal(toldOf(uos, { justification, lines: [uos, unknown] })[0], 'processor');
    assert.equal(toldOf(uos, { justification, lines: [uos] })[0], 'system');
  });

  it('that say how many are bought contradict the quantities, unless it is all of them, a line, or a sum that they say', () => {
    const lines = [givenLine({ line: 1, quantity: 20 }), givenLine({ line: 2, quantity: 5 })] as const;
    const reasons = (justification: string) => toldOf(lines[0], { justification, lines: [...lines] });

    assert.deepEqual(reasons('本次采购电脑50台。'), ['number', ['50台'], ['/justification'], '20+5']);
    assert.equal(reasons('本次采购电脑24台。')[0], 'number');
    for (const agreeing of ['25台', '20台', '5台', '12台，笔记本13台'])
      assert.deepEqual(reasons(`本次采购电脑${agreeing}。`), AGREES);
    assert.deepEqual(reasons('全局缺口60台，本次采购电脑，每套含主机2台。'), AGREES);
    assert.deepEqual(reasons('原有电脑60台已报废。'), AGREES);
    assert.deepEqual(reasons('用于日常办公。'), AGREES);
  });

  it('that say roughly how many contradict only what lies beyond, at one more and not at the last', () => {
    const reasons = (said: string, quantity: number) =>
      toldOfReasons(`本次采购电脑${said}。`, givenLine({ quantity })).slice(0, 2);
    const agrees = AGREES.slice(0, 2);

    assert.deepEqual(reasons('20余台', 31), ['number', ['20余台']]);
    for (const quantity of [20, 25, 30]) assert.deepEqual(reasons('20余台', quantity), agrees);
    assert.deepEqual(reasons('20余台', 19), ['number', ['20余台']]);
    assert.deepEqual(reasons('近二十台', 21), ['number', ['近二十台']]);
    assert.deepEqual(reasons('近二十台', 15), agrees);
    assert.deepEqual(reasons('3至5台', 6), ['number', ['3至5台']]);
    assert.deepEqual(reasons('3-5台', 4), agrees);
    assert.deepEqual(reasons('共计３０台', 31), ['number', ['30台']]);
    assert.deepEqual(reasons('1.2万台', 12_000), agrees);
  });

  it('that give as many to each of several agree with the sum', () => {
    const reasons = (quantity: number) =>
      toldOfReasons('为3个科室采购电脑各10台。', givenLine({ quantity })).slice(0, 2);

    assert.deepEqual(reasons(30), AGREES.slice(0, 2));
    assert.deepEqual(reasons(29), ['number', ['10台']]);
    assert.deepEqual(toldOfReasons('各科室采购电脑各10台。', givenLine({ quantity: 9 }))[0], 'number');
    assert.deepEqual(toldOfReasons('各科室采购电脑各10台。', givenLine({ quantity: 70 })), AGREES);
  });

  for (const others of [
    '本次采购电脑，学校共有学生用机400余台，教师用机50余台。',
    '2024年3月采购了电脑百余台，本次采购用于更新。',
    '本次采购后，电脑保有量将达到120余台。',
    '本次采购电脑替换，计划淘汰旧机近百台。',
    '本次采购电脑，我局有职工一百二十余人。',
  ])
    it(`are no contradiction where they speak of other machines: ${others}`, () =>
      assert.deepEqual(toldOfReasons(others, givenLine({ quantity: 20 })), AGREES));

  it('count what is bought again behind what is there', () => {
    const reasons = '全县共有电脑1200台，本次采购电脑50台。';

    assert.deepEqual(toldOfReasons(reasons, givenLine({ quantity: 20 })).slice(0, 2), ['number', ['50台']]);
  });

  it('speak of machines that are given besides, which some line must state', () => {
    const two = givenLine({ line: 2, quantity: 3 });
    const [line, given] = [givenLine(), '供应商另赠送台式机3台供周转使用。'];

    assert.deepEqual(toldOfReasons(given).slice(0, 3), ['number', ['另赠送3台'], ['/justification']]);
    assert.deepEqual(toldOfReasons(given, line, { lines: [line, two] }), AGREES);
    assert.deepEqual(toldOfReasons('教育局已赠送我校平板20台，本次购买教师用机。'), AGREES);
  });

  it('give way to what the line itself says', () => {
    assert.deepEqual(toldOfReasons('本次采购裸机。', givenLine({ description: '台式机 30台' })).slice(0, 2), [
      'number',
      ['30台'],
    ]);
  });
});

describe('contradictions under a policy without words for them', () => {
  it('are no facts at all, as they never were', () => {
    const line = givenLine({ description: '台式机 Windows 10家庭版' });
    const none: Told = [undefined, undefined, undefined, undefined];

    assert.deepEqual(toldOf(line, {}, { textWords: undefined }), none);
    assert.deepEqual(toldOf(line, {}, { goodsWords: undefined }), none);
  });

  it('are none of goods that have no such fields', () => {
    const desk = givenLine({ goods: 'other', computer: null, description: '电脑桌 40套' });

    assert.deepEqual(toldOf(desk), [undefined, undefined, undefined, undefined]);
  });
});
