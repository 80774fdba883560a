import { type Key, type Reading, readingOf } from '../../../documents/index.ts';
import { groupBy } from '../../../kernel/index.ts';
import { figuresOfCopies, NO_FIGURES, type PositionFigures, sumFigures } from '../../../register/index.ts';
import { type NeedsPerCategory, needsOf } from '../../../rules/index.ts';
import type { CountedLicences, LoadedPosition } from './load-position.ts';

export type PositionGrouping = 'product' | 'category' | 'agency';

/** One line of the report, or its total: of a product, of a category, or of a category of one agency. */
export interface PositionRow {
  readonly agencyCode: string | null;
  readonly agencyName: string | null;
  readonly category: string | null;
  readonly product: string | null;
  readonly figures: PositionFigures;
}

/** Figures of one agency, category and product; of computers nobody says which product they will have. */
interface Part extends PositionRow {
  readonly agencyCode: string;
  readonly category: string;
}

export interface PositionReport {
  readonly reading: Reading<PositionRow>;
  readonly total: PositionRow;
}

/** The position as a report, only of a product where one is named. */
export function positionReport(
  loaded: LoadedPosition,
  { grouping, product }: { readonly grouping: PositionGrouping; readonly product: string | undefined },
): PositionReport {
  const parts = partsOf(loaded).filter((part) => isMeant(loaded, part, product));
  const ofGrouping = grouping === 'product' ? parts.filter((part) => part.product !== null) : parts;
  const rows = [...groupBy(ofGrouping, (part) => JSON.stringify(keyOf(part, grouping))).values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { category } = first;
    const agency = grouping === 'agency' ? first : NO_AGENCY;
    const { agencyCode, agencyName } = agency;
    return [
      {
        ...{ agencyCode, agencyName, category },
        product: grouping === 'product' ? first.product : null,
        figures: sumFigures(group.map(({ figures }) => figures)),
      },
    ];
  });
  return {
    reading: readingOf<PositionRow>(rows, (row) => keyOf(row, grouping)),
    total: {
      ...NO_AGENCY,
      category: null,
      product: null,
      figures: sumFigures(ofGrouping.map(({ figures }) => figures)),
    },
  };
}

const NO_AGENCY = { agencyCode: null, agencyName: null };

function keyOf({ agencyCode, category, product }: PositionRow, grouping: PositionGrouping): Key {
  const place = String(CATEGORIES.indexOf(category ?? ''));
  if (grouping === 'agency') return [agencyCode ?? '', place];
  return grouping === 'category' ? [place] : [place, product ?? ''];
}

/** In the order in which they are always listed. */
const CATEGORIES = ['operating-system', 'office', 'antivirus-client', 'antivirus-server', 'other'];

function isMeant({ book }: LoadedPosition, part: Part, product: string | undefined): boolean {
  if (product === undefined) return true;
  return part.product !== null && book.keyOf(part.category, product) === book.keyOf(part.category, part.product);
}

function partsOf(loaded: LoadedPosition): readonly Part[] {
  const { agencies, book, copies, licences, computers, needs, reading } = loaded;
  const part = (agencyCode: string, category: string, product: string | null, figures: PositionFigures): Part => ({
    agencyCode,
    agencyName: agencies.get(agencyCode)?.name ?? null,
    category,
    product: product === null ? null : book.nameOf(category, product),
    figures,
  });
  return [
    ...copies.map(({ covered }) => {
      const { agencyCode, category, product } = covered.group;
      return part(agencyCode, category, product, figuresOfCopies(covered));
    }),
    ...licences.map((counted) => {
      const { agencyCode, category, product } = counted.group;
      return part(agencyCode, category, product, figuresOfLicences(counted));
    }),
    ...computers.flatMap(({ agency_code: agency, category: kind, computers: count }) =>
      CATEGORIES.filter((category) => reading.category === undefined || category === reading.category)
        .filter((category) => isNeeded(needs, kind, category))
        .map((category) => part(agency, category, null, { ...NO_FIGURES, computers: Number(count) })),
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

function figuresOfLicences({ group, row, used }: CountedLicences): PositionFigures {
  const seats = group.seats ?? 0;
  const isBound = Number(row.is_bound) === 1;
  const counts = group.uncounted === null;
  return {
    ...NO_FIGURES,
    seats: counts ? seats : 0,
    isUnlimited: counts && group.seats === null,
    surplus: counts && !isBound && group.seats !== null ? seats - used : 0,
    held: Number(row.held),
    allocated: Number(row.allocated),
    freePool: Number(row.free_pool),
    declaredSeats: group.uncounted === 'declared' ? seats : 0,
    uncountedSeats: counts || group.uncounted === 'declared' ? 0 : seats,
  };
}
