import type { Actor, CivilDate, NewId } from '../../kernel/index.ts';
import { startOfDay } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import {
  type Draft,
  type RecordedKind,
  type ReferenceRecord,
  recordChanged,
  recordCreated,
} from '../../reference/index.ts';
import { filedBytes } from './filed-bytes.ts';
import {
  FILING,
  type FiledBy,
  type Filing,
  type FilingRevision,
  type OpenedByFiling,
  type RevisionKind,
  UNASSESSED,
} from './filing.ts';
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
  /** Whether the signatures take it as well: of the office, on a correction and on what it typed in from paper. */
  readonly isTaken: boolean;
}

/** A filing as it was recorded, with its new revision and those before it. */
export interface RecordedFiling {
  readonly filing: Filing;
  readonly revision: FilingRevision;
  readonly earlier: readonly FilingRevision[];
}

/** Freezes what was filed, supersedes the revision before, and writes its leaf. */
export async function recordFiling(
  entry: Governed,
  toRecord: FilingToRecord & { readonly open: OpensOf },
): Promise<RecordedFiling> {
  const { before, kind, actor } = toRecord;
  const filing = filingAfter(entry, toRecord);
  const earlier = before ? await listRevisions(entry.tx, before.key) : [];
  const draft: Draft<Filing> = { key: filing.id, before: before ?? null, changes: null, after: filing };
  const bytes = bytesOf(toRecord, filing);
  const opened = await toRecord.open({ filing, earlier });
  const revision = revisionOf(toRecord, { filing, bytes, at: entry.at, filedIndex: entry.nextIndex(), opened });
  const recording = recordingOf(toRecord, { revision, replaced: earlier.at(-1) });
  if (before) await recordChanged(entry, recording, { drafts: [draft], act: actOf(kind), actor, why: {} });
  else await recordCreated(entry, recording, { drafts: [draft], actor });
  return { filing, revision, earlier };
}

/** What a filing opens, where it is taken at once; before its own leaf. */
type OpensOf = (filed: Omit<RecordedFiling, 'revision'>) => Promise<readonly OpenedByFiling[]>;

function actOf(kind: RevisionKind): 'filed' | 'corrected' {
  return kind === 'correction' ? 'corrected' : 'filed';
}

/** The filing as it stands after that. */
export function filingAfter(
  { at }: Pick<Governed, 'at'>,
  { reporting, before, isTaken, statement, newId }: FilingToRecord,
): Filing {
  const { agencyCode, region } = reporting.participant;
  const { receivedOn } = statement;
  const known = before?.state;
  return {
    ...{ id: known?.id ?? newId('fil'), campaignId: reporting.campaign.key, agencyCode, region },
    // What the office signs it has taken by that.
    state: isTaken ? 'accepted' : 'filed',
    revision: (known?.revision ?? 0) + 1,
    // The unit has filed when its paper came in, not when somebody had time to type it.
    firstFiledAt: known?.firstFiledAt ?? (receivedOn === null ? at : startOfDay(receivedOn)),
    resubmitBy: null,
    // Another revision is scored anew.
    ...UNASSESSED,
  };
}

/** The kind of filings, with what the leaf of this one says beside and what else is written with it. */
function recordingOf(toRecord: FilingToRecord, { revision, replaced }: FrozenFiling): RecordedKind<Filing> {
  const { reporting, kind, basis, statement, judged, isTaken } = toRecord;
  const { form } = reporting.campaign.state;
  const { texts, rows } = judged.filed;
  const { reason } = statement;
  return {
    ...FILING,
    beginning: 'filed',
    notesOf: () => ({
      filed: {
        revision: revision.revision,
        kind,
        basis,
        form,
        digest: revision.digest,
        ...(isTaken && { taken: true, opened: revision.opened.map(({ title: _title, ...each }) => each) }),
      },
      ...{ texts: unlessEmpty(texts), rows: unlessEmpty(rows), reasons: unlessEmpty(judged.reasons), reason },
    }),
    write: async ({ tx }, [recorded]) => {
      const supersededIndex = revision.filedIndex;
      if (recorded?.logIndex !== supersededIndex) throw new Error('a filing has the next leaf');
      if (replaced) await updateFate(tx, replaced, { ...replaced, supersededIndex });
      await insertRevision(tx, revision);
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
  readonly revision: FilingRevision;
  /** The revision before it. */
  readonly replaced: FilingRevision | undefined;
}

interface FiledPlace {
  readonly filing: Filing;
  readonly bytes: ReturnType<typeof bytesOf>;
  readonly at: Governed['at'];
  readonly filedIndex: number;
  readonly opened: readonly OpenedByFiling[];
}

/** What is kept of it under its number. */
export function revisionOf(
  toRecord: FilingToRecord,
  { filing, bytes, at, filedIndex, opened }: FiledPlace,
): FilingRevision {
  const { kind, basis, judged, isTaken } = toRecord;
  return {
    ...{ filingId: filing.id, revision: filing.revision, campaignId: filing.campaignId },
    ...{ numbers: numbersOf(judged), ...bytes, kind, basis, filedAt: at, filedIndex },
    acceptedAt: isTaken ? at : null,
    acceptedIndex: isTaken ? filedIndex : null,
    opened,
    ...{ returnedAt: null, returnedIndex: null, resubmitBy: null, supersededIndex: null },
  };
}

function unlessEmpty<T extends object>(texts: T): T | undefined {
  return Object.keys(texts).length === 0 ? undefined : texts;
}
