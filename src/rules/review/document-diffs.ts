import { createRequire } from 'node:module';
import { type DocumentKind, documentText } from '../documents/document-text.ts';
import type { PolicyParameter } from '../policy/policy-document.ts';
import { changedParameters } from '../sets/pack-changes.ts';
import type { PackContent } from '../sets/rule-set-content.ts';

const require = createRequire(import.meta.url);

/** What one document has different, line by line. */
export interface DocumentDiff {
  readonly kind: DocumentKind;
  /** The id of a rule; jurisdiction and name of a parameter; else the kind. */
  readonly name: string;
  /** A unified diff, which `patch` and every viewer of diffs reads. */
  readonly diff: string;
}

/** What the two packs are called in front of each document, as `rule-set/1`. */
export interface PackNames {
  readonly before: string;
  readonly after: string;
}

/** Every document that is new, gone or other, as text: rules with their wording, basis and tests first, then parameters. */
export function documentDiffs(before: PackContent, after: PackContent, names: PackNames): readonly DocumentDiff[] {
  const compared = [
    ...comparedRules(before, after),
    ...comparedParameters(before, after),
    { kind: 'facts', name: 'facts', before: before.facts, after: after.facts },
    { kind: 'decoding', name: 'decoding', before: before.policy.decoding, after: after.policy.decoding },
    { kind: 'needs', name: 'needs', before: before.policy.needs, after: after.policy.needs },
  ] as const;
  return compared.flatMap((one) => {
    const diff = diffOf(one, names);
    return diff === undefined ? [] : [{ kind: one.kind, name: one.name, diff }];
  });
}

interface NumberedPack {
  readonly number: number;
  readonly content: PackContent;
}

/** The same between two rule sets. */
export function ruleSetDiffs(before: NumberedPack, after: NumberedPack): readonly DocumentDiff[] {
  const nameOf = ({ number }: NumberedPack): string => `rule-set/${number}`;
  return documentDiffs(before.content, after.content, { before: nameOf(before), after: nameOf(after) });
}

/** Undefined where there is no such document. */
interface ComparedDocument extends Omit<DocumentDiff, 'diff'> {
  readonly before: unknown;
  readonly after: unknown;
}

function comparedRules(before: PackContent, after: PackContent): readonly ComparedDocument[] {
  const ids = new Set([...before.rules, ...after.rules].map(({ id }) => id));
  const ruleIn = ({ rules }: PackContent, name: string): unknown => rules.find(({ id }) => id === name);
  return [...ids].sort().map((name) => {
    return { kind: 'rule', name, before: ruleIn(before, name), after: ruleIn(after, name) };
  });
}

function comparedParameters(before: PackContent, after: PackContent): readonly ComparedDocument[] {
  const changed = changedParameters(before, after).map(({ jurisdiction, name }) => `${jurisdiction}/${name}`);
  return [...new Set(changed)].map((name) => {
    return { kind: 'parameter', name, before: parameterIn(before, name), after: parameterIn(after, name) };
  });
}

/** Every entry of a parameter in one place, the earliest first: where a value follows another, both are in one diff. */
function parameterIn({ policy }: PackContent, placed: string): unknown {
  const [jurisdiction, name] = placed.split('/');
  const document = policy.parameters.find((one) => one.jurisdiction === jurisdiction);
  const parameters = document?.parameters.filter((entry) => entry.name === name) ?? [];
  if (!document || parameters.length === 0) return undefined;
  const begins = ({ from }: PolicyParameter): string => from ?? '';
  const isLater = (a: PolicyParameter, b: PolicyParameter): number => Number(begins(a) > begins(b));
  return { ...document, parameters: parameters.toSorted((a, b) => isLater(a, b) - isLater(b, a)) };
}

const NO_FILE = '/dev/null';
/** So many that a new last day of a parameter still stands below its name. */
const CONTEXT_LINES = 4;
/** Comparing takes the square of this; beyond it a document is another one, and its lines are not matched. */
const EDITS_MAX = 2_000;

function diffOf({ kind, name, before, after }: ComparedDocument, names: PackNames): string | undefined {
  const textOf = (document: unknown): string => (document === undefined ? '' : documentText(kind, document));
  const [was, is] = [textOf(before), textOf(after)];
  if (was === is) return undefined;
  const from = before === undefined ? NO_FILE : `${names.before}/${name}.json`;
  const to = after === undefined ? NO_FILE : `${names.after}/${name}.json`;
  const { createTwoFilesPatch, FILE_HEADERS_ONLY }: typeof import('diff') = require('diff');
  const options = { context: CONTEXT_LINES, headerOptions: FILE_HEADERS_ONLY };
  const patch = createTwoFilesPatch(from, to, was, is, undefined, undefined, { ...options, maxEditLength: EDITS_MAX });
  return patch ?? replaced({ from, to, was, is });
}

interface ReplacedText {
  readonly from: string;
  readonly to: string;
  readonly was: string;
  readonly is: string;
}

function replaced({ from, to, was, is }: ReplacedText): string {
  const marked = (mark: '-' | '+', text: string): readonly string[] =>
    text
      .split('\n')
      .slice(0, -1)
      .map((line) => `${mark}${line}`);
  const [gone, come] = [marked('-', was), marked('+', is)];
  const place = `@@ -${placeOf(gone)} +${placeOf(come)} @@`;
  return `${[`--- ${from}`, `+++ ${to}`, place, ...gone, ...come].join('\n')}\n`;
}

/** A hunk without lines begins before the first one. */
function placeOf({ length }: readonly string[]): string {
  return `${Math.min(1, length)},${length}`;
}
