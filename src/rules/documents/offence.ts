import { Refusal, type Text, text } from '../../kernel/index.ts';

/** One thing wrong with a document: where (a JSON pointer), a stable code, and words for the person who wrote it. */
export interface Offence {
  readonly pointer: string;
  readonly code: string;
  readonly message: Text;
}

export type Report = (pointer: string, code: OffenceCode, detail?: string) => void;

/** The words of one code, in Chinese and English; `%` stands for the detail. */
export type OffenceWords = readonly [zh: string, en: string];

export interface OffenceCollector<Code extends string> {
  readonly offences: readonly Offence[];
  readonly report: (pointer: string, code: Code, detail?: string) => void;
}

/**
 * Collects offences, so that a document is told everything that is wrong with it and not only the first thing. Other
 * kinds of documents bring the words of their own codes.
 */
export function offenceCollector<More extends string = never>(
  more?: Readonly<Record<More, OffenceWords>>,
): OffenceCollector<OffenceCode | More> {
  const offences: Offence[] = [];
  const wordsOf = new Map<string, OffenceWords>([
    ...Object.entries(WORDS),
    ...Object.entries<OffenceWords>(more ?? {}),
  ]);
  const report = (pointer: string, code: OffenceCode | More, detail = ''): void => {
    const [zh, en] = wordsOf.get(code) ?? [code, code];
    offences.push({ pointer, code, message: { 'zh-CN': fill(zh, detail), en: fill(en, detail) } });
  };
  return { offences, report };
}

