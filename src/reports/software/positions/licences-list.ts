import { FREE_SEATS, HAS_PROOF_SQL, IS_POOLED } from '../../../register/index.ts';
import type { BoundRights, LicencesRow } from './position-rows.ts';
import { eachEntry, FIELD, MARK, NONE, orNull } from './text-list.ts';

/** Licences of an agency, as the database hands them over: each with its device, figures and terms in one text. */
export interface StoredLicences {
  readonly agency_code: string;
  readonly licences: number;
  readonly list: string | null;
}

export interface LicencesOfAgencies {
  /** Equal ones together, also those that hang on devices; without those that a site shares. */
  readonly licences: readonly LicencesRow[];
  /** What hangs on devices; a site may share it. */
  readonly rights: readonly BoundRights[];
}

/** Most agencies are their own licensees, so that their licences have terms in common. */
const ITSELF = '';
const NO_DEVICE = '';
const UNLIMITED = '';

const HAS_LETTER = `case when evidence like '%"allocation-letter"%' then 1 else 0 end`;

const TERMS = [
  ...[`case when licensee = agency_code then '${ITSELF}' else licensee end`, `coalesce(site, '${NONE}')`],
  ...['category', 'product', `coalesce(edition, '${NONE}')`, `coalesce(version, '${NONE}')`, 'metric', 'channel'],
  ...[
    'platforms',
    'standing',
    'is_transferable',
    'case when seats is null then 1 else 0 end',
    HAS_PROOF_SQL,
    HAS_LETTER,
  ],
].join(`, '${FIELD}', `);

const FREE_POOL = `case when ${IS_POOLED} then ${FREE_SEATS} else 0 end`;

/**
 * As text, since rows that are grouped by so many columns, two of them without an end, take MariaDB twice as long.
 * `shared`: how many copies its seats serve beside those that take them.
 */
export function licencesAsText(shared: string): string {
  return `count(*) as licences, group_concat(concat(coalesce(bound_device, '${NO_DEVICE}'), '${FIELD}', coalesce(seats, '${UNLIMITED}'), ',',
    held_seats, ',', allocated_seats, ',', ${shared}, ',', ${FREE_POOL}, '${FIELD}', ${TERMS}, '${MARK}')) as list`;
}

/** Each licence by itself, in an order that no engine chooses. */
export function eachLicence(rows: readonly StoredLicences[]): readonly LicencesRow[] {
  const read = openTexts();
  return rows.flatMap(({ agency_code, licences, list }) => {
    const found: (readonly [string, string])[] = [];
    eachEntry(list, Number(licences), (device, text) => found.push([text, device]));
    return found.sort(byText).map(([text, of]) => {
      const device = of === NO_DEVICE ? null : of;
      return licencesRow(read(text), { agency_code, device, is_bound: device === null ? 0 : 1 });
    });
  });
}

/** Equal licences together, in an order that no engine chooses. */
export function equalLicences(rows: readonly StoredLicences[]): LicencesOfAgencies {
  const read = openTexts();
  const found = rows.map(({ agency_code, licences, list }): LicencesOfAgencies => {
    const { pooled, bound } = equalTexts(list, Number(licences));
    const ofPools = pooled.map(([text, times]) => ({ ...read(text), times }));
    const ofDevices = bound.map(([text, devices]) => ({ ...read(text), times: devices.length, devices }));
    const pool: Whose = { agency_code, device: null, is_bound: 0 };
    const right: Whose = { agency_code, device: null, is_bound: 1 };
    const own = ofDevices.filter(({ terms }) => terms.site === null);
    return {
      licences: [...sumsOf(ofPools, pool), ...sumsOf(own, right)],
      rights: ofDevices.map((licence) => ({ right: licencesRow(licence, right), devices: licence.devices })),
    };
  });
  return { licences: found.flatMap(({ licences }) => licences), rights: found.flatMap(({ rights }) => rights) };
}

