import type { Tx } from '../../db/index.ts';
import { type Actor, type Grant, type NewId, Refusal, reaches, text } from '../../kernel/index.ts';
import { type Governed, regionsOfAgencies, selectIn } from '../../log/index.ts';
import { readKindRow, recordCreated } from '../../reference/index.ts';
import { EVIDENCE_FILE, type EvidenceFile } from './evidence-file.ts';

export interface SentFile {
  readonly sent: Pick<EvidenceFile, 'hash' | 'agencyCode' | 'mediaType' | 'size' | 'name'>;
  readonly actor: Actor;
  readonly newId: NewId;
}

/** Notes that an agency has sent a file; the same bytes a second time are the file that is there. */
export async function recordEvidenceFile(
  entry: Governed,
  { sent, actor, newId }: SentFile,
): Promise<{ readonly file: EvidenceFile; readonly isNew: boolean }> {
  const known = (await filesOf(entry.tx, sent.hash)).find(({ agencyCode }) => agencyCode === sent.agencyCode);
  if (known) return { file: known, isNew: false };
  const file: EvidenceFile = { id: newId('evf'), ...sent, at: entry.at, keyId: actor.keyId };
  const draft = { key: file.id, before: null, changes: null, after: file };
  await recordCreated(entry, EVIDENCE_FILE, { drafts: [draft], actor });
  return { file, isNew: true };
}

/** The file as an agency within reach has sent it; that somebody else has sent the same is nobody's business. */
export async function findEvidenceFile(tx: Tx, hash: string, grant: Grant): Promise<EvidenceFile> {
  const files = await filesOf(tx, hash);
  const regions = await regionsOfAgencies(
    tx,
    files.map(({ agencyCode }) => agencyCode),
  );
  const file = files.find(({ agencyCode: code }) => {
    const region = regions.get(code);
    return region !== undefined && reaches(grant, { code, region });
  });
  if (file) return file;
  throw new Refusal(
    'not_found',
    'evidence_file.not_found',
    text('未找到该证明文件。', 'There is no such evidence file.'),
  );
}

async function filesOf(tx: Tx, hash: string): Promise<readonly EvidenceFile[]> {
  const rows = await selectIn(tx, 'evidence_files', 'hash', [hash]);
  return rows.map((row) => readKindRow(EVIDENCE_FILE, row).state).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
