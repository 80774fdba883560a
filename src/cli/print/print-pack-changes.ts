import { text } from '../../kernel/index.ts';
import {
  type ChangedRule,
  type CounterExample,
  type PackContent,
  type ParameterWithExamples,
  packChanges,
} from '../../rules/index.ts';
import type { Terminal } from '../terminal.ts';

/** What became other between two folders of rules, in words, with a case for each changed rule. */
export function printPackChanges(terminal: Terminal, before: PackContent, after: PackContent): void {
  const { print, say, paint } = terminal;
  const changes = packChanges(before, after);
  for (const { id, title } of changes.removed)
    print(paint('red', `- ${id} ${say(title)}: ${say(text('已删除', 'removed'))}`));
  for (const { id, title } of changes.added)
    print(paint('green', `+ ${id} ${say(title)}: ${say(text('新增', 'new'))}`));
  for (const rule of changes.changed) printRule(terminal, rule);
  for (const parameter of changes.parameters) printParameter(terminal, parameter);
  if (changes.isOtherFacts) print(say(text('事实目录有变化。', 'The fact catalogue is another one.')));
  if (changes.isOtherDecoding)
    print(say(text('品目编码对照或各类需求有变化。', 'Catalogue decoding or the needs per category are others.')));
  const { added, removed, changed, parameters } = changes;
  const totals = text(
    `规则：新增 ${added.length}，删除 ${removed.length}，修改 ${changed.length}；政策参数变化 ${parameters.length} 项。`,
    `Rules: ${added.length} new, ${removed.length} removed, ${changed.length} changed; ${parameters.length} policy parameters changed.`,
  );
  print(paint('bold', say(totals)));
}

function printRule({ print, say, paint }: Terminal, { id, changes, counterExample }: ChangedRule): void {
  print(paint('yellow', `~ ${id}`));
  for (const { pointer, sentence } of changes) print(`  ${paint('dim', pointer)} ${say(sentence)}`);
  if (changes.length === 0) print(`  ${say(text('只有测试或修订号不同。', 'Only its tests or its revision differ.'))}`);
  if (counterExample) print(`  ${say(text('实例：', 'Witness: '))}${wordsOf(counterExample)}`);
}

function wordsOf({ before, after, effectBefore, effectAfter, test }: CounterExample): string {
  const { facts, missing, stage, on, instance } = test;
  const about = { ...facts, ...(missing && { missing }), ...(stage && { stage }), ...(on && { on }), ...instance };
  const isOnlyEffect = before === after;
  const [was, is] = isOnlyEffect ? [`${before} (${effectBefore})`, `${after} (${effectAfter})`] : [before, after];
  return `${JSON.stringify(about)}: ${was} → ${is}`;
}

function printParameter({ print, say, paint }: Terminal, parameter: ParameterWithExamples): void {
  const { jurisdiction, name, before, after, counterExamples } = parameter;
  const none = say(text('无', 'none'));
  const inWords = (entry: ParameterWithExamples['before']): string =>
    entry === null ? none : `${short(entry.value)} (${entry.from ?? '…'} – ${entry.until ?? '…'})`;
  print(`${paint('yellow', `~ ${jurisdiction} ${name}`)} ${inWords(before)} → ${inWords(after)}`);
  for (const counterExample of counterExamples)
    print(`  ${counterExample.rule} ${say(text('实例：', 'Witness: '))}${wordsOf(counterExample)}`);
}

const VALUE_LENGTH_MAX = 80;

/** Long lists are looked at in the file. */
function short(value: unknown): string {
  const words = JSON.stringify(value);
  return words.length <= VALUE_LENGTH_MAX ? words : `${words.slice(0, VALUE_LENGTH_MAX)}…`;
}
