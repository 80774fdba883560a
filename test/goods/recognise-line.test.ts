import assert from 'node:assert/strict';
import { type LineWords, lineReader } from '../../src/goods/index.ts';

const WORDS: LineWords = {
  foldings: [
    ['電', '电'],
    ['电恼', '电脑'],
  ],
  roles: {
    machine: ['电脑', '台式机', '服务器', 'laptop'],
    family: ['greenpad'],
    series: ['gs'],
    perhaps: ['主机', '笔记本', '终端', '预装操作系统'],
    part: ['适配器', 'bag'],
    inside: ['内存'],
    peripheral: ['打印机'],
    goods: ['串口服务器', '办公桌', '讲台', '软件', '服务', '教材'],
    care: ['维修', '搬迁'],
    supply: ['租赁', '新购'],
    place: ['电脑教室'],
    room: ['室'],
    for: ['用'],
    'for-what-follows': ['适用于', '放置'],
    with: ['含', '带'],
    and: ['及'],
    without: ['不含', '无'],
    aside: ['利旧'],
    support: ['设计'],
    contrary: ['消防', '皮面'],
    processor: ['i5'],
    evidence: ['操作系统'],
    size: ['g'],
    measure: ['台', '点'],
    filler: ['一批'],
    head: ['机', '桌'],
  },
  kit: [['主板'], ['cpu', 'i5'], ['内存'], ['硬盘'], ['机箱']],
  bare: {
    signs: ['裸机', '免激活', 'ghost'],
    atEnd: ['无预装'],
    systems: ['系统', '操作系统', 'os'],
    named: ['windows', '青麟'],
    keys: ['授权', '密钥'],
    negators: ['无', '不含', '未装', 'no'],
    apart: ['自备', '另购'],
    endings: ['待定'],
    agents: ['学校', '到货', '从', 'we'],
    doing: ['装', 'install'],
    suppliers: ['厂家'],
    listing: ['及', '的'],
    affirming: ['预装'],
    between: ['任何', '由', '为'],
    continued: ['光盘', '故障', '维护'],
    forbidding: ['严禁', '拒收'],
    innocent: ['无线', 'ghost touch', '办公软件'],
    doubtful: ['永久激活'],
    vouching: ['正版', '青麟'],
    sources: ['以前', '旧', '旧机'],
    doctored: ['精简版'],
    replacing: ['换'],
    charged: ['另行报价'],
    whole: ['软件'],
  },
  undone: {
    moments: ['出厂', '出厂时', '交货时', '随机器'],
    handing: ['交货'],
    denials: ['不', '未', '并未', '没有', '暂缓'],
    preinstalling: ['预装'],
    deeds: ['装', '安装', '含'],
    passed: ['给', '机器', '任何', '在', '的'],
  },
};

const read = lineReader(WORDS);

const each = (texts: readonly string[], check: (text: string) => void): void => {
  for (const text of texts) it(text, () => check(text));
};

describe('a line buys a machine', () => {
  const plain = ['台式机', '办公电脑 30台', '電脑', '电恼（教务处）', '电 脑', 'Laptop 14"', 'ｌａｐｔｏｐ'];
  const named = ['GreenPad T14', 'Greenpda T14', 'GS5280'];
  const configured = ['i5-12400/16G/512G', 'i5/8/256', '主机 i5 8G', '主板、CPU、内存、硬盘、机箱 各20套'];
  const explained = [
    '设计主机',
    '笔记本 8G',
    '笔记本 操作系统已装',
    '笔记本 预装操作系统',
    '主机 裸机',
    '书记员用笔记本',
    '主机+打印机',
  ];
  const beside = [
    '讲台（含电脑）',
    '软件 含终端及服务器2台',
    '办公桌、电脑',
    '搬迁服务 含新购台式机15台',
    '打印机维修，新购台式机',
    '电脑租赁服务',
  ];
  const itself = [
    '电脑 打印机',
    '电脑及打印机',
    '电脑 内存8G',
    '台式机带维修三年',
    '新购电脑及维修',
    '台式机 i5 维修三年',
    '主机含电脑',
  ];
  each([...plain, ...named, ...configured, ...explained, ...beside, ...itself], (text) =>
    assert.equal(read([text]).is, 'machine'),
  );

  it('whichever of its texts says so', () => {
    assert.equal(read(['办公设备', '', 'GreenPad T14']).is, 'machine');
    assert.equal(read(['办公桌', 'GreenPad T14']).is, 'machine');
  });

  it('and the words that tell it are told as the lists write them', () => {
    assert.deepEqual(read(['Greenpda T14']).told, ['greenpad']);
    assert.deepEqual(read(['讲台一批，含 電脑']).told, ['电脑']);
    assert.deepEqual(read(['i5/8G/256G']).told, ['i5', '8g', '256g']);
  });
});

