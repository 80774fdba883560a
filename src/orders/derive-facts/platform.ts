import type { OrderLine } from '../submission.ts';
import { findProduct } from './product-match.ts';
import type { CandidateProducts } from './products.ts';

/** What software on a machine must be built for. Null stands for what the officer did not state, so that anything fits. */
export interface MachinePlatform {
  /** `unknown`: a system is named that neither the register nor the rule pack knows. */
  readonly family: string | null;
  readonly architecture: string | null;
}

export type PlatformFit = 'fits' | 'misfits' | 'unknown';

const UNKNOWN_FAMILY = 'unknown';
export const ANY_PLATFORM: MachinePlatform = { family: null, architecture: null };

/** The platform of a line's machines: the system that will really be installed counts, not the one it is licensed by. */
export function linePlatform(line: OrderLine, products: CandidateProducts): MachinePlatform {
  return { family: familyOf(line, products), architecture: line.computer?.cpu?.architecture ?? null };
}

/**
 * Whether software built for these platforms (`linux-arm64`, or an architecture alone) runs on the machine. When only the
 * machine's family is unknown, a wrong architecture still decides. Without platforms nothing is stated, and nothing misfits.
 */
export function platformFit(platforms: readonly string[], machine: MachinePlatform): PlatformFit {
  if (platforms.length === 0) return 'fits';
  const fits = platforms.map((platform) => fitOf(platform, machine));
  if (fits.includes('fits')) return 'fits';
  return fits.includes('unknown') ? 'unknown' : 'misfits';
}

function familyOf(line: OrderLine, products: CandidateProducts): string | null {
  const system = line.computer?.operatingSystem;
  if (system?.state !== 'preinstalled' && system?.state !== 'trial') return null;
  const name = system.target?.product ?? system.product;
  if (!name) return null;
  return findProduct(products, { category: 'operating-system', name })?.osFamily ?? UNKNOWN_FAMILY;
}

function fitOf(platform: string, machine: MachinePlatform): PlatformFit {
  const [first = '', second] = platform.split('-');
  const built = second === undefined ? { family: null, architecture: first } : { family: first, architecture: second };
  if (!architectureFits(built.architecture, machine.architecture)) return 'misfits';
  if (built.family === null || machine.family === null || built.family === machine.family) return 'fits';
  return machine.family === UNKNOWN_FAMILY ? 'unknown' : 'misfits';
}

/** Machines of 64 bits also run what was built for 32 bits of the same line of processors. */
function architectureFits(built: string, machine: string | null): boolean {
  return machine === null || built === machine || (built === 'x86' && machine === 'x64');
}
