import type { BoundRights, LicencesRow } from './position-rows.ts';

/**
 * Rights that hang on devices as licences of their agencies, equal ones together: they are read with their devices once, and
 * not a second time without them. What has changed since the day of the question is a licence by itself already, and so is
 * what a site shares.
 */
export function licencesOfBound(rights: readonly BoundRights[]): readonly LicencesRow[] {
  const licences = new Map<string, RunningLicences>();
  for (const { right, devices } of rights) {
    if (right.device !== null || right.site !== null) continue;
    const { seats, held, allocated, shared, free_pool: pool, device: _device, ...same } = right;
    const key = JSON.stringify(same);
    const sum = licences.get(key) ?? {
      ...same,
      device: null,
      seats: null,
      held: 0,
      allocated: 0,
      shared: 0,
      free_pool: 0,
    };
    licences.set(key, sum);
    if (seats !== null) sum.seats = (sum.seats ?? 0) + Number(seats) * devices.length;
    sum.held += Number(held);
    sum.allocated += Number(allocated);
    sum.shared += Number(shared) * devices.length;
    sum.free_pool += Number(pool);
  }
  return [...licences.values()];
}

type RunningLicences = { -readonly [Name in keyof LicencesRow]: LicencesRow[Name] };
