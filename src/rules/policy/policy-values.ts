import {
  type CapParameter,
  categoryOfCap,
  type LineWords,
  type TextWords,
  type Vocabulary,
} from '../../goods/index.ts';
import {
  readBoolean,
  readDay,
  readEntries,
  readNullableDay,
  readNullableString,
  readObject,
  readString,
  readStrings,
} from '../documents/document-reader.ts';
import { below, type Report } from '../documents/offence.ts';
import { validateGoodsWords } from './goods-words.ts';
import { validateProductWords } from './product-words.ts';
import { validateTextWords } from './text-words.ts';
import { type CalendarYear, validateCalendarYear } from './work-calendar.ts';

/** A version of a product that the pack ships with; a product row posted to the register overrides it. */
export interface KnownVersion {
  readonly version: string;
  /** Those that this end of support is of; absent: all. A version stands once for each family of editions. */
  readonly editions?: readonly string[];
  readonly releasedOn: string | null;
  readonly supportEndsOn: string | null;
  /** Whether the end was read in its source. */
  readonly verified: boolean;
  readonly source?: string | null;
}

export interface KnownEdition {
  readonly name: string;
  readonly unitEligible: boolean;
  readonly rank: number;
}

/** A right to use another version in place of the one that is licensed, such as a downgrade. */
export interface KnownRight {
  readonly kind: string;
  readonly fromVersion: string;
  readonly toVersion: string;
}

export interface KnownProduct {
  readonly category: string;
  readonly publisher: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly osFamily: string | null;
  /** Younger than the rest: all platforms it is built for; absent where nobody has read them. */
  readonly runsOn?: readonly string[];
  readonly domestic: boolean;
  readonly volumeIsUpgradeOnly: boolean;
  readonly verified: boolean;
  readonly editions: readonly KnownEdition[];
  readonly versions: readonly KnownVersion[];
  readonly rights: readonly KnownRight[];
}

/** Entries of a list with days of their own; `until` is the last day. */
export interface BannedOperatingSystem {
  readonly product: string;
  readonly version: string | null;
  readonly from: string | null;
  readonly until: string | null;
}

export interface FreeSoftware {
  readonly product: string;
  readonly edition: string | null;
  readonly statement: string;
  readonly from: string | null;
  readonly until: string | null;
}

export interface RatedCpu {
  readonly model: string;
  readonly aliases: readonly string[];
  readonly level: string | null;
  readonly announcement: string | null;
  readonly from: string | null;
  readonly until: string | null;
}

export interface RatedOperatingSystem {
  readonly product: string;
  readonly version: string | null;
  readonly level: string | null;
  readonly announcement: string | null;
  readonly from: string | null;
  readonly until: string | null;
}

/** What the value of each kind of parameter is in code. */
export interface ParameterValues {
  readonly fen: number;
  readonly integer: number;
  readonly boolean: boolean;
  readonly text: string;
  readonly texts: readonly string[];
  readonly products: readonly KnownProduct[];
  readonly banned: readonly BannedOperatingSystem[];
  readonly free: readonly FreeSoftware[];
  readonly cpus: readonly RatedCpu[];
  readonly systems: readonly RatedOperatingSystem[];
  readonly calendar: readonly CalendarYear[];
  readonly 'product-words': Vocabulary;
  readonly 'goods-words': LineWords;
  readonly 'text-words': TextWords;
}

export type ParameterKind = keyof ParameterValues;

