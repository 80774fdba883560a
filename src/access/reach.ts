import { type Actor, type Refusal, reaches } from '../kernel/index.ts';

/**
 * Answers the agency when it is there and within the caller's grant. Otherwise throws the one refusal for both cases, so
 * that nobody learns which identifiers exist elsewhere.
 */
export function requireReach<A extends { readonly code: string; readonly region: string }>(
  actor: Actor,
  agency: A | undefined,
  notFound: Refusal,
): A {
  if (agency === undefined || !reaches(actor.grant, agency)) throw notFound;
  return agency;
}
