import type { CivilDate } from '../../../kernel/index.ts';
import type { Channel, SoftwareCategory } from './software-match.ts';

export interface AgencyRow {
  readonly code: string;
  readonly name: string;
  readonly staff: number | null;
  readonly is_classified: number;
}

export interface DeviceRow {
  readonly id: string;
  readonly agency_code: string;
  readonly agency_name: string;
  readonly is_classified: number;
  readonly category: string;
  readonly asset_number: string | null;
  readonly serial: string | null;
  readonly department: string | null;
  readonly used_by: string | null;
  readonly acquired_on: string | null;
  readonly state: string;
  readonly log_index: number;
}

export interface DevicesPage {
  readonly after: { readonly agencyCode: string; readonly id: string } | undefined;
  readonly limit: number;
  /** What has changed since is looked up in the log, so what is retired by now may have been there. */
  readonly changedAfter: number | null;
}

export interface StateLeaf {
  readonly log_index: number;
  readonly subject: string;
  readonly bytes: string;
}

export interface CopyRow {
  readonly id: string;
  readonly device_id: string;
  readonly category: SoftwareCategory;
  readonly product: string;
  readonly edition: string | null;
  readonly version: string | null;
  readonly seen_from: string;
}

export interface RightRow {
  readonly entitlement_id: string;
  readonly allocation_id: string | null;
  readonly device_id: string | null;
  readonly agency_code: string;
  readonly site: string | null;
  readonly category: SoftwareCategory;
  readonly product: string;
  readonly edition: string | null;
  readonly version: string | null;
  readonly channel: Channel;
  readonly valid_from: CivilDate | null;
  readonly valid_until: CivilDate | null;
}

export interface ChangeRow {
  readonly id: string;
  readonly happened: 'installed' | 'uninstalled';
  readonly happened_on: CivilDate;
  readonly category: SoftwareCategory;
  readonly product: string;
  readonly edition: string | null;
  readonly version: string | null;
  readonly source: 'acceptance' | 'survey' | 'agent' | 'manual';
  readonly log_index: number;
  readonly agency_code: string;
  readonly agency_name: string;
  readonly is_classified: number;
  readonly device_id: string;
  readonly asset_number: string | null;
  readonly department: string | null;
  readonly used_by: string | null;
}

export interface ChangesPage {
  readonly from: CivilDate;
  readonly until: CivilDate;
  /** Kind, product, edition, version, day, change and installation: a place in the order of the ledger. */
  readonly after: readonly string[] | undefined;
  readonly limit: number;
}
