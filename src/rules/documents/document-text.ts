/** What a rule set is made of, as files of a folder of rules hold it. */
export type DocumentKind = 'rule' | 'parameter' | 'facts' | 'decoding' | 'needs';

/**
 * A document as people write it, whatever order its keys came in: those that say what it is first, one to a line, and
 * short lists on one line, so that a changed word is a changed line.
 */
export function documentText(kind: DocumentKind, document: unknown): string {
  return `${written(document, { ranks: RANKS[kind], indent: '' })}\n`;
}

/** The order of the keys in each kind of file, at every depth; others, such as names of facts, follow by the alphabet. */
const RANKS: Readonly<Record<DocumentKind, ReadonlyMap<string, number>>> = {
  rule: ranks(
    ...['schema id revision title zh-CN en owner effect scope stages appliesTo inForce legalBasis clauses'],
    ...['name fact operator value all any not when pointer message remedy waivable given tests'],
    ...['goods category categories acquisition acquisitions region regions from to by daysMax reasons'],
    ...['document article quote verified reading says facts missing stage on instance expect'],
  ),
  parameter: ranks(
    ...['schema jurisdiction parameters category publisher name levels value unitEligible rank product version'],
    ...['edition statement'],
    ...[
      'releasedOn supportEndsOn model aliases osFamily runsOn domestic volumeIsUpgradeOnly level announcement from until year',
    ],
    ...['holidays workdays document article verified source foldings products editions versions rights'],
    ...[
      'fillers joined units signs sign called kind names short beside isFreeForPersons isOwnOfTablets personal releases updates',
    ],
    ...[
      'written endedOn goesOnFor of isLine isFor roles machine family series perhaps part inside peripheral goods care supply',
    ],
    ...['place room for for-what-follows with and without aside support contrary processor evidence size measure'],
    ...['filler head kit bare atEnd systems named keys negators apart endings agents doing suppliers listing'],
    ...['neutral home inFact comes bought there averse ofOther besides total each share affirming between continued'],
    ...['forbidding innocent doubtful vouching sources doctored replacing charged whole'],
    ...[
      'undone moments handing denials preinstalling deeds passed stated pairs things states words own measures settings',
    ],
    ...[
      'machineMeasure setMeasure counted needed held dozen given bargain gives processors architecture architectures',
    ],
    ...['runsNot admissions admits within denied otherSystem all terms prices limits yuan tenThousands imported'],
    ...['numbers about nearly above more apiece'],
    ...['receivers days delivered finished others ofOrder before after notLater notEarlier roughly signing occasions'],
    ...[
      ...['platforms families machineSystems compositions classes patterns categories machines lessons'],
      ...['heads middles licences inches furniture'],
    ],
  ),
  facts: ranks(
    'schema facts name type values scope source standing mayBeMissing mayBeNothing suppliedBy title zh-CN en',
  ),
  decoding: ranks('schema editions edition document codes code match category softwareCategories verified'),
  needs: ranks(
    'schema document categories category kind office antivirusClient antivirusServer operatingSystem hasOwnDesktops mayHaveSoftware',
  ),
};

function ranks(...lines: readonly string[]): ReadonlyMap<string, number> {
  return new Map(
    lines
      .join(' ')
      .split(' ')
      .map((key, place) => [key, place]),
  );
}

interface Place {
  readonly ranks: ReadonlyMap<string, number>;
  readonly indent: string;
}

function written(value: unknown, place: Place): string {
  if (Array.isArray(value)) return writtenList(value, place);
  if (typeof value !== 'object' || value === null) return scalar(value);
  const members = Object.entries(value).sort(([a], [b]) => compared(a, b, place));
  return block('{}', members, place, ([key, member], inner) => `${scalar(key)}: ${written(member, inner)}`);
}

function compared(a: string, b: string, { ranks: known }: Place): number {
  const [first, second] = [known.get(a) ?? known.size, known.get(b) ?? known.size];
  return first - second || (a < b ? -1 : 1);
}

const LIST_LENGTH_MAX = 100;

function writtenList(values: readonly unknown[], place: Place): string {
  if (values.every((value) => typeof value !== 'object' || value === null)) {
    const line = `[${values.map(scalar).join(', ')}]`;
    if (line.length <= LIST_LENGTH_MAX) return line;
  }
  return block('[]', values, place, written);
}

function block<T>(
  ends: '{}' | '[]',
  items: readonly T[],
  place: Place,
  write: (item: T, inner: Place) => string,
): string {
  const [open, close] = ends;
  if (items.length === 0) return ends;
  const inner = { ...place, indent: `${place.indent}  ` };
  const lines = items.map((item) => `${inner.indent}${write(item, inner)}`);
  return `${open}\n${lines.join(',\n')}\n${place.indent}${close}`;
}

function scalar(value: unknown): string {
  return JSON.stringify(value).replace(UNSEEN, escaped);
}

/** Characters that take no room or turn the direction of what follows: a reader must not be shown another text than is kept. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\u007f-\u009f]/gu;

/** As JSON has it, which knows no longer number than that of half a pair. */
function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
