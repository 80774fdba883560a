import {
  atSchool,
  besideDesktop,
  deliveredOn,
  justifiedBy,
  machines,
  type OrderCase,
  onProcessor,
  onSystemNamed,
  withPlan,
  writtenOnLine,
} from './order-cases.ts';

const SERVICE = { catalogue: { edition: '2022', code: 'C16070100' }, quantity: 1, unitPrice: '3000.00' } as const;
const BUILD = { edition: 'Professional', version: '11 25H2' } as const;

/** As quotations have them, whole or with the release in its field. */
const TABLET_SYSTEMS: readonly (readonly [product: string, version?: string])[] = [
  ['HarmonyOS 4'],
  ['Android 14'],
  ['HarmonyOS', '4.2'],
  ['Android', '14'],
  ['HarmonyOS NEXT 5.0'],
  ['鸿蒙NEXT', '5.0.0'],
  ['MagicOS 8'],
  ['荣耀 MagicOS', '8.0'],
  ['HyperOS 2'],
  ['小米澎湃OS 2'],
];

/** Everyday orders of counties, schools and hospitals: who buys so is let through, with a warning at most. */
export const HONEST_ORDERS: readonly OrderCase[] = [
  // Rated systems by their releases.
  ...[
    '银河麒麟V10 SP1',
    '银河麒麟桌面操作系统V10（SP1）2303',
    '麒麟桌面V10SP1',
    '銀河麒麟 V10-SP1',
    'Kylin V10 SP1',
  ].map((name) => onSystemNamed(name)),
  ...[
    '统信UOS 20 1070',
    '统信V20（1060）',
    '统信UOS专业版20',
    'UOS V20 专业版',
    '统信桌面操作系统V20专业版（正版授权）',
  ].map((name) => onSystemNamed(name, { edition: '专业版' })),
  // Processors as quotations have them.
  ...['飞腾D2000/8 8核2.3GHz', '飞腾 D2000', 'Phytium D2000/8', '鲲鹏920 8核 2.6GHz'].map((name) => onProcessor(name)),
  ...['飞腾D2000/8 E8C', '鲲鹏920 3211K', 'Kunpeng 920 2249K 8核'].map((name) => onProcessor(name)),
  ...['兆芯 KX-6000 8核 2.7GHz', '兆芯开先KX-6000/8', '海光C86-3G 8核'].map((name) => onProcessor(name, 'x64')),
  ...['兆芯KX-U6780A', '开先 KX-U6880A 8核 3.0GHz', 'KX-6640MA', '海光3350 8核'].map((name) =>
    onProcessor(name, 'x64'),
  ),
  ...['龙芯3A5000 4核2.5GHz', 'Loongson 3A5000'].map((name) => onProcessor(name, 'loongarch64')),
  ...['龙芯 3A6000-HV', '3A5000-HV 4核'].map((name) => onProcessor(name, 'loongarch64')),
  // Windows as people write it.
  ...[
    'Windows11专业版',
    'Win 11 专业版',
    'win11 pro 64位',
    'Windows 11专业版（正版授权）',
    'Microsoft Windows 11 Pro OEM',
  ].map((name) => atSchool(name, { product: name, edition: null, version: null })),
  atSchool('Windows 11 企业版 25H2', { product: 'Windows 11 企业版 25H2', edition: null, version: null }),
  atSchool('the edition by its Chinese name', { edition: '专业版', version: '25H2' }),
  // Negations that take nothing away from the machine.
  ...[
    '台式计算机，出厂未预装第三方软件',
    '办公电脑，随机不带系统光盘',
    '台式机，不含系统恢复U盘',
    '预装正版操作系统，不接受盗版系统',
    '办公用计算机，无需用户另行激活系统',
    '台式计算机，不含鼠标垫',
    '办公电脑（不得预装与办公无关的软件）',
    '台式机，系统已激活，无捆绑软件',
    '桌面计算机，预装操作系统，不带光驱',
    '台式机，硬盘分为C、D两个分区',
    '台式机，厂家镜像备份于恢复分区',
    '台式计算机（壹台）',
    '台式计算机，操作系统由厂家预装，附授权凭证',
    '台式计算机，预装操作系统，不附赠办公软件授权',
    '台式计算机，单价不超过6000元',
    '台式电脑，含键鼠套装价值99元',
    '国产台式计算机，不接受进口产品',
    '台式计算机（替代进口设备）',
    '出入境进口货物查验窗口用台式机',
    '台式计算机（四楼会议室）',
    '台式机 打字室用',
    '台式计算机，赠鼠标垫2个',
    '办公电脑，免费送货上门1次',
    '台式计算机，随机附赠U盘1个',
    '办公电脑，维修期间提供备用机',
  ].map((text) => writtenOnLine(text)),
  // What machines are called, with their configuration.
  ...[
    '台式计算机 8核/8G/256G SSD/23.8英寸',
    '国产台式机 配23.8寸显示器1台、键鼠1套',
    '分体式台式电脑（质保3年，2个内存插槽）',
    '办公电脑 主机+显示器',
  ].map((text) => writtenOnLine(text)),
  // Other goods that have to do with computers.
  ...[
    '电脑维护服务费',
    '计算机软件著作权登记代理服务',
    '网络安全等级保护测评服务',
    '信息系统运维服务（含终端巡检）',
    '微机室电路改造',
  ].map((text) => besideDesktop(text, SERVICE)),
  ...[
    '微机室空调',
    '机房精密空调',
    '工作记录笔记本',
    '软皮笔记本 A5 100页',
    '笔记本电脑电源适配器',
    '台式机内存条 8G DDR4',
    '笔记本电脑内胆包',
    '护眼台灯',
    '《计算机应用基础》图书',
    'A4打印纸',
    '电脑桌椅一套',
    '键盘鼠标套装',
    '显示器支架',
    '平板电视壁挂架',
    '服务器机柜 42U',
    '激光打印机',
    '无线路由器',
    '移动硬盘 1T',
    '计算机主题宣传展板',
    '工作台',
    '台式饮水机',
    '触控笔（平板用）',
    '空调室外主机2台',
    '复印机整机1台',
    '《Windows 11 从入门到精通》图书',
    '麒麟牌保温杯',
    '红旗',
    '红旗袖章',
    '统信UOS应用迁移服务',
    'Office风格文件柜',
    '热水器整机更换2台',
  ].map((text) => besideDesktop(text)),
  // What is said of the old machines, of people and of rooms.
  ...[
    '原有电脑购于2016年，运行Windows 7，已超过使用年限，拟更换为国产设备。',
    '科室15人，现有电脑12台，其中10台无法正常使用。',
    '现用设备为Intel处理器，按要求替换为国产化设备。',
    '旧机操作系统已停止服务，存在安全风险。',
    '按照正版化工作要求，新购设备须预装正版操作系统，禁止安装盗版软件。',
    '为新招录的5名工作人员配备办公设备，经局党组会研究同意。',
    '淘汰3台裸机组装的旧电脑。',
    '原有电脑硬盘已清零报废，本次购置台式机。',
    '原有电脑已经使用八年，性能下降。',
    '按规定不得拆分项目规避招标，本次统一采购。',
    '办公软件已安装使用多年，本次不再购买。',
    '新办公楼已经投入使用，需配备办公电脑。',
    '严格执行先批后买，杜绝先用后补。',
    '前次采购的打印机已到货，本次采购电脑。',
    '教育局已赠送我校平板20台，本次购买教师用机。',
    '旧电脑3台捐赠给村小使用。',
    '原有电脑购置价8000元，已使用八年。',
    '按规定不采购进口产品。',
  ].map((text) => justifiedBy(text)),
  // Plans as people write them.
  withPlan('WPS as on the invoice', { office: { product: '金山WPS Office 2023专业版', edition: null, version: null } }),
  withPlan('WPS with the words of a shop', {
    office: { product: 'WPS Office 2023 专业版（正版授权）', edition: null, version: null },
  }),
  ...['专业版（机关版）', '党政版', '专业版 终身授权'].map((edition) =>
    withPlan(`WPS in its ${edition}`, {
      office: { product: `金山 WPS Office 2023 ${edition}`, edition: null, version: null },
    }),
  ),
  withPlan('an antivirus as on the box', {
    antivirus: { product: '奇安信天擎 V10 企业版', edition: null, version: null },
  }),
  withPlan('an office suite that is free for everyone', {
    office: {
      product: 'LibreOffice',
      edition: null,
      version: '24.8',
      licenceType: 'open-source',
      provision: 'free',
      unitPrice: null,
    },
  }),
  withPlan('ONLYOFFICE, which is free as well', {
    office: {
      product: 'ONLYOFFICE',
      edition: null,
      version: '8.2',
      licenceType: 'open-source',
      provision: 'free',
      unitPrice: null,
    },
  }),
  // Approvals and days that are as they ought to be.
  deliveredOn('2026-12-20'),
  deliveredOn('2027-02-10'),
  // Tablets say which system they have, and desktops are bought for terminals.
  ...TABLET_SYSTEMS.map(([product, version = null]) =>
    machines(
      `a tablet with ${product} ${version ?? ''}`,
      { catalogue: { edition: '2022', code: 'A02010109' }, description: '平板电脑', unitPrice: '1800.00' },
      {
        ...{ category: 'tablet', cpu: { model: 'Kirin 9000', architecture: 'arm64', securityRating: null } },
        operatingSystem: {
          ...{ state: 'preinstalled', product, version },
          ...{ edition: null, licenceType: 'oem', evidence: [] },
        },
      },
    ),
  ),
  atSchool('words of a shop beside the fields', BUILD, {
    description: '联想台式机 i5-13500/16G/512G 预装正版Windows 11专业版',
  }),
  ...['OptiPlex 7010', 'ThinkCentre M750t', 'EliteDesk 800 G9'].map((model) => atSchool(model, {}, { model })),
  ...['擎云 W515', '世恒 TD120A2', '开天 M90f'].map((model) => writtenOnLine(model, { model })),
  atSchool('old machines beside new ones', BUILD, { description: '教师用电脑（兼容原有Win7教学软件）' }),
];
