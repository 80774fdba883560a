import assert from 'node:assert/strict';
import { namesNoPaper, standsForNone } from '../../src/http/contract/paper-names.ts';

const NO_PAPERS = [
  ...[
    '无',
    '无。',
    '（无）',
    ' 无 ',
    '无无',
    '没有',
    '暂无',
    '暂 无',
    '暂缺',
    '待补',
    '待补充',
    '后补',
    '待定',
    '待上传',
    '尚未取得',
  ],
  ...[
    '-',
    '--',
    '—',
    '——',
    '/',
    '\\',
    '…',
    '.',
    '。',
    '*',
    '?',
    '？',
    '_',
    '#',
    '０',
    '000',
    'xxx',
    'XX',
    '××',
    '某某',
  ],
  ...[
    'N/A',
    'n.a.',
    'Ｎ／Ａ',
    'NA',
    'none',
    'None.',
    'NULL',
    'nil',
    'TBD',
    'tba',
    'pending',
    'to be provided',
    'To follow',
    'test',
  ],
  ...[
    '合同签订后提供',
    '合同后提供',
    '签订合同后补充',
    '合同后补',
    '中标后提供',
    '到货后补',
    '货到后提供',
    '验收时提供',
    '随货提供',
    '届时提供',
  ],
  ...[
    '稍后补上',
    '随后补交',
    '后续补充',
    '后期提供',
    '以后再补',
    '另行提供',
    '正在办理',
    '办理中',
    '审批中',
    '批文办理中',
    '批复尚未下达',
  ],
  ...[
    '无文号',
    '无编号',
    '没有编号',
    '暂无文号',
    '无此项',
    '未知',
    '不详',
    '不适用',
    '略',
    '同上',
    '无\u200b',
    '待 补 ！',
    '无证明材料',
  ],
  ...['由供应商到货时提供', '厂家提供', '资料待补', '证明材料后补', '我单位稍后上传', '发票后补', '备案号待定', '补办'],
] as const;

/** A paper called so is one of thousands: by its kind, by a place where nobody finds it, by its state, by a promise. */
const KINDS_PLACES_STATES = [
  ...[
    '授权书',
    '厂家授权书',
    '正版授权书',
    '软件授权证书',
    '操作系统授权证明',
    '许可证',
    '供应商承诺书',
    '序列号清单',
    '移交单',
  ],
  ...['合同', '采购合同', '合同书', '电脑购销合同', '补充合同', '2026年采购合同', '发票', '增值税专用发票', '电子发票'],
  ...[
    '批复',
    '单位批复',
    '会议纪要',
    '审批表',
    '官方免费使用声明',
    '购买凭证',
    '本单位证明',
    '本单位',
    '供应商',
    '领导',
  ],
  ...[
    '见附件',
    '见附件1',
    '附件三',
    '详见合同',
    '详见附件。',
    '参见合同',
    '请见供应商官网',
    '如附件',
    '在财务处',
    '系统内可查',
  ],
  ...[
    '有',
    '已有',
    '齐全',
    '正版',
    '原厂正版',
    '一份',
    '1份',
    '授权书两份',
    '10台',
    '若干',
    '原件',
    '扫描件',
    '真实有效',
  ],
  ...['已签', '已签订合同', '已开', '发票已开', '已报', '已备案', '已办理', '已验收', '已收到', '是', '是的'],
  ...['2026年', '2026年度', '2026', '２０２６年', '2026年5月', '2026年采购计划', '1', '７', 'A', '号'],
  ...[
    'see attachment',
    'See attached.',
    'contract',
    'Invoice',
    'the contract',
    'signed',
    'OK',
    'yes',
    'authorization letter',
  ],
  ...['无编号（见附件1）'],
] as const;

/** That somebody said so, or that it may not be shown, is no paper in any field. */
const WORDS_OF_MOUTH = [
  ...[
    '口头',
    '口头合同',
    '口头备案',
    '口头批示',
    '电话确认',
    '已口头同意',
    '领导口头同意',
    '微信确认',
    '供应商承诺提供',
    '厂家承诺',
  ],
  ...[
    '承诺到货提供',
    '由供应商负责提供',
    '***',
    '（涉密）',
    '涉密',
    '已脱敏',
    '【保密】',
    '不便提供',
    'oral',
    'by phone',
    'redacted',
  ],
] as const;

