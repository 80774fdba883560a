import type { BothLanguages, Words } from '../words/both-languages.ts';

const zh = {
  list: {
    title: '我的报表',
    open: '需要报送',
    done: '已报送和已结束',
    none: '没有需要报送的任务。正版化工作机构发起报送任务后，会出现在这里。',
    noneDone: '还没有报送过报表。',
    any: '全部',
    noneMatch: '没有符合条件的报表。',
    columns: { title: '报送任务', unit: '单位', due: '截止日期', state: '状态', timely: '时效' },
    left: (days: number) => (days === 0 ? '今天截止' : `剩 ${days} 天`),
    overdue: (days: number) => `已逾期 ${days} 天`,
    resubmit: '重报',
    excusedUntil: (day: string) => `延期说明至 ${day}`,
    asksUntil: (day: string) => `已申请延至 ${day}，待答复`,
    notGiven: (day: string) => `不同意延至 ${day}`,
    scored: (day: string) => `评分待审批人答复，最迟 ${day}`,
  },
  page: {
    back: '我的报表',
    unit: '填报单位',
    due: '截止日期',
    asOf: '数据截至',
    office: '接收单位',
    documents: '依据',
    state: '状态',
    notAsked: '该报送任务没有要求此单位报送，或此单位不是您所在的单位。',
    advice: '请检查地址，或从列表中打开：',
    print: '打印',
    letter: '催报通知（PDF）',
    paper: { workbook: '导出统计表（Excel）', print: '导出统计表（PDF）' },
    revision: (revision: number) => `第 ${revision} 版`,
    filedAt: (when: string, how: string) => `${when} 报送（${how}）`,
    acceptedAt: (when: string) => `${when} 审核通过`,
    awaiting: '报表已送签，等待本单位审批人签署；签署前不能修改。',
    toProposal: '查看待签事项',
    returned: (when: string, due: string) => `${when} 被退回，请按所列原因修改，${due} 前重报。`,
    correct: '报送任务已关闭。如需更正，请修改后送签，由本单位审批人和正版化工作机构签署。',
    startCorrecting: '更正报表',
  },
  taken: {
    ofDay: (day: string) => `标有“系统”的数为截至 ${day} 日终的快照，之后登记或验收的不计入。`,
    ofMoment: (taken: string) =>
      `标有“系统”的数为截至 ${taken}（发起报送任务时）的快照，之后登记或验收的不计入，当日稍后的也不计入。`,
  },
  draft: {
    fresh: (prefilled: number) =>
      prefilled === 0 ? '尚未填写。' : `${prefilled} 栏已按系统数据预填（标有“系统”），请核对，并填写其余各栏。`,
    withoutReason: (count: number) => `${count} 处与系统数据不一致，未写明原因。`,
    unsaved: '草稿未能保存，填写内容仍在本页。',
    merged: (by: string, at: string) => `${by} 同时修改了这份草稿（${at} 保存），双方填写的内容已合并。`,
    mergedOwn: (at: string) => `您在另一个窗口也修改了这份草稿（${at} 保存），两处填写的内容已合并。`,
    somebody: '同事',
    conflict: (title: string, mine: string, theirs: string) =>
      `${title}：保留了这里填的 ${mine}，另一处填的是 ${theirs}。`,
    take: (theirs: string) => `改用 ${theirs}`,
    empty: '（空）',
    check: '校验',
    passed: '校验通过，可以送签。',
    failed: (count: number) => `还有 ${count} 处需要处理。`,
    acknowledge: '已核实，情况属实',
    toTick: (title: string) => `前往勾选“已核实，情况属实”：${title}`,
    warning: (says: string) => `提示：${says}`,
  },
  send: {
    title: '送签',
    signedFor: '在报表上签字的负责人',
    nobody: '不注明',
    reason: '更正原因',
    does: '送审批人签署',
    says: '送签后由本单位审批人核对并签署，签署之时即为报送时间。',
    scans: '盖章报表扫描件（可不附）',
    scansSay: (count: number) => (count === 0 ? 'PDF 或图片，可附多份，随报表一并送签。' : `已附 ${count} 份`),
    readAnew: '重新读取草稿',
    unread: '草稿未能保存，或刚与另一处填写的内容合并。请查看页首说明，核对后再送签。',
    sent: (who: string) => `已送签，还需签署：${who}。`,
  },
  matter: {
    open: (cell: string, number: string, matter: string) =>
      `${cell}填报为 0，但整改事项 ${number}（${matter}）尚未核销。请核对；已经整改的，请在该事项中答复并附证明。`,
    see: '查看整改事项',
  },
  signers: { may: (role: string, names: string) => `可签署（${role}）：${names}`, comma: '、' },
};

