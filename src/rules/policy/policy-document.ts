import { deepFreeze } from '../documents/deep-freeze.ts';
import {
  type Fields,
  readBoolean,
  readList,
  readNullableDay,
  readNullableString,
  readObject,
  readSet,
  readString,
} from '../documents/document-reader.ts';
import { below, type Offence, offenceCollector, type Report } from '../documents/offence.ts';
import { kindOfParameter, type ParameterName, validateParameterValue } from './policy-values.ts';

export const AGENCY_LEVELS = ['central', 'province', 'city', 'county', 'township'] as const;
export type AgencyLevel = (typeof AGENCY_LEVELS)[number];

/** A dated number or list of one jurisdiction. `until` is the last day it holds; a `null` value says "none here". */
export interface PolicyParameter {
  readonly name: ParameterName;
  /** The agencies' levels it binds; null for all. */
  readonly levels: readonly AgencyLevel[] | null;
  readonly value: unknown;
  readonly from: string | null;
  readonly until: string | null;
  readonly document: string | null;
  readonly article: string | null;
  readonly verified: boolean;
}

export interface PolicyDocument {
  readonly schema: 'gate-policy/1';
  /** Six digits; `000000` is national. */
  readonly jurisdiction: string;
  readonly parameters: readonly PolicyParameter[];
}

/** Refuses unknown names, values of the wrong type, and two entries that could both hold on one day for one level. */
export function parsePolicyDocument(
  document: unknown,
): { readonly policy: PolicyDocument } | { readonly offences: readonly Offence[] } {
  const { offences, report } = offenceCollector();
  const fields = readObject(document, '', { required: ['schema', 'jurisdiction', 'parameters'] }, report);
  if (fields) validateDocument(fields, report);
  if (offences.length > 0) return { offences };
  return { policy: deepFreeze(structuredClone(document) as PolicyDocument) };
}

function validateDocument(fields: Fields, report: Report): void {
  if (fields.schema !== 'gate-policy/1') report('/schema', 'document.wrong_schema', 'gate-policy/1');
  const jurisdiction = readString(fields.jurisdiction, '/jurisdiction', report);
  if (jurisdiction !== undefined && !/^\d{6}$/.test(jurisdiction)) {
    report('/jurisdiction', 'policy.jurisdiction_malformed');
  }
  const seen: Entry[] = [];
  for (const [index, entry] of (readList(fields.parameters, '/parameters', report) ?? []).entries()) {
    const pointer = below('/parameters', index);
    const checked = validateParameter(entry, pointer, report);
    if (!checked) continue;
    const rival = seen.find((other) => overlaps(other, checked));
    if (rival) report(pointer, 'policy.overlap', rival.pointer);
    seen.push(checked);
  }
}

interface Entry {
  readonly pointer: string;
  readonly name: string;
  readonly levels: readonly string[] | null;
  readonly from: string | null;
  readonly until: string | null;
}

const PARAMETER_KEYS = {
  required: ['name', 'levels', 'value', 'from', 'until', 'document', 'article', 'verified'],
};

function validateParameter(entry: unknown, pointer: string, report: Report): Entry | undefined {
  const fields = readObject(entry, pointer, PARAMETER_KEYS, report);
  if (!fields) return undefined;
  const name = readString(fields.name, below(pointer, 'name'), report);
  const levels =
    fields.levels === null ? null : readSet(fields.levels, below(pointer, 'levels'), AGENCY_LEVELS, report);
  const from = readNullableDay(fields.from, below(pointer, 'from'), report) ?? null;
  const until = readNullableDay(fields.until, below(pointer, 'until'), report) ?? null;
  if (from !== null && until !== null && until < from) report(below(pointer, 'until'), 'policy.dates_reversed');
  readNullableString(fields.document, below(pointer, 'document'), report);
  readNullableString(fields.article, below(pointer, 'article'), report);
  readBoolean(fields.verified, below(pointer, 'verified'), report);
  if (name === undefined) return undefined;
  const kind = kindOfParameter(name);
  if (kind) validateParameterValue(fields.value, kind, below(pointer, 'value'), report);
  else report(below(pointer, 'name'), 'policy.name_unknown', name);
  return { pointer, name, levels, from, until };
}

function overlaps(a: Entry, b: Entry): boolean {
  if (a.name !== b.name) return false;
  const shareLevel = a.levels === null || b.levels === null || a.levels.some((level) => b.levels?.includes(level));
  const aEndsFirst = a.until !== null && b.from !== null && a.until < b.from;
  const bEndsFirst = b.until !== null && a.from !== null && b.until < a.from;
  return shareLevel && !aEndsFirst && !bEndsFirst;
}
