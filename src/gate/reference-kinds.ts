import { AGENCIES } from '../agencies/record-agencies.ts';
import { RESPONSIBLE_PERSONS } from '../agencies/record-responsible-persons.ts';
import { PLAN_FILING } from '../budget/filings/plan-filing.ts';
import { BUDGET_LINES } from '../budget/lines/record-budget-lines.ts';
import { type GovernedDeps, type LogProjection } from '../log/index.ts';
import type { CsvColumn } from '../reference/csv-import.ts';
import { type RecordedKind, subjectProjection } from '../reference/index.ts';
import {
  type AskedImport,
  columnsOf,
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
export interface ReferenceKind {
  readonly type: string;
  readonly columns: readonly CsvColumn[];
  readonly importOf: (deps: GovernedDeps, asked: AskedImport) => ReferenceImport;
  readonly projection: LogProjection;
}

function referenceKind<S extends object>(kind: RecordedKind<S>, creation: string): ReferenceKind {
  return {
    type: kind.type,
    columns: columnsOf(kind),
    importOf: (deps, asked) => referenceImport(deps, { kind, creation }, asked),
    projection: subjectProjection(kind),
  };
}

/** Every kind of reference data, by the word that paths and commands use. */
export const REFERENCE_KINDS = {
  agencies: referenceKind(AGENCIES, 'AgencyCreation'),
  'responsible-persons': referenceKind(RESPONSIBLE_PERSONS, 'ResponsiblePersonCreation'),
  'budget-lines': referenceKind(BUDGET_LINES, 'BudgetLineCreation'),
  'plan-filings': referenceKind(PLAN_FILING, 'PlanFilingCreation'),
  suppliers: referenceKind(SUPPLIER, 'SupplierCreation'),
  debarments: referenceKind(DEBARMENTS, 'DebarmentCreation'),
  products: referenceKind(PRODUCTS, 'ProductCreation'),
  entitlements: referenceKind(ENTITLEMENTS, 'EntitlementCreation'),
  devices: referenceKind(DEVICES, 'DeviceCreation'),
  installations: referenceKind(INSTALLATIONS, 'InstallationCreation'),
  'software-names': referenceKind(SOFTWARE_NAMES, 'SoftwareNameCreation'),
} as const satisfies Readonly<Record<string, ReferenceKind>>;
