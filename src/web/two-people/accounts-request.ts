import type { BodyOf, Schemas } from '../client/operation.ts';
import { importPersons } from '../client/operations.generated.ts';
import type { Proposal } from './proposal.ts';

/** A person as the request says it, with the name of the agency where the gate told it. */
export type AskedPerson = BodyOf<'importPersons'>['persons'][number] & { readonly agencyName: string | undefined };

export interface AccountsRequest {
  readonly persons: readonly AskedPerson[];
  /** Until when tokens work; nothing before the signature. */
  readonly expiresAt: string | undefined;
}

/** Reads accounts for many out of a proposal; nothing where it is another kind of act, or where the request is kept no more. */
export function accountsRequestOf({ operation, request, preview, result }: Proposal): AccountsRequest | undefined {
  if (operation !== importPersons.id || !request?.body) return undefined;
  // What the gate has kept passed the schema of the operation that it is of.
  const { persons } = request.body as BodyOf<'importPersons'>;
  const answer = (result?.body ?? preview.body ?? {}) as Partial<Schemas['ImportedPersons']>;
  const named = persons.map((person, at) => ({ ...person, agencyName: answer.persons?.[at]?.agencyName }));
  return { persons: named, expiresAt: result === null ? undefined : answer.expiresAt };
}
