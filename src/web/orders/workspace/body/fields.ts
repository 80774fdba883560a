import type { GridName } from './order-draft.ts';

/** How a field is typed. A `whole` is a number from one on, a `count` one from zero on; codes have forms of their own. */
export type FieldKind =
  | 'text'
  | 'code'
  | 'creditCode'
  | 'money'
  | 'whole'
  | 'count'
  | 'date'
  | 'list'
  | 'flag'
  | 'choice'
  | 'file';

export interface FieldSpec {
  /** Its name in its row, or in the order. */
  readonly name: string;
  readonly kind: FieldKind;
  /** Without it the contract takes neither row nor order. */
  readonly isRequired?: boolean;
}

const text = (...names: readonly string[]): readonly FieldSpec[] => names.map((name) => ({ name, kind: 'text' }));
const choice = (...names: readonly string[]): readonly FieldSpec[] => names.map((name) => ({ name, kind: 'choice' }));
const money = (...names: readonly string[]): readonly FieldSpec[] => names.map((name) => ({ name, kind: 'money' }));
const dates = (...names: readonly string[]): readonly FieldSpec[] => names.map((name) => ({ name, kind: 'date' }));

const FUNDING: readonly FieldSpec[] = [
  ...choice('funding.0.budgetLine', 'funding.1.budgetLine'),
  ...money('funding.0.amount', 'funding.1.amount'),
];

function evidenceAt(place: string): readonly FieldSpec[] {
  return [
    { name: `${place}.0.kind`, kind: 'choice' },
    { name: `${place}.0.reference`, kind: 'text' },
    { name: `${place}.0.seats`, kind: 'count' },
    { name: `${place}.0.file`, kind: 'file' },
  ];
}

export const ORDER_FIELDS: readonly FieldSpec[] = [
  { name: 'reference', kind: 'text', isRequired: true },
  { name: 'agencyCode', kind: 'choice', isRequired: true },
  { name: 'fiscalYear', kind: 'whole', isRequired: true },
  ...choice('method', 'organisationForm', 'planFilingNumber'),
  ...dates('expectedDeliveryOn'),
  ...text('supplier.name'),
  { name: 'supplier.creditCode', kind: 'creditCode' },
  ...dates('supplier.creditCheckedOn'),
  ...text('justification'),
];

/** Of a line. `kind` stands for goods and, of a computer, its category. */
export const LINE_FIELDS: readonly FieldSpec[] = [
  { name: 'description', kind: 'text', isRequired: true },
  { name: 'quantity', kind: 'whole', isRequired: true },
  ...text('brand', 'model'),
  { name: 'catalogue.code', kind: 'code' },
  ...money('unitPrice'),
  { name: 'domestic', kind: 'flag' },
  ...FUNDING,
];

const SYSTEM = 'computer.operatingSystem';

function ratingAt(place: string): readonly FieldSpec[] {
  return [
    { name: `${place}.level`, kind: 'choice' },
    { name: `${place}.announcement`, kind: 'text' },
    { name: `${place}.file`, kind: 'file' },
  ];
}

/** Only of a computer. */
export const COMPUTER_FIELDS: readonly FieldSpec[] = [
  ...choice('computer.intendedUse', 'computer.cpu.architecture', `${SYSTEM}.state`, `${SYSTEM}.licenceType`),
  ...text('computer.cpu.model'),
  ...ratingAt('computer.cpu.securityRating'),
  ...text(`${SYSTEM}.product`, `${SYSTEM}.edition`, `${SYSTEM}.version`),
  ...ratingAt(`${SYSTEM}.securityRating`),
  ...evidenceAt(`${SYSTEM}.evidence`),
  { name: 'pricedIn', kind: 'whole' },
  { name: 'leaseMonths', kind: 'whole' },
];

/** Only of software that a line buys. */
export const SOFTWARE_FIELDS: readonly FieldSpec[] = choice('software.category');

