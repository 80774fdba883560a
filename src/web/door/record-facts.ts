import { writeInstant } from '../ui/time.ts';
import type { Language } from '../words/language.ts';
import { leafWords, thingWords } from '../words/leaf-words.ts';
import type { RecordWords } from './record-words.ts';

type Fact = readonly [name: string, value: string];

interface LoggedRecord {
  readonly index: number;
  readonly record: Readonly<Record<string, unknown>>;
}

/**
 * What a record of the log says, in words, as far as it carries it. A record names its agency by the code alone, and holds
 * neither the agency's number of an order nor its goods: those are a digest in it.
 */
export function recordFacts({ index, record }: LoggedRecord, words: RecordWords, language: Language): readonly Fact[] {
  const [subject, id] = subjectOf(record);
  const told: readonly (readonly [name: string, value: string | undefined])[] = [
    [words.kind, typeof record.type === 'string' ? leafWords(record.type)[language] : undefined],
    [words.subject, id === '' ? subject : words.of(thingWords(subject, language), id)],
    [words.agencyCode, textOf(record.agency)],
    [words.revision, typeof record.revision === 'number' ? words.revisionOf(record.revision) : undefined],
    [words.stage, wordFor(words.stages, record.stage)],
    [words.outcome, wordFor(words.outcomes, record.outcome)],
    [words.submittedAt, momentOf(record.submittedAt)],
    [words.at, momentOf(record.at)],
    [words.until, momentOf(record.expiresAt)],
    [words.decision, textOf(record.decision)],
    [words.index, String(index)],
  ];
  return told.flatMap(([name, value]) => (value ? [[name, value] as const] : []));
}

/** Which number an auditor holds against the paper at hand; undefined of a record that is of nothing with a number. */
export function numberToCompare({ record }: Pick<LoggedRecord, 'record'>, words: RecordWords): string | undefined {
  const [subject, id] = subjectOf(record);
  if (id === '') return undefined;
  return subject === 'order' ? words.compare.order(id) : words.compare.other(id);
}

/** `order/ord_1` is an order and its number. */
function subjectOf(record: LoggedRecord['record']): readonly [kind: string, id: string] {
  const written = textOf(record.subject) ?? '';
  const at = written.indexOf('/');
  return at < 0 ? [written, ''] : [written.slice(0, at), written.slice(at + 1)];
}

/** A word that this page does not know is shown as it is written: it is proven all the same. */
function wordFor(words: object, written: unknown): string | undefined {
  if (typeof written !== 'string') return undefined;
  const known: unknown = Object.hasOwn(words, written) ? Reflect.get(words, written) : undefined;
  return typeof known === 'string' ? known : written;
}

function textOf(written: unknown): string | undefined {
  return typeof written === 'string' ? written : undefined;
}

function momentOf(at: unknown): string | undefined {
  return typeof at === 'string' && Number.isFinite(Date.parse(at)) ? writeInstant(at) : undefined;
}
