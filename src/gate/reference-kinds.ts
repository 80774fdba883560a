import { AGENCIES } from '../agencies/record-agencies.ts';
import { RESPONSIBLE_PERSONS } from '../agencies/record-responsible-persons.ts';
import { PLAN_FILING } from '../budget/filings/plan-filing.ts';
import { BUDGET_LINES } from '../budget/lines/record-budget-lines.ts';
import type { GovernedDeps, LogProjection } from '../log/index.ts';
import type { CsvColumn } from '../reference/csv-import.ts';
import { type RecordedKind, referenceProjection } from '../reference/index.ts';
import {
  columnsOf,
  type ImportSource,
  type ReferenceImport,
  referenceImport,
} from '../reference/reference-import-routes.ts';
import { DEVICES } from '../register/devices/record-devices.ts';
import { INSTALLATIONS } from '../register/devices/record-installations.ts';
import { ENTITLEMENTS } from '../register/entitlements/record-entitlements.ts';
import { SOFTWARE_NAMES } from '../register/inventory/record-software-names.ts';
import { PRODUCTS } from '../register/products/record-products.ts';
import { DEBARMENTS } from '../suppliers/record-debarments.ts';
import { SUPPLIER } from '../suppliers/supplier.ts';

/** A kind of reference data as commands see it, whatever its fields. */
export interface ImportableKind {
  readonly type: string;
  readonly columns: readonly CsvColumn[];
  readonly importOf: (deps: GovernedDeps, asked: ImportSource) => ReferenceImport;
  readonly projection: LogProjection;
}

function importableKind<S extends object>(kind: RecordedKind<S>, creation: string): ImportableKind {
  return {
    type: kind.type,
    columns: columnsOf(kind),
    importOf: (deps, asked) => referenceImport(deps, { kind, creation }, asked),
    projection: referenceProjection(kind),
  };
}

/** Every kind of reference data, by the word that paths and commands use. */
export const REFERENCE_KINDS = {
  agencies: importableKind(AGENCIES, 'AgencyCreation'),
  'responsible-persons': importableKind(RESPONSIBLE_PERSONS, 'ResponsiblePersonCreation'),
  'budget-lines': importableKind(BUDGET_LINES, 'BudgetLineCreation'),
  'plan-filings': importableKind(PLAN_FILING, 'PlanFilingCreation'),
  suppliers: importableKind(SUPPLIER, 'SupplierCreation'),
  debarments: importableKind(DEBARMENTS, 'DebarmentCreation'),
  products: importableKind(PRODUCTS, 'ProductCreation'),
  entitlements: importableKind(ENTITLEMENTS, 'EntitlementCreation'),
  devices: importableKind(DEVICES, 'DeviceCreation'),
  installations: importableKind(INSTALLATIONS, 'InstallationCreation'),
  'software-names': importableKind(SOFTWARE_NAMES, 'SoftwareNameCreation'),
} as const satisfies Readonly<Record<string, ImportableKind>>;
