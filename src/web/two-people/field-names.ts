import type { Language } from '../words/language.ts';

/** What the fields of proposed requests, and of the answers to them, are called. */
export const FIELD_NAMES_ZH: { readonly [field: string]: string } = {
  ...{
    id: '编号',
    number: '号码',
    name: '名称',
    label: '名称',
    code: '编码',
    kind: '种类',
    state: '状态',
    text: '理由',
  },
  ...{ reason: '理由', reasonCode: '依据', amount: '金额（元）', line: '明细行', lines: '明细', item: '计划项' },
  ...{ quantity: '数量', seats: '授权数', softwarePlan: '软件配置计划', creditedOn: '红字发票日期' },
  ...{ scope: '范围', order: '订单', revision: '版本', agency: '单位', agencyCode: '单位', agencies: '单位' },
  ...{
    category: '类别',
    devices: '计算机（台）',
    usesMax: '最多使用次数',
    rules: '规则',
    rule: '规则',
    clause: '条款',
  },
  ...{ evidence: '依据文件', document: '文号或名称', issuedBy: '发文单位', issuedOn: '发文日期', file: '扫描件' },
  ...{ from: '自', to: '至', until: '至', fiscalYear: '预算年度', year: '年度', documentNumber: '文号' },
  ...{ project: '项目', projectCode: '项目代码', projectKind: '项目类别', functionalClass: '功能分类' },
  ...{ economicClass: '部门经济分类', governmentEconomicClass: '政府经济分类', fundType: '资金性质' },
  ...{
    governmentProcurement: '政府采购预算',
    region: '行政区划',
    catalogueCodes: '采购品目',
    warnPercent: '预警比例（%）',
  },
  ...{
    appropriation: '批复额度（元）',
    elsewhere: '系统外已用（元）',
    encumbered: '占用（元）',
    budgetLine: '预算指标',
  },
  ...{
    direction: '增减',
    effectiveOn: '生效日期',
    changes: '变更内容',
    dryRun: '仅试算',
    encoding: '文字编码',
    unit: '金额单位',
  },
  ...{
    creditCode: '统一社会信用代码',
    affiliates: '关联供应商',
    supplier: '供应商',
    source: '来源',
    legalBasis: '法律依据',
  },
  ...{ appealPending: '正在申诉', endReason: '终止原因', publisher: '厂商', aliases: '别名', osFamily: '系统系列' },
  ...{
    domestic: '国产',
    volumeIsUpgradeOnly: '批量授权仅限升级',
    editions: '版别',
    unitEligible: '可按单位授权',
    rank: '档次',
  },
  ...{ versions: '版本', version: '版本', releasedOn: '发布日期', supportEndsOn: '停止支持日期', rights: '使用权' },
  ...{ fromVersion: '起始版本', toVersion: '截止版本', at: '时间', digest: '摘要', reviewDigest: '审查摘要' },
  ...{ backtest: '回测', emergency: '紧急', publicKey: '公钥', keyId: '密钥标识', kid: '密钥标识', subject: '对象' },
  ...{ purpose: '用途', isReplacedCompromised: '原密钥已泄露', url: '地址', types: '事件种类', grant: '权限范围' },
  ...{ active: '启用', callbackKeys: '回调密钥', email: '邮箱', roles: '角色', role: '角色', owner: '责任部门' },
  ...{ scopes: '接口权限', expiresAt: '有效期至', fromAgency: '调出单位', toAgency: '调入单位', actor: '办理人' },
  ...{ logIndex: '存证序号', log: '存证', index: '序号', actedBy: '办理人', madeBy: '提请人', signedBy: '签署人' },
  ...{
    person: '用户',
    grantedAt: '批准时间',
    decidedAgain: '重新审核',
    outcome: '结论',
    uses: '已用订单',
    body: '内容',
  },
  ...{
    devicesUsed: '已用计算机',
    revocation: '撤销',
    rows: '行数',
    created: '新增',
    refused: '未导入',
    balance: '余额',
  },
  ...{ act: '办理', form: '表样', reporter: '填报单位', draftVersion: '草稿版次', cells: '栏目', texts: '文字栏目' },
  ...{
    reasons: '差异原因',
    acknowledged: '已核实的提示',
    files: '附件',
    signedFor: '签字负责人',
    receivedOn: '收到日期',
  },
  ...{ assessments: '考核结果', filing: '报表', persons: '人员', count: '人数', agencyName: '单位名称' },
};

/** A name of the contract as an English phrase: `documentNumber` is a document number. */
function phraseOf(field: string): string {
  const words = field.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a field is called; in Chinese one that nobody has named keeps the name of the contract. */
export function nameOfField(field: string, language: Language): string {
  return language === 'en' ? phraseOf(field) : (FIELD_NAMES_ZH[field] ?? field);
}