/** Every parameter the gate reads but the caps of goods, and its kind. */
const PARAMETERS = {
  'policy.cap.office': 'fen',
  'policy.cap.officeMax': 'fen',
  'policy.cap.antivirusClient': 'fen',
  'policy.cap.antivirusServer': 'fen',
  'policy.hardware.minLifeYears': 'integer',
  'policy.hardware.leastPrice': 'fen',
  'policy.software.minLifeYears': 'integer',
  'policy.software.officeMinLifeYears': 'integer',
  'policy.quota.desktopPercent': 'integer',
  'policy.quota.desktopPercentClassified': 'integer',
  'policy.quota.classifiedMeans': 'text',
  'policy.quota.laptopPercent': 'integer',
  'policy.threshold.openTender': 'fen',
  'policy.threshold.dispersed': 'fen',
  'policy.threshold.integrationServerExempt': 'fen',
  'policy.catalogue.central': 'texts',
  'policy.tender.equivalentMethods': 'texts',
  'policy.tender.brandNeutralMethods': 'texts',
  'policy.splitting.windowDays': 'integer',
  'policy.splitting.referPercent': 'integer',
  'policy.duplicate.windowDays': 'integer',
  'policy.duplicate.anySupplier': 'boolean',
  'policy.replacement.once': 'boolean',
  'policy.retry.windowDays': 'integer',
  'policy.classified.mustState': 'texts',
  'policy.responsible.graceDays': 'integer',
  'policy.plan.bufferPercent': 'integer',
  'policy.plan.reuseFirst': 'boolean',
  'policy.plan.deliveryGraceDays': 'integer',
  'policy.plan.minTermMonths': 'integer',
  'policy.plan.leastPrice': 'fen',
  'policy.plan.leastLicencePrice': 'fen',
  'policy.plan.maxDeliveryMonths': 'integer',
  'policy.delivery.monthsAfterYear': 'integer',
  'policy.numbers.comparedLoosely': 'boolean',
  'policy.undertaking.graceDays': 'integer',
  'policy.supplement.maxPercent': 'integer',
  'policy.fulfilment.secondPerson': 'boolean',
  'policy.credit.maxAgeDays': 'integer',
  'policy.supplier.localListingTailDays': 'integer',
  'policy.supplier.buyersCompared': 'boolean',
  'policy.supplier.namesCompared': 'boolean',
  'policy.os.homeEditionAllowed': 'boolean',
  'policy.os.unverifiedEndRefers': 'boolean',
  'policy.os.tabletSupportAsked': 'boolean',
  'policy.plan.reuseByPlatform': 'boolean',
  'policy.os.desktopFamilies': 'texts',
  'policy.edition.home': 'texts',
  'policy.edition.personal': 'texts',
  'policy.edition.unit': 'texts',
  'policy.edition.education': 'texts',
  'policy.edition.educationKinds': 'texts',
  'policy.words.machines': 'texts',
  'policy.words.bareMachines': 'texts',
  'policy.words.machinesInSoftware': 'texts',
  'policy.words.software': 'texts',
  'policy.words.desktops': 'texts',
  'policy.words.laptops': 'texts',
  'policy.words.masks': 'texts',
  'policy.os.banned': 'banned',
  'policy.products.known': 'products',
  'policy.products.words': 'product-words',
  'policy.goods.words': 'goods-words',
  'policy.texts.words': 'text-words',
  'policy.software.freeList': 'free',
  'policy.securityRating.cpus': 'cpus',
  'policy.securityRating.cpuFillers': 'texts',
  'policy.securityRating.operatingSystems': 'systems',
  'policy.securityRating.announcements': 'texts',
  'policy.securityRating.grades': 'texts',
  'policy.securityRating.levels': 'texts',
  'policy.securityRating.kinds': 'texts',
  'policy.class.hardware': 'texts',
  'policy.class.software': 'texts',
  'policy.class.expense': 'texts',
  'policy.class.antivirusFirstYear': 'texts',
  'policy.planFiling.registryRequired': 'boolean',
  'policy.approval.mustState': 'texts',
  'policy.proof.countedKinds': 'texts',
  'policy.exemption.kinds': 'texts',
  'policy.domestic.preferencePercent': 'integer',
  'policy.priceSample.percentile': 'integer',
  'policy.priceSample.minimum': 'integer',
  'policy.priceSample.days': 'integer',
  'policy.priceSample.lowPercent': 'integer',
  'policy.priceSample.marginPercent': 'integer',
  'policy.priceSample.spreadPercent': 'integer',
  'policy.seats.capEveryYear': 'boolean',
  'policy.lease.lifePercent': 'integer',
  'policy.beside.days': 'integer',
  'policy.beside.capPercent': 'integer',
  'policy.beside.smallSum': 'fen',
  'policy.beside.displayCap': 'fen',
  'policy.words.beside': 'texts',
  'policy.words.notBeside': 'texts',
  'policy.words.displays': 'texts',
  'policy.waiver.reasonMinChars': 'integer',
  'policy.register.unseenDays': 'integer',
  'policy.register.lowPoolPercent': 'integer',
  'policy.calendar.days': 'calendar',
  'policy.filing.graceDays': 'integer',
  'policy.rectification.graceDays': 'integer',
  'policy.rectification.returnDays': 'integer',
} as const satisfies Readonly<Record<string, ParameterKind>>;

type NamedParameter = keyof typeof PARAMETERS;
export type ParameterName = NamedParameter | CapParameter;

export type ParameterOfKind<K extends ParameterKind> = {
  [Name in NamedParameter]: (typeof PARAMETERS)[Name] extends K ? Name : never;
}[NamedParameter];

/** What a parameter holds. Undefined for a name that nothing reads: a typing error must not read as "absent". */
export function kindOfParameter(name: string): ParameterKind | undefined {
  if (isNamed(name)) return PARAMETERS[name];
  return categoryOfCap(name) === undefined ? undefined : 'fen';
}

function isNamed(name: string): name is NamedParameter {
  return Object.hasOwn(PARAMETERS, name);
}

