import type { DeriveInput } from '../derive-input.ts';
import { textReadersOf } from '../line/text-readers.ts';
import type { OperatingSystem, StatedSystem } from './stated-system.ts';

type EvidenceKind = NonNullable<NonNullable<NonNullable<OperatingSystem['evidence']>[number]['kind']>>;
type EvidenceState = 'enough' | 'thin' | 'not-needed';

const OEM_PROOF: readonly EvidenceKind[] = [
  'coa',
  'oem-firmware-statement',
  'vendor-authorization-letter',
  'serial-list',
];
const DOMESTIC_PROOF: readonly EvidenceKind[] = ['vendor-authorization-letter', 'serial-list'];
const LICENCE_PROOF: readonly EvidenceKind[] = [
  'licence-certificate',
  'licence-page',
  'vendor-authorization-letter',
  'serial-list',
];

export function evidenceKinds(system: OperatingSystem | null): readonly EvidenceKind[] {
  const kinds = (system?.evidence ?? []).flatMap(({ kind }) => kind ?? []);
  return kinds.length < 2 ? kinds : [...new Set(kinds)];
}

/**
 * Whether the delivery promises the papers that its kind of licence is proved by. Asked only of a system that is named:
 * one that is missing, a trial or not described is found by other rules. Where it is not known whether the product is
 * domestic, the answer stands only if it is the same either way.
 */
export function evidenceState(stated: StatedSystem): EvidenceState | undefined {
  const { system, state, product, isOwnOfTablet } = stated;
  if (state !== 'preinstalled' || !system?.product || system.licenceType === 'trial' || isOwnOfTablet)
    return 'not-needed';
  if (!system.licenceType) return 'thin';
  const origins = typeof product?.domestic === 'boolean' ? [product.domestic] : [true, false];
  const [first, ...others] = origins.map((isDomestic) => stateFor(stated, isDomestic));
  return others.every((other) => other === first) ? first : undefined;
}

function stateFor({ system, product }: StatedSystem, isDomestic: boolean): EvidenceState {
  const kinds = evidenceKinds(system);
  const proves = (proof: readonly EvidenceKind[]): EvidenceState =>
    kinds.some((kind) => proof.includes(kind)) ? 'enough' : 'thin';
  if (isDomestic) return proves(DOMESTIC_PROOF);
  switch (system?.licenceType) {
    case 'oem':
      return proves(OEM_PROOF);
    case 'open-source':
      // The sources of these were never given away, whoever says so.
      return isClosedSource(product?.osFamily) ? 'thin' : 'not-needed';
    case 'volume':
      // An upgrade needs a full licence below it, which a machine delivered with nothing else cannot show.
      return product?.volumeIsUpgradeOnly ? 'thin' : proves(LICENCE_PROOF);
    case 'retail':
      return proves([...LICENCE_PROOF, 'coa']);
    default:
      return proves(LICENCE_PROOF);
  }
}

function isClosedSource(family: string | null | undefined): boolean {
  return family === 'windows' || family === 'macos';
}

/** A paper that is of a home edition by its own words; where the field has such an edition, that is enough to know. */
export function homeEditionPaper({ policy }: DeriveInput, { system, state }: StatedSystem): string {
  const { textWords, goodsWords } = policy.decisionDate;
  if (!textWords || !goodsWords || state !== 'preinstalled') return '';
  const { claims } = textReadersOf(textWords, goodsWords);
  const isOfHome = (text: string): boolean => claims(text, 'goods').systems.some(({ isHome }) => isHome);
  if (isOfHome([system?.product, system?.edition].filter(Boolean).join(' '))) return '';
  return (system?.evidence ?? []).find(({ reference }) => reference && isOfHome(reference))?.reference ?? '';
}
