const words = (...lists: readonly string[]): readonly string[] => lists.flatMap((list) => list.split(' '));

/** By themselves no names, whatever else they are parts of. */
export const WHOLE: ReadonlySet<string> = new Set(
  words(
    'na nil no none nope nothing null undefined unknown empty blank test',
    'notapplicable notavailable notyet notprovided nonumber nodocument',
    'tba tbc tbd todo pending later tofollow willfollow providelater providedlater',
    'tobeprovided tobesupplied tobeadded tobedetermined tobeconfirmed tobeannounced',
    'aftercontract aftersigning afterdelivery ondelivery uponrequest onrequest',
    'oral orally verbal verbally byphone bytelephone masked redacted confidential classified secret',
    '不详 不清楚 不知道 不适用 不涉及 不需要 不用 未知 无需 空 空白 略 同上 否 测试',
    '补办 补交 补充 补齐 补上 补传 补 厂家提供 厂商提供 供应商提供 供货商提供 卖方提供',
    '涉密 已涉密 涉密内容 保密 已保密 脱敏 已脱敏 已隐藏 已屏蔽 不公开 不予公开 不便公开 不便提供 机密 秘密',
  ),
);

/** That the paper is not there, not yet, or is nothing but a word that somebody gave. */
export const LACKING: readonly string[] = words(
  '无 没有 未 尚未 暂 暂无 暂缺 暂未 暂时 缺 缺少 待 待定 后 再 再说 以后',
  '之后 后续 后期 后补 随后 稍后 事后 届时 时 另行 另补 正在 办理中 审批中 申请中',
  '补办中 随货 随机 先空 先空着 口头 电话 微信 短信 承诺 保证 答应 负责',
);

/** What is said beside it: of which paper, when it will come, and from whom. */
export const BESIDE: readonly string[] = words(
  '此 该 本 项 相关 有 的 由 会 将 即 先 我单位 本单位 我方 供应商 供货商',
  '厂家 厂商 卖方 中标人 中标单位 文件 资料 证明 材料 证书 批文 批复 批件 编号',
  '文号 号 单号 备案号 合同 合同号 发票 内容 信息 签订 签署 签 订 中标 成交',
  '到货 货到 交货 供货 收货 验收 付款 开票 审批 审核 批准 办理 申请 申报 备案',
  '提供 提交 补充 补办 补交 补齐 补上 补传 补 上传 上报 填写 填报 填 确定 确认',
  '出具 下达 下发 取得 领取 附 附上 定 给 交 报 完 完成 到 已 经 过 同意 领导 批示 沟通 通知',
);

/** Kinds of papers, and what such a kind is of: a paper called so is one of thousands. */
export const KINDS: readonly string[] = words(
  '授权书 授权函 授权证书 授权证明 授权 许可证 许可证书 许可函 许可 证书 证明 证明书 证明函 承诺书 承诺函 保证书 声明 声明书 说明 说明书',
  '合同 合同书 协议 协议书 订货单 订单 发票 收据 凭证 票据 清单 装箱单 送货单 验收单 移交单 划拨单 划拨函 调拨单 报价单',
  '批复 批文 批件 批准书 文件 资料 材料 单据 函 函件 公函 通知 公告 公示 纪要 会议纪要 请示 报告 审批表 申请表 申报表 备案表 计划书 实施计划',
  '正版标签 标签 序列号 密钥 激活码 产品密钥 许可页 附件 附页 附表 附录',
  '证明材料 证明文件 免费使用 降级条款 条款 转让书 转让 出租方 捐赠方 原厂 官方 厂家 厂商 供应商 供货商 卖方 我单位 本单位 单位 我方 甲方 乙方',
  '正版 软件 系统 操作系统 办公软件 办公 杀毒 杀毒软件 电脑 计算机 台式机 设备 货物 产品 商品 预装 随机',
  '采购 购销 买卖 购买 购货 供货 政府采购 补充 补充合同 租赁 服务 增值税 普通 专用 电子 纸质 备案 报备 采购计划 计划 预算 调整',
  '领导 局长 校长 院长 主任 科长 处长 书记 经办人 采购人 负责人',
  '号 编号 文号 合同号 发票号 备案号 号码 的 之 及 和 与 本 该 此 相关 有关 及其 书',
  'contract agreement invoice receipt licence license certificate authorization authorisation letter document paper file coa proof statement order',
  'software system computer genuine purchase supplier vendor number no the a an of and',
);

/** Where it is, that it is there, what state it is in and how many there are: nothing that another finds it by. */
export const STATES: readonly string[] = words(
  '见 详见 请见 参见 另见 如 附 随附 后附 附后 附上 附于 所附 在 于 中 内 里 上 下 处 附近 本地 现场',
  '官网 网站 网上 网址 网页 平台 系统 系统内 邮件 邮箱 档案 档案袋 档案柜 柜 电脑里 财务 财务处',
  '有 已有 具有 具备 齐 齐全 齐备 完整 有效 真实 属实 合格 合法 合规 可查 备查 存档 归档 留存 可提供',
  '已 已经 均 都 全 全部 皆 是 为 由 我 经 过 了 好 完 对 可 能 确 确认 同意 认可 核实 批准 审批 通过 办理 办好 办结',
  '签 签订 签署 签字 盖章 开 开具 开出 开票 报 上报 申报 提交 提供 出具 取得 收到 收讫 领取 发放 下发 下达 批 付 付款 交 给 发 到 到货 到位 验收 完成',
  '原件 复印件 扫描件 纸质版 电子版 打印件 照片 截图 副本 正本 是的 可以 行 一份 一套 两份 若干 若干份 多份 各一份',
  'see as attached attachment attachments annex appendix enclosed enclosure website online site in on at file yes ok okay done valid original copy scan',
  'signed issued available exists filed registered paid confirmed approved received sent',
);
