import { Refusal, text } from '../../kernel/index.ts';
import { type Offence, type OffenceCode, type OffenceCollector, offenceCollector } from '../../rules/index.ts';

/** What can be wrong with a form beyond what can be wrong with any document; `%` stands for the detail. */
const FORM_WORDS = {
  'form.id_malformed': ['编号只能用小写字母、数字和连字符', 'an id has lower-case letters, digits and hyphens'],
  'form.revision_malformed': ['版本号应为正整数', 'a revision is a whole number from 1 up'],
  'form.number_malformed': ['此处应为不小于 % 的整数', 'a whole number from % up belongs here'],
  'form.points_malformed': [
    '分值应为整数，或最多两位小数的文本',
    'points are a whole number, or a text with at most two decimal places',
  ],
  'form.bounds_reversed': ['下限大于上限', 'the least value lies above the greatest'],
  'cell.id_malformed': [
    '栏目编号应为以点分隔的名称，如 office.installed',
    'a cell has a dotted name, such as office.installed',
  ],
  'cell.unknown': ['没有名为“%”的栏目', 'no cell is called "%"'],
  'cell.nowhere': ['栏目“%”不在任何部分中', 'the cell "%" stands in no section'],
  'cell.twice': ['栏目“%”在表中出现两次', 'the cell "%" stands in the form twice'],
  'cell.in_rows': ['“%”是明细行中的栏目，不能在此引用', '"%" is a cell of repeated rows and cannot be named here'],
  'cell.key_unwanted': ['此类栏目不用“%”', 'a cell of this type has no "%"'],
  'cell.key_wanted': ['此类栏目须写明“%”', 'a cell of this type says its "%"'],
  'cell.computed_required': ['计算得出的栏目不由人填写', 'a computed cell is filled in by nobody'],
  'cell.heading_twice': ['表头“%”同时属于另一栏目', 'the heading "%" belongs to another cell too'],
  'cell.figure_unknown': ['统计指标目录中没有“%”', 'the catalogue of figures has no "%"'],
  'cell.figure_part': ['该指标没有分项“%”', 'the figure has no part "%"'],
  'cell.figure_unit': [
    '该指标的单位是“%”，与栏目类型不符',
    'the figure counts "%", which does not fit the type of the cell',
  ],
  'computation.shape': ['计算方式须恰好是其中之一：%', 'a computation is exactly one of these: %'],
  'computation.type': ['类型不符：“%”', 'the type does not fit: "%"'],
  'computation.cycle': ['计算相互引用成环：%', 'the computations go round in a circle: %'],
  'computation.not_scored': ['“%”不是评分项', '"%" is no scored item'],
  'computation.steps': [
    '等次须由高到低排列，最后一档从 0 分起',
    'grades stand best first, and the last begins at 0 points',
  ],
  'section.rows_wanted': ['“%”不是明细行部分', '"%" is no section of repeated rows'],
  'section.computed_in_rows': ['明细行中不能有计算栏目', 'no cell of repeated rows is computed'],
  'check.on_text': ['条件不能引用文本或附件栏目“%”', 'a condition cannot name "%": texts and files are not compared'],
  'check.id_reserved': ['“%”不能用作校验编号', '"%" means something else and cannot name a check'],
  'revision.id': ['修订后的表样编号须与原表样相同：%', 'a revision keeps the id of its form: %'],
  'revision.number': ['下一修订号应为 %', 'the next revision is %'],
  'revision.type': ['栏目“%”的含义不可更改：类型须保持不变', 'the cell "%" means the same for ever: its type stays'],
  'revision.unit': ['栏目“%”的含义不可更改：单位须保持不变', 'the cell "%" means the same for ever: its unit stays'],
  'revision.sum': [
    '栏目“%”的含义不可更改：汇总方式须保持不变',
    'the cell "%" means the same for ever: its summing stays',
  ],
  'revision.rows': [
    '栏目“%”的含义不可更改：明细行栏目须仍在明细行中',
    'the cell "%" means the same for ever: what repeats goes on repeating',
  ],
  'test.unreadable': ['测试填报的内容有误：%', 'what the test files is wrong: %'],
  'test.checks': ['实际触发的校验：%', 'the checks that fire are: %'],
  'test.missing': ['实际缺填的栏目：%', 'the cells that are missing are: %'],
  'test.opens': ['实际开出的事项：%', 'the matters that open are: %'],
  'test.computed': ['实际计算结果为 %', 'what is computed is %'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

export type FormOffenceCode = keyof typeof FORM_WORDS;

export type FormReport = OffenceCollector<OffenceCode | FormOffenceCode>['report'];

export function formOffenceCollector(): OffenceCollector<OffenceCode | FormOffenceCode> {
  return offenceCollector(FORM_WORDS);
}

/** What to answer to a form with offences: each place, with its code and both languages. */
export function formRefusal(offences: readonly Offence[]): Refusal {
  return new Refusal(
    'unprocessable',
    'form.invalid',
    text('表样不符合规范，详见各处说明。', 'The form does not follow the profile of forms; each place is named.'),
    offences.map(({ pointer, code, message }) => ({ pointer, code, message })),
  );
}
