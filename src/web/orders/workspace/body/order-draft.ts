import type { BodyOf } from '../../../client/operation.ts';

export type Submission = BodyOf<'submitOrder'>;

export interface FundingDraft {
  readonly budgetLine: string;
  /** Empty means what the others leave of the amount. */
  readonly amount: string;
}

export interface EvidenceDraft {
  readonly kind: string;
  readonly reference: string;
  readonly seats: string;
  /** The paper itself, by the hash of the file that was sent. */
  readonly file: string;
}

export interface RatingDraft {
  readonly level: string;
  readonly announcement: string;
  /** The announcement itself, by the hash of the file that was sent. */
  readonly file: string;
}

export interface LineDraft {
  /** The number of the line, which stays whatever is removed before it. */
  readonly line: string;
  /** The category of a computer, or `software` or `other`. */
  readonly kind: string;
  readonly description: string;
  readonly brand: string;
  readonly model: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly domestic: string;
  readonly catalogue: { readonly code: string };
  readonly funding: readonly FundingDraft[];
  readonly computer: {
    readonly intendedUse: string;
    readonly cpu: {
      readonly model: string;
      readonly architecture: string;
      readonly securityRating: RatingDraft;
    };
    readonly operatingSystem: {
      readonly state: string;
      readonly product: string;
      readonly edition: string;
      readonly version: string;
      readonly licenceType: string;
      readonly securityRating: RatingDraft;
      readonly evidence: readonly EvidenceDraft[];
    };
  };
  readonly software: { readonly category: string };
  /** Of other goods: whether there are computers in them. */
  readonly containsComputers: string;
  /** Of computers: the number of the line of other goods that pays for them. */
  readonly pricedIn: string;
  /** Of a lease: for how many months; then the price is the rent of one. */
  readonly leaseMonths: string;
  /** The line as it was read, as JSON: what the screen does not show is sent as it came. */
  readonly kept: string;
}

export interface ItemDraft {
  readonly item: string;
  readonly category: string;
  readonly product: string;
  readonly edition: string;
  readonly version: string;
  readonly provision: string;
  readonly licenceType: string;
  readonly metric: string;
  readonly seats: string;
  readonly unitPrice: string;
  readonly serviceMonths: string;
  readonly firstYearUnitPrice: string;
  readonly validFrom: string;
  readonly validUntil: string;
  /** As the contract writes them, with commas between. */
  readonly platforms: string;
  readonly deliverBy: string;
  readonly entitlementId: string;
  readonly licensee: string;
  readonly orderLine: string;
  readonly funding: readonly FundingDraft[];
  readonly evidence: readonly EvidenceDraft[];
  readonly kept: string;
}

/** An order as it is typed: every value is text, as it stands in its field. Names are those of the contract. */
export interface OrderDraft {
  readonly reference: string;
  readonly agencyCode: string;
  readonly fiscalYear: string;
  readonly method: string;
  readonly organisationForm: string;
  readonly planFilingNumber: string;
  readonly expectedDeliveryOn: string;
  readonly justification: string;
  readonly supplier: { readonly creditCode: string; readonly name: string; readonly creditCheckedOn: string };
  readonly lines: readonly LineDraft[];
  readonly softwarePlan: readonly ItemDraft[];
  readonly kept: string;
}

export type GridName = 'lines' | 'softwarePlan';

const NO_FUNDING: FundingDraft = { budgetLine: '', amount: '' };
const NO_EVIDENCE: EvidenceDraft = { kind: '', reference: '', seats: '', file: '' };
const NO_RATING: RatingDraft = { level: '', announcement: '', file: '' };

/** Two budget lines pay for a line at most, as far as the screen goes; more of them are kept as they came. */
const FUNDING = [NO_FUNDING, NO_FUNDING];

export function blankLine(number: number): LineDraft {
  const typed = { kind: '', description: '', brand: '', model: '', quantity: '', unitPrice: '', domestic: '' };
  const operatingSystem = { state: '', product: '', edition: '', version: '', licenceType: '' };
  return {
    ...{ line: String(number), kept: '', ...typed, catalogue: { code: '' }, funding: FUNDING },
    computer: {
      intendedUse: '',
      cpu: { model: '', architecture: '', securityRating: NO_RATING },
      operatingSystem: { ...operatingSystem, securityRating: NO_RATING, evidence: [NO_EVIDENCE] },
    },
    software: { category: '' },
    containsComputers: '',
    pricedIn: '',
    leaseMonths: '',
  };
}

export function blankItem(number: number): ItemDraft {
  const product = { category: '', product: '', edition: '', version: '', provision: '', licenceType: '', metric: '' };
  const price = { seats: '', unitPrice: '', serviceMonths: '', firstYearUnitPrice: '', validFrom: '', validUntil: '' };
  const rest = { platforms: '', deliverBy: '', entitlementId: '', licensee: '', orderLine: '' };
  return { item: String(number), kept: '', ...product, ...price, ...rest, funding: FUNDING, evidence: [NO_EVIDENCE] };
}

export function blankOrder(known: { readonly agencyCode: string; readonly fiscalYear: string }): OrderDraft {
  return {
    ...{ reference: '', method: '', organisationForm: '', planFilingNumber: '', expectedDeliveryOn: '' },
    ...{ justification: '', supplier: { creditCode: '', name: '', creditCheckedOn: '' }, kept: '', ...known },
    lines: [blankLine(1)],
    softwarePlan: [],
  };
}

export function nextNumber(numbers: readonly string[]): number {
  return Math.max(0, ...numbers.map(Number).filter(Number.isFinite)) + 1;
}
