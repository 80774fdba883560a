import type { BothLanguages, Words } from '../../words/use-words.ts';

/** What a page is for and how one begins, in at most two sentences. */
const zh = {
  home: '等您处理的事项，最急的在前。点击数字可查看相应清单。',
  owed: '须在期限前办理的事项：是什么、到哪天为止、由谁办理。',
  orders: '您辖区内的采购订单。筛选条件和排序都在网址里，可以收藏或发给同事。',
  newOrder:
    '填写时自动试算，右侧写明还缺什么、哪里不符合、如何改正；内容自动保存为草稿。从 Excel 复制的表格可以直接粘贴到采购明细。填好后按 Ctrl Enter 提交，当场得到结论。',
  order: '一份订单现在的状态、接下来由谁做什么、结论的理由和依据。可以做的事在最上面。',
  amend: '在原订单上修改，改动过的地方会标出。提交后按新的内容重新审核。',
  contract: '登记签订的合同，只填合同里新增或不同的内容。提交后立即审核。',
  waiverRequest: '请求对一条审核意见予以豁免。须由该部门两人签署，签署后订单自动重新审核。',
  reviews: '等本部门决定的订单，最先到期的在前。点编号打开，逐条豁免或退回。',
  review: '只列出本部门负责的审核意见。豁免须由另一人签署；退回后经办人可以修改重报。',
  waivers: '已经同意的豁免：对谁、还能用几次、到哪天为止。有误的可以撤销。',
  waiver: '一项豁免的依据、签署人和使用情况。',
  findings: '审计部门在各单位查出的问题：由谁、在哪天前答复，是否逾期。点开可以答复、退回或了结。',
  newFinding: '登记一个单位的审计问题，写明答复期限；登记后单位在待办中看到。',
  finding: '一个审计问题的来由和经过：单位答复，可附材料；审计部门退回或了结。',
  ruleSets: '历次规则集：哪一个生效、哪些是草案、何时起止、改了什么。',
  ruleSet: '一个规则集与上一个相比改了什么、测试结果如何、生效前须办理什么；尚未生效的可以撤回。',
  rules: '审核订单所依据的规则，按章列出，可以按词查找。点编号看条文、依据、参数和案例。',
  rule: '一条规则的条文、依据、政策参数和案例；财政、审计和正版化工作机构还能看到触发情况和沿革。“待核”的依据尚未与原文核对。',
  log: '这个系统做过的每一件事，最新的在前，只增不改。可按种类、对象、人员和日期查找；点序号看记录全文和证明。',
  leaf: '一条记录的全文，以及由此浏览器重新计算的证明：它在闸口签署的日志之中。',
  checkpoints: '闸口签署过的日志大小和根哈希，最新的在前；点条数可与任何另一个检查点比较。',
  checkpoint: '一个检查点的签名，以及由此浏览器计算的一致性：后来的日志是不是以它为开头。',
  proposals: '须由两个人完成的操作。“等我签署”里的事项等您签署或驳回。',
  proposal: '逐字列出要做的事和签署后的结果。浏览器先核对所见是否就是要签署的内容，一致才能签署。',
  drafts: '交给同事审阅的草稿：谁写的、请谁看、看后同意还是退回。',
  deliveries:
    '已签合同的订单，在这里逐单登记验收；另一栏是验收后仍未登记入账的订单。已登记的验收和付款在各订单的页面上。',
  budgetLines: '一年的预算指标：批了多少、预占和支出多少、还有多少可用，可查任何一天的数字。点编号看它的每一笔流水。',
  budgetLine: '一条指标的余额、占用它的订单和全部流水，流水相加正好是余额。',
  reviseLine: '按调整文件追加或核减一条指标的金额，先看调整前后的余额再提交；由财政部门另一人签署后生效。',
  transferLine:
    '把一条指标的可用额度调剂给同一年度的另一条指标，两条指标调整前后的余额都列出；由财政部门另一人签署后生效。',
  execution: '预算执行的汇总：从行政区划点到单位，再从单位点到指标；合计与导出的表一致。',
  unusedMoney: '可用占比高的指标，对照年度已过多少，看哪些钱还没有用。',
  filings: '本单位要向正版化工作机构报送的报表，最先到期的在前；已报送的在下面。',
  filing: '按表样填报，草稿自动保存，有系统数据的栏已预填；送签后由本单位审批人签署，签署之时即为报送时间。',
  campaigns: '正版化工作机构请各单位报送的任务：用哪个表样、到哪天为止、进展如何。',
  campaign: '一次报送任务请了哪些单位、谁报了、谁逾期；延期、免报、补请和关闭都在这里办理。',
  newCampaign: '选定表样、截止日期和报送单位，先存为草稿；发起须由机构另一人签署。',
  paperFiling: '单位没有人在网上填报时，由机构录入盖章的纸质报表并附扫描件；另一人核对后签署，收到之日即为报送之日。',
  sums: '各单位报送数字的汇总，可按地区、级别等分组，点开可以看到由哪些报表加成。',
  filed: '各单位报来的报表，点开逐栏核对后审核通过，或写明原因退回重报。',
  timeRequests: '单位申请延期的理由和日期：同意时可另定日期，不同意时写明原因，单位都能看到。',
  filedOne: '一份报表的各栏和系统数据对照；通过时按表样登记整改事项，退回时写明每栏的原因。',
  matters: '各单位须整改的事项：期限、由谁办理、是否逾期。',
  newMatter: '请一个单位在某日前整改一件事；登记后单位在待办中看到。',
  matter: '一件整改事项的来由和经过：单位附材料答复，机构核销、退回或延长期限。',
  forms: '可用于报送的表样及其各版，点开可以看到每一栏和校验规则。',
  form: '一个表样的栏目、校验和计算方法；新版发布后，已发起的任务仍用原来的版本。',
  newForm: '检查一份表样文件：哪里不合规范、与上一版有何不同；通过后由两人发布。检查本身不保存任何内容。',
  roster: '辖区内各单位的第一责任人、分管领导、具体责任人和联络员，以及哪里有空缺。',
  rosterAgency: '一个单位各项职责的责任人；有空缺或换人时在这里登记。',
  newAccounts:
    '为多名单位人员一次开通账户：从责任人信息库或名单文件试算、提交，由另一名安全管理员签署，两人分别发放邀请码。',
  alerts: '今天需要留意的事项：授权到期、缺口、整改到期等，最紧急的在前；原因消除后自动消失。',
  alertDigests: '每天为每个单位留存的提醒摘要，可查任何一天。',
  planFilings: '采购实施计划备案及其项目；订单提交时对照备案核对。',
  positions: '每种软件装了多少、授权够不够，可查任何一天；缺口可以点到具体的设备。',
  shortfalls: '没有授权的安装，逐台列出。',
  devices: '登记在册的计算机。按序列号或资产编号查找，点开可以看到它从采购到安装的每一环。',
  entitlements: '各单位持有的软件授权：多少套、用了多少、到哪天、是否核实。',
  installations: '在设备上发现的软件：何时、由谁发现，是否仍在。',
  allocations: '哪套授权分配给了哪台设备，从何时到何时。',
  products: '软件产品的版别、版本、停止支持日期和使用权；规则据此判断。',
  softwareNames: '清单里的软件名称各指哪个产品；确认过一次，以后的清单照此读取。',
  suppliers: '登记在册的供应商及其关联供应商。',
  debarments: '被禁止参加采购的供应商：依据哪份名单、从何时到何时、是否在申诉。',
  agencies: '辖区内的单位；点开可以看到它的订单、指标、设备和整改。',
  me: '您的身份、辖区和登录情况，可以修改密码、结束其他电脑上的登录。',
};

