import { type FieldError, type Language, type Text, text } from '../../kernel/index.ts';
import type { Schema } from './contract.ts';
import type { ErrorObject } from './schema-compiler.ts';

const ERRORS_MAX = 100;

/** By the component whose pattern it is, as the pattern itself tells nobody what to write. */
const FORMS: Readonly<Record<string, Text>> = {
  Money: text(
    '应为以元为单位的十进制金额字符串，最多两位小数，例如 "4999.00"',
    'must be an amount in yuan as a plain decimal string with at most two places, such as "4999.00"',
  ),
  SignedMoney: text(
    '应为两位小数的金额字符串，例如 "-12.50"',
    'must be an amount in yuan with two places, such as "-12.50"',
  ),
  CreditCode: text(
    '应为 18 位统一社会信用代码（数字和大写字母，不含 I、O、S、V、Z）',
    'must be a unified social credit code: 18 digits and capital letters without I, O, S, V, Z',
  ),
  RegionCode: text('应为六位行政区划代码，例如 "421000"', 'must be a six-digit region code, such as "421000"'),
  CatalogueCode: text(
    '应为政府采购品目编码，例如 "A02010105"',
    'must be a procurement catalogue code, such as "A02010105"',
  ),
  Instant: text(
    '应为 UTC 时间，精确到毫秒，例如 "2026-03-31T09:00:00.000Z"',
    'must be a moment in UTC with milliseconds, such as "2026-03-31T09:00:00.000Z"',
  ),
  StatedInstant: text(
    '应为带时区的时间（RFC 3339），例如 "2026-03-31T09:00:00Z" 或 "2026-03-31T17:00:00+08:00"（查询参数中的“+”写作 %2B）',
    'must be a moment with its offset (RFC 3339), such as "2026-03-31T09:00:00Z" or "2026-03-31T17:00:00+08:00" (in a query, + is written %2B)',
  ),
  Platform: text(
    '应为操作系统与处理器架构，例如 "linux-arm64"',
    'must be an operating system and a processor architecture, such as "linux-arm64"',
  ),
  Id: text('应为系统生成的标识', 'must be an identifier made by the gate'),
  Reason: text('不能为空白', 'must not be blank'),
  CampaignDocument: text(
    '应为文件名称、文号或网址，不能只有年份或数字，例如 "国版办函〔2017〕2号"',
    'must be a title, a number of a document or an address, and no bare year or number, such as "国版办函〔2017〕2号"',
  ),
};

const FORMATS: Readonly<Record<string, Text>> = {
  date: text('应为实际存在的日期，格式 YYYY-MM-DD', 'must be a day that exists, as YYYY-MM-DD'),
  instant: text('应为实际存在的时间', 'must be a moment that exists'),
  'stated-instant': text('应为实际存在的时间', 'must be a moment that exists'),
  email: text('应为有效的电子邮箱地址', 'must be an e-mail address'),
  'credit-code': text(
    '统一社会信用代码的校验位不正确',
    'the check character of the unified social credit code is wrong',
  ),
};

const TYPES: Readonly<Record<string, Text>> = {
  object: text('对象', 'an object'),
  array: text('数组', 'an array'),
  string: text('字符串', 'a string'),
  integer: text('整数', 'a whole number'),
  number: text('数字', 'a number'),
  boolean: text('true 或 false', 'true or false'),
  null: text('空值（null）', 'null'),
};

export type Describe = (errors: readonly ErrorObject[], language: Language) => readonly FieldError[];

/** Turns what ajv found into one message for each place, in the language of the caller. */
export function schemaMessages(schemas: Schema): Describe {
  const forms = new Map(
    Object.entries(FORMS).map(([name, form]) => {
      const schema = schemas[name];
      const pattern = typeof schema === 'object' && schema !== null && 'pattern' in schema ? schema.pattern : undefined;
      return [pattern, form];
    }),
  );
  return (errors, language) => {
    const byPointer = new Map<string, string>();
    for (const error of errors) {
      const pointer = pointerOf(error);
      const message = messageOf(error, forms);
      if (message && !byPointer.has(pointer)) byPointer.set(pointer, message[language]);
      if (byPointer.size === ERRORS_MAX) break;
    }
    return [...byPointer].map(([pointer, message]) => ({ pointer, message }));
  };
}