describe('machines are inside what a line buys', () => {
  each(['讲台（含电脑）', '主机带电脑', '黑板 含电脑 3台', '软件，含服务器 3台'], (text) => {
    assert.deepEqual([read([text]).is, read([text]).isInside], ['machine', true]);
  });

  each(['电脑', '电脑 含服务器', '含电脑 3台', '办公桌及电脑 20 台', '讲台，电脑 3台'], (text) =>
    assert.equal(read([text]).isInside, false),
  );
});

describe('a line buys none', () => {
  const parts = ['电脑适配器', 'GreenPad 适配器', 'laptop bag', '服务器内存 32G', '适配器（台式机、服务器用）'];
  const services = ['电脑维修', '服务器搬迁 3台', '服务器 维修', '电脑维修服务（服务器2台）', '电脑及打印机维修'];
  const others = ['串口服务器 8口', '电脑教材', '电脑桌', '电脑绣花机', '软件 200终端', '纸'];
  const places = ['电脑教室办公桌', '电脑室', '讲台 放置台式机', '适用于GreenPad的内存'];
  const words = ['消防主机', '皮面笔记本', '锅炉房循环主机'];
  const left = ['讲台 不含电脑', '打印机 主机利旧'];
  each([...parts, ...services, ...others, ...places, ...words, ...left], (text) =>
    assert.equal(read([text]).is, 'none'),
  );
});

describe('what a line buys is not clear', () => {
  each(['笔记本 20', '主机', '预装操作系统', '办公桌 GreenPad T14'], (text) =>
    assert.equal(read([text]).is, 'not-clear'),
  );

  it('until another text explains it', () => {
    assert.equal(read(['主机', '设计', '']).is, 'machine');
    assert.equal(read(['主机', '消防']).is, 'none');
  });
});

describe('a machine has no genuine system', () => {
  const without = [
    '无系统',
    '无 OS',
    '不含任何操作系统',
    '系统：无',
    '操作系统（无）',
    '系 统 自 备',
    '自备系统',
    'No OS',
  ];
  const lists = ['不含打印机、操作系统', '不含打印机及操作系统'];
  const later = [
    '系统待定',
    '学校装系统',
    'we install os',
    '操作系统由学校装',
    '系统到货找人装',
    '不含Windows',
    '密钥自备',
    '未装系统',
    '无预装',
  ];
  const strokes = ['操作系统：/', '操作系统：——；打印机：有', '系统（×）', '系统 ×'];
  const apart = ['软件自备', '软件由学校装', '不含软件', '系统、软件自备', '系统由厂家另行报价'];
  const pirated = ['裸机', '免激活', 'GHOST', 'ghots', '永久激活'];
  const doctored = ['精简版Windows', '系统为精简版', '系统及办公软件为精简版'];
  const ofOthers = ['用学校以前的密钥', '旧台式机的密钥', '授权从旧机来'];
  const replaced = ['预装青麟 学校换Windows', '青麟换Windows'];
  each(
    [without, lists, later, strokes, apart, pirated, doctored, ofOthers, replaced]
      .flat()
      .map((text) => `台式机 ${text}`),
    (text) => assert.notDeepEqual(read([text]).bare, []),
  );

  it('and the words that tell it are told', () => {
    assert.deepEqual(read(['台式机，不含任何操作系统，GHOST']).bare, ['ghost', '不含任何操作系统']);
  });
});

