import type { GatheredProduct } from '../gathered.ts';
import type { OrderLine } from '../submission.ts';
import type { DeriveInput } from './derive-input.ts';
import { findProduct } from './product-match.ts';
import { candidateProducts } from './products.ts';

export type OperatingSystem = NonNullable<NonNullable<OrderLine['computer']>['operatingSystem']>;
type OperatingSystemState = NonNullable<OperatingSystem['state']>;

/** What rules on the system read: the declaration, and the row of the product that it names. */
export interface StatedSystem {
  readonly line: OrderLine;
  readonly system: OperatingSystem | null;
  readonly state: OperatingSystemState;
  readonly product: GatheredProduct | undefined;
}

export function statedSystem(input: DeriveInput, line: OrderLine): StatedSystem {
  const system = line.computer?.operatingSystem ?? null;
  return {
    line,
    system,
    state: system?.state ?? 'unknown',
    product: findProduct(candidateProducts(input), { category: 'operating-system', name: system?.product }),
  };
}

/** A system is or will be on the machine, and the officer says which. */
export function namesSystem({ system, state }: StatedSystem): boolean {
  return Boolean(system?.product) && (state === 'preinstalled' || state === 'trial' || state === 'unknown');
}
