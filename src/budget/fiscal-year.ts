import { Refusal, regionsUpwards, type Text, text } from '../kernel/index.ts';
import type { DraftProblem } from '../reference/index.ts';

/** A year that was closed for a region, and so for the regions below it. */
export interface ClosedYear {
  readonly region: string;
  readonly fiscalYear: number;
}

/** Whether a year is closed for an agency, by its code. */
export type IsYearClosed = (agencyCode: string, fiscalYear: number) => boolean;

export function closedYears(closed: readonly ClosedYear[], regions: ReadonlyMap<string, string>): IsYearClosed {
  const known = new Set(closed.map(({ region, fiscalYear }) => `${region}/${fiscalYear}`));
  if (known.size === 0) return () => false;
  return (agencyCode, fiscalYear) => {
    const region = regions.get(agencyCode);
    return region !== undefined && regionsUpwards(region).some((each) => known.has(`${each}/${fiscalYear}`));
  };
}

const CODE = 'budget.year_closed';

function message(fiscalYear: number): Text {
  return text(
    `${fiscalYear} 年度已结账，只办理结转和冲销。`,
    `The fiscal year ${fiscalYear} is closed and takes only carry-over and reversals.`,
  );
}

export function yearClosedProblem(fiscalYear: number, field: 'fiscalYear' | null): DraftProblem {
  return { kind: 'conflict', code: CODE, field, text: message(fiscalYear) };
}

export function yearClosed(fiscalYear: number, pointer: string): Refusal {
  return new Refusal('conflict', CODE, message(fiscalYear), [{ pointer, message: '' }]);
}