/** Appends one reference token, escaped as RFC 6901 asks. */
export function below(pointer: string, token: string | number): string {
  return `${pointer}/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** What to throw for a rule set with offences: all of them are named, so that the person who wrote it mends it in one go. */
export function refusalFor(offences: readonly Offence[]): Refusal {
  const list = offences.map(({ pointer, code }) => `${pointer} (${code})`).join('; ');
  return new Refusal(
    'invalid',
    'rule_set.invalid',
    { 'zh-CN': `规则集不符合要求：${list}`, en: `The rule set does not follow the profile: ${list}` },
    offences.map(({ pointer, message }) => ({ pointer, message: `${message['zh-CN']} / ${message.en}` })),
  );
}

/** The same for what somebody drafts over the contract: the code of each offence stands beside its place. */
export function draftRefusal(offences: readonly Offence[]): Refusal {
  return new Refusal(
    'unprocessable',
    'rule_set.invalid',
    text('草案不符合规则规范，详见各处说明。', 'The draft does not follow the profile of rules; each place is named.'),
    offences.map(({ pointer, code, message }) => ({ pointer, code, message })),
  );
}

function fill(words: string, detail: string): string {
  return words.replace('%', () => detail);
}

const WORDS = {
  'document.not_object': ['此处应为对象', 'an object belongs here'],
  'document.not_list': ['此处应为列表', 'a list belongs here'],
  'document.not_text': ['此处应为非空文本', 'a text that is not empty belongs here'],
  'document.not_pair': ['此处应为两个词：所写的和所指的', 'two words belong here: what is written and what it means'],
  'document.not_boolean': ['此处应为 true 或 false', 'true or false belongs here'],
  'document.not_integer': ['此处应为整数', 'a whole number belongs here'],
  'document.not_date': [
    '此处应为真实存在的日期（年-月-日）',
    'a day that exists, written year-month-day, belongs here',
  ],
  'document.unknown_key': ['不允许出现字段“%”', 'the key "%" has no place here'],
  'document.missing_key': ['缺少字段“%”', 'the key "%" is missing'],
  'document.not_one_of': ['此处只能取：%', 'one of these belongs here: %'],
  'document.wrong_schema': ['文件格式应为“%”', 'the schema must be "%"'],
  'document.empty_list': ['列表不得为空', 'the list must not be empty'],
  'document.duplicate': ['“%”重复', '"%" stands here twice'],
  'document.too_long': ['内容过长，上限为 %', 'too long: the limit is %'],
  'text.language_missing': ['缺少语言“%”的文本', 'the text in "%" is missing'],
  'rule.id_malformed': ['规则编号应形如 OS-01', 'a rule id looks like OS-01'],
  'rule.revision_malformed': ['版本号应为正整数', 'a revision is a whole number from 1 up'],
  'rule.in_force_reversed': ['失效日期早于生效日期', 'the last day in force lies before the first'],
  'rule.applies_to_without_goods': [
    '针对整张订单或资金来源的规则不能按商品或类别限定，否则永远不会生效',
    'an order or a funding entry has no goods or category: narrowed by them, the rule would never apply',
  ],
  'rule.stage_without_clause': ['没有任何子句在“%”阶段审核', 'no clause runs at the stage "%"'],
  'rule.category_unknown': ['未知的类别“%”', 'no category is called "%"'],
  'rule.region_malformed': ['行政区划代码应为六位数字', 'a region is a six-digit code'],
  'rule.legal_basis_empty': [
    '须写明法律文件，或说明这是我们的理解',
    'name a document, or say in "reading" that this is our reading',
  ],
  'rule.unverified_without_source': [
    '没有法律文件支持的依据不能标为已核实',
    'a basis without a document cannot be marked as verified',
  ],
  'clause.id_malformed': [
    '子句编号只能用小写字母、数字和连字符',
    'a clause id has lower-case letters, digits and hyphens',
  ],
  'clause.id_reserved': ['“%”不能用作子句编号', '"%" means something else and cannot name a clause'],
  'clause.duplicate_id': ['子句编号“%”重复', 'two clauses are called "%"'],
  'clause.too_many': ['子句不得超过 %', 'there may be at most % clauses'],
  'clause.order': [
    '子句须按由重到轻排列：reject、refer、warn',
    'clauses stand worst first: reject, then refer, then warn',
  ],
  'clause.stage_outside_rule': ['规则不在“%”阶段审核', 'the rule does not run at the stage "%"'],
  'clause.pointer_malformed': ['不是有效的 JSON 指针', 'this is not a JSON pointer'],
  'condition.path': [
    '条件中不得使用 path：其中的表达式会被执行',
    'no "path" in a condition: an expression in it would be executed',
  ],
  'condition.params': ['条件中不得使用 params', 'no "params" in a condition: facts take no arguments'],
  'condition.priority': ['条件中不得使用 priority', 'no "priority" in a condition: all leaves are looked at'],
  'condition.named': ['不支持引用命名条件', 'named conditions are not supported: write the condition out'],
  'condition.shape': [
    '条件须恰好是 all、any、not 或一个比较之一',
    'a condition is exactly one of all, any, not or a comparison',
  ],
  'condition.empty_list': [
    'all 和 any 不得为空：空的 any 会被当作成立',
    'all and any must not be empty: an empty any would hold',
  ],
  'condition.too_many_leaves': ['一条规则的比较不得超过 % 个', 'a rule may have at most % leaves'],
  'condition.too_deep': ['条件嵌套不得超过 % 层', 'conditions may be nested at most % deep'],
  'leaf.name_malformed': [
    '比较的名称只能用小写字母、数字和连字符',
    'the name of a leaf has lower-case letters, digits and hyphens',
  ],
  'leaf.duplicate_name': ['比较的名称“%”在本规则内重复', 'two leaves of this rule are called "%"'],
  'leaf.fact_unknown': ['事实目录中没有“%”', 'the fact catalogue has no "%"'],
  'leaf.fact_out_of_scope': ['规则的审核对象看不到事实“%”', 'the rule\'s scope cannot see the fact "%"'],
  'leaf.operator_unknown': ['没有名为“%”的比较方式', 'no operator is called "%"'],
  'leaf.operator_wrong_type': ['该比较方式不适用于类型“%”', 'this operator does not fit a fact of the type "%"'],
  'leaf.literal_wrong_type': ['取值应为类型“%”', 'the value must be of the type "%"'],
  'leaf.literal_not_in_enum': ['取值只能是：%', 'the value must be one of: %'],
  'leaf.list_wanted': ['此比较方式需要取值列表', 'this operator wants a list of values'],
  'leaf.fact_in_list': [
    'in 和 notIn 只能对照取值列表，不能对照另一个事实',
    'in and notIn compare with a list of values, not with a fact',
  ],
  'leaf.types_differ': ['两个事实类型不同：%', 'the two facts differ in type: %'],
  'leaf.compared_with_itself': ['一个事实不能与自身比较', 'a fact cannot be compared with itself'],
  'placeholder.malformed': ['占位符只能写作 {{事实名}}', 'a placeholder is written {{fact.name}} and nothing else'],
  'placeholder.fact_unknown': ['占位符中的事实“%”不存在', 'the placeholder names an unknown fact, "%"'],
  'placeholder.fact_out_of_scope': [
    '规则的审核对象看不到占位符中的事实“%”',
    'the rule\'s scope cannot see the placeholder\'s fact "%"',
  ],
  'placeholder.languages_differ': [
    '两种语言的占位符不一致：%',
    'the two languages do not have the same placeholders: %',
  ],
  'test.fact_unknown': ['测试中的事实“%”不存在', 'the test names an unknown fact, "%"'],
  'test.fact_out_of_scope': [
    '规则的审核对象看不到测试中的事实“%”',
    'the rule\'s scope cannot see the test\'s fact "%"',
  ],
  'test.value_wrong_type': ['该事实的取值应为：%', 'a value of this fact must be: %'],
  'test.expectation_unknown': ['没有名为“%”的子句或结果', 'no clause or result is called "%"'],
  'fact.name_malformed': [
    '事实名应为以点分隔的名称，如 line.os.state',
    'a fact has a dotted name, such as line.os.state',
  ],
  'fact.duplicate': ['事实“%”重复', 'the fact "%" is listed twice'],
  'fact.values_wanted': ['枚举类型须列出全部取值', 'an enum lists its values'],
  'fact.values_unwanted': ['只有枚举类型才列取值', 'only an enum lists values'],
  'fact.policy_scope': [
    '政策参数类事实须属于订单，来源为 policy',
    'a policy fact has the scope order and the standing policy',
  ],
  'fact.supplier_wanted': ['可能缺失的事实须写明由谁补齐', 'a fact that may be missing says who supplies it'],
  'policy.jurisdiction_malformed': ['行政区划代码应为六位数字', 'a jurisdiction is a six-digit region code'],
  'policy.name_unknown': ['没有名为“%”的政策参数', 'the gate knows no policy parameter called "%"'],
  'policy.day_of_other_year': ['不是该年的日期', 'a day of another year'],
  'policy.dates_reversed': ['失效日期早于生效日期', 'the last day in force lies before the first'],
  'policy.overlap': [
    '与同一参数的另一条目在级别和日期上重叠：%',
    'overlaps another entry of the same parameter in level and dates: %',
  ],
  'policy.value_wrong_type': ['参数取值应为：%', 'the value of this parameter must be: %'],
  'decoding.code_malformed': ['品目编码应为一个字母加数字', 'a catalogue code is a letter and digits'],
  'decoding.duplicate': ['品目编码“%”重复', 'the code "%" is listed twice in its edition'],
  'decoding.prefix': ['只有软件类品目才可按前缀匹配', 'only codes of software match by prefix'],
  'pack.duplicate_rule': ['规则“%”出现在多个文件中', 'the rule "%" stands in more than one file'],
  'pack.file_name': ['文件名应与规则编号一致：%', 'the file is named after its rule: %'],
  'pack.not_json': ['不是有效的 JSON：%', 'this is not JSON: %'],
  'pack.policy_fact': [
    '事实“%”没有同类型的政策参数与之对应',
    'no policy parameter of the same type stands behind the fact "%"',
  ],
  'pack.policy_nothing': [
    '参数“%”不能为空：相应事实不允许“无”',
    'the parameter "%" cannot be null: its fact may not be nothing',
  ],
  'pack.missing': ['规则包缺少：%', 'the rule pack lacks: %'],
  'draft.revision': ['修改后的规则修订号应为 %', 'the changed rule must have the revision %'],
  'draft.not_your_rule': ['此规则不归本部门负责', 'this rule is another bureau’s'],
  'draft.not_your_parameter': ['此政策参数不归本部门负责', 'this policy parameter is another bureau’s'],
  'draft.no_such_rule': ['没有规则“%”', 'there is no rule "%"'],
  'draft.no_such_parameter': ['没有这一项“%”', 'there is no such entry of "%"'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

export type OffenceCode = keyof typeof WORDS;
