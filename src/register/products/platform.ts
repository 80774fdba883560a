/** What software on a machine must be built for. Null stands for what nobody has stated, so that anything fits. */
export interface MachinePlatform {
  /** `unknown`: a system is named that neither the register nor the rule pack knows. */
  readonly family: string | null;
  readonly architecture: string | null;
}

export type PlatformFit = 'fits' | 'misfits' | 'unknown';

export const UNKNOWN_FAMILY = 'unknown';

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