/** A missing or unknown field is pointed at itself, not at the object it is missing from. */
function pointerOf({ instancePath, keyword, params }: ErrorObject): string {
  if (keyword === 'required') return `${instancePath}/${escaped(params.missingProperty)}`;
  if (keyword === 'additionalProperties') return `${instancePath}/${escaped(params.additionalProperty)}`;
  return instancePath;
}

function escaped(token: unknown): string {
  return String(token).replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Undefined for `if`: it only says that its `else` failed, which has been reported itself. */
function messageOf({ keyword, params }: ErrorObject, forms: ReadonlyMap<unknown, Text>): Text | undefined {
  const limit = String(params.limit);
  switch (keyword) {
    case 'if':
      return undefined;
    case 'required':
      return text('缺少该字段', 'is missing');
    case 'additionalProperties':
      return text('未知字段', 'is not a known field');
    case 'type':
      return typeMessage(params.type);
    case 'enum':
      return oneOf(params.allowedValues);
    case 'const':
      return params.allowedValue === null ? LEFT_OUT : oneOf([params.allowedValue]);
    case 'format':
      return FORMATS[params.format] ?? OTHER;
    case 'pattern':
      return forms.get(params.pattern) ?? text('格式不正确', 'does not have the right form');
    case 'minimum':
      return text(`不能小于 ${limit}`, `must be at least ${limit}`);
    case 'maximum':
      return text(`不能大于 ${limit}`, `must be at most ${limit}`);
    case 'minLength':
      return text(`至少 ${limit} 个字符`, `must have at least ${counted(limit, 'character')}`);
    case 'maxLength':
      return text(`最多 ${limit} 个字符`, `must have at most ${counted(limit, 'character')}`);
    case 'minItems':
      return text(`至少 ${limit} 项`, `must have at least ${counted(limit, 'item')}`);
    case 'maxItems':
      return text(`最多 ${limit} 项`, `must have at most ${counted(limit, 'item')}`);
    case 'minProperties':
      return text(`至少 ${limit} 个字段`, `must have at least ${counted(limit, 'field')}`);
    case 'maxProperties':
      return text(`最多 ${limit} 个字段`, `must have at most ${counted(limit, 'field')}`);
    case 'uniqueItems':
      return text('不能有重复项', 'must not hold one thing twice');
    case 'x-paper':
      return NO_PAPER;
    case 'uniqueBy':
      return text(`编号 ${params.value} 重复`, `the number ${params.value} is used twice`);
    default:
      return OTHER;
  }
}

/** A field that may be there on one kind of thing and not on this one, such as a computer on a line of software. */
const LEFT_OUT = text('此处不应填写', 'must be left out here');

const NO_PAPER = text(
  '应写明文件的名称、文号或出具单位，不能以“无”“待补”“见附件”“授权书”“已签”之类的文字代替：请写编号或带单位、产品名的全称，或附上文件；没有的请留空',
  'must name the paper or who issued it; no word such as “无”, “待补”, “见附件”, “授权书” or “已签” stands for one: give its number, its title with the name of a firm, office or product, or its file; leave it empty where there is none',
);

const OTHER = text('不符合接口约定', 'is not as the contract wants it');

function counted(limit: string, noun: string): string {
  return limit === '1' ? `1 ${noun}` : `${limit} ${noun}s`;
}

function typeMessage(type: unknown): Text {
  const types = (Array.isArray(type) ? type : [type]).map((each) => TYPES[String(each)] ?? OTHER);
  return text(
    `应为${types.map((each) => each['zh-CN']).join('或')}`,
    `must be ${types.map((each) => each.en).join(' or ')}`,
  );
}

function oneOf(values: readonly unknown[]): Text {
  const list = values.filter((value) => value !== null).map(String);
  return text(`应为下列值之一：${list.join('、')}`, `must be one of ${list.join(', ')}`);
}