const en: Words<typeof zh> = {
  list: {
    title: 'My filings',
    open: 'To be filed',
    done: 'Filed and over',
    none: 'Nothing is to be filed. What the legalization office asks for will appear here.',
    noneDone: 'Nothing has been filed yet.',
    any: 'all',
    noneMatch: 'No filing matches.',
    columns: { title: 'Campaign', unit: 'Agency', due: 'Due', state: 'State', timely: 'In time' },
    left: (days) => (days === 0 ? 'due today' : days === 1 ? '1 day left' : `${days} days left`),
    overdue: (days) => (days === 1 ? '1 day overdue' : `${days} days overdue`),
    resubmit: 'again',
    excusedUntil: (day) => `excused until ${day}`,
    asksUntil: (day) => `more time asked for, until ${day}`,
    notGiven: (day) => `not given more time until ${day}`,
    scored: (day) => `score to be answered by the approver until ${day}`,
  },
  page: {
    back: 'My filings',
    unit: 'Agency',
    due: 'Due',
    asOf: 'As of',
    office: 'Received by',
    documents: 'Rests on',
    state: 'State',
    notAsked: 'The campaign does not ask this agency, or the agency is not yours.',
    advice: 'Check the address, or open the filing from the list:',
    print: 'Print',
    letter: 'Letter of demand (PDF)',
    paper: { workbook: 'Export the form (Excel)', print: 'Export the form (PDF)' },
    revision: (revision) => `Revision ${revision}`,
    filedAt: (when, how) => `filed ${when} (${how})`,
    acceptedAt: (when) => `accepted ${when}`,
    awaiting: 'It waits for the signature of your approver; until then nothing can be changed.',
    toProposal: 'See the proposal',
    returned: (when, due) => `Returned ${when}. Mend what is said below and file it again by ${due}.`,
    correct:
      'The campaign is closed. A correction is signed by your approver and by somebody of the legalization office.',
    startCorrecting: 'Correct it',
  },
  taken: {
    ofDay: (day) =>
      `Figures marked “gate” are as of the end of ${day}: what was entered or accepted later is not in them.`,
    ofMoment: (taken) =>
      `Figures marked “gate” are as of ${taken}, when the campaign was launched: what was entered or accepted later, on the same day too, is not in them.`,
  },
  draft: {
    fresh: (prefilled) =>
      prefilled === 0
        ? 'Nothing is typed yet.'
        : `${prefilled === 1 ? 'One cell is' : `${prefilled} cells are`} filled in by the gate (marked “gate”): check them, and fill in the others.`,
    withoutReason: (count) =>
      `${count} ${count === 1 ? 'cell differs' : 'cells differ'} from the gate without a reason.`,
    unsaved: 'The draft could not be saved. What you typed is still on this page.',
    merged: (by, at) => `${by} changed this draft at the same time (saved ${at}); what both of you typed is in it.`,
    mergedOwn: (at) =>
      `You changed this draft in another window as well (saved ${at}); what you typed in both is in it.`,
    somebody: 'A colleague',
    conflict: (title, mine, theirs) => `${title}: what stands here (${mine}) was kept; the other one is ${theirs}.`,
    take: (theirs) => `Take ${theirs}`,
    empty: '(empty)',
    check: 'Check',
    passed: 'No open points: it is ready to be signed.',
    failed: (count) => (count === 1 ? 'One thing is to be settled.' : `${count} things are to be settled.`),
    acknowledge: 'I have checked this and it is correct',
    toTick: (title) => `Go to the tick “I have checked this and it is correct”: ${title}`,
    warning: (says) => `Note: ${says}`,
  },
  send: {
    title: 'Have it signed',
    signedFor: 'Whose signature stands on the paper',
    nobody: 'not stated',
    reason: 'Why it is corrected',
    does: 'Send to the approver',
    says: 'Your approver reads and signs it; the moment of the signature is when it is filed.',
    scans: 'Scans of the stamped paper, if any',
    scansSay: (count) =>
      count === 0 ? 'PDF or pictures, as many as there are; they are signed with the form.' : `${count} attached`,
    readAnew: 'Read the draft again',
    unread:
      'The draft could not be saved, or what somebody else typed has just come into it. See the top of the page, then send it.',
    sent: (who) => `Sent. Still to sign: ${who}.`,
  },
  matter: {
    open: (cell, number, matter) =>
      `${cell}: you report 0, but rectification ${number} (${matter}) is still open. Check which is right; what has been mended is answered there, with its proof.`,
    see: 'See the rectification',
  },
  signers: { may: (role, names) => `Can sign (${role}): ${names}`, comma: ', ' },
};

export const FILING_WORDS: BothLanguages<typeof zh> = { zh, en };
