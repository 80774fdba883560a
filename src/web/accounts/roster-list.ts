import type { Schemas } from '../client/operation.ts';
import { csvOf } from '../table/csv-of.ts';

export type Invitee = Schemas['PersonToInvite'];

/** Addresses as they were typed, by the term in the roster. */
export type TypedEmails = { readonly [term: string]: string };

export interface Headings {
  readonly agency: string;
  readonly code: string;
  readonly name: string;
  readonly role: string;
  readonly email: string;
}

/** Those without an account as a table that the gate reads: all of them to be filled in, or whose address was typed. */
export function rosterTable(
  invitees: readonly Invitee[],
  emails: TypedEmails,
  { headings, isWhole }: { readonly headings: Headings; readonly isWhole: boolean },
): string | undefined {
  const rows = invitees
    .filter(({ hasAccount }) => !hasAccount)
    .map(({ id, agencyName, agencyCode, name, role }) => [agencyName, agencyCode, name, role, emails[id]?.trim() ?? ''])
    .filter((row) => isWhole || row.at(-1) !== '');
  return rows.length === 0 ? undefined : csvOf([headingRow(headings), ...rows]);
}

/** A table with nobody in it, to be filled in. */
export function emptyTable(headings: Headings): string {
  return csvOf([headingRow(headings)]);
}

function headingRow({ agency, code, name, role, email }: Headings): readonly string[] {
  return [agency, code, name, role, email];
}
