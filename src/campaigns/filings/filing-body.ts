import type { ActedBy } from '../../access/index.ts';
import type { components } from '../../http/openapi.generated.ts';
import { MASK } from '../../kernel/index.ts';
import { cellText } from '../forms/cell-text.ts';
import type { CompiledForm, Judgement } from '../forms/compiled-form.ts';
import { hundredthsText } from '../forms/fraction.ts';
import { acknowledgedIn } from './acknowledged.ts';
import { contentsOf, rowsContentOf } from './cell-content.ts';
import type { FiledBody } from './filed-bytes.ts';
import type { Filing, FilingRevision } from './filing.ts';
import type { WrittenInRevision } from './find-filing.ts';
import type { CellDifference, JudgedFiling } from './judged-filing.ts';

type Schemas = components['schemas'];

export function toStandingBody({ campaignId: campaign, score, ...filing }: Filing) {
  return { ...filing, campaign, score: scoreText(score) } satisfies Omit<
    Schemas['FilingSummary'],
    'agencyName' | 'basis'
  >;
}

/** A score as it is printed, `86.72`. */
export function scoreText(score: number | null): string | null {
  return score === null ? null : hundredthsText(score);
}

export interface RevisionToShow {
  readonly form: CompiledForm;
  readonly revision: FilingRevision;
  readonly written: WrittenInRevision;
  /** Of a classified unit others than its own people read numbers only. */
  readonly isMasked: boolean;
  readonly actedAt: (logIndex: number) => ActedBy | null;
  /** Absent where nobody has signed it yet. */
  readonly signedBy?: readonly ActedBy[];
}

export function toRevisionBody(shown: RevisionToShow): Schemas['FilingRevision'] {
  const { form, revision, written, isMasked, actedAt } = shown;
  const filed = JSON.parse(revision.body) as FiledBody;
  const { kind, basis, digest, body, filedAt, filedIndex, acceptedAt, acceptedIndex, opened } = revision;
  const hasTexts = filed.texts.length > 0;
  const hasRows = Object.keys(filed.rows).length > 0;
  const reasons = filed.reasons.length === 0 ? {} : (written.reasons ?? null);
  return {
    ...{ revision: revision.revision, kind, basis, form: filed.form, digest, body },
    cells: contentsOf(form, filed.cells),
    computed: computedTexts(form, filed.computed),
    texts: hasTexts ? masked(written.texts, isMasked) : {},
    rows: hasRows && (isMasked || !written.rows) ? null : rowsContentOf(form, written.rows ?? {}),
    reasons: masked(reasons, isMasked),
    ...{ files: [...filed.files], receivedOn: filed.receivedOn ?? null, signedFor: filed.signedFor },
    findings: [...acknowledgedIn(form, filed, isMasked ? {} : written)],
    differences: filed.differences.map((each) => ({
      ...{ ...each, tolerance: toleranceText(form, each.cell) },
      reason: reasons === null ? null : (masked(reasons, isMasked)?.[each.cell] ?? null),
    })),
    reason: kind === 'correction' ? (isMasked ? MASK : (written.reason ?? null)) : null,
    ...{ filedAt, filedIndex, filedBy: actedAt(filedIndex), acceptedAt },
    signedBy: [...(shown.signedBy ?? [])],
    acceptedBy: acceptedIndex === null ? null : actedAt(acceptedIndex),
    opened: opened.map((each) => ({ ...each })),
    returned: returnOf(shown),
    supersededIndex: revision.supersededIndex,
  };
}

function masked<T extends Readonly<Record<string, string>>>(texts: T | null | undefined, isMasked: boolean) {
  if (!texts) return null;
  const entries = Object.entries(texts).map(([name, text]): [string, string] => [name, isMasked ? MASK : text]);
  return Object.fromEntries(entries);
}

function returnOf({ revision, written, isMasked, actedAt }: RevisionToShow): Schemas['RevisionReturn'] | null {
  const { returnedAt: at, returnedIndex, resubmitBy: dueOn } = revision;
  if (at === null || returnedIndex === null || dueOn === null) return null;
  const reason = written.returnReason === undefined || !isMasked ? (written.returnReason ?? null) : MASK;
  return { at, by: actedAt(returnedIndex), reason, cells: masked(written.cells, isMasked), dueOn };
}

/** Computed cells as they are printed. */
export function computedTexts(form: CompiledForm, computed: Judgement['computed']): Record<string, string> {
  const texts = Object.entries(computed).map(([id, value]): [string, string] => {
    const cell = form.cell(id);
    return [id, cell ? cellText(cell, value) : String(value ?? '')];
  });
  return Object.fromEntries(texts);
}

function toleranceText(form: CompiledForm, id: string): string {
  const cell = form.cell(id);
  return cell?.tolerance === undefined ? '0' : cellText(cell, cell.tolerance);
}

/** What stands out in a form as it is typed. */
export function toCheckBody(form: CompiledForm, { judgement, differences, missingReasons }: JudgedFiling) {
  const hasErrors = judgement.findings.some(({ severity }) => severity === 'error');
  return {
    computed: computedTexts(form, judgement.computed),
    findings: judgement.findings.map((finding) => ({ ...finding })),
    differences: differences.map((each) => toDifferenceBody(form, each)),
    missingReasons: [...missingReasons],
    canBeFiled: !hasErrors && missingReasons.length === 0,
  } satisfies Schemas['FilingCheck'];
}

function toDifferenceBody(form: CompiledForm, difference: CellDifference): Schemas['CellDifference'] {
  const { cell, filed, figure, reason } = difference;
  return { cell, filed, figure, tolerance: toleranceText(form, cell), reason };
}
