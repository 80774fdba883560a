import { type Key, type Reading, readingOf } from '../../../documents/index.ts';
import { groupBy, sumBy } from '../../../kernel/index.ts';
import {
  addCopies,
  coveredComputers,
  NO_FIGURES,
  type PositionFigures,
  type RunningFigures,
  sumFigures,
} from '../../../register/index.ts';
import { type NeedsPerCategory, needsOf } from '../../../rules/index.ts';
import type { CountedLicences, LoadedPosition } from './load-position.ts';

export type PositionGrouping = 'product' | 'category' | 'agency';

/** One line of the report, or its total: of a product, of a category, or of a category of one agency. */
export interface PositionRow {
  readonly agencyCode: string | null;
  readonly agencyName: string | null;
  readonly category: string | null;
  readonly product: string | null;
  /** Of computers, each once, also where it needs software of several categories. */
  readonly figures: PositionFigures;
  /** Null for a product: nobody says which one a computer will have. */
  readonly coverage: Coverage | null;
}

/** Seats that computers need, one for each category that one needs, and how many of these there are seats for. */
export interface Coverage {
  readonly needed: number;
  readonly covered: number;
}

/** Figures of one agency, category and product; of computers nobody says which product they will have. */
interface Part extends Omit<PositionRow, 'coverage' | 'figures'> {
  readonly agencyCode: string;
  readonly category: string;
  /** Adds its figures to others: a region has tens of thousands of parts, each with a few figures of eighteen. */
  readonly addTo: (total: RunningFigures) => void;
}

export interface PositionReport {
  readonly reading: Reading<PositionRow>;
  readonly total: PositionRow;
}

interface ReportWish {
  readonly grouping: PositionGrouping;
  /** Only this one; undefined: all. */
  readonly product: string | undefined;
}

/** Reports of positions that are in memory, so that each further page of one is not summed anew. */
const reportsOf = new WeakMap<LoadedPosition, Map<PositionGrouping, PositionReport>>();

/** The position as a report. */
export function positionReport(loaded: LoadedPosition, { grouping, product }: ReportWish): PositionReport {
  // Products are named by whoever asks, and there is no end to names.
  if (product !== undefined) return sumReport(loaded, { grouping, product });
  const reports = reportsOf.get(loaded) ?? new Map<PositionGrouping, PositionReport>();
  const report = reports.get(grouping) ?? sumReport(loaded, { grouping, product });
  reportsOf.set(loaded, reports.set(grouping, report));
  return report;
}

function sumReport(loaded: LoadedPosition, { grouping, product }: ReportWish): PositionReport {
  const parts = partsOf(loaded).filter((part) => isMeant(loaded, part, product));
  const ofGrouping = grouping === 'product' ? parts.filter((part) => part.product !== null) : parts;
  const rows = [...groupBy(ofGrouping, (part) => keyOf(part, grouping).join('\u001f')).values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { category } = first;
    const agency = grouping === 'agency' ? first : NO_AGENCY;
    const { agencyCode, agencyName } = agency;
    const figures = figuresIn(group);
    const isOfProduct = grouping === 'product';
    return [
      {
        ...{ agencyCode, agencyName, category, figures },
        product: isOfProduct ? first.product : null,
        coverage: isOfProduct ? null : coverageOf(figures),
      },
    ];
  });
  return {
    reading: readingOf<PositionRow>(rows, (row) => keyOf(row, grouping)),
    total: totalOf(loaded, parts, product),
  };
}

function figuresIn(parts: readonly Part[]): PositionFigures {
  const total: RunningFigures = { ...NO_FIGURES };
  for (const part of parts) part.addTo(total);
  return total;
}

/** Over all categories; of what computers need where no product is named, which needs nothing by itself. */
function totalOf(loaded: LoadedPosition, parts: readonly Part[], product: string | undefined): PositionRow {
  const sums = [...groupBy(parts, ({ category }) => category).values()].map(figuresIn);
  const byCategory = sums.map(coverageOf);
  const needing = loaded.computers.filter(({ category: kind }) => categoriesNeeded(loaded, kind).length > 0);
  return {
    ...{ ...NO_AGENCY, category: null, product: null },
    figures: {
      ...sumFigures(sums),
      computers: product === undefined ? sumBy(needing, ({ computers }) => Number(computers)) : 0,
    },
    coverage:
      product === undefined
        ? { needed: sumBy(byCategory, ({ needed }) => needed), covered: sumBy(byCategory, ({ covered }) => covered) }
        : null,
  };
}

