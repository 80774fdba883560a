import { civilDate } from '../../kernel/index.ts';
import type { KnownProduct } from '../../rules/index.ts';
import type { GatheredProduct } from '../gathered.ts';
import type { DeriveInput } from './derive-input.ts';

/** Where names of products are looked up: posted rows first, because they override what the rule pack knows. */
export function candidateProducts({
  gathered,
  policy,
}: Pick<DeriveInput, 'gathered' | 'policy'>): readonly GatheredProduct[] {
  return [...gathered.products, ...asGathered(policy.decisionDate.knownProducts ?? [])];
}

/** The same list is asked for by every order of a batch, so its translation is kept as long as the list itself. */
const translated = new WeakMap<readonly KnownProduct[], readonly GatheredProduct[]>();

function asGathered(known: readonly KnownProduct[]): readonly GatheredProduct[] {
  const kept = translated.get(known);
  if (kept) return kept;
  const products = known.map((product) => ({
    ...product,
    versions: product.versions.map(({ version, releasedOn, supportEndsOn }) => ({
      version,
      releasedOn: releasedOn === null ? null : civilDate(releasedOn),
      supportEndsOn: supportEndsOn === null ? null : civilDate(supportEndsOn),
    })),
    rights: product.rights.flatMap(({ kind, fromVersion, toVersion }) =>
      isRight(kind) ? { kind, fromVersion, toVersion } : [],
    ),
  }));
  translated.set(known, products);
  return products;
}

type Right = GatheredProduct['rights'][number]['kind'];

const RIGHTS: readonly string[] = ['downgrade', 'upgrade', 'suite', 'bundle'] satisfies readonly Right[];

/** A kind of right that no rule knows gives none. */
function isRight(kind: string): kind is Right {
  return RIGHTS.includes(kind);
}
