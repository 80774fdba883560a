import type { Actor, CivilDate, NewId } from '../../kernel/index.ts';
import { startOfDay } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import {
  type Draft,
  findOfKind,
  type RecordedKind,
  type ReferenceRecord,
  recordChanged,
  recordCreated,
} from '../../reference/index.ts';
import { filedBytes } from './filed-bytes.ts';
import { FILING, type FiledBy, type Filing, type FilingRevision, type RevisionKind, UNASSESSED } from './filing.ts';
import { insertRevision, listRevisions, updateFate } from './filings-repository.ts';
import type { Reporting } from './find-reporter.ts';
import { type FilingContent, type JudgedFiling, numbersOf } from './judged-filing.ts';

/** What a unit files. */
export interface FilingStatement extends FilingContent {
  readonly reporter: string | undefined;
  readonly draftVersion: number | null;
  readonly acknowledged: readonly string[];
  readonly files: readonly string[];
  /** When a stamped form came in, where the office types it. */
  readonly receivedOn: CivilDate | null;
  readonly signedFor: string | null;
  readonly reason: string | null;
}

/** A filing that may be made as things stand. */
export interface FilingToRecord {
  readonly reporting: Reporting;
  readonly before: ReferenceRecord<Filing> | undefined;
  readonly kind: RevisionKind;
  readonly basis: FiledBy;
  readonly statement: FilingStatement;
  readonly judged: JudgedFiling;
  readonly actor: Actor;
  readonly newId: NewId;
}

/** Freezes what was filed, supersedes the revision before, and writes its leaf. */
export async function recordFiling(entry: Governed, toRecord: FilingToRecord): Promise<ReferenceRecord<Filing>> {
  const { before, kind, actor } = toRecord;
  const after = filingAfter(entry, toRecord);
  const draft: Draft<Filing> = { key: after.id, before: before ?? null, changes: null, after };
  const recording = recordingOf(toRecord, { filing: after, bytes: bytesOf(toRecord, after) });
  if (before) await recordChanged(entry, recording, { drafts: [draft], act: actOf(kind), actor, why: {} });
  else await recordCreated(entry, recording, { drafts: [draft], actor });
  return findOfKind(entry.tx, FILING, { key: after.id, grant: EVERYBODY });
}

const EVERYBODY = { region: '000000' };

function actOf(kind: RevisionKind): 'filed' | 'corrected' {
  return kind === 'correction' ? 'corrected' : 'filed';
}

/** The filing as it stands after that. */
export function filingAfter(
  { at }: Pick<Governed, 'at'>,
  { reporting, before, kind, statement, newId }: FilingToRecord,
): Filing {
  const { agencyCode, region } = reporting.participant;
  const { receivedOn } = statement;
  const known = before?.state;
  return {
    ...{ id: known?.id ?? newId('fil'), campaignId: reporting.campaign.key, agencyCode, region },
    // A correction is signed by the office, which has taken it by that.
    ...{ state: kind === 'correction' ? 'accepted' : 'filed', revision: (known?.revision ?? 0) + 1 },
    // The unit has filed when its paper came in, not when somebody had time to type it.
    firstFiledAt: known?.firstFiledAt ?? (receivedOn === null ? at : startOfDay(receivedOn)),
    resubmitBy: null,
    // Another revision is scored anew.
    ...UNASSESSED,
  };
}

/** The kind of filings, with what the leaf of this one says beside and what else is written with it. */
function recordingOf(toRecord: FilingToRecord, frozen: FrozenFiling): RecordedKind<Filing> {
  const { reporting, kind, basis, statement, judged } = toRecord;
  const { filing } = frozen;
  const { form } = reporting.campaign.state;
  const { texts, rows } = judged.filed;
  const { reason } = statement;
  return {
    ...FILING,
    beginning: 'filed',
    notesOf: () => ({
      filed: { revision: filing.revision, kind, basis, form, digest: frozen.bytes.digest },
      ...{ texts: unlessEmpty(texts), rows: unlessEmpty(rows), reasons: unlessEmpty(judged.reasons), reason },
    }),
    write: async ({ tx, at }, [recorded]) => {
      if (!recorded) throw new Error('a filing that was recorded has a leaf');
      const filedIndex = recorded.logIndex;
      await supersede({ tx, filingId: filing.id, by: filedIndex });
      await insertRevision(tx, revisionOf(toRecord, { ...frozen, at, filedIndex }));
    },
  };
}

/** The bytes that are frozen, and their digest. */
export function bytesOf({ reporting, kind, basis, statement, judged }: FilingToRecord, after: Filing) {
  const { form, formDigest } = reporting.campaign.state;
  const { files, receivedOn, signedFor } = statement;
  const named = { campaign: after.campaignId, agency: after.agencyCode, revision: after.revision, kind, basis };
  return filedBytes({
    ...{ ...named, form, formDigest: formDigest ?? '', files, signedFor, judged },
    ...(receivedOn !== null && { receivedOn }),
  });
}

interface FrozenFiling {
  readonly filing: Filing;
  readonly bytes: ReturnType<typeof bytesOf>;
}

interface FiledPlace extends FrozenFiling {
  readonly at: Governed['at'];
  readonly filedIndex: number;
}

/** What is kept of it under its number. */
export function revisionOf(toRecord: FilingToRecord, { filing, bytes, at, filedIndex }: FiledPlace): FilingRevision {
  const { kind, basis, judged } = toRecord;
  const isTaken = kind === 'correction';
  return {
    ...{ filingId: filing.id, revision: filing.revision, campaignId: filing.campaignId },
    ...{ numbers: numbersOf(judged), ...bytes, kind, basis, filedAt: at, filedIndex },
    ...{ acceptedAt: isTaken ? at : null, acceptedIndex: isTaken ? filedIndex : null, opened: [] },
    ...{ returnedAt: null, returnedIndex: null, resubmitBy: null, supersededIndex: null },
  };
}

function unlessEmpty<T extends object>(texts: T): T | undefined {
  return Object.keys(texts).length === 0 ? undefined : texts;
}

async function supersede({ tx, filingId, by }: { tx: Governed['tx']; filingId: string; by: number }): Promise<void> {
  const last = (await listRevisions(tx, filingId)).at(-1);
  if (last) await updateFate(tx, last, { ...last, supersededIndex: by });
}