const en: Words<typeof zh> = {
  home: 'What waits for you, the most pressing first. A number opens a list of exactly so many rows.',
  owed: 'What is to be done by its day: what it is, until when, and by whom.',
  orders:
    'The orders within your reach. The address keeps filters and sorting: bookmark it, or send it to a colleague.',
  newOrder:
    'The order is checked while you type: on the right stands what is missing, what is not allowed and how to mend it. A draft is kept by itself. Ctrl Enter submits the order, and the decision comes at once. A table copied from Excel can be pasted into the lines.',
  order: 'How an order stands, who has to do what next, and why it was decided so. What you can do is on top.',
  amend: 'Change what was ordered; each change is marked. What you submit is judged anew.',
  contract: 'Enter the contract: only what it adds or what differs. It is judged at once.',
  waiverRequest:
    'Ask for a finding to be waived. Two people of the bureau sign, and the order is decided again by the second signature.',
  reviews:
    'Orders that your bureau has to decide, what lapses first on top. Open one by its reference to waive or turn down.',
  review:
    'The findings of your bureau only. A waiver needs a second signature; what is turned down can be mended and submitted again.',
  waivers: 'What was waived: for whom, how often more, and until when. A wrong one can be revoked.',
  waiver: 'On what grounds a finding was waived, who signed, and where it was used.',
  findings:
    'What the audit bureau found at agencies: who answers, by when, and what is overdue. Open one to answer, return or close it.',
  newFinding: 'Record what was found at an agency and by when it answers; it appears among what waits there.',
  finding:
    'What was found and what became of it: the agency answers, with proof if there is any; the audit bureau returns the answer or closes.',
  ruleSets: 'All rule sets: which is in force, which are drafts, from when to when, and what they change.',
  ruleSet:
    'What a rule set changes, what its tests prove, and what it takes to enter into force; what is not in force yet can be given up.',
  rules:
    'What orders are judged by, in chapters; find a rule by any word. A code opens its clauses, basis, parameters and cases.',
  rule: 'What a rule says, what it rests on, its parameters and cases; bureaus also read how often it fired. What is to be verified was not yet compared with the original.',
  log: 'Everything that was done here, the newest first; leaves are added and never changed. Narrow it by kind, subject, person and day; an index opens the record and its proof.',
  leaf: 'One record in full, and the proof that it is in the log that the gate has signed, computed again by this browser.',
  checkpoints:
    'What the gate has signed of its log, the newest first; a number of leaves opens one, to be compared with any other.',
  checkpoint:
    'The signature of one checkpoint, and its consistency, computed by this browser: whether the later log begins with it.',
  proposals: 'Acts that take two people. Those in the first tab wait for your signature or your refusal.',
  proposal:
    'What is asked word for word, and what a signature brings about. Your browser first checks that what you see is what you sign.',
  drafts: 'Drafts that were given to colleagues: who wrote them, whose opinion is asked, and whether it was yes.',
  deliveries:
    'Orders under contract, each to be accepted here; the other tab has what was accepted and is in no register yet. Recorded deliveries and payments stand on the page of each order.',
  budgetLines:
    'The budget lines of a year: what was granted, reserved, spent and is left, today or on any day. A code opens its moves.',
  budgetLine: 'How a line stands, which orders have money of it, and all its moves, which add up to the balance.',
  reviseLine:
    'A document gives a line more money or less; what it had and will have stands there before you submit. Another person of the finance bureau signs it.',
  transferLine:
    'What is available of a line goes to another one of the same year; both are shown before and after. Another person of the finance bureau signs it.',
  execution:
    'How budgets are carried out: a region leads to its agencies, an agency to its lines, with the same sums as the export.',
  unusedMoney: 'Budget lines with much money left, beside how much of the year is over.',
  filings:
    'What your agency has to file with the legalization office, what is due first on top, and below what it has filed.',
  filing:
    'Fill in the form: the draft saves itself, and what the gate knows is filled in. Your approver signs it, and with that it is filed.',
  campaigns: 'What the legalization office asks of agencies: on which form, by which day, and how far it has come.',
  campaign:
    'Whom a campaign asks, who has filed and who is late; give more time, excuse, add agencies and close it here.',
  newCampaign:
    'Choose the form, the day and the agencies, and keep it as a draft; a second person of the office signs the launch.',
  paperFiling:
    'For an agency that files on paper: type the stamped form and attach its scan. Another person of the office signs, and the day on which the paper came in is the day that counts.',
  sums: 'The numbers that agencies filed, summed by region, level and more, down to the filings that they are made of.',
  filed: 'What agencies have filed: open one, compare it cell by cell, and accept it, or return it and say why.',
  timeRequests: 'Agencies that ask for more time: give it, on this day or another one, or say why not; they read it.',
  filedOne:
    'The cells of a filing beside what the gate knows; an acceptance opens rectifications by the form, a return says what is wrong in which cell.',
  matters: 'What agencies have to put right: by when, who has to act next, and what is overdue.',
  newMatter: 'Ask an agency to put something right by a day; it appears in the to-do list of the agency.',
  matter:
    'Where a rectification came from and what was done: the agency answers with papers, the office closes, returns or gives more time.',
  forms: 'The forms that campaigns can ask for, with their revisions; open one to see each cell and its checks.',
  form: 'The cells, checks and computations of a form; a campaign keeps the revision that it was launched with.',
  newForm:
    'Check the document of a form: what is wrong where, and what it changes. What passes is published by two people; a check keeps nothing.',
  roster: 'Who answers for genuine software in each agency within your reach, and which duties are vacant.',
  rosterAgency: 'Who has which duty in one agency; record here who fills a vacant one or follows somebody.',
  newAccounts:
    'Accounts for many people of agencies in one act: try a list from the roster or a file, propose it, and each of the two administrators hands out own halves of the invitation codes.',
  alerts: 'What to look at today: rights that end, shortfalls, what is due. An alert goes when its cause does.',
  alertDigests: 'What each agency was alerted of on a day, as it was then.',
  planFilings: 'The procurement plans that were filed, with their items; orders are held against them.',
  positions:
    'How many copies there are of each product and whether rights cover them, on any day. A shortfall opens its devices.',
  shortfalls: 'Copies that no right covers, device by device.',
  devices:
    'The computers on file. Find one by its serial or asset number; it opens with each step from its purchase to what is installed.',
  entitlements:
    'The rights that agencies hold: how many seats, how many are used, until when, and whether the proof was seen.',
  installations: 'Software that was seen on devices: when, by whom, and whether it is still there.',
  allocations: 'Which seat was given to which device, from when until when.',
  products: 'Products with editions, versions, ends of support and rights, as the rules read them.',
  softwareNames: 'Which product a name in a list means. Once confirmed, later lists are read so.',
  suppliers: 'The suppliers on file and those affiliated with them.',
  debarments: 'Suppliers that may not sell: on whose list, from when until when, and whether they appeal.',
  agencies: 'The agencies within your reach; each leads to its orders, money, devices and rectifications.',
  me: 'Your role, your reach and where you are signed in. Change the password or end sessions on other computers here.',
};

export const PAGES_WORDS: BothLanguages<typeof zh> = { zh, en };
export type PageName = keyof typeof zh;
