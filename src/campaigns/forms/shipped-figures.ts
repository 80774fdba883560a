import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot, parseStrictJson } from '../../kernel/index.ts';
import {
  below,
  type Offence,
  offenceCollector,
  readList,
  readObject,
  readOneOf,
  readString,
  readStrings,
  readText,
} from '../../rules/index.ts';
import { FIGURE_HISTORIES, FIGURE_UNITS, type FigureCatalogue, type FigureDefinition } from './figure-catalogue.ts';

let shipped: FigureCatalogue | undefined;

/** The catalogue of the package, read once. */
export function shippedFigures(): FigureCatalogue {
  if (shipped) return shipped;
  const parsed = parseFigures(parseStrictJson(readFileSync(join(packageRoot(), 'rules', 'figures.json'), 'utf8')));
  if ('offences' in parsed) {
    throw new TypeError(
      `the catalogue of figures is not one: ${parsed.offences.map(({ pointer }) => pointer).join(', ')}`,
    );
  }
  shipped = parsed.catalogue;
  return shipped;
}

const FIGURE_KEYS = { required: ['name', 'unit', 'history', 'title'], optional: ['of'] };

/** Either a catalogue, or everything that is wrong with the document. */
export function parseFigures(
  document: unknown,
): { readonly catalogue: FigureCatalogue } | { readonly offences: readonly Offence[] } {
  const { offences, report } = offenceCollector();
  const fields = readObject(document, '', { required: ['schema', 'figures'] }, report);
  if (fields?.schema !== 'gate-figures/1') report('/schema', 'document.wrong_schema', 'gate-figures/1');
  const names = new Set<string>();
  for (const [at, entry] of (readList(fields?.figures, '/figures', report) ?? []).entries()) {
    const pointer = below('/figures', at);
    const figure = readObject(entry, pointer, FIGURE_KEYS, report);
    if (!figure) continue;
    const name = readString(figure.name, below(pointer, 'name'), report);
    if (name !== undefined && names.has(name)) report(below(pointer, 'name'), 'document.duplicate', name);
    if (name !== undefined) names.add(name);
    readOneOf(figure.unit, below(pointer, 'unit'), FIGURE_UNITS, report);
    readOneOf(figure.history, below(pointer, 'history'), FIGURE_HISTORIES, report);
    readText(figure.title, below(pointer, 'title'), report);
    if (figure.of !== undefined) readStrings(figure.of, below(pointer, 'of'), report);
  }
  if (offences.length > 0) return { offences };
  const { figures } = document as { readonly figures: readonly FigureDefinition[] };
  const byName = new Map(figures.map((figure) => [figure.name, figure]));
  return { catalogue: { figures, find: (name) => byName.get(name) } };
}
