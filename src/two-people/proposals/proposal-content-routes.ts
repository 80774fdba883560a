import { inSnapshot } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { Handler, Handlers, ImportedType } from '../../http/operation.ts';
import { actOf, askedIn, type ExecutionParts } from '../execution/finish-proposals-job.ts';
import { readStoredBody } from '../execution/stored-body.ts';
import { findProposalReading, readPrepared } from './find-proposal.ts';
import { bytesOf, type Proposal, type ProposalContent } from './proposal.ts';
import { contentGone, noFile, notOpen } from './proposal-refusals.ts';
import { tryOut } from './second-person-routes.ts';

const CSV: ImportedType = 'text/csv';
const WORKBOOK: ImportedType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What whoever is to sign looks at before: the bytes, the file, and what would come of it. */
export function proposalContentHandlers(parts: ExecutionParts): Handlers {
  const { db, deps } = parts;
  const read = async (req: object, id: string): Promise<{ proposal: Proposal; content: ProposalContent }> => {
    const reading = { reader: actorOf(req), at: deps.clock() };
    const { proposal, content } = await inSnapshot(db, (tx) => findProposalReading(tx, id, reading));
    if (!content) throw contentGone();
    return { proposal, content };
  };

  const getContent: Handler<'getProposalContent'> = async (req, res) => {
    const { content } = await read(req, req.params.id);
    res.status(200).type('application/json').send(bytesOf(content).bytes);
  };

  const getFile: Handler<'getProposalFile'> = async (req, res) => {
    const { proposal, content } = await read(req, req.params.id);
    const { body } = readStoredBody(content.body);
    if (!Buffer.isBuffer(body)) throw noFile();
    const isText = content.body.file?.mediaType === CSV;
    const name = `${proposal.id}.${isText ? 'csv' : 'xlsx'}`;
    res
      .status(200)
      .set('Content-Disposition', `attachment; filename="${name}"`)
      .type(isText ? CSV : WORKBOOK)
      .send(body);
  };

  const tryProposal: Handler<'tryProposal'> = async (req, res) => {
    const { proposal, content } = await read(req, req.params.id);
    if (proposal.state !== 'open') throw notOpen(proposal.state);
    const act = actOf(parts, content);
    const asked = askedIn(content, await inSnapshot(db, (tx) => readPrepared(tx, content)));
    // The trial takes a signature to have been given, as the one before the proposal did.
    const signed = { ...asked, prepared: { ...asked.prepared, ...act.prepareSignature?.(asked).kept } };
    const answer = await tryOut(parts, act, signed);
    const { status, location = null, body, text } = answer;
    res.status(200).json({ status, location, body: text ? JSON.parse(text()) : body, words: null });
  };

  return { getProposalContent: getContent, getProposalFile: getFile, tryProposal };
}
