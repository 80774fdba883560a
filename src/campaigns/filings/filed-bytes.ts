import { type CivilDate, canonicalJson, digestOf } from '../../kernel/index.ts';
import type { CellValues } from '../forms/compiled-form.ts';
import type { FiledBy, RevisionKind } from './filing.ts';
import type { JudgedFiling } from './judged-filing.ts';

/** What stands in the bytes of a filing. Texts, rows and reasons are named here, and committed to by the leaf. */
export interface FiledBody {
  readonly schema: 'gate-filing/1';
  readonly campaign: string;
  readonly form: string;
  readonly formDigest: string;
  readonly agency: string;
  readonly revision: number;
  readonly kind: RevisionKind;
  readonly basis: FiledBy;
  readonly cells: CellValues;
  readonly computed: Readonly<Record<string, number | string | null>>;
  readonly differences: readonly { readonly cell: string; readonly filed: string; readonly figure: string }[];
  readonly acknowledged: readonly string[];
  readonly files: readonly string[];
  /** The day on which a stamped form came in; absent where it was not said, as in all that is filed in the gate. */
  readonly receivedOn?: CivilDate;
  readonly signedFor: string | null;
  readonly texts: readonly string[];
  readonly rows: Readonly<Record<string, number>>;
  readonly reasons: readonly string[];
}

export interface FilingToWrite
  extends Pick<
    FiledBody,
    'campaign' | 'form' | 'formDigest' | 'agency' | 'revision' | 'kind' | 'basis' | 'files' | 'receivedOn' | 'signedFor'
  > {
  readonly judged: JudgedFiling;
}

/** The exact bytes of a filing, and their digest, which the log keeps for ever. */
export function filedBytes({ judged, ...named }: FilingToWrite): { readonly body: string; readonly digest: string } {
  const { filed, judgement, differences, reasons } = judged;
  const body: FiledBody = {
    ...{ schema: 'gate-filing/1', ...named, cells: filed.cells, computed: judgement.computed },
    differences: differences.map(({ cell, filed: typed, figure }) => ({ cell, filed: typed, figure })),
    acknowledged: judgement.findings.map(({ check }) => check),
    texts: Object.keys(filed.texts).toSorted(),
    rows: Object.fromEntries(Object.entries(filed.rows).map(([section, rows]) => [section, rows.length])),
    reasons: Object.keys(reasons).toSorted(),
  };
  const bytes = canonicalJson(body);
  return { body: bytes, digest: digestOf(bytes) };
}
