import type { Schemas } from '../../client/operation.ts';
import type { BothLanguages, Words } from '../../words/use-words.ts';

type WordsFor<Value extends string> = { readonly [value in Value]: string };

const groundsZh: WordsFor<Schemas['ExcuseGround']> = { closed: '机构撤销', merged: '机构合并', exempt: '不适用' };
const groundsEn: WordsFor<Schemas['ExcuseGround']> = { closed: 'closed', merged: 'merged', exempt: 'exempt' };

interface RequestInWords {
  readonly askedOn: string;
  readonly dueOn: string;
  readonly answeredOn: string;
  readonly givenOn: string;
  readonly isExcuse: boolean;
  readonly why: string;
}

const zh = {
  grounds: groundsZh,
  time: {
    title: '延期申请',
    none: '没有待答复的延期申请。单位申请延期后会出现在这里。',
    columns: {
      unit: '单位',
      campaign: '报送任务',
      due: '截止日期',
      asked: '申请延至',
      why: '申请原因',
      answer: '答复',
    },
    heading: '报送期限',
    ask: '申请延期',
    onlyExcuses: '截止日期已过或任务已关闭：即使同意，也仍按逾期统计，只注明已说明。',
    waiting: ({ askedOn, dueOn, why }: RequestInWords) =>
      `已于 ${askedOn} 申请延期至 ${dueOn}（${why}），等待正版化工作机构答复。答复之前截止日期不变。`,
    extended: ({ answeredOn, givenOn, isExcuse }: RequestInWords) =>
      isExcuse
        ? `延期申请已于 ${answeredOn} 答复：逾期说明至 ${givenOn}，仍按逾期统计。`
        : `延期申请已于 ${answeredOn} 同意：延至 ${givenOn}。`,
    refused: ({ dueOn, answeredOn, why }: RequestInWords) =>
      `延期至 ${dueOn} 的申请已于 ${answeredOn} 答复：不同意。${why}`,
    requested: (day: string, why: string) => `申请延期至 ${day}：${why}`,
    turnedDown: (day: string, why: string) => `不同意延期至 ${day}：${why}`,
    give: '同意',
    giveTo: (name: string) => `同意延期：${name}`,
    refuse: '不同意',
    refuseTo: (name: string) => `不同意延期：${name}`,
    why: '不同意的原因',
    whyHelp: '单位会看到这里写的原因。',
    refusedNow: (name: string) => `已答复 ${name}：不同意延期，截止日期不变。`,
    erased: '（说明已抹除）',
  },
  units: {
    title: '报送单位',
    state: '状态',
    timely: '时效',
    any: '全部',
    apply: '筛选',
    none: '没有报送单位。',
    noneMatch: '没有符合条件的单位。',
    columns: {
      choose: '选择',
      unit: '单位',
      state: '状态',
      timely: '时效',
      due: '截止日期',
      filed: '首次报送',
      notes: '说明',
      acts: '办理',
    },
    letter: '催报通知',
    letterTo: (name: string) => `催报通知：${name}`,
    allLetters: '全部催报通知（PDF）',
    lettersLater: (day: string) =>
      `截止日 ${day} 过后，仍未报送的单位可在此打印催报通知，逐个或全部；到期前不出催报通知。`,
    paper: '登记纸质报表',
    paperOf: (name: string) => `登记纸质报表：${name}`,
    unfiled: '未报送',
    missing: '未报',
    choose: (name: string) => `选择 ${name}`,
    chosen: (count: number) => `已选 ${count} 个单位`,
    returns: (count: number) => `退回 ${count} 次`,
    resubmit: (day: string) => `须于 ${day} 前重报`,
    overdue: '重报逾期',
    excusedUntil: (day: string) => `逾期说明至 ${day}`,
    extended: (day: string, why: string) => `延期至 ${day}：${why}`,
    excused: (ground: string, why: string) => `${ground}：${why}`,
    erased: '（说明已抹除）',
    covered: (code: string) => `由 ${code} 代报`,
    revision: (revision: number) => `第 ${revision} 版`,
  },
  acts: {
    title: '办理',
    extend: '延长期限',
    excuse: '免予报送',
    join: '补充单位',
    cover: '由承继单位代报',
    close: '关闭报送任务',
    needsUnits: '请先在下表选择单位。',
    day: '新的截止日期',
    askedDay: '希望延至',
    joinDay: '截止日期（至少 5 个工作日后）',
    since: '自哪一天起（撤销、合并时填写）',
    coverSince: '合并生效日',
    ground: '免报原因',
    unit: '单位（名称或统一社会信用代码）',
    covered: '被合并单位（名称或统一社会信用代码）',
    by: '承继单位（名称或统一社会信用代码）',
    reason: '原因',
    cancel: '取消',
    done: {
      extend: '已延长。截止日后或任务关闭后才延长的，仍按逾期统计，另注明已说明。',
      excuse: '已免予报送。',
      join: '已补充。',
      cover: '已改由承继单位代报。',
    },
    closeHelp: '须两人办理。关闭后不再接收报表，只能更正。',
    closing: (who: string) => `关闭已提请，还需签署：${who}。`,
    closesEarly: (unfiled: number, running: number) =>
      `还有 ${unfiled} 个应报单位没有报送${running > 0 ? `，其中 ${running} 个期限未到` : ''}。关闭后这些单位按未报统计。`,
    closed: '已关闭。',
    needed: '请填写。',
    badDay: '日期不对，例如 2026-12-31。',
    badAgency: '请从列表中选择单位，或填写 18 位统一社会信用代码。',
  },
};

