import { inSnapshot, inTransaction, type Tx } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { etagOf, refuseStale, requireIfMatch } from '../../http/etag.ts';
import type { AnswerOf, Handler, Handlers } from '../../http/operation.ts';
import { fileOwner, type OwnedFile, tableRows } from '../../tables/index.ts';
import type { CampaignsDeps } from '../asked/campaigns-routes.ts';
import { type DraftPlace, findDraftContent, findDraftPlace } from '../filings/find-draft-body.ts';
import { judgeFiling } from '../filings/judged-filing.ts';
import { refuseLocked, writeDraft } from '../filings/write-draft.ts';
import { openFilingTable, type SeenTable } from './read-filing-table.ts';
import { type SettledTable, settleFilingTable } from './settle-filing-table.ts';

type Answer = AnswerOf<'importFilingTable', 200>;

/** A form of one unit has some dozen rows; a summary of a province that it stands in has more. */
const ROWS_MAX = 5_000;

/** Reads the form out of a table as offices have it, into the draft. */
export function filingTableRoutes({ db, clock }: CampaignsDeps): Handlers {
  const read: Handler<'importFilingTable'> = async (req, res) => {
    const actor = actorOf(req);
    const { dryRun = false, encoding, reporter } = req.query;
    const asked = { actor, campaignId: req.params.id, reporter };
    const expected = dryRun ? undefined : requireIfMatch(req);
    const file = { bytes: req.body, encoding, contentType: req.get('content-type'), owner: fileOwner(actor.grant) };
    const at = clock();
    const seen = await readTable(file, await inSnapshot(db, (tx) => findDraftPlace(tx, asked, at)));
    const settle = async (tx: Tx) => {
      const place = await findDraftPlace(tx, asked, at);
      refuseLocked(place);
      const draft = await findDraftContent(tx, place);
      const settled = settleFilingTable(place.judging.form, seen, draft);
      judgeFiling(place.judging, settled.content);
      return { place, settled, version: place.stored?.version ?? 0 };
    };
    if (expected === undefined) {
      const { settled, version } = await inSnapshot(db, settle);
      res
        .status(200)
        .set('ETag', etagOf(version))
        .json(answerOf(settled, seen, true));
      return;
    }
    const kept = await inTransaction(db, async (tx) => {
      const { place, settled, version } = await settle(tx);
      refuseStale(expected, version);
      const stored = await writeDraft(tx, place, { content: settled.content, actor, at });
      if (!stored) refuseStale(expected, version + 1);
      return { settled, version: version + 1 };
    });
    res
      .status(200)
      .set('ETag', etagOf(kept.version))
      .json(answerOf(kept.settled, seen, false));
  };
  return { importFilingTable: read };
}

/** Before anything is locked: a workbook takes its time. */
async function readTable(file: OwnedFile, { judging, reporting }: DraftPlace): Promise<SeenTable> {
  const table = openFilingTable(judging.form, reporting.participant);
  for await (const rows of tableRows({ ...file, rowsMax: ROWS_MAX, hasAllSheets: true })) {
    for (const row of rows) table.take(row);
  }
  return table.seen();
}

const IGNORED_MAX = 100;
const NAME_MAX = 200;

function answerOf({ cells, rows, content }: SettledTable, { ignored }: SeenTable, dryRun: boolean): Answer {
  return {
    ...{ dryRun, cells: cells.map((cell) => ({ ...cell })), rows: rows.map((section) => ({ ...section })) },
    ignored: ignored.slice(0, IGNORED_MAX).map((name) => name.slice(0, NAME_MAX)),
    content: content as Answer['content'],
  };
}
