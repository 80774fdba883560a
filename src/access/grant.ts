import { type Grant, regionsUpwards } from '../kernel/index.ts';

/** The regions of agencies, by code; an agency that is not known is absent. */
export type AgencyRegions = ReadonlyMap<string, string>;

/** Whether everything that `inner` reaches is reached by `outer` as well. */
export function covers(outer: Grant, inner: Grant, regions: AgencyRegions): boolean {
  if ('region' in inner) return 'region' in outer && regionsUpwards(inner.region).includes(outer.region);
  if ('agencies' in outer) return inner.agencies.every((code) => outer.agencies.includes(code));
  return inner.agencies.every((code) => {
    const region = regions.get(code);
    return region !== undefined && regionsUpwards(region).includes(outer.region);
  });
}

/** The agencies of a grant whose regions have to be known before it can be compared with a grant of a region. */
export function agenciesIn(grant: Grant): readonly string[] {
  return 'agencies' in grant ? grant.agencies : [];
}
