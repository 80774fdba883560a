import { randomInt } from 'node:crypto';
import type { components } from '../../src/http/openapi.generated.ts';
import { AGENCY } from './demo-agencies.ts';
import { type DemoAccount, type DemoPerson, PEOPLE } from './demo-people.ts';
import type { GateClient } from './gate-client.ts';

type Schemas = components['schemas'];

/** Sets everybody's password as people do: by an invitation. The passwords are drawn anew for each demo. */
export async function seedPasswords(installer: GateClient, nobody: GateClient): Promise<readonly DemoAccount[]> {
  const { body } = await installer.get<Schemas['PersonPage']>('/v1/persons?limit=200');
  const ids = new Map(body.items.map(({ email, id }) => [email, id]));
  return Promise.all(
    PEOPLE.map(async (person) => {
      const path = `/v1/persons/${ids.get(person.email)}/password-invitation`;
      const invited = await installer.post<Schemas['PasswordInvitation']>(path, {});
      const password = drawPassword();
      await nobody.post('/v1/session/password', { token: invited.body.secret, password });
      return toAccount(person, password);
    }),
  );
}

const NAMES = new Map<string, string>(Object.values(AGENCY).map(({ code, name }) => [code, name]));

function toAccount({ name, role, grant, email }: DemoPerson, password: string): DemoAccount {
  const [agencyCode = null] = grant.agencies ?? [];
  const agencyName = agencyCode === null ? null : (NAMES.get(agencyCode) ?? null);
  return {
    name,
    role: role as DemoAccount['role'],
    agencyCode,
    agencyName,
    region: grant.region ?? null,
    email,
    password,
  };
}

/** Without what looks like something else: 0 and o, 1 and l. */
const CHARACTERS = '23456789abcdefghijkmnpqrstuvwxyz';

/** 16 characters in groups of four, 80 bits, which every profile of passwords allows. */
function drawPassword(): string {
  const groups = Array.from({ length: 4 }, () =>
    Array.from({ length: 4 }, () => CHARACTERS.charAt(randomInt(CHARACTERS.length))).join(''),
  );
  const password = groups.join('-');
  return /[a-z]/.test(password) && /[0-9]/.test(password) ? password : drawPassword();
}
