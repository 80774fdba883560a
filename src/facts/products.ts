import { civilDate } from '../kernel/index.ts';
import type { KnownProduct } from '../rules/index.ts';
import type { DeriveInput } from './derive-input.ts';
import type { GatheredProduct } from './gathered.ts';
import { keysOf } from './name-keys.ts';
import { oncePer } from './once-per.ts';

/** Where names of products are looked up: posted rows first, because they override what the rule pack knows. */
export interface CandidateProducts {
  readonly posted: readonly GatheredProduct[];
  readonly known: KnownProducts;
}

/** The known products of each category by every name they go under. */
type KnownProducts = ReadonlyMap<string, ReadonlyMap<string, GatheredProduct>>;

export function candidateProducts({
  gathered,
  policy,
}: {
  readonly gathered: Pick<DeriveInput['gathered'], 'products'>;
  readonly policy: Pick<DeriveInput['policy'], 'decisionDate'>;
}): CandidateProducts {
  return { posted: gathered.products, known: indexOf(policy.decisionDate.knownProducts ?? NONE) };
}

const NONE: readonly KnownProduct[] = [];

const indexOf = oncePer((list: readonly KnownProduct[]): KnownProducts => {
  const index = new Map<string, Map<string, GatheredProduct>>();
  for (const product of list.map(asGathered)) {
    const named = index.get(product.category) ?? new Map<string, GatheredProduct>();
    index.set(product.category, named);
    // Of two products under one name the first is meant.
    for (const key of keysOf(product)) if (!named.has(key)) named.set(key, product);
  }
  return index;
});

function asGathered(product: KnownProduct): GatheredProduct {
  return {
    ...product,
    versions: product.versions.map(({ version, editions, releasedOn, supportEndsOn, verified }) => ({
      version,
      ...(editions && { editions }),
      releasedOn: releasedOn === null ? null : civilDate(releasedOn),
      supportEndsOn: supportEndsOn === null ? null : civilDate(supportEndsOn),
      ...(supportEndsOn !== null && !verified && { isEndUnverified: true }),
    })),
    rights: product.rights.flatMap(({ kind, fromVersion, toVersion }) =>
      isRight(kind) ? { kind, fromVersion, toVersion } : [],
    ),
  };
}

type Right = GatheredProduct['rights'][number]['kind'];

const RIGHTS: readonly string[] = ['downgrade', 'upgrade', 'suite', 'bundle'] satisfies readonly Right[];

/** A kind of right that no rule knows gives none. */
function isRight(kind: string): kind is Right {
  return RIGHTS.includes(kind);
}
