import type { Tx } from '../../../db/index.ts';
import type { Governed } from '../../../log/index.ts';
import {
  type ImportOutcome,
  type ImportTrial,
  importOfKind,
  newTrial,
  planImport,
  type RecordedKind,
  type RecordingContext,
} from '../../../reference/index.ts';
import type { Entitlement } from '../../entitlements/entitlement.ts';
import { ENTITLEMENTS } from '../../entitlements/record-entitlements.ts';
import { findAgenciesOfRows, noAgency } from '../find-agencies-of-rows.ts';
import { findKnownSoftware, type InventoryContext } from '../find-known-software.ts';
import { UNKNOWN_PRODUCT } from '../ledgers/import-maintenance.ts';
import type { SeenFault } from '../seen.ts';
import type { ComputerOutcome, UnknownName } from './computer-outcome.ts';
import type { SeenLicence } from './licence-list.ts';

/** A piece of a list of licences. */
export interface LicencesPiece extends InventoryContext {
  readonly licences: readonly SeenLicence[];
  readonly agencyCode: string | null;
}

/** A list of licences is a word and no proof, also in the hands of those who verify. */
const DECLARED: RecordedKind<Entitlement> = {
  ...ENTITLEMENTS,
  derive: (entitlement, how) => ({ ...(ENTITLEMENTS.derive?.(entitlement, how) ?? entitlement), standing: 'declared' }),
};

export function newLicenceTrial(context: RecordingContext): ImportTrial<Entitlement> {
  return newTrial(DECLARED, context);
}

/** What would become of the licences of a piece; the pieces of a file share one trial. */
export function planLicences(
  tx: Tx,
  piece: LicencesPiece,
  trial: ImportTrial<Entitlement>,
): Promise<readonly ComputerOutcome[]> {
  return outcomesOf(tx, piece, (bodies) => planImport(tx, DECLARED, { ...piece, bodies }, trial));
}

/** Enters licences as declared entitlements; one that is there with the same content is left alone. */
export function importLicences(entry: Governed, piece: LicencesPiece): Promise<readonly ComputerOutcome[]> {
  return outcomesOf(entry.tx, piece, (bodies) => importOfKind(entry, DECLARED, { ...piece, bodies }));
}

type LicencesAct = (bodies: readonly object[]) => Promise<readonly ImportOutcome<Entitlement>[]>;

async function outcomesOf(tx: Tx, piece: LicencesPiece, act: LicencesAct): Promise<readonly ComputerOutcome[]> {
  const { licences } = piece;
  const agencyOf = await findAgenciesOfRows(tx, { ...piece, rows: licences });
  const agencyCodes = [...new Set(licences.flatMap((licence) => agencyOf(licence) ?? []))];
  const meaningOf = await findKnownSoftware(tx, {
    ...{ ...piece, agencyCodes },
    names: licences.map(({ software }) => software.name),
  });
  const judged = licences.map((licence) => {
    const agencyCode = agencyOf(licence);
    const faults: SeenFault[] = [...licence.faults, ...(agencyCode === null ? [noAgency(licence)] : [])];
    if (agencyCode === null || faults.length > 0) return { licence, faults };
    const meaning = meaningOf(agencyCode, licence.software);
    if ('known' in meaning) return { licence, faults, body: bodyOf(licence, agencyCode, meaning.known) };
    const unknown = 'suggestions' in meaning ? [{ software: licence.software, ...meaning }] : [];
    return { licence, faults: [{ column: nameColumn(licence), text: UNKNOWN_PRODUCT }], unknown };
  });
  const rest = (await act(judged.flatMap(({ body }) => body ?? []))).values();
  return judged.map(({ licence, faults, unknown = [], body }) => {
    const outcome = body === undefined ? undefined : rest.next().value;
    return outcome ? toldOf(licence, outcome) : refused(licence, faults, unknown);
  });
}

function bodyOf({ licence }: SeenLicence, agencyCode: string, known: object): object {
  return { agencyCode, licensee: agencyCode, metric: 'device', ...licence, ...known };
}

function nameColumn({ columns }: SeenLicence): string | null {
  return columns.get('name') ?? columns.get('plainName') ?? null;
}

const NOTHING = { matchedBy: null, changes: [], started: 0, seenAgain: 0, ended: 0, rights: 0, remarks: [] };

function toldOf(licence: SeenLicence, outcome: ImportOutcome<Entitlement>): ComputerOutcome {
  const { row, software, columns } = licence;
  const told = { row, key: software.name, ...NOTHING, unknown: [] };
  switch (outcome.status) {
    case 'created':
      return { ...told, status: 'created', deviceId: null, faults: [] };
    case 'unchanged':
      return { ...told, status: 'unchanged', deviceId: outcome.key, faults: [] };
    case 'refused': {
      const faults = outcome.problems.map(({ field, text }) => ({
        column: field === null ? null : (columns.get(field) ?? field),
        text,
      }));
      return { ...told, status: 'refused', deviceId: null, faults };
    }
  }
}

function refused(
  { row, software }: SeenLicence,
  faults: readonly SeenFault[],
  unknown: readonly UnknownName[],
): ComputerOutcome {
  return { row, key: software.name || null, status: 'refused', deviceId: null, ...NOTHING, faults, unknown };
}
