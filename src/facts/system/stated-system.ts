import { nameKey } from '../../register/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import type { GatheredProduct } from '../gathered.ts';
import { findProduct } from '../product-match.ts';
import { candidateProducts } from '../products.ts';
import { isOwnOfTablet } from '../read-products.ts';
import type { OrderLine } from '../submission.ts';
import { systemsFromPlan } from './server-os.ts';

export type OperatingSystem = NonNullable<NonNullable<OrderLine['computer']>['operatingSystem']>;
type OperatingSystemState = NonNullable<OperatingSystem['state']>;

/** What rules on the system read: the declaration, and the row of the product that it names. */
export interface StatedSystem {
  readonly line: OrderLine;
  readonly system: OperatingSystem | null;
  readonly state: OperatingSystemState;
  readonly product: GatheredProduct | undefined;
  /** What a tablet is delivered with: a statement, which needs no edition and no paper. */
  readonly isOwnOfTablet: boolean;
}

export function statedSystem(input: DeriveInput, line: OrderLine): StatedSystem {
  const system = line.computer?.operatingSystem ?? null;
  return {
    line,
    system,
    state: system?.state ?? 'unknown',
    product: findProduct(candidateProducts(input), { category: 'operating-system', name: system?.product }),
    isOwnOfTablet: isOwnOfTablet(input, line),
  };
}

/**
 * What will really be installed, where the officer names another system than the one the machine is licensed by; null
 * while he names none. What he leaves out of it is as licensed, unless it is another product.
 */
export function installedSystem(input: DeriveInput, { line, system, product }: StatedSystem): StatedSystem | null {
  const target = system?.target;
  if (!target || !(target.product || target.edition || target.version)) return null;
  const name = target.product || system.product;
  const installed = findProduct(candidateProducts(input), { category: 'operating-system', name });
  const isLicensed = nameKey(name ?? '') === nameKey(system.product ?? '') || (product && installed === product);
  return {
    line,
    system: {
      ...system,
      // A licensed "Windows 11" says nothing of the number of another version.
      product: (!target.product && target.version && installed?.name) || (name ?? null),
      edition: target.edition || (isLicensed ? system.edition : null),
      version: target.version || (isLicensed ? system.version : null),
    },
    state: 'preinstalled',
    product: installed,
    isOwnOfTablet: false,
  };
}

/** A system is or will be on the machine, and the officer says which. */
export function namesSystem({ system, state }: StatedSystem): boolean {
  return Boolean(system?.product) && (state === 'preinstalled' || state === 'trial' || state === 'unknown');
}

/** What the plan gives the servers or virtual desktops of a line: a system of its own, described by its item or its entitlement. */
export function plannedSystems(input: DeriveInput, line: OrderLine): readonly StatedSystem[] {
  return systemsFromPlan(input, line).map(({ item, drawn, productName, product, edition }) => ({
    line,
    system: { product: productName, edition, version: item.version ?? drawn?.softwareVersion ?? null },
    state: 'preinstalled',
    product,
    isOwnOfTablet: false,
  }));
}