/** Whether a value is of the parameter's kind; `null` always is, it says "none here". */
export function validateParameterValue(value: unknown, kind: ParameterKind, pointer: string, report: Report): void {
  if (value === null || value === undefined) return;
  switch (kind) {
    case 'fen':
    case 'integer':
      if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) wrongType(pointer, kind, report);
      return;
    case 'boolean':
      if (typeof value !== 'boolean') wrongType(pointer, kind, report);
      return;
    case 'text':
      readString(value, pointer, report);
      return;
    case 'texts':
      readStrings(value, pointer, report);
      return;
    case 'product-words':
      validateProductWords(value, pointer, report);
      return;
    case 'goods-words':
      validateGoodsWords(value, pointer, report);
      return;
    case 'text-words':
      validateTextWords(value, pointer, report);
      return;
    default:
      readEntries(value, pointer, report, ENTRY_CHECKS[kind]);
  }
}

function wrongType(pointer: string, kind: ParameterKind, report: Report): void {
  report(pointer, 'policy.value_wrong_type', kind);
}

type EntryValidator = (entry: unknown, pointer: string, report: Report) => void;

const ENTRY_CHECKS: Readonly<Record<'products' | 'banned' | 'free' | 'cpus' | 'systems' | 'calendar', EntryValidator>> =
  {
    products: validateProduct,
    banned: datedEntry(['product'], ['version']),
    free: datedEntry(['product', 'statement'], ['edition']),
    cpus: datedEntry(['model'], ['level', 'announcement'], ['aliases']),
    systems: datedEntry(['product'], ['version', 'level', 'announcement']),
    calendar: validateCalendarYear,
  };

function datedEntry(
  texts: readonly string[],
  nullable: readonly string[],
  lists: readonly string[] = [],
): EntryValidator {
  const required = [...texts, ...nullable, ...lists, 'from', 'until'];
  return (entry, pointer, report) => {
    const fields = readObject(entry, pointer, { required }, report);
    if (!fields) return;
    for (const key of texts) readString(fields[key], below(pointer, key), report);
    for (const key of nullable) readNullableString(fields[key], below(pointer, key), report);
    for (const key of lists) readStrings(fields[key], below(pointer, key), report);
    const from = readNullableDay(fields.from, below(pointer, 'from'), report);
    const until = readNullableDay(fields.until, below(pointer, 'until'), report);
    if (from && until && until < from) report(below(pointer, 'until'), 'policy.dates_reversed');
  };
}

const PRODUCT_TEXTS = ['category', 'publisher', 'name'];
const PRODUCT_CLAIMS = ['domestic', 'volumeIsUpgradeOnly', 'verified'];
const PRODUCT_KEYS = {
  required: [...PRODUCT_TEXTS, ...PRODUCT_CLAIMS, 'aliases', 'osFamily', 'editions', 'versions', 'rights'],
  optional: ['runsOn'],
};

function validateProduct(entry: unknown, pointer: string, report: Report): void {
  const product = readObject(entry, pointer, PRODUCT_KEYS, report);
  if (!product) return;
  for (const key of PRODUCT_TEXTS) readString(product[key], below(pointer, key), report);
  for (const key of PRODUCT_CLAIMS) readBoolean(product[key], below(pointer, key), report);
  readStrings(product.aliases, below(pointer, 'aliases'), report);
  readNullableString(product.osFamily, below(pointer, 'osFamily'), report);
  if (product.runsOn !== undefined) readStrings(product.runsOn, below(pointer, 'runsOn'), report);
  readEntries(product.editions, below(pointer, 'editions'), report, validateEdition);
  readEntries(product.versions, below(pointer, 'versions'), report, validateVersion);
  readEntries(product.rights, below(pointer, 'rights'), report, validateRight);
}

function validateRight(entry: unknown, pointer: string, report: Report): void {
  const keys = ['kind', 'fromVersion', 'toVersion'];
  const right = readObject(entry, pointer, { required: keys }, report);
  for (const key of right ? keys : []) readString(right?.[key], below(pointer, key), report);
}

function validateEdition(entry: unknown, pointer: string, report: Report): void {
  const edition = readObject(entry, pointer, { required: ['name', 'unitEligible', 'rank'] }, report);
  if (!edition) return;
  readString(edition.name, below(pointer, 'name'), report);
  readBoolean(edition.unitEligible, below(pointer, 'unitEligible'), report);
  if (edition.rank !== undefined && !Number.isSafeInteger(edition.rank)) {
    report(below(pointer, 'rank'), 'document.not_integer');
  }
}

function validateVersion(entry: unknown, pointer: string, report: Report): void {
  const required = ['version', 'releasedOn', 'supportEndsOn', 'verified'];
  const version = readObject(entry, pointer, { required, optional: ['editions', 'source'] }, report);
  if (!version) return;
  readString(version.version, below(pointer, 'version'), report);
  if (version.editions !== undefined) readStrings(version.editions, below(pointer, 'editions'), report);
  if (version.releasedOn !== null) readDay(version.releasedOn, below(pointer, 'releasedOn'), report);
  if (version.supportEndsOn !== null) readDay(version.supportEndsOn, below(pointer, 'supportEndsOn'), report);
  readBoolean(version.verified, below(pointer, 'verified'), report);
  if (version.source !== undefined) readNullableString(version.source, below(pointer, 'source'), report);
}
