import type { components } from '../../src/http/openapi.generated.ts';
import { AGENCY, type AgencyName } from './demo-agencies.ts';
import type { DemoDays } from './demo-days.ts';

type Device = components['schemas']['DeviceCreation'];

interface Group {
  readonly agency: AgencyName;
  readonly category: Device['category'];
  readonly state: Device['state'];
  readonly count: number;
  /** How old they are today. */
  readonly months: number;
}

const GROUPS = {
  cultureOld: { agency: 'culture', category: 'desktop', state: 'in-use', count: 14, months: 93 },
  marketOld: { agency: 'market', category: 'desktop', state: 'in-use', count: 12, months: 88 },
  marketYoung: { agency: 'market', category: 'desktop', state: 'in-use', count: 4, months: 52 },
  bigDataIdle: { agency: 'bigData', category: 'laptop', state: 'idle', count: 3, months: 40 },
  hospitalOld: { agency: 'hospital', category: 'desktop', state: 'in-use', count: 10, months: 101 },
  archiveInUse: { agency: 'archive', category: 'desktop', state: 'in-use', count: 16, months: 80 },
} as const satisfies Readonly<Record<string, Group>>;

export type DeviceGroup = keyof typeof GROUPS;

export interface NamedDevice {
  readonly group: DeviceGroup;
  readonly device: Device;
}

export function devices({ monthsAgo }: DemoDays): readonly NamedDevice[] {
  return (Object.keys(GROUPS) as DeviceGroup[]).flatMap((group) => {
    const { agency, category, state, count, months } = GROUPS[group];
    const { code, prefix } = AGENCY[agency];
    const acquiredOn = monthsAgo(months);
    return Array.from({ length: count }, (_, index) => {
      const number = `${acquiredOn.slice(0, 4)}-${String(index + 1).padStart(3, '0')}`;
      const kind = category === 'laptop' ? 'B' : 'T';
      const device = {
        agencyCode: code,
        category,
        assetNumber: `${prefix}-${kind}${number}`,
        serial: `SN${prefix}${kind}${number.replace('-', '')}`,
        acquiredOn,
        state,
      };
      return { group, device };
    });
  });
}
