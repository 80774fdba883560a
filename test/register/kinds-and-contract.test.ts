import assert from 'node:assert/strict';
import { AGENCY } from '../../src/agencies/agency.ts';
import { RESPONSIBLE_PERSON } from '../../src/agencies/responsible-person.ts';
import { PLAN_FILING } from '../../src/budget/filings/plan-filing.ts';
import { BUDGET_LINE } from '../../src/budget/lines/budget-line.ts';
import { gateContract } from '../../src/http/contract/contract.ts';
import { type ReferenceKind, statedFields } from '../../src/reference/index.ts';
import { ALLOCATION } from '../../src/register/devices/allocation.ts';
import { DEVICE } from '../../src/register/devices/device.ts';
import { INSTALLATION } from '../../src/register/devices/installation.ts';
import { ENTITLEMENT } from '../../src/register/entitlements/entitlement.ts';
import { SOFTWARE_NAME } from '../../src/register/inventory/software-name.ts';
import { PRODUCT } from '../../src/register/products/product.ts';
import { DEBARMENT } from '../../src/suppliers/debarment.ts';
import { SUPPLIER } from '../../src/suppliers/supplier.ts';

interface ObjectSchema {
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, unknown>>;
}

function agrees<S extends object>(kind: ReferenceKind<S>, creation: string): void {
  it(`${kind.type}: the fields that it states and requires are those of ${creation}`, () => {
    const { required, properties } = gateContract().schemas[creation] as ObjectSchema;

    const stated = statedFields(kind);

    assert.deepEqual(stated.map(([name]) => name).toSorted(), Object.keys(properties).toSorted());
    const needed = stated.filter(([, field]) => field.absent === undefined).map(([name]) => name);
    assert.deepEqual(needed.toSorted(), required.toSorted());
  });
}

describe('each kind of reference data follows the contract', () => {
  agrees(AGENCY, 'AgencyCreation');
  agrees(RESPONSIBLE_PERSON, 'ResponsiblePersonCreation');
  agrees(SUPPLIER, 'SupplierCreation');
  agrees(DEBARMENT, 'DebarmentCreation');
  agrees(BUDGET_LINE, 'BudgetLineCreation');
  agrees(PLAN_FILING, 'PlanFilingCreation');
  agrees(PRODUCT, 'ProductCreation');
  agrees(ENTITLEMENT, 'EntitlementCreation');
  agrees(DEVICE, 'DeviceCreation');
  agrees(ALLOCATION, 'AllocationCreation');
  agrees(INSTALLATION, 'InstallationCreation');
  agrees(SOFTWARE_NAME, 'SoftwareNameCreation');
});