/** A name, a number or a place that another finds, though the words of the lists stand around it. */
const NAMED = [
  ...[
    '统信软件授权书',
    '统信软件授权书（荆州市教育局）',
    '见附件3：统信授权〔2026〕12号',
    '长城电脑出厂授权证明 CW-2026-118',
  ],
  ...['HT-3', '2026-7', '合同2026-031', '第3号', '12', '007', 'No. 1', 'A-1', 'HT-X', '发票25422000000012345678'],
  ...[
    '租赁合同附件二',
    '合同附件2',
    '合同第5条',
    '2026年5月20日授权书',
    '荆发改备〔2026〕3号',
    '2026年第4次党组会纪要',
  ],
  ...['WPS授权书', '麒麟软件许可证', '奇安信授权函', '长城科技承诺书', '金山办公授权证书', '局长办公会2026年第3期纪要'],
  ...['荆州市财政局批复', '沙市区教育局请示', '金蝶购销合同', '已故职工用机移交单', '中国移动采购合同', 'CG2026合同'],
] as const;

const PAPERS = [
  ...['无锡市财政局', '无为市教育局', '无棣县卫生健康局', '无线电管理局批复', '无线局〔2026〕3号', '无偿调拨单'],
  ...[
    '荆财采〔2026〕12号',
    '鄂财采函（2026）7号',
    '2026-1',
    '007',
    'A-1',
    'x1',
    'X-0',
    'NA-2026-17',
    'None-2026',
    'NO.0001',
    'No. 12',
  ],
  ...['补充协议一', '合同2026-031', '证书编号 88', '第3号'],
  ...['荆州市财政局', '本单位财务科', '党组会议纪要〔2026〕第4期'],
  ...[
    '未央区财政局批复',
    '后勤保障部',
    '待业保障局',
    '暂行办法第七条',
    '缺陷产品召回通知',
    '时代教育局文件',
    '再生资源公司',
    '随州市财政局',
  ],
  ...[
    '随县教育局',
    '暂存款收据',
    '测试报告 3',
    '补助资金文件',
    '空军某部批件',
    '正版办〔2026〕9号',
    'WPS-LIC-2026-0412',
    'COA-1',
  ],
  ...[
    '国库处',
    '否决记录',
    '未成年人保护中心函',
    '无障碍设备采购批复',
    '待遇审批表',
    '后溪镇人民政府',
    '再就业服务中心',
  ],
] as const;

describe('a text that stands where a paper is named', () => {
  for (const written of [...NO_PAPERS, ...WORDS_OF_MOUTH]) {
    it(`names none, nor an issuer, whatever stands beside it: ${JSON.stringify(written)}`, () => {
      const beside = { hasFile: true, hasDay: true };

      assert.deepEqual([namesNoPaper(written, beside), standsForNone(written)], [true, true]);
    });
  }

  for (const written of [...PAPERS, ...NAMED]) {
    it(`names one: ${JSON.stringify(written)}`, () => {
      assert.equal(namesNoPaper(written), false);
    });
  }

  for (const written of KINDS_PLACES_STATES) {
    it(`names none unless the paper itself is there as a file: ${JSON.stringify(written)}`, () => {
      assert.deepEqual([namesNoPaper(written), namesNoPaper(written, { hasFile: true })], [true, false]);
    });
  }

  for (const written of ['会议纪要', '批复', '单位批复', '审批表', '采购合同']) {
    it(`names one by its kind and the day of its issue: ${written}`, () => {
      assert.equal(namesNoPaper(written, { hasDay: true }), false);
    });
  }

  for (const written of ['见附件', '已签', '有', '已批准', '批复已下达', '一份', '2026年']) {
    it(`names none by a place or a state, though a day is stated: ${written}`, () => {
      assert.equal(namesNoPaper(written, { hasDay: true }), true);
    });
  }
});

describe('a text that stands where it is said who issued a paper', () => {
  for (const written of ['本单位', '本单位财务科', '厂家', '供应商', '荆州市财政局', '财政局', '国库处']) {
    it(`may be a kind of office: ${written}`, () => {
      assert.equal(standsForNone(written), false);
    });
  }
});
