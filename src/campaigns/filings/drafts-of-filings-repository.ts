import { changeRows, type Tx } from '../../db/index.ts';
import type { Instant } from '../../kernel/index.ts';

/** What a unit has typed so far. */
export interface StoredDraft {
  readonly content: string;
  readonly version: number;
  readonly saver: { readonly key: string; readonly person: string | null };
  readonly savedAt: Instant;
}

export interface DraftPlace {
  readonly campaignId: string;
  readonly agencyCode: string;
}

interface DraftColumns {
  readonly content: string;
  readonly version: number;
  readonly saver_person: string | null;
  readonly saver_key: string;
  readonly saved_at: string;
}

export async function findStoredDraft(tx: Tx, place: DraftPlace): Promise<StoredDraft | undefined> {
  const row: DraftColumns | undefined = await tx('filing_drafts')
    .where({ campaign_id: place.campaignId, agency_code: place.agencyCode })
    .first();
  if (!row) return undefined;
  const { content, version, saver_key: key, saver_person: person, saved_at: savedAt } = row;
  return { content, version: Number(version), saver: { key, person }, savedAt: savedAt as Instant };
}

/** Saves a draft that stood at `before`, 0 where there was none; false when somebody else has saved it meanwhile. */
export async function keepDraft(tx: Tx, place: DraftPlace, { draft, before }: DraftToKeep): Promise<boolean> {
  const { content, version, saver, savedAt } = draft;
  if (before === 0) {
    await tx('filing_drafts').insert({
      ...{ campaign_id: place.campaignId, agency_code: place.agencyCode, content, version },
      ...{ saver_person: saver.person, saver_key: saver.key, saved_at: savedAt },
    });
    return true;
  }
  const changed = await changeRows(
    tx,
    `update filing_drafts set content = ?, version = ?, saver_person = ?, saver_key = ?, saved_at = ?
     where campaign_id = ? and agency_code = ? and version = ?`,
    [content, version, saver.person, saver.key, savedAt, place.campaignId, place.agencyCode, before],
  );
  return changed === 1;
}

interface DraftToKeep {
  readonly draft: StoredDraft;
  readonly before: number;
}
