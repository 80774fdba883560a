import type { Tx } from '../../db/index.ts';
import { type Actor, type Grant, Refusal, reaches, text } from '../../kernel/index.ts';
import { listSealedTexts, selectIn } from '../../log/index.ts';
import { type ReferenceRecord, readKindRow } from '../../reference/index.ts';
import { listParticipantsNamed } from '../asked/campaigns-repository.ts';
import type { Participant } from '../asked/participant.ts';
import type { CompiledForm, FiledRow } from '../forms/compiled-form.ts';
import { contentsOf, rowsContentOf } from './cell-content.ts';
import type { FiledBody } from './filed-bytes.ts';
import { FILING, type Filing, type FilingRevision } from './filing.ts';
import type { FilingContent } from './judged-filing.ts';

export interface VisibleFiling {
  readonly filing: ReferenceRecord<Filing>;
  readonly participant: Participant;
}

/** A filing of a unit within reach, by where the unit was when it was asked, or of one whose successor is. */
export async function getVisibleFiling(tx: Tx, { grant }: Actor, id: string): Promise<VisibleFiling> {
  const [row] = await selectIn(tx, 'filings', 'id', [id]);
  const filing = row && readKindRow(FILING, row);
  const [participant] = filing
    ? await listParticipantsNamed(tx, filing.state.campaignId, [filing.state.agencyCode])
    : [];
  if (!filing || !participant || !(await isReached(tx, grant, participant))) throw filingNotFound();
  return { filing, participant };
}

async function isReached(tx: Tx, grant: Grant, { agencyCode, region, coveredBy }: Participant): Promise<boolean> {
  if (reaches(grant, { code: agencyCode, region })) return true;
  if (coveredBy === null) return false;
  const [successor] = await selectIn(tx, 'agencies', 'code', [coveredBy]);
  return successor !== undefined && reaches(grant, { code: coveredBy, region: String(successor.region) });
}

export function filingNotFound(): Refusal {
  return new Refusal('not_found', 'filing.not_found', text('未找到该报表。', 'There is no such filing.'));
}

/** What people wrote in a revision, by pointer; what was erased is absent. */
export interface WrittenInRevision {
  readonly texts: Readonly<Record<string, string>> | undefined;
  readonly rows: Readonly<Record<string, readonly FiledRow[]>> | undefined;
  readonly reasons: Readonly<Record<string, string>> | undefined;
  readonly reason: string | undefined;
  /** Of the return. */
  readonly cells: Readonly<Record<string, string>> | undefined;
  readonly returnReason: string | undefined;
}

export async function findWritten(
  tx: Tx,
  { filedIndex, returnedIndex }: Pick<FilingRevision, 'filedIndex' | 'returnedIndex'>,
): Promise<WrittenInRevision> {
  const texts = await listSealedTexts(tx, returnedIndex === null ? [filedIndex] : [filedIndex, returnedIndex]);
  const read = <T>(index: number | null, pointer: string): T | undefined => {
    const found = texts.find((each) => each.logIndex === index && each.pointer === pointer);
    return found && (JSON.parse(found.value) as T);
  };
  return {
    texts: read(filedIndex, '/texts'),
    rows: read(filedIndex, '/rows'),
    reasons: read(filedIndex, '/reasons'),
    reason: read(filedIndex, '/reason'),
    cells: read(returnedIndex, '/cells'),
    returnReason: read(returnedIndex, '/reason'),
  };
}

/** What was filed, as a request would write it. */
export async function findFiledContent(tx: Tx, form: CompiledForm, revision: FilingRevision): Promise<FilingContent> {
  const { cells } = JSON.parse(revision.body) as FiledBody;
  const { texts, rows, reasons } = await findWritten(tx, revision);
  return {
    cells: contentsOf(form, cells),
    texts: texts ?? {},
    rows: rowsContentOf(form, rows ?? {}),
    reasons: reasons ?? {},
  };
}
