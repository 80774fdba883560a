import { parseArgs } from 'node:util';
import { Refusal, type Text, text } from '../kernel/index.ts';

export interface Option {
  readonly type: 'string' | 'boolean';
  /** May stand several times; its values come as a list. */
  readonly isList?: boolean;
}

type Options = Readonly<Record<string, Option>>;

type ValueOf<O extends Option> = O extends { readonly type: 'boolean' }
  ? boolean
  : O extends { readonly isList: true }
    ? readonly string[]
    : string | undefined;

export interface ReadOptions<Known extends Options> {
  readonly values: { readonly [Name in keyof Known]: ValueOf<Known[Name]> };
  readonly words: readonly string[];
}

/**
 * Reads what stands behind a command. Unknown options, values that are missing and words that are too many are refused: a
 * misspelt `--dry-run` must not become a real run.
 */
export function readOptions<const Known extends Options>(
  args: readonly string[],
  options: Known,
  { wordsMax }: { readonly wordsMax: number },
): ReadOptions<Known> {
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(Object.entries(options).map(([name, { type }]) => [name, { type, multiple: true }])),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const found = new Map<string, string[]>();
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind === 'option') take(found, options, token);
  }
  if (words.length > wordsMax) throw usage(tooMany(words[wordsMax] ?? ''));
  const values = Object.entries(options).map(([name, option]) => [name, valueFor(option, found.get(name))]);
  return { values: Object.fromEntries(values) as ReadOptions<Known>['values'], words };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function take(
  found: Map<string, string[]>,
  options: Options,
  { name, rawName, value, inlineValue }: OptionToken,
): void {
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (!option || !rawName.startsWith('--')) throw usage(unknown(rawName));
  if (option.type === 'boolean' && value !== undefined) throw usage(withoutValue(rawName));
  const looksLikeOption = inlineValue !== true && /^-./.test(value ?? '');
  if (option.type === 'string' && (value === undefined || looksLikeOption)) throw usage(valueMissing(rawName));
  if (found.has(name) && !option.isList) throw usage(twice(rawName));
  found.set(name, [...(found.get(name) ?? []), value ?? '']);
}

function valueFor({ type, isList }: Option, values: readonly string[] | undefined): unknown {
  if (type === 'boolean') return values !== undefined;
  return isList ? (values ?? []) : values?.[0];
}

/** What was typed cannot be understood; the exit code is that of every failure. */
export function usage(message: Text): Refusal {
  return new Refusal('invalid', USAGE, message);
}

export const USAGE = 'command.usage';

function unknown(option: string): Text {
  return text(`不认识选项 ${option}`, `unknown option ${option}`);
}

function withoutValue(option: string): Text {
  return text(`选项 ${option} 不带值`, `${option} takes no value`);
}

function valueMissing(option: string): Text {
  return text(`选项 ${option} 缺少值`, `${option} needs a value`);
}

function twice(option: string): Text {
  return text(`选项 ${option} 只能出现一次`, `${option} may stand only once`);
}

function tooMany(word: string): Text {
  return text(`多余的参数：${word}`, `unexpected argument: ${word}`);
}
