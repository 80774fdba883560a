import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { packageRoot } from '../../kernel/index.ts';
import { isFields } from '../documents/document-reader.ts';
import { useWords } from '../documents/fact-value-words.ts';
import { loadWords } from '../documents/load-words.ts';
import { type Offence, offenceCollector, type Report, refusalFor } from '../documents/offence.ts';
import { validatePack } from '../documents/validate-content.ts';
import type { PackContent } from './rule-set-content.ts';

/** The pack of a folder, of the shipped one where none is named; its words become those of the process. */
export function openPack(folder = join(packageRoot(), 'rules')): PackContent {
  const pack = loadPack(folder);
  useWords(loadWords(folder, pack.facts));
  return pack;
}

/**
 * Reads a folder of rules: `facts.json`, `policy/*.json` told apart by their schema, and rule documents in every other
 * folder, so that the rules of a new kind of goods are a new folder; `forms` are no rules. Refuses a pack with an offence, naming file and pointer;
 * the words beside it are held against its facts, and are no part of it.
 */
export function loadPack(directory: string): PackContent {
  const { offences, report } = offenceCollector();
  const facts = readJson(directory, 'facts.json', report);
  const rules = readRules(directory, report);
  const policy = readPolicy(directory, report);
  if (offences.length > 0) throw refusalFor(offences);
  const checked = validatePack({
    rules: rules.map(({ document }) => document),
    facts: facts?.document,
    policy: {
      parameters: policy.parameters.map(({ document }) => document),
      decoding: policy.decoding?.document,
      needs: policy.needs?.document,
    },
  });
  if ('offences' in checked) throw refusalFor(checked.offences.map((offence) => namingFile(offence, rules, policy)));
  loadWords(directory, checked.pack.facts);
  return checked.pack;
}

interface PackFile {
  /** Relative to the folder of rules. */
  readonly file: string;
  readonly document: unknown;
}

function readRules(directory: string, report: Report): readonly PackFile[] {
  const folders = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'policy' && entry.name !== 'forms')
    .map((entry) => entry.name);
  const files = folders.flatMap((folder) => readJsonFiles(directory, folder, report));
  for (const { file, document } of files) {
    const id = isFields(document) ? document.id : undefined;
    if (typeof id === 'string' && basename(file, '.json') !== id) report(`${file}#/id`, 'pack.file_name', `${id}.json`);
  }
  return files;
}

interface PolicyFiles {
  readonly parameters: readonly PackFile[];
  readonly decoding: PackFile | undefined;
  readonly needs: PackFile | undefined;
}

function readPolicy(directory: string, report: Report): PolicyFiles {
  const files = readJsonFiles(directory, 'policy', report);
  const schemaOf = ({ document }: PackFile) => (isFields(document) ? document.schema : undefined);
  for (const file of files) {
    if (!['gate-policy/1', 'gate-catalogue/1', 'gate-needs/1'].some((schema) => schema === schemaOf(file))) {
      report(`${file.file}#/schema`, 'document.wrong_schema', 'gate-policy/1, gate-catalogue/1, gate-needs/1');
    }
  }
  const decoding = files.find((file) => schemaOf(file) === 'gate-catalogue/1');
  const needs = files.find((file) => schemaOf(file) === 'gate-needs/1');
  if (!decoding) report('policy', 'pack.missing', 'gate-catalogue/1');
  if (!needs) report('policy', 'pack.missing', 'gate-needs/1');
  return { parameters: byJurisdiction(files.filter((file) => schemaOf(file) === 'gate-policy/1')), decoding, needs };
}

/** A jurisdiction may spread over several files, for instance to keep long lists apart; together they are one document. */
function byJurisdiction(files: readonly PackFile[]): readonly PackFile[] {
  const merged = new Map<unknown, PackFile>();
  for (const { file, document } of files) {
    const jurisdiction = isFields(document) ? document.jurisdiction : undefined;
    const before = merged.get(jurisdiction);
    merged.set(jurisdiction, before ? merge(before, { file, document }) : { file, document });
  }
  return [...merged.values()];
}

function merge(first: PackFile, second: PackFile): PackFile {
  const parametersOf = ({ document }: PackFile): readonly unknown[] =>
    isFields(document) && Array.isArray(document.parameters) ? document.parameters : [];
  const document = isFields(first.document) ? first.document : {};
  return {
    file: `${first.file}+${second.file}`,
    document: { ...document, parameters: [...parametersOf(first), ...parametersOf(second)] },
  };
}

function readJsonFiles(directory: string, folder: string, report: Report): readonly PackFile[] {
  return readdirSync(join(directory, folder))
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .flatMap((name) => readJson(directory, `${folder}/${name}`, report) ?? []);
}

function readJson(directory: string, file: string, report: Report): PackFile | undefined {
  const text = readFileSync(join(directory, file), 'utf8');
  try {
    return { file, document: JSON.parse(text) };
  } catch (error) {
    report(file, 'pack.not_json', error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

/** Turns a pointer into the whole pack into a file and a pointer into it. */
function namingFile(offence: Offence, rules: readonly PackFile[], policy: PolicyFiles): Offence {
  const [, part = '', second = '', third = ''] = offence.pointer.split('/');
  const rest = (tokens: number) =>
    `#${offence.pointer
      .split('/')
      .slice(tokens)
      .map((token) => `/${token}`)
      .join('')}`;
  if (part === 'facts') return { ...offence, pointer: `facts.json${rest(2)}` };
  if (part === 'rules' && second !== '') return { ...offence, pointer: `${rules[Number(second)]?.file}${rest(3)}` };
  if (second === 'parameters' && third !== '') {
    return { ...offence, pointer: `${policy.parameters[Number(third)]?.file}${rest(4)}` };
  }
  if (second === 'decoding') return { ...offence, pointer: `${policy.decoding?.file}${rest(3)}` };
  if (second === 'needs') return { ...offence, pointer: `${policy.needs?.file}${rest(3)}` };
  return offence;
}