function coverageOf(figures: PositionFigures): Coverage {
  return { needed: figures.computers, covered: coveredComputers(figures) };
}

/** What a computer of a kind needs, of the categories that are asked for. */
function categoriesNeeded({ needs, reading }: LoadedPosition, kind: string): readonly string[] {
  return CATEGORIES.filter((category) => reading.category === undefined || category === reading.category).filter(
    (category) => isNeeded(needs, kind, category),
  );
}

const NO_AGENCY = { agencyCode: null, agencyName: null };

function keyOf({ agencyCode, category, product }: Pick<PositionRow, Keyed>, grouping: PositionGrouping): Key {
  const place = String(CATEGORIES.indexOf(category ?? ''));
  if (grouping === 'agency') return [agencyCode ?? '', place];
  return grouping === 'category' ? [place] : [place, product ?? ''];
}

type Keyed = 'agencyCode' | 'category' | 'product';

/** In the order in which they are always listed. */
const CATEGORIES = ['operating-system', 'office', 'antivirus-client', 'antivirus-server', 'other'];

function isMeant({ book }: LoadedPosition, part: Part, product: string | undefined): boolean {
  if (product === undefined) return true;
  return part.product !== null && book.keyOf(part.category, product) === book.keyOf(part.category, part.product);
}

function partsOf(loaded: LoadedPosition): readonly Part[] {
  const { agencies, book, copies, licences, computers } = loaded;
  const neededBy = new Map(computers.map(({ category: kind }) => [kind, categoriesNeeded(loaded, kind)]));
  const part = (agencyCode: string, category: string, product: string | null, addTo: Part['addTo']): Part => ({
    agencyCode,
    agencyName: agencies.get(agencyCode)?.name ?? null,
    category,
    product: product === null ? null : book.nameOf(category, product),
    addTo,
  });
  return [
    ...copies.map(({ covered }) => {
      const { agencyCode, category, product } = covered.group;
      return part(agencyCode, category, product, (total) => addCopies(total, covered));
    }),
    ...licences.map((counted) => {
      const { agencyCode, category, product } = counted.group;
      return part(agencyCode, category, product, (total) => addLicences(total, counted));
    }),
    ...computers.flatMap(({ agency_code: agency, category: kind, computers: count }) =>
      (neededBy.get(kind) ?? []).map((category) =>
        part(agency, category, null, (total) => {
          total.computers += Number(count);
        }),
      ),
    ),
  ];
}

/** Whether every computer of a kind needs one licence of a category of software. */
function isNeeded(needs: NeedsPerCategory, kind: string, category: string): boolean {
  const needed = needsOf(needs, kind);
  switch (category) {
    case 'operating-system':
      return needed?.operatingSystem === 'preinstalled' || needed?.operatingSystem === 'licensed';
    case 'office':
      return needed?.office.includes('device') ?? false;
    case 'antivirus-client':
      return needed?.antivirusClient.includes('device') ?? false;
    case 'antivirus-server':
      return needed?.antivirusServer.includes('device') ?? false;
    default:
      return false;
  }
}

function addLicences(total: RunningFigures, { group, row, used }: CountedLicences): void {
  const seats = group.seats ?? 0;
  const isBound = Number(row.is_bound) === 1;
  const counts = group.uncounted === null;
  if (counts) total.seats += seats;
  else if (group.uncounted === 'declared') total.declaredSeats += seats;
  else total.uncountedSeats += seats;
  total.isUnlimited ||= counts && group.seats === null;
  if (counts && !isBound && group.seats !== null) total.surplus += seats - used;
  total.held += Number(row.held);
  total.allocated += Number(row.allocated);
  total.freePool += Number(row.free_pool);
}
