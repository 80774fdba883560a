import { type MachinePlatform, UNKNOWN_FAMILY } from '../../register/index.ts';
import { findProduct } from '../product-match.ts';
import type { CandidateProducts } from '../products.ts';
import type { OrderLine } from '../submission.ts';

export { type MachinePlatform, platformFit } from '../../register/index.ts';

export const ANY_PLATFORM: MachinePlatform = { family: null, architecture: null };

/** The platform of a line's machines: the system that will really be installed counts, not the one it is licensed by. */
export function linePlatform(line: OrderLine, products: CandidateProducts): MachinePlatform {
  return { family: familyOf(line, products), architecture: line.computer?.cpu?.architecture ?? null };
}

function familyOf(line: OrderLine, products: CandidateProducts): string | null {
  const system = line.computer?.operatingSystem;
  if (system?.state !== 'preinstalled' && system?.state !== 'trial') return null;
  const name = system.target?.product ?? system.product;
  if (!name) return null;
  return findProduct(products, { category: 'operating-system', name })?.osFamily ?? UNKNOWN_FAMILY;
}
