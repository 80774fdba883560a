import type { Language } from './language.ts';

const CAMPAIGN_FIELDS = {
  ...{ campaign: '报送任务', asked: '报送单位数', units: '报送单位', documents: '依据', formDigest: '表样摘要' },
  ...{ officeAgency: '接收单位', officeName: '接收单位名称', period: '数据所属期', asOfOn: '系统数据截至日' },
  ...{ gating: '逾期影响采购', needsReasons: '差异须说明', ask: '报送范围', madeOn: '创建日期', purpose: '用途' },
  ...{ launchedAt: '发起时间', counts: '报送情况', regions: '地区', kinds: '单位种类', levels: '单位层级' },
  ...{ except: '除外单位', excused: '免报', expected: '应报', filed: '已报', onTime: '按期', late: '逾期' },
  ...{ missing: '未报', returned: '退回', accepted: '已通过', level: '单位层级', parentCode: '上级单位' },
  ...{ classified: '涉密单位', dueOn: '截止日期', title: '名称', items: '明细', silent: '逾期未答复' },
  notes: '发起前提示',
  filings: '已报送单位数',
  heldUp: '采购受影响的单位数',
  rectifications: '整改事项数',
  voided: '作废的整改',
  ownerName: '责任单位名称',
  ...{ score: '得分', grade: '等次', assessment: '考核状态', respondBy: '异议截止日' },
  ...{ awaitedAnswer: '待签署的答复', lapsesAt: '失效时间', inTime: '是否按期送出' },
};

/** Of the records of the log. */
const LOG_FIELDS = {
  ...{ gate: '闸口', schema: '记录格式', type: '种类', moves: '流水', sealed: '加盐摘要' },
  ...{ stage: '环节', previousDecision: '上一次决定', ruleSet: '规则集', build: '程序版本' },
  ...{ evaluator: '判定程序', detail: '经过', submittedAt: '提交时间', orderDigest: '订单摘要' },
  ...{ statementDigest: '声明摘要', cause: '原因', passed: '通过的规则', proposal: '待签事项' },
  ...{ signed: '签署', sessions: '会话', serial: '序列号', assetNumber: '资产编号', brand: '品牌' },
  ...{ model: '型号', deviceId: '设备', entitlementId: '授权', product: '产品' },
  ...{ edition: '版本类型', acquiredOn: '取得日期', validFrom: '有效期自', validUntil: '有效期至' },
  ...{ department: '部门', duty: '职责', position: '职务' },
};

const FILING_FIELDS = {
  ...{ agencyName: '单位名称', firstFiledAt: '首次报送时间', resubmitBy: '重报期限', newest: '最新版' },
  ...{ revisions: '各版', basis: '报送方式', computed: '计算栏', findings: '提示', differences: '差异' },
  ...{ filedAt: '报送时间', filedIndex: '报送存证序号', filedBy: '报送人', acceptedAt: '审核通过时间' },
  ...{ acceptedBy: '审核人', opened: '提出的整改', supersededIndex: '被替代存证序号', check: '校验', pointer: '位置' },
  ...{ figure: '系统数据', tolerance: '允许差异', matter: '整改事项', returnedAt: '退回时间', severity: '程度' },
  ...{ cell: '栏目', coOwners: '协办单位', responsible: '责任人', awaits: '待办方', overdue: '已逾期' },
  ...{ openedBy: '提出人', openedOn: '提出日期', closedOn: '核销日期', steps: '办理记录', seq: '步骤', on: '日期' },
  ...{ shipped: '随产品发布', publishedAt: '发布时间', withdrawnAt: '停用时间', signedBy: '签署人' },
};

const MONEY_FIELDS = {
  ...{ paymentId: '付款编号', orderId: '订单', budget: '预算', goesTo: '转入', recordedAt: '登记时间' },
  ...{ reserved: '预留（元）', spent: '已支付（元）', available: '可用（元）', closedReason: '关闭原因' },
  ...{ threshold: '预警', frozen: '冻结', since: '起始日', revised: '修改', unchanged: '未变', negative: '余额为负' },
  ...{ ignoredColumns: '未读取的列', row: '行', status: '处理结果', key: '关键字', errors: '错误', column: '列' },
  ...{ before: '变更前', after: '变更后', message: '说明', orders: '订单', commitments: '占用', sums: '合计' },
  ...{ lineCount: '指标数', exceptionCount: '例外数', released: '释放（元）', carried: '结转（元）' },
  ...{ keptOpen: '保留（元）', inPurchase: '采购中（元）', becomes: '处理方式', exception: '例外' },
  ...{ startedAt: '开始时间', closedAt: '关闭时间', progress: '进度', done: '已完成', total: '共计' },
  ...{ accountKind: '账户种类', account: '账户', frozenAt: '冻结时间', unfrozenAt: '解冻时间' },
};

