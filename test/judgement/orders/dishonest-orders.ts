import type { Approval, OrderLine, OrderSubmission } from '../../../src/facts/submission.ts';
import {
  atSchool,
  besideDesktop,
  changed,
  deliveredOn,
  justifiedBy,
  machines,
  type OrderCase,
  onPaper,
  onSystemNamed,
  withPlan,
  writtenOnLine,
} from './order-cases.ts';

const SOFTWARE = {
  ...{ goods: 'software', catalogue: { edition: '2022', code: 'A08060399' }, software: { category: 'other' } },
} as const satisfies Partial<OrderLine>;
const DEAR = { quantity: 20, unitPrice: '3900.00' } as const;

/** The order is over the threshold of tenders, with an approval that a buyer could have made up. */
function approvedBy(kind: NonNullable<Approval['kind']>, paper: Partial<Approval>) {
  return (order: OrderSubmission): OrderSubmission => ({
    ...order,
    approvals: [{ kind, document: '会议纪要', ...paper }],
  });
}

/** Ways to get machines without system, plan or money: none is let through without a person who looks at it. */
export const DISHONEST_ORDERS: readonly OrderCase[] = [
  // Machines as other goods.
  ...[
    '办公桌 i7-13700/32G/1T RTX3060',
    '设备一批（ThinkCentre neo）',
    '学生终端 8核 16G 512G 固态 含24寸屏',
    '办公主机 锐龙5 16G 1T',
    '微型一体化办公终端 N100 8+256',
    '教学设备 OptiPlex 7010',
    '便携式办公终端 酷睿Ultra5 32G 1T 14寸',
    '主板+CPU+内存+硬盘+机箱电源 20套',
  ].map((text) => besideDesktop(text, DEAR)),
  ...['云桌面系统（含瘦客户机30台）', '虚拟桌面软件 附送终端50台'].map((text) =>
    besideDesktop(text, { ...SOFTWARE, ...DEAR }),
  ),
  ...['信息化集成服务，含台式机30台', '桌面整体租用服务（含终端及显示器）'].map((text) => besideDesktop(text, DEAR)),
  // Software as other goods.
  ...[
    '统信桌面专业版授权',
    '银河麒麟桌面V10 授权许可',
    '永中集成套件 专业版',
    '火绒企业版',
    'Windows 11 Pro 许可',
    '瑞星ESM 企业版 客户端',
  ].map((text) => besideDesktop(text, { quantity: 20, unitPrice: '300.00' })),
  // Without a system, in other words.
  ...[
    '空机，不含OS',
    '裸配台式机',
    '台式计算机 系统：无',
    '台式电脑 免系统版',
    '办公电脑，系统由用户自行解决',
    '台式机（操作系统由我单位另行安装）',
    '办公用计算机，出厂无预装',
    '台式机 DOS版',
    '台式计算机，交货时暂不安装操作系统',
    '整机 Linux占位系统',
    '办公电脑，操作系统由商家免费代装，无授权凭证',
  ].map((text) => writtenOnLine(text)),
  writtenOnLine('in the model', { model: 'TD120A2 无系统版' }),
  justifiedBy('为节约经费，本次采购的电脑不含操作系统，到货后由信息科统一安装。'),
  justifiedBy('采购裸机10台，系统自备。'),
  // Pirated, in words.
  ...[
    '台式机 预装Win10 KMS激活',
    '办公电脑 Ghost系统 装好即用',
    '台式电脑 免激活版系统',
    '办公电脑，附一键激活工具',
    '台式机，系统未激活，由商家提供注册码',
    '台式计算机 预装破解版办公软件',
    '办公电脑 送永久激活密钥 番茄花园系统',
  ].map((text) => writtenOnLine(text)),
  justifiedBy('供应商承诺到货后用激活工具激活系统。'),
  // Products that are none.
  ...[
    'Windows 11 专业版 90天试用版',
    'Windows 11 评估版',
    'Windows 11 Insider Preview',
    '红旗超级系统9',
    'Windows 11 家庭版',
  ].map((product) => atSchool(product, { product, edition: null, version: null })),
  onSystemNamed('统信UOS家庭版'),
  onSystemNamed('银河麒麟V10 开发者体验版'),
  withPlan('a trial of an office suite', { office: { product: 'WPS Office 30天试用', edition: null, version: null } }),
  withPlan('an office suite that nobody knows', { office: { product: '办公大师2026', edition: null, version: null } }),
  withPlan('free for persons, for money', { antivirus: { product: '360杀毒', edition: null, unitPrice: '88.00' } }),
  withPlan('free software at a price', {
    office: { product: 'LibreOffice', edition: null, version: '24.8', licenceType: 'open-source', unitPrice: '580.00' },
  }),
  withPlan('suites for a fen', { office: { unitPrice: '0.01' } }),
  // Fields and texts that say different things.
  writtenOnLine('another processor in the text', { description: '台式计算机 Intel i5-13500 16G 512G' }),
  writtenOnLine('another system in the text', { description: '台式计算机 预装Windows 10家庭版' }),
  writtenOnLine('two machines in one', { description: '办公电脑，每套含主机2台' }),
  writtenOnLine('twenty machines as one', { description: '台式计算机20台' }),
  ...['OptiPlex 7010', 'Mac mini M4', 'EliteDesk 800 G9', 'Surface Pro 9'].map((model) =>
    writtenOnLine(`the model ${model} with a Kunpeng in it`, { model }),
  ),
  ...['台式计算机 单价8500元', '台式电脑（实际成交价6500元/台）', '台式计算机每台7999元'].map((text) =>
    writtenOnLine(text),
  ),
  ...['进口台式计算机', '原装日本进口台式电脑', '台式计算机（美国原产）'].map((text) => writtenOnLine(text)),
  justifiedBy('因国产设备无法满足，拟采购进口台式机1台。'),
  ...['台式计算机贰拾台', '台式机两打', '办公电脑壹佰台', '台式计算机 数量：叁拾套'].map((text) => writtenOnLine(text)),
  ...[
    '台式计算机，附赠同型号整机1台',
    '台式计算机 买10送1',
    '办公台式机 满十赠一',
    '办公电脑（赠备用机一台）',
    '台式计算机，另送备机2台',
  ].map((text) => writtenOnLine(text)),
  ...['供应商另赠送台式机3台供周转使用。', '成交后免费提供备用笔记本2台。'].map((text) => justifiedBy(text)),
  justifiedBy('拟采购预装Windows 11家庭版的电脑。'),
  // Papers that are none.
  ...['无', '待补', '-', '后补', '合同签订后提供', 'N/A'].map((reference) => onPaper(reference)),
  changed('a filing that is called nought', (order) => ({ ...order, planFilingNumber: '暂无' })),
  // Approvals that a buyer merely states.
  changed('a dear import with an approval of nobody', (order) => ({
    ...approvedBy('import-product', {})(order),
    lines: order.lines.map((line) => ({ ...line, domestic: false })),
  })),
  changed('a price over the cap', (order) => ({
    ...approvedBy('price-finance', {})(order),
    ...{
      total: '9671.00',
      lines: order.lines.map((line) => ({ ...line, unitPrice: '9000.00', funding: dearer(line.funding) })),
    },
  })),
  // Machines of a category that has no cap and no plan.
  machines(
    'a desktop as a workstation',
    {
      catalogue: { edition: '2022', code: 'A02010107' },
      description: '图形工作站',
      unitPrice: '15000.00',
      quantity: 20,
    },
    { category: 'workstation' },
  ),
  machines(
    'a terminal without a desktop',
    { catalogue: { edition: '2022', code: 'A02010199' }, description: '瘦客户机', quantity: 30, unitPrice: '1500.00' },
    { category: 'thin-client', operatingSystem: { state: 'none' } },
  ),
  // Days that cannot be.
  changed('delivered before it is ordered', (order) => ({ ...order, expectedDeliveryOn: '2026-03-01' })),
  deliveredOn('2031-04-30'),
  // The state of a disk, whose image it is, and keys that many machines share.
  ...['台式计算机，硬盘到货为未分区状态', '台式机 采购人镜像灌装后使用', '台式计算机 激活码10台合用'].map((text) =>
    writtenOnLine(text),
  ),
  justifiedBy('操作系统费用每台退还300元，折抵键鼠耗材。'),
  // Reasons that admit it.
  ...[
    '设备已于上月到货并投入使用，现补办采购手续。',
    '因工作急需，先用后补。',
    '为避免公开招标，将本项目拆分为三次采购。',
    '电脑已经安装使用，本次补签合同。',
    '供应商已垫资供货，现补走流程。',
    '把一个项目分成几个小项目，免得招标。',
  ].map((text) => justifiedBy(text)),
  // Counted as machines are, beside nothing else or in the place of old ones.
  ...['整机20台', '笔记本 15台', '采购终端五十台'].map((text) => besideDesktop(text)),
  ...['电脑维修费（以换代修，更换整机20台）', '宽带接入服务 办理即送笔记本20台'].map((text) => besideDesktop(text)),
];

function dearer(funding: OrderSubmission['lines'][number]['funding']) {
  return funding?.map((entry) => ({ ...entry, amount: '9000.00' }));
}
