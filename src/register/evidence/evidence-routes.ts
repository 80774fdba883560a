import { type Database, inSnapshot, inTransaction, type Tx } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { FileType, Handler, Handlers } from '../../http/operation.ts';
import { limitOf, pageEnding, textCursorOf } from '../../http/paging.ts';
import { type Actor, oneATurn, Refusal, reaches, text } from '../../kernel/index.ts';
import { type GovernedDeps, governed, regionsOfAgencies } from '../../log/index.ts';
import { listOfKind } from '../../reference/index.ts';
import { findEvidencePiece, keepEvidenceBytes } from './evidence-bytes-repository.ts';
import { EVIDENCE_FILE, type EvidenceFile, type MediaType, mediaTypeOf } from './evidence-file.ts';
import type { EvidenceFolder } from './evidence-folder.ts';
import { hashInTurns, readPieces } from './hashed-pieces.ts';
import { findEvidenceFile, recordEvidenceFile } from './record-evidence-files.ts';

export interface EvidenceParts extends GovernedDeps {
  readonly folder: EvidenceFolder;
}

/** Papers that prove licences: sent as they are, kept by their hash, shown to who reaches the agency. */
export function evidenceRoutes(db: Database, { folder, ...deps }: EvidenceParts): Handlers {
  const create: Handler<'createEvidenceFile'> = async (req, res) => {
    const actor = actorOf(req);
    const { agencyCode, name } = req.query;
    const bytes = req.body;
    const mediaType = typeOf(bytes, req.get('content-type'));
    // Nobody fills the database in the name of an agency that is not theirs.
    await inSnapshot(db, (tx) => refuseUnreached(tx, agencyCode, actor));
    const hash = await hashInTurns(bytes);
    // Before the head of the log is taken, which nobody should hold for ten mebibytes.
    if (!(await readKept(db, hash))) await inTransaction(db, (tx) => keepEvidenceBytes(tx, hash, bytes));
    const sent = { hash, agencyCode, mediaType, size: bytes.length, name };
    const { file, isNew } = await inTransaction(db, (tx) =>
      governed(tx, deps, (entry) => recordEvidenceFile(entry, { sent, actor, newId: deps.newId })),
    );
    res
      .status(isNew ? 201 : 200)
      .set('Location', `/v1/evidence-files/${hash}`)
      .json(toBody(file));
  };

  const list: Handler<'listEvidenceFiles'> = async (req, res) => {
    const limit = limitOf(req.query);
    const question = { query: { ...req.query }, grant: actorOf(req).grant, after: textCursorOf(req.query), limit };
    const { records, next } = await inSnapshot(db, (tx) => listOfKind(tx, EVIDENCE_FILE, question));
    const items = records.map(({ state }) => toBody(state));
    res.status(200).json(pageEnding(items, next));
  };

  const get: Handler<'getEvidenceFile'> = async (req, res) => {
    const { grant } = actorOf(req);
    const file = await inSnapshot(db, (tx) => findEvidenceFile(tx, req.params.hash, grant));
    res.status(200).json(toBody(file));
  };

  const content: Handler<'getEvidenceContent'> = async (req, res) => {
    const { grant } = actorOf(req);
    const file = await inSnapshot(db, (tx) => findEvidenceFile(tx, req.params.hash, grant));
    const kept = await readKept(db, file.hash);
    const bytes = kept ? await oneATurn(() => Buffer.concat(kept)) : await folder.read(file.hash);
    if (bytes === undefined) throw lost();
    const answer = res.status(200).set('Content-Disposition', attachment(file.name));
    // A paper may hold anything: no browser runs what is in it.
    answer.set('Content-Security-Policy', "default-src 'none'; sandbox").type(fileType(file.mediaType)).send(bytes);
  };

  return {
    createEvidenceFile: create,
    listEvidenceFiles: list,
    getEvidenceFile: get,
    getEvidenceContent: content,
  };
}

/**
 * Ten mebibytes in one turn of the event loop took 25 to 30 ms: each has a turn, and a snapshot, of its own. Bytes are called by
 * their hash, so they are the same in all of them.
 */
function readKept(db: Database, hash: string): Promise<readonly Buffer[] | undefined> {
  const inOwnTurn = (place: number): Promise<Buffer | undefined> =>
    oneATurn(() => inSnapshot(db, (tx) => findEvidencePiece(tx, hash, place)));
  return readPieces(hash, inOwnTurn);
}

const fileType = (type: MediaType): FileType => type;

function toBody({ keyId: _keyId, ...file }: EvidenceFile): Omit<EvidenceFile, 'keyId'> {
  return file;
}

/** What the bytes are counts; who calls them something else is told so. */
function typeOf(bytes: Buffer, declared = ''): MediaType {
  const found = mediaTypeOf(bytes);
  if (found !== undefined && declared.toLowerCase().split(';')[0]?.trim() === found) return found;
  const message = text(
    '文件内容不是所声明的类型；只接受 PDF、PNG 和 JPEG。',
    'The content is not what its type says. Send a PDF, PNG or JPEG file as what it is.',
  );
  throw new Refusal('unprocessable', 'evidence.media_type', message);
}

async function refuseUnreached(tx: Tx, code: string, { grant }: Actor): Promise<void> {
  const region = (await regionsOfAgencies(tx, [code])).get(code);
  if (region !== undefined && reaches(grant, { code, region })) return;
  const message = text('未找到该单位。', 'There is no such agency.');
  throw new Refusal('not_found', 'agency.not_found', message, [{ pointer: '/query/agencyCode', message: '' }]);
}

/** RFC 6266: names are Chinese more often than not. */
function attachment(name: string): string {
  const encoded = encodeURIComponent(name).replace(
    /['()*]/gu,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename*=UTF-8''${encoded}`;
}

function lost(): Refusal {
  const message = text(
    '证明文件的内容已丢失或损坏，请重新上传同一文件，或联系系统管理员从备份恢复。',
    'The bytes of this file are lost or damaged. Send the same file again, or have it restored from a backup.',
  );
  return new Refusal('unavailable', 'evidence.lost', message);
}
