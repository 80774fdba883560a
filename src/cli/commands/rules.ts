import { Refusal, type Text, text } from '../../kernel/index.ts';
import { catalogueOf, citedPlace, loadPack, openPack, type PackContent, ruleSentences } from '../../rules/index.ts';
import { type CommandBody, EXIT_FAILED, EXIT_OK } from '../command.ts';
import { printDocumentDiffs } from '../print/print-document-diffs.ts';
import { printPackChanges } from '../print/print-pack-changes.ts';
import { printRuleReviews } from '../print/print-rule-reviews.ts';
import { wrap } from '../print/wrap.ts';
import { readOptions, usage } from '../read-options.ts';
import type { Terminal } from '../terminal.ts';

export const rules: CommandBody = {
  run: async ([name, ...args], { terminal }) => {
    const action = name !== undefined && Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
    if (!action) {
      const names = Object.keys(ACTIONS);
      throw usage(text(`rules 之后应为 ${names.join('、')} 之一`, `rules is followed by one of ${names.join(', ')}`));
    }
    try {
      return await action(args, terminal);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'rule_set.invalid') throw error;
      printOffences(error, terminal);
      return EXIT_FAILED;
    }
  },
};

type Action = (args: readonly string[], terminal: Terminal) => Promise<number>;

const ACTIONS: Readonly<Record<string, Action>> = { check, test, explain, diff };

const FOLDER = { folder: { type: 'string' } } as const;

async function check(args: readonly string[], { print, say, paint }: Terminal): Promise<number> {
  const { values } = readOptions(args, FOLDER, { wordsMax: 0 });
  const { rules: documents, facts, policy } = openPack(values.folder);
  const entries = policy.parameters.reduce((sum, { parameters }) => sum + parameters.length, 0);
  const says = text(
    `✔ ${documents.length} 条规则、${facts.facts.length} 项事实、${entries} 项政策参数符合规范。`,
    `✔ ${documents.length} rules, ${facts.facts.length} facts and ${entries} policy parameters follow the profile.`,
  );
  print(paint('green', say(says)));
  return EXIT_OK;
}

async function test(args: readonly string[], terminal: Terminal): Promise<number> {
  const options = { ...FOLDER, rule: { type: 'string' }, verbose: { type: 'boolean' } } as const;
  const { values } = readOptions(args, options, { wordsMax: 0 });
  const pack = openPack(values.folder);
  const chosen = values.rule === undefined ? pack.rules : [ruleIn(pack, values.rule)];
  const areSound = await printRuleReviews(terminal, chosen, catalogueOf(pack), { isVerbose: values.verbose });
  return areSound ? EXIT_OK : EXIT_FAILED;
}

async function explain(args: readonly string[], { print, say, paint, columns }: Terminal): Promise<number> {
  const { values, words } = readOptions(args, FOLDER, { wordsMax: 1 });
  const [id] = words;
  if (id === undefined) throw usage(text('请给出规则编号，如 OS-01', 'name the rule, such as OS-01'));
  const pack = openPack(values.folder);
  const rule = ruleIn(pack, id);
  const sentences = ruleSentences(rule, catalogueOf(pack));
  const paragraph = (sentence: Text, indent = ''): void => {
    for (const line of wrap(say(sentence), columns - indent.length)) print(`${indent}${line}`);
  };
  print(paint('bold', `${rule.id} ${say(rule.title)}`));
  paragraph(sentences.scope);
  paragraph(sentences.force);
  for (const clause of sentences.clauses) {
    print();
    print(paint(EFFECT_TONES[clause.effect], clause.id));
    paragraph(clause.sentence, '  ');
  }
  print();
  for (const { document, article, verified, reading } of rule.legalBasis) {
    const basis = citedPlace({ document, article }) || say(reading ?? text('本系统的理解', 'our reading'));
    print(`${say(text('依据：', 'Basis: '))}${basis}${verified ? '' : say(text('（待核实）', ' (to be verified)'))}`);
  }
  return EXIT_OK;
}

const EFFECT_TONES = { reject: 'red', refer: 'yellow', warn: 'cyan' } as const;

async function diff(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, words } = readOptions(args, { ...FOLDER, text: { type: 'boolean' } } as const, { wordsMax: 1 });
  const [earlier] = words;
  if (earlier === undefined) throw usage(text('请给出用来比较的原目录', 'name the folder to compare with'));
  const print = values.text ? printDocumentDiffs : printPackChanges;
  const before = loadPack(earlier);
  print(terminal, before, openPack(values.folder));
  return EXIT_OK;
}

function ruleIn({ rules: documents }: PackContent, id: string) {
  const rule = documents.find((document) => document.id === id);
  if (!rule) throw usage(text(`没有规则 ${id}`, `there is no rule ${id}`));
  return rule;
}

function printOffences(refusal: Refusal, { print, paint, say }: Terminal): void {
  for (const { pointer, message } of refusal.errors) {
    print(`${paint('red', pointer)}  ${typeof message === 'string' ? message : say(message)}`);
  }
  const count = refusal.errors.length;
  print(paint('red', say(text(`✘ ${count} 处不符合规范。`, `✘ ${count} places do not follow the profile.`))));
}