/** How often each text is there without a device, and the devices of those that hang on one. */
function equalTexts(list: string | null, count: number) {
  const pooled = new Map<string, number>();
  const bound = new Map<string, string[]>();
  eachEntry(list, count, (device, text) => {
    const devices = bound.get(text);
    if (device === NO_DEVICE) pooled.set(text, (pooled.get(text) ?? 0) + 1);
    else if (devices) devices.push(device);
    else bound.set(text, [device]);
  });
  return { pooled: [...pooled].sort(byText), bound: [...bound].sort(byText) };
}

function byText([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : Number(one > other);
}

type Whose = Pick<LicencesRow, 'agency_code' | 'device' | 'is_bound'>;

type Figures = Pick<LicencesRow, 'seats' | 'held' | 'allocated' | 'shared' | 'free_pool'>;

/** What many licences have in common: the same terms are the same object. */
type Terms = Omit<LicencesRow, keyof Whose | keyof Figures>;

interface Licence {
  readonly terms: Terms;
  readonly figures: Figures;
}

/** What is cut out of a text keeps all of it in memory, so the same terms are cut out once. */
function openTexts(): (text: string) => Licence {
  const known = new Map<string, Terms>();
  return (text) => {
    const end = text.indexOf(FIELD);
    const ofTerms = text.slice(end + 1);
    const terms = known.get(ofTerms) ?? termsIn(ofTerms);
    known.set(ofTerms, terms);
    return { terms, figures: figuresIn(text.slice(0, end)) };
  };
}

function figuresIn(text: string): Figures {
  const [seats = '', ...others] = text.split(',');
  const [held = 0, allocated = 0, shared = 0, pool = 0] = others.map(Number);
  return { seats: seats === UNLIMITED ? null : Number(seats), held, allocated, shared, free_pool: pool };
}

function termsIn(text: string): Terms {
  const [licensee = '', site = '', category = '', product = '', edition = '', version = '', ...more] =
    text.split(FIELD);
  const [metric = '', channel = '', platforms = '', standing = '', ...flags] = more;
  const [isTransferable = 0, isUnlimited = 0, proven = 0, letter = 0] = flags.map(Number);
  return {
    ...{ licensee, site: orNull(site), category, product, edition: orNull(edition), version: orNull(version) },
    ...{ metric, channel, platforms, standing },
    ...{ is_transferable: isTransferable, is_unlimited: isUnlimited, proven, has_letter: letter },
  };
}

/** Licences that differ in their figures alone, as one. */
function sumsOf(licences: readonly (Licence & { readonly times: number })[], whose: Whose): readonly LicencesRow[] {
  const sums = new Map<Terms, { -readonly [Name in keyof Figures]: Figures[Name] }>();
  for (const { terms, figures, times } of licences) {
    const sum = sums.get(terms) ?? { seats: null, held: 0, allocated: 0, shared: 0, free_pool: 0 };
    sums.set(terms, sum);
    if (figures.seats !== null) sum.seats = (sum.seats ?? 0) + figures.seats * times;
    sum.held += figures.held * times;
    sum.allocated += figures.allocated * times;
    sum.shared += figures.shared * times;
    sum.free_pool += figures.free_pool * times;
  }
  return [...sums].map(([terms, figures]) => licencesRow({ terms, figures }, whose));
}

/** Name by name: to spread objects into one takes longer than all the rest of reading a licence. */
function licencesRow({ terms, figures }: Licence, { agency_code, device, is_bound }: Whose): LicencesRow {
  return {
    agency_code,
    licensee: terms.licensee === ITSELF ? agency_code : terms.licensee,
    category: terms.category,
    product: terms.product,
    edition: terms.edition,
    version: terms.version,
    metric: terms.metric,
    channel: terms.channel,
    platforms: terms.platforms,
    standing: terms.standing,
    site: terms.site,
    device,
    is_transferable: terms.is_transferable,
    is_bound,
    is_unlimited: terms.is_unlimited,
    proven: terms.proven,
    has_letter: terms.has_letter,
    seats: figures.seats,
    held: figures.held,
    allocated: figures.allocated,
    shared: figures.shared,
    free_pool: figures.free_pool,
  };
}