describe('a machine is not told to have no genuine system', () => {
  const others = [
    '不含系统光盘',
    '无系统故障',
    '无线键鼠',
    '不含教务系统',
    '教务系统自备',
    '系统维护由学校负责',
    '无授权书',
  ];
  const there = [
    '无Windows，预装青麟',
    '系统由厂家装',
    '操作系统 另购打印机',
    '无打印机 操作系统青麟',
    '打印机自备 系统青麟',
    '学校 装系统',
    '学校装系统授权',
    '学校装 青麟',
  ];
  const strokes = ['打印机：/', '系统青麟 × 2', '打印机（×）系统青麟', '/', 'i5/8G/'];
  const named = ['软件自备，预装青麟', '青麟 永久激活', '正版，永久激活', '教务软件自备', '精简版打印机'];
  const own = [
    '密钥 旧打印机回收',
    '旧打印机 授权',
    '青麟由厂家换Windows',
    '青麟 到货学校装教务软件',
    '到货换打印机',
    '换Windows',
  ];
  const forbidden = ['严禁GHOST', '裸机拒收', '裸机，拒收', '无GHOST', '无预装广告', 'ghost touch'];
  each(
    [others, there, strokes, named, own, forbidden].flat().map((text) => `台式机 ${text}`),
    (text) => assert.deepEqual(read([text]).bare, []),
  );
});

describe('a system is not there at delivery', () => {
  const said = [
    '台式机，出厂时并未给机器安装系统',
    '台式机，交货时暂缓装青麟',
    '台式机，系统在交货时暂缓安装',
    '台式机，系统：出厂未装',
    '台式机，不在出厂时预装系统',
    '台式机，系统不随机器交货',
    '台式机，没有随机器装任何系统',
    '台式机 出厂未预装',
    '台式机，厂家出厂时没有预装',
    '台式机 硬盘（出厂未预装）',
    '台式机，出厂未装系统的',
  ];
  each(said, (text) => assert.notDeepEqual(read([text]).bare, []));

  const others = [
    '台式机，出厂时没有预装任何办公软件',
    '台式机，办公软件出厂没有预装',
    '台式机，办公软件 出厂没有预装',
    '台式机，办公软件：出厂没有预装',
    '台式机，内存交货时暂缓安装',
    '台式机，教务系统出厂时并未安装',
    '台式机，出厂时没有装系统光盘',
    '台式机，出厂已安装系统',
    '台式机，教务系统并未安装',
    '台式机，出厂时并未给机器安装系统，拒收',
    '台式机，严禁出厂没有安装系统',
    '台式机，出厂没有装Windows，预装青麟',
    '台式机，交货时暂缓',
    '台式机，暂缓 20',
  ];
  each(others, (text) => assert.deepEqual(read([text]).bare, []));

  it('and the words that tell it are told, unless other words tell it already', () => {
    assert.deepEqual(read(['台式机，系统：出厂并未装']).bare, ['系统出厂并未装']);
    assert.deepEqual(read(['台式机，出厂时并未给机器安装系统，GHOST']).bare, ['ghost']);
  });
});

it('lists of before have fewer words of a missing system, and read without them', () => {
  const { doubtful, vouching, sources, doctored, replacing, charged, whole, ...bare } = WORDS.bare;
  const { undone: _undone, ...before } = WORDS;
  const readAsBefore = lineReader({ ...before, bare });

  assert.deepEqual(readAsBefore(['台式机 软件自备 永久激活']).bare, []);
  assert.deepEqual(readAsBefore(['台式机 系统自备']).bare, ['系统自备']);
  assert.deepEqual(readAsBefore(['台式机，系统在交货时暂缓安装']).bare, []);
});
