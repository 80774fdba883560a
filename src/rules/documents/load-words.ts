import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Text } from '../../kernel/index.ts';
import { deepFreeze } from './deep-freeze.ts';
import { readObject, readText } from './document-reader.ts';
import type { FactCatalogueDocument, FactDefinition } from './fact-catalogue.ts';
import { below, offenceCollector, type Report, refusalFor } from './offence.ts';

/** What people read beside the documents of a pack. */
export interface PackWords {
  /** Words of the values of facts: by the name of the fact, then by the value. */
  readonly facts: Readonly<Record<string, Readonly<Record<string, Text>>>>;
  /** What a rule demands, by its id: the title of a rule names what breaks it. */
  readonly demands: Readonly<Record<string, Text>>;
}

/** Most words of these come from the kinds of goods. */
const GOODS_FACTS: readonly string[] = ['line.goods', 'line.category'];

const FILE = 'words.json';
const SCHEMA = 'gate-words/1';

/**
 * Reads `words.json` of a folder of rules and holds it against the facts of that folder. The words stay outside the pack and
 * its digest, because a word decides nothing: whoever mends one must not find a draft to sign. A folder may have no words of
 * its own, as folders of rules had none before.
 */
export function loadWords(directory: string, facts: FactCatalogueDocument): PackWords | undefined {
  if (!existsSync(join(directory, FILE))) return undefined;
  const { offences, report } = offenceCollector();
  const document = readJson(directory, report);
  if (offences.length === 0)
    validateWords(document, facts, (pointer, ...rest) => report(`${FILE}#${pointer}`, ...rest));
  if (offences.length > 0) throw refusalFor(offences);
  const { facts: words, demands = {} } = document as Partial<PackWords> & Pick<PackWords, 'facts'>;
  return deepFreeze({ facts: words, demands });
}

function readJson(directory: string, report: Report): unknown {
  try {
    return JSON.parse(readFileSync(join(directory, FILE), 'utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    report(FILE, 'pack.not_json', error.message);
    return undefined;
  }
}

/** Every enum but those of goods has its words, value by value, and no word belongs to a fact or a value that is not there. */
function validateWords(document: unknown, { facts }: FactCatalogueDocument, report: Report): void {
  const fields = readObject(document, '', { required: ['schema', 'facts'], optional: ['demands'] }, report);
  if (!fields) return;
  if (fields.schema !== SCHEMA) report('/schema', 'document.wrong_schema', SCHEMA);
  const enums = facts
    .filter(({ name, values }) => values !== undefined && !GOODS_FACTS.includes(name))
    .map(({ name }) => name);
  // Members of a list are not listed in the catalogue; the contract lists those that have words.
  const lists = facts.filter(({ type }) => type === 'string[]').map(({ name }) => name);
  const optional = [...lists, ...GOODS_FACTS];
  const words = readObject(fields.facts, '/facts', { required: enums, optional }, report);
  if (fields.demands !== undefined) validateDemands(fields.demands, report);
  for (const fact of facts) {
    if (words && Object.hasOwn(words, fact.name)) validateFact(fact, words[fact.name], report);
  }
}

/** A rule may have no demand and is then told by its title. The demand of a rule that was taken out harms nothing. */
function validateDemands(document: unknown, report: Report): void {
  const optional = Object.keys(Object(document));
  const demands = readObject(document, '/demands', { required: [], optional }, report);
  for (const [rule, demand] of Object.entries(demands ?? {})) readText(demand, below('/demands', rule), report);
}

function validateFact({ name, values }: FactDefinition, document: unknown, report: Report): void {
  const pointer = below('/facts', name);
  const isWhole = values !== undefined && !GOODS_FACTS.includes(name);
  const keys = isWhole ? { required: values } : { required: [], optional: values ?? Object.keys(Object(document)) };
  const words = readObject(document, pointer, keys, report);
  for (const [value, text] of Object.entries(words ?? {})) readText(text, below(pointer, value), report);
}