const en: Words<typeof zh> = {
  grounds: groundsEn,
  time: {
    title: 'Requests for more time',
    none: 'No request waits for an answer. Once an agency asks for more time, it appears here.',
    columns: {
      unit: 'Agency',
      campaign: 'Campaign',
      due: 'Due',
      asked: 'Asks until',
      why: 'Why',
      answer: 'Answer',
    },
    heading: 'Due day',
    ask: 'Ask for more time',
    onlyExcuses:
      'The day is over, or the campaign is closed: even if the office agrees, the agency stays late, and is shown as excused.',
    waiting: ({ askedOn, dueOn, why }) =>
      `On ${askedOn} more time was asked for, until ${dueOn} (${why}). The legalization office has not answered yet, and until it does the due day stays.`,
    extended: ({ answeredOn, givenOn, isExcuse }) =>
      isExcuse
        ? `Answered on ${answeredOn}: being late is excused until ${givenOn}, and still counts as late.`
        : `Answered on ${answeredOn}: more time is given, until ${givenOn}.`,
    refused: ({ dueOn, answeredOn, why }) =>
      `More time until ${dueOn} was asked for. Answered on ${answeredOn}: it is not given. ${why}`,
    requested: (day, why) => `asks for time until ${day}: ${why}`,
    turnedDown: (day, why) => `no more time until ${day}: ${why}`,
    give: 'Agree',
    giveTo: (name) => `Give ${name} more time`,
    refuse: 'Do not agree',
    refuseTo: (name) => `Give ${name} no more time`,
    why: 'Why it is not given',
    whyHelp: 'The agency reads what is written here.',
    refusedNow: (name) => `${name} was answered: no more time, the due day stays.`,
    erased: '(erased)',
  },
  units: {
    title: 'Agencies',
    state: 'State',
    timely: 'In time',
    any: 'all',
    apply: 'Filter',
    none: 'No agencies.',
    noneMatch: 'No agency matches.',
    columns: {
      choose: 'Choose',
      unit: 'Agency',
      state: 'State',
      timely: 'In time',
      due: 'Due',
      filed: 'First filed',
      notes: 'Remarks',
      acts: 'Acts',
    },
    letter: 'Letter of demand',
    allLetters: 'All letters of demand (PDF)',
    letterTo: (name) => `Letter of demand to ${name}`,
    lettersLater: (day) =>
      `Letters of demand are printed here once the due day, ${day}, is over: to one agency that has not filed, or to all.`,
    paper: 'Record paper',
    paperOf: (name) => `Record the paper of ${name}`,
    unfiled: 'not filed',
    missing: 'not filed',
    choose: (name) => `Choose ${name}`,
    chosen: (count) => (count === 1 ? 'one agency is chosen' : `${count} agencies are chosen`),
    returns: (count) => (count === 1 ? 'returned once' : `returned ${count} times`),
    resubmit: (day) => `due again ${day}`,
    overdue: 'overdue again',
    excusedUntil: (day) => `lateness excused until ${day}`,
    extended: (day, why) => `extended to ${day}: ${why}`,
    excused: (ground, why) => `${ground}: ${why}`,
    erased: '(erased)',
    covered: (code) => `${code} files for it`,
    revision: (revision) => `revision ${revision}`,
  },
  acts: {
    title: 'Acts',
    extend: 'Give more time',
    excuse: 'Excuse',
    join: 'Ask another agency',
    cover: 'Let a successor file',
    close: 'Close the campaign',
    needsUnits: 'Choose agencies in the table first.',
    day: 'New due day',
    askedDay: 'Until which day',
    joinDay: 'Due day, at least 5 working days off',
    since: 'Since which day (closed or merged)',
    coverSince: 'Day of the merger',
    ground: 'Why it is excused',
    unit: 'Agency, by name or credit code',
    covered: 'Agency that was merged, by name or credit code',
    by: 'Its successor, by name or credit code',
    reason: 'Reason',
    cancel: 'Cancel',
    done: {
      extend: 'More time was given. After its day, or after the close, an agency stays late, and is shown as excused.',
      excuse: 'Excused.',
      join: 'Asked.',
      cover: 'The successor files for it now.',
    },
    closeHelp: 'Two people do it. Then nothing is filed any more but corrections.',
    closing: (who) => `The closing is proposed, still to be signed by: ${who}.`,
    closesEarly: (unfiled, running) =>
      `${unfiled === 1 ? 'One agency has' : `${unfiled} agencies have`} not filed yet${
        running > 0 ? `; ${running} of them still ${running === 1 ? 'has' : 'have'} time` : ''
      }. After the close they count as not filed.`,
    closed: 'Closed.',
    needed: 'Please fill in.',
    badDay: 'This is no day; write 2026-12-31.',
    badAgency: 'Choose an agency from the list, or write its credit code of 18 characters.',
  },
};

export const UNIT_WORDS: BothLanguages<typeof zh> = { zh, en };
