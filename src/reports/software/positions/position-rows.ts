import type { CivilDate, Grant } from '../../../kernel/index.ts';

/** Whose licence position: the agencies that the caller reaches, and of these a region, one agency, or one and all below it. */
export interface PositionScope {
  readonly grant: Grant;
  readonly region: string | undefined;
  readonly agencyCode: string | undefined;
  readonly isSubtree: boolean;
  readonly category: string | undefined;
  readonly on: CivilDate;
}

/** A day, and the first leaf after it; undefined where there is none, so that what stands is what stood. */
export interface PositionDay {
  readonly on: CivilDate;
  readonly changedSince: number | undefined;
}

/** What is read for a position: the agencies in scope, and others that share seats with them. */
export interface PositionReading extends PositionScope, PositionDay {
  readonly sharing: readonly string[];
}

/** Some agencies of a position, so that no statement answers more than memory takes. */
export interface SomeAgencies extends PositionDay {
  readonly codes: readonly string[];
  readonly category: string | undefined;
  /** Only what is on devices of this category, and the rights that hang on them. */
  readonly deviceCategory?: string;
}

export interface AgencyRow {
  readonly code: string;
  readonly name: string;
  readonly region: string;
  readonly level: string;
}

export interface CopyRow {
  readonly agency_code: string;
  readonly device_id: string;
  readonly category: string;
  readonly product: string;
  readonly edition: string | null;
  readonly version: string | null;
  readonly seen_last: CivilDate;
}

/** Copies of one release in an agency, seen since a day or not, that go on or end on the day. */
export interface CopiesRow extends Omit<CopyRow, 'device_id' | 'seen_last'> {
  readonly is_unseen: 0 | 1;
  /** The day is its last one. */
  readonly is_ended: 0 | 1;
  /** Of each copy the device that it is on. */
  readonly devices: readonly string[];
}

export interface CopyOnDeviceRow extends CopyRow {
  readonly id: string;
  readonly source: string;
  readonly seen_from: CivilDate;
  readonly device_category: string | null;
  readonly asset_number: string | null;
  readonly serial: string | null;
  readonly state: string | null;
  readonly was_allocated: number;
}

export interface LicencesRow {
  readonly agency_code: string;
  readonly licensee: string;
  readonly category: string;
  readonly product: string;
  readonly edition: string | null;
  readonly version: string | null;
  readonly metric: string;
  readonly channel: string;
  readonly platforms: string;
  readonly standing: string;
  readonly site: string | null;
  readonly device: string | null;
  readonly is_transferable: number;
  readonly is_bound: number;
  readonly is_unlimited: number;
  readonly proven: number;
  readonly has_letter: number;
  readonly seats: number | null;
  readonly held: number;
  readonly allocated: number;
  /** Copies that seats of users serve beside the one that takes the seat. */
  readonly shared: number;
  readonly free_pool: number;
}

/** Equal rights that hang on devices, each on one. */
export interface BoundRights {
  readonly right: LicencesRow;
  readonly devices: readonly string[];
}

export interface ComputersRow {
  readonly agency_code: string;
  readonly category: string;
  readonly computers: number;
  /** Of these, with both an asset number and a serial. */
  readonly numbered: number;
}
