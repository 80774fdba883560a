import type { Tx } from '../../../db/index.ts';
import { type CivilDate, civilDate, groupBy, portionsOf, sumBy } from '../../../kernel/index.ts';
import { findFirstLeafAfter } from '../../../reference/index.ts';
import { factsOfAllProducts } from '../../../register/index.ts';
import { policyFor } from '../../../rules/index.ts';
import { type SoftwareBook, softwareBook } from '../ledgers/software-book.ts';
import { AGENCIES_AT_ONCE, ANY_LEVEL, type LoadedPosition, type PositionTerms } from './load-position.ts';
import { listAgenciesInScope, listCopies } from './position-repository.ts';
import type { PositionScope } from './position-rows.ts';

/** A version of a system that an agency uses, whose support ends or has ended; by the edition that ends first. */
export interface EndingSystem {
  readonly agencyCode: string;
  /** One key for all names of the product. */
  readonly product: string;
  readonly name: string;
  readonly version: string;
  readonly dueOn: CivilDate;
  readonly copies: number;
}

interface SystemCopies {
  readonly agencyCode: string;
  readonly category: string;
  readonly product: string;
  readonly edition: string | null;
  readonly version: string | null;
  readonly copies: number;
}

const SYSTEM = 'operating-system';

/** Systems whose support ends by a day, read without the licences that a position has besides. */
export async function listEndingSystems(
  tx: Tx,
  scope: PositionScope,
  { ruleSet, region, until }: PositionTerms & { readonly until: CivilDate },
): Promise<readonly EndingSystem[]> {
  const { on, category = SYSTEM } = scope;
  if (category !== SYSTEM) return [];
  const book = softwareBook(await factsOfAllProducts(tx), policyFor(ruleSet, { region, level: ANY_LEVEL, on }));
  const day = { on, changedSince: await findFirstLeafAfter(tx, on), category: SYSTEM };
  const agencies = await listAgenciesInScope(tx, scope);
  const ending: EndingSystem[] = [];
  for (const some of portionsOf(agencies, AGENCIES_AT_ONCE)) {
    const codes = some.map(({ code }) => code);
    const copies = (await listCopies(tx, { ...day, codes }, on)).map(
      ({ agency_code: agencyCode, devices, ...row }) => ({
        ...{ agencyCode, category: row.category, edition: row.edition, version: row.version, copies: devices.length },
        product: book.keyOf(row.category, row.product),
      }),
    );
    ending.push(...endingBy(until, copies, book));
  }
  return ending;
}

/** The same out of a position that is in memory. */
export function endingSystemsOf({ copies, book }: LoadedPosition, until: CivilDate): readonly EndingSystem[] {
  return endingBy(
    until,
    copies.map(({ covered: { group } }) => group),
    book,
  );
}

function endingBy(until: CivilDate, copies: readonly SystemCopies[], book: SoftwareBook): readonly EndingSystem[] {
  const systems = copies.flatMap((group) => {
    const { category, product, edition, version } = group;
    const dueOn = category === SYSTEM ? book.supportEndOf(category, product, { edition, version }) : null;
    return dueOn !== null && dueOn <= until && version !== null ? [{ ...group, version, dueOn: civilDate(dueOn) }] : [];
  });
  const soonestFirst = systems.toSorted((one, other) => (one.dueOn < other.dueOn ? -1 : 1));
  const versions = groupBy(soonestFirst, ({ agencyCode, product, version }) =>
    JSON.stringify([agencyCode, product, version]),
  );
  return [...versions.values()].flatMap((equal): EndingSystem[] => {
    const [first] = equal;
    if (!first) return [];
    const { agencyCode, category, product, version, dueOn } = first;
    const copiesOfVersion = sumBy(equal, (group) => group.copies);
    return [{ agencyCode, product, name: book.nameOf(category, product), version, dueOn, copies: copiesOfVersion }];
  });
}
