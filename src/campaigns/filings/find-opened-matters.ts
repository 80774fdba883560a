import type { Tx } from '../../db/index.ts';
import { type Actor, addDays, type CivilDate, type NewId } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import type { FilingRevision, OpenedByFiling } from './filing.ts';
import type { JudgedFiling } from './judged-filing.ts';

/** What a filing shows to be wrong, and what its earlier revisions opened. */
export interface Openings {
  readonly openings: readonly OpenedByFiling[];
  readonly earlier: readonly Pick<FilingRevision, 'opened'>[];
}

export interface OpeningsToMake extends Openings {
  /** The filing that shows it, by id, and its revision. */
  readonly filing: string;
  readonly revision: number;
  /** Who puts it right: the unit, or its successor. */
  readonly owner: string;
  readonly actor: Actor;
  readonly newId: NewId;
}

/** What campaigns need of matters, which know campaigns and are not known by them. */
export interface MattersOfFilings {
  /** The same with the matters that run already for what an earlier revision showed. */
  readonly foresee: (tx: Tx, asked: Openings) => Promise<readonly OpenedByFiling[]>;
  /** Opens a matter for each of the others, in the same transaction. */
  readonly open: (entry: Governed, asked: OpeningsToMake) => Promise<readonly OpenedByFiling[]>;
}

/** What the form opens of a filing, with the day each is due; no matter is opened yet. */
export function openingsIn({ judgement }: Pick<JudgedFiling, 'judgement'>, on: CivilDate): readonly OpenedByFiling[] {
  return judgement.opens.map(({ dueDays, ...opening }) => ({
    ...opening,
    dueOn: addDays(on, dueDays),
    matter: null,
  }));
}