const OTHER_FIELDS = {
  ...{ maker: '提请人', signers: '签署人', decision: '审核', refusal: '未能办理的原因', by: '办理人' },
  ...{ orderReference: '订单编号', lackingSigners: '缺少的签署人' },
  ...{ endedOn: '终止日期', parentDigest: '上一规则集摘要', inForceFrom: '生效时间', inForceUntil: '失效时间' },
  ...{ ruleCount: '规则数', note: '说明', confirmBy: '确认期限', confirmedAt: '确认时间', verifierKey: '验证公钥' },
  ...{
    endedAt: '结束时间',
    proposals: '待签事项',
    replacedAt: '更换时间',
    isCompromised: '已泄露',
    isHere: '由本机保管',
  },
  ...{ secrets: '密文', secret: '密文', createdAt: '建立时间', revokedAt: '吊销时间', totp: '动态口令' },
};

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
  ...{ quantity: '数量', seats: '套数', softwarePlan: '软件配置计划', creditedOn: '红字发票日期' },
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
    containsComputers: '是否含计算机',
    pricedIn: '计入第几项价款',
    leaseMonths: '租期（月）',
    governmentProcurement: '政府采购预算',
    region: '行政区划',
    catalogueCodes: '采购品目',
    warnPercent: '预警比例（%）',
  },
  ...{
    appropriation: '指标金额（元）',
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
  ...{
    assessments: '考核结果',
    filing: '报表',
    persons: '人员',
    count: '人数',
    agencyName: '单位名称',
    'zh-CN': '中文',
    en: '英文',
  },
  ...{ ground: '免报原因', coveredBy: '承继单位' },
  ...CAMPAIGN_FIELDS,
  ...LOG_FIELDS,
  ...FILING_FIELDS,
  ...MONEY_FIELDS,
  ...OTHER_FIELDS,
};

/** What the contract's name would say badly in English. */
const FIELD_NAMES_EN: { readonly [field: string]: string } = {
  ...{ asOfOn: 'Figures as of', dueOn: 'Due day', madeOn: 'Made', ask: 'Whom it asks', asked: 'Agencies asked' },
  ...{ except: 'But not', gating: 'Holds up orders', needsReasons: 'Differences need reasons', excused: 'Excused' },
  ...{ officeAgency: 'Received by', officeName: 'Received by', kinds: 'Kinds of units', levels: 'Levels of units' },
  heldUp: 'Units whose orders it holds up',
  filings: 'Units that filed',
  voided: 'Rectifications made void',
  ...{ missing: 'Not filed', filed: 'Filed', late: 'Filed late', returned: 'Returned', accepted: 'Accepted' },
  ...{ silent: 'No answer in time', 'zh-CN': 'In Chinese', en: 'In English', kid: 'Key id', seq: 'Step' },
  ...{ on: 'Day', by: 'By', at: 'Time', resubmitBy: 'Due again', respondBy: 'Last day to object', goesTo: 'Goes to' },
  ...{ awaits: 'Waits for', parentCode: 'Agency above it', totp: 'One-time codes', isHere: 'Kept here' },
  ...{ closedOn: 'Closed', openedOn: 'Opened', endedOn: 'Ended', signedFor: 'Signed by the head' },
  ...{ issuedOn: 'Issued', effectiveOn: 'In effect from', creditedOn: 'Day of the credit note' },
};

/** A name of the contract as an English phrase: `documentNumber` is a document number. */
function phraseOf(field: string): string {
  const words = field.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a field is called; in Chinese one that nobody has named keeps the name of the contract. */
export function nameOfField(field: string, language: Language): string {
  return language === 'en' ? (FIELD_NAMES_EN[field] ?? phraseOf(field)) : (FIELD_NAMES_ZH[field] ?? field);
}
