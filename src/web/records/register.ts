import {
  listAllocations,
  listDevices,
  listEntitlements,
  listInstallations,
  listLicenceShortfalls,
  reportLicencePositions,
} from '../client/operations.generated.ts';
import { both } from '../words/text.ts';
import type { Field, WayTo } from './record.ts';
import { agencyOfCode, namedAgency } from './values.tsx';

const REGISTER: readonly WayTo[] = [
  { name: both('设备', 'Devices'), to: '/devices', by: listDevices },
  { name: both('授权', 'Entitlements'), to: '/entitlements', by: listEntitlements },
  { name: both('安装', 'Installations'), to: '/installations', by: listInstallations },
  { name: both('授权分配', 'Allocations'), to: '/allocations', by: listAllocations },
  { name: both('授权余缺', 'Positions'), to: '/licence-positions', by: reportLicencePositions },
  { name: both('缺口明细', 'Shortfalls'), to: '/licence-shortfalls', by: listLicenceShortfalls },
];

/** The other lists of the register. */
export function besideOf(path: string): readonly WayTo[] {
  return REGISTER.filter(({ to }) => to !== path);
}

/** Why a record of the register names no order. */
export const BY_HAND = both('不是经本闸口验收登记', 'no acceptance of this gate');

/** The unit whose record it is. */
export const AGENCY: Field<string> = { name: both('单位', 'Agency'), show: agencyOfCode, isOfMany: true };

/** The same where the list tells the name beside the code. */
export const NAMED_AGENCY: Field<{ readonly code: string; readonly name: string | null }> = {
  name: both('单位', 'Agency'),
  show: namedAgency,
  isOfMany: true,
};
