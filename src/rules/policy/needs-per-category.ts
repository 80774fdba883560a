import { deepFreeze } from '../documents/deep-freeze.ts';
import {
  readBoolean,
  readList,
  readNullableString,
  readObject,
  readOneOf,
  readSet,
  readString,
} from '../documents/document-reader.ts';
import { below, type Offence, offenceCollector, type Report } from '../documents/offence.ts';

/** What a need is counted by: each device of the line, or each virtual desktop it serves. */
export const NEED_UNITS = ['device', 'virtual-desktop'] as const;
export type NeedUnit = (typeof NEED_UNITS)[number];

export const DEVICE_KINDS = ['client', 'server', 'terminal', 'none'] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];

export const OPERATING_SYSTEM_NEEDS = ['preinstalled', 'licensed', 'per-virtual-desktop', 'none'] as const;
export type OperatingSystemNeed = (typeof OPERATING_SYSTEM_NEEDS)[number];

/** Which licences a line of a category must be covered by. */
export interface CategoryNeeds {
  readonly category: string;
  readonly kind: DeviceKind;
  readonly office: readonly NeedUnit[];
  readonly antivirusClient: readonly NeedUnit[];
  readonly antivirusServer: readonly NeedUnit[];
  readonly operatingSystem: OperatingSystemNeed;
  /** Whether each of a line's terminals must have a desktop of its own. Earlier tables do not say it, and nothing is counted. */
  readonly hasOwnDesktops?: boolean;
  /** Whether its machines may have office and client antivirus software that they need not have. As young. */
  readonly mayHaveSoftware?: boolean;
}

export interface NeedsPerCategory {
  readonly schema: 'gate-needs/1';
  readonly document: string | null;
  readonly categories: readonly CategoryNeeds[];
}

/** The needs of a category; undefined for one the table does not list, which the caller must not read as "needs nothing". */
export function needsOf(table: NeedsPerCategory, category: string): CategoryNeeds | undefined {
  return table.categories.find((needs) => needs.category === category);
}

export function parseNeedsPerCategory(
  document: unknown,
): { readonly needs: NeedsPerCategory } | { readonly offences: readonly Offence[] } {
  const { offences, report } = offenceCollector();
  const fields = readObject(document, '', { required: ['schema', 'document', 'categories'] }, report);
  if (fields) {
    if (fields.schema !== 'gate-needs/1') report('/schema', 'document.wrong_schema', 'gate-needs/1');
    readNullableString(fields.document, '/document', report);
    validateCategories(fields.categories, report);
  }
  if (offences.length > 0) return { offences };
  return { needs: deepFreeze(structuredClone(document) as NeedsPerCategory) };
}

const UNIT_KEYS = ['office', 'antivirusClient', 'antivirusServer'];
const CATEGORY_KEYS = {
  required: ['category', 'kind', ...UNIT_KEYS, 'operatingSystem'],
  optional: ['hasOwnDesktops', 'mayHaveSoftware'],
};

function validateCategories(value: unknown, report: Report): void {
  const seen = new Set<string>();
  for (const [index, entry] of (readList(value, '/categories', report) ?? []).entries()) {
    const pointer = below('/categories', index);
    const row = readObject(entry, pointer, CATEGORY_KEYS, report);
    if (!row) continue;
    const category = readString(row.category, below(pointer, 'category'), report);
    if (category !== undefined && seen.has(category)) report(pointer, 'document.duplicate', category);
    if (category !== undefined) seen.add(category);
    readOneOf(row.kind, below(pointer, 'kind'), DEVICE_KINDS, report);
    readOneOf(row.operatingSystem, below(pointer, 'operatingSystem'), OPERATING_SYSTEM_NEEDS, report);
    readBoolean(row.hasOwnDesktops, below(pointer, 'hasOwnDesktops'), report);
    readBoolean(row.mayHaveSoftware, below(pointer, 'mayHaveSoftware'), report);
    for (const key of UNIT_KEYS) {
      const units = row[key];
      if (!Array.isArray(units) || units.length > 0) readSet(units, below(pointer, key), NEED_UNITS, report);
    }
  }
}
