import type { Tx } from '../../db/index.ts';
import type { Actor, Instant } from '../../kernel/index.ts';
import { wrongState } from '../asked/campaign.ts';
import { keepDraft, type StoredDraft } from './drafts-of-filings-repository.ts';
import { type DraftPlace, keyOfDraft } from './find-draft-body.ts';
import type { FilingContent } from './judged-filing.ts';
import { awaitingSignature } from './submit-filing.ts';

/** A draft of a campaign that was given up, or that waits for its signature, is not changed. */
export function refuseLocked({ reporting, lockedBy }: DraftPlace): void {
  if (reporting.campaign.state.state === 'cancelled') throw wrongState();
  if (lockedBy !== null) throw awaitingSignature();
}

interface DraftToWrite {
  readonly content: FilingContent;
  readonly actor: Actor;
  readonly at: Instant;
}

/** Keeps what is typed as the next version; undefined when somebody else has saved it meanwhile. */
export async function writeDraft(
  tx: Tx,
  place: DraftPlace,
  { content, actor, at }: DraftToWrite,
): Promise<StoredDraft | undefined> {
  const before = place.stored?.version ?? 0;
  const { keyId: key, personId: person } = actor;
  const draft = { content: JSON.stringify(content), version: before + 1, saver: { key, person }, savedAt: at };
  const kept = await keepDraft(tx, keyOfDraft(place.reporting), { draft, before });
  return kept ? draft : undefined;
}
