import type { CivilDate, Text } from '../../kernel/index.ts';
import type { Device } from '../devices/device.ts';
import type { SoftwareCategory } from '../products/product.ts';

/** What is wrong with a cell, by the heading of its column or the place in a scan; null for the row as a whole. */
export interface SeenFault {
  readonly column: string | null;
  readonly text: Text;
}

/** Software in a file's own words: whether the register knows the product is found out later. */
export interface SeenSoftware {
  readonly name: string;
  readonly edition: string | null;
  readonly version: string | null;
  /** What kind of software the file says it is, by its column. */
  readonly category: SoftwareCategory | null;
}

/** A computer as far as a file tells of it; what it does not state is absent. */
export type SeenDevice = Partial<
  Pick<
    Device,
    | 'category'
    | 'assetNumber'
    | 'serial'
    | 'mainboardSerial'
    | 'brand'
    | 'model'
    | 'department'
    | 'usedBy'
    | 'acquiredOn'
    | 'state'
  >
>;

/** Whose a row is, as it says itself: by credit code, or by name. */
export interface SeenAgency {
  readonly code: string | null;
  readonly name: string | null;
}

/** One computer with its software, whatever the format it came in. */
export interface SeenComputer {
  /** The row, or the number of the scan among those of one request; both count from 1. */
  readonly row: number;
  readonly agency: SeenAgency;
  readonly device: SeenDevice;
  /** By field, the heading of the column that it was read from. */
  readonly columns: ReadonlyMap<string, string>;
  /** What is installed; null where the file says nothing about software. */
  readonly software: readonly SeenSoftware[] | null;
  /** Kinds of which the file tells all that is there, also where that is nothing. What it names covers its own kind. */
  readonly covers: readonly SoftwareCategory[];
  /** Rights that came with the computer, as a ledger's way of authorisation says. */
  readonly oemRights: readonly SeenSoftware[];
  /** The day of the scan or the survey; null where only the request says it. */
  readonly seenOn: CivilDate | null;
  readonly faults: readonly SeenFault[];
  /** What a reader should know although the row is taken. */
  readonly remarks: readonly SeenFault[];
}