/** Only of goods that are neither: the contract asks it of software as well, where nobody is ever in doubt. */
export const OTHER_GOODS_FIELDS: readonly FieldSpec[] = choice('containsComputers');

/** What the form has for goods of a kind beside what any line has; nothing while none is chosen. */
export function blockFieldsOf(kind: string): readonly FieldSpec[] {
  if (kind === '') return [];
  if (kind === 'software') return SOFTWARE_FIELDS;
  return kind === 'other' ? OTHER_GOODS_FIELDS : COMPUTER_FIELDS;
}

/** All that the form has of a line, whatever it buys. */
export const ALL_LINE_FIELDS: readonly FieldSpec[] = [
  ...LINE_FIELDS,
  ...COMPUTER_FIELDS,
  ...SOFTWARE_FIELDS,
  ...OTHER_GOODS_FIELDS,
];

/** What a line of this kind has beside its number: of goods that are not chosen yet only what any has. */
export function namesOfLine(kind: string): readonly string[] {
  return ['kind', ...[...LINE_FIELDS, ...blockFieldsOf(kind)].map(({ name }) => name)];
}

export const ITEM_FIELDS: readonly FieldSpec[] = [
  ...choice('category', 'provision', 'licenceType', 'metric'),
  ...text('product', 'edition', 'version', 'entitlementId', 'licensee'),
  { name: 'seats', kind: 'whole' },
  { name: 'serviceMonths', kind: 'count' },
  { name: 'orderLine', kind: 'whole' },
  { name: 'platforms', kind: 'list' },
  ...money('unitPrice', 'firstYearUnitPrice'),
  ...dates('validFrom', 'validUntil', 'deliverBy'),
  ...FUNDING,
  ...evidenceAt('evidence'),
];

/** Fields that every purchase has to state, by the contract or by the rules; what only some have to state is told by the check. */
const NEEDED: ReadonlySet<string> = new Set([
  ...['reference', 'agencyCode', 'fiscalYear', 'method', 'organisationForm', 'expectedDeliveryOn'],
  ...['kind', 'description', 'quantity', 'unitPrice', 'catalogue.code', 'funding.0.budgetLine', 'software.category'],
  ...[`${SYSTEM}.state`, `${SYSTEM}.product`],
]);
const NEEDED_OF_ITEMS: ReadonlySet<string> = new Set(['category', 'provision', 'seats']);

/** Whether a field has to be filled in before an order can be approved. */
export function isNeeded(path: string): boolean {
  return (path.startsWith('softwarePlan.') ? NEEDED_OF_ITEMS : NEEDED).has(nameInRow(path));
}

/** The cells of a grid in their order: as many stops of Tab as a row has. */
export const GRID_CELLS: { readonly [grid in GridName]: readonly string[] } = {
  lines: [
    ...['kind', 'description', 'brand', 'model', 'quantity', 'unitPrice'],
    ...[`${SYSTEM}.product`, 'funding.0.budgetLine'],
  ],
  softwarePlan: [
    ...['category', 'product', 'edition', 'version', 'provision', 'seats', 'unitPrice', 'deliverBy'],
    'funding.0.budgetLine',
  ],
};

const KINDS: ReadonlyMap<string, FieldKind> = new Map(
  [...ORDER_FIELDS, ...ALL_LINE_FIELDS, ...ITEM_FIELDS].map(({ name, kind }) => [name, kind]),
);

/** Fields of the order itself, outside its rows. */
export const FORM_NAMES: readonly string[] = ORDER_FIELDS.map(({ name }) => name);

/** `lines.3.quantity` in its row: `quantity`. A field of the order itself is its own name. */
export function nameInRow(path: string): string {
  return path.replace(/^(lines|softwarePlan)\.\d+\./, '');
}

export function kindOf(path: string): FieldKind {
  return KINDS.get(nameInRow(path)) ?? 'choice';
}
