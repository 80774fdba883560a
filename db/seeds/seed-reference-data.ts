import type { components } from '../../src/http/openapi.generated.ts';
import { AGENCY, responsiblePersons } from './demo-agencies.ts';
import type { DemoDays } from './demo-days.ts';
import { type DeviceGroup, devices } from './demo-devices.ts';
import { budgetLines, planFilings } from './demo-money.ts';
import { type KeyName, PEOPLE } from './demo-people.ts';
import { type EntitlementName, entitlements, PRODUCTS } from './demo-software.ts';
import { debarments, SUPPLIER } from './demo-suppliers.ts';
import type { GateClient } from './gate-client.ts';
import type { Story } from './scene.ts';

type Schemas = components['schemas'];

export type Secrets = Readonly<Record<KeyName, string>>;

/** Everything that orders lean on, posted by the installer as anybody would post it. */
export async function seedReferenceData(
  installer: GateClient,
  { days, years }: { readonly days: DemoDays; readonly years: readonly number[] },
): Promise<Pick<Story, 'devices'>> {
  for (const { prefix: _prefix, ...agency } of Object.values(AGENCY)) await installer.post('/v1/agencies', agency);
  for (const duty of responsiblePersons(days)) await installer.post('/v1/responsible-persons', duty);
  for (const line of years.flatMap(budgetLines)) await installer.post('/v1/budget-lines', line);
  for (const filing of years.flatMap(planFilings)) await installer.post('/v1/plan-filings', filing);
  for (const supplier of Object.values(SUPPLIER)) await installer.post('/v1/suppliers', supplier);
  for (const debarment of debarments(days)) await installer.post('/v1/debarments', debarment);
  for (const product of PRODUCTS) await installer.post('/v1/products', product);
  return { devices: await seedDevices(installer, days) };
}

async function seedDevices(installer: GateClient, days: DemoDays): Promise<Story['devices']> {
  const ids: Partial<Record<DeviceGroup, readonly string[]>> = {};
  for (const { group, device } of devices(days)) {
    const { body } = await installer.post<Schemas['Device']>('/v1/devices', device);
    ids[group] = [...(ids[group] ?? []), body.id];
  }
  return ids as Story['devices'];
}

/** Persons with one role each and their keys, by the names that the story uses. */
export async function seedPeople(installer: GateClient): Promise<Secrets> {
  const secrets: Partial<Record<KeyName, string>> = {};
  for (const { name, email, role, grant, keys } of PEOPLE) {
    const person = await installer.post<Schemas['Person']>('/v1/persons', { name, email, roles: [{ role, grant }] });
    for (const { id, ...key } of keys) {
      const made = await installer.post<Schemas['CreatedApiKey']>('/v1/api-keys', {
        ...key,
        owner: person.body.id,
        grant,
      });
      const { secret } = made.body;
      if (secret === undefined) throw new Error('a new key comes with its secret');
      secrets[id] = secret;
    }
  }
  return secrets as Secrets;
}

/** What the installer posts is verified; the audit bureau posts its own, and that is only declared. */
export async function seedEntitlements(
  { installer, declaring }: { readonly installer: GateClient; readonly declaring: GateClient },
  days: DemoDays,
): Promise<Story['entitlements']> {
  const ids: Partial<Record<EntitlementName, string>> = {};
  for (const [name, entitlement] of Object.entries(entitlements(days)) as [EntitlementName, object][]) {
    const client = name === 'auditDeclared' ? declaring : installer;
    ids[name] = (await client.post<Schemas['Entitlement']>('/v1/entitlements', entitlement)).body.id;
  }
  return ids as Story['entitlements'];
}
