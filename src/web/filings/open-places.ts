import type { Schemas } from '../client/operation.ts';
import { cellsOf, type SheetForm } from '../sheet/form-document.ts';
import { placeOfFinding } from '../sheet/place-of-finding.ts';
import type { TypedSheet } from '../sheet/sheet-content.ts';

/** Something that has to be settled before it is signed, and the name of the field where that is done. */
export interface OpenPlace {
  readonly place: string;
  readonly field: string;
  readonly isReason: boolean;
  /** Whether it is a note that is to be confirmed. */
  readonly isTick?: boolean;
}

interface OpenQuestion {
  readonly form: SheetForm;
  readonly state: { readonly wrong: readonly string[]; readonly typed: TypedSheet };
  readonly check: Schemas['FilingCheck'];
  /** Empty cells and notes are told of once somebody asks. */
  readonly isChecked: boolean;
  readonly acknowledged: readonly string[];
}

/** What is to be settled, in the order of the sheet; of one cell first what is of no type or refused, then what lacks a reason. */
export function openPlaces({ form, state, check, isChecked, acknowledged }: OpenQuestion): readonly OpenPlace[] {
  const findings = check.findings.filter((one) => one.severity === 'error' || !acknowledged.includes(one.check));
  const found = (isChecked ? findings : []).map((finding) => {
    const place = placeOfFinding(finding);
    if (finding.severity === 'error') return { place, field: place, isReason: false };
    return { place, field: tickOf(finding.check), isReason: false, isTick: true };
  });
  const missing = check.missingReasons.filter((cell) => (state.typed.reasons[cell] ?? '').trim() === '');
  const open = [
    ...state.wrong.map((place) => ({ place, field: place, isReason: false })),
    ...found,
    ...missing.map((place) => ({ place, field: `reason-${place}`, isReason: true })),
  ];
  const rank = rankIn(form);
  return open.sort((one, other) => rank(one.place) - rank(other.place));
}

/** The name of the box in which a note is confirmed. */
export function tickOf(check: string): string {
  return `tick-${check}`;
}

/** Where a place stands in a form as it is read. What is about the whole comes last. */
function rankIn(form: SheetForm): (place: string) => number {
  const ids = form.sections.flatMap((section) => cellsOf(section).map(({ id }) => id));
  const ranks = new Map(ids.map((id, at) => [id, at]));
  return (place) => ranks.get(place.split('/').at(-1) ?? '') ?? ids.length;
}
