import { findActedBy } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import type { components } from '../../http/openapi.generated.ts';
import type { Actor, Instant } from '../../kernel/index.ts';
import { judgingOf } from '../asked/campaign.ts';
import { getFormOf } from '../asked/find-form.ts';
import { contentOf } from './cell-content.ts';
import { findStoredDraft, type StoredDraft } from './drafts-of-filings-repository.ts';
import { toCheckBody } from './filing-body.ts';
import { findFilingOf, listRevisions } from './filings-repository.ts';
import { findFiledContent } from './find-filing.ts';
import { getReporting, type ReporterQuestion, type Reporting } from './find-reporter.ts';
import { type FilingContent, type FormOfFiling, judgeFiling } from './judged-filing.ts';
import { findAwaiting } from './submit-filing.ts';

type Body = components['schemas']['FilingDraft'];

export interface AskedDraft extends ReporterQuestion {
  readonly actor: Actor;
}

/** Whose draft it is, and what it is judged by. */
export interface DraftPlace {
  readonly reporting: Reporting;
  readonly judging: FormOfFiling;
  readonly stored: StoredDraft | undefined;
  /** The proposal that waits for its signature. */
  readonly lockedBy: string | null;
}

export async function findDraftPlace(tx: Tx, { actor, ...question }: AskedDraft, at: Instant): Promise<DraftPlace> {
  const reporting = await getReporting(tx, actor, question);
  const { campaign, figures } = reporting;
  const form = await getFormOf(tx, campaign.state);
  return {
    reporting,
    judging: { form, figures, ...judgingOf(campaign.state) },
    stored: await findStoredDraft(tx, keyOfDraft(reporting)),
    lockedBy: (await findAwaiting({ tx, at }, reporting)) ?? null,
  };
}

export function keyOfDraft({ campaign, participant }: Reporting) {
  return { campaignId: campaign.key, agencyCode: participant.agencyCode };
}

export async function findDraftBody(tx: Tx, { reporting, judging, stored, lockedBy }: DraftPlace): Promise<Body> {
  const { form, figures } = judging;
  const content = await findDraftContent(tx, { reporting, judging, stored, lockedBy });
  const actedBy = await findActedBy(tx, stored ? [stored.saver] : []);
  return {
    ...{ campaign: reporting.campaign.key, reporter: reporting.participant.agencyCode, form: form.key },
    version: stored?.version ?? 0,
    content: content as Body['content'],
    prefill: Object.entries(figures).map(([cell, { value, why }]) => ({
      ...{ cell, why },
      value: value === null ? null : contentOf(form, cell, value),
    })),
    check: toCheckBody(form, judgeFiling(judging, content)),
    ...{ lockedBy, savedAt: stored?.savedAt ?? null },
    savedBy: stored ? actedBy(stored.saver) : null,
  };
}

/** What is typed so far. */
export async function findDraftContent(tx: Tx, { reporting, judging, stored }: DraftPlace): Promise<FilingContent> {
  return stored ? (JSON.parse(stored.content) as FilingContent) : firstContent(tx, reporting, judging);
}

/** What was returned, or else what the gate counted, is what a unit begins with. */
async function firstContent(tx: Tx, { campaign, participant }: Reporting, { form, figures, by }: FormOfFiling) {
  const filing = await findFilingOf(tx, campaign.key, participant.agencyCode);
  const newest = filing && (await listRevisions(tx, filing.key)).at(-1);
  if (newest) return findFiledContent(tx, form, newest);
  const known = Object.entries(figures).flatMap(([id, { value }]) =>
    value === null || (by !== undefined && form.sectionOf(id)?.by !== by)
      ? []
      : [[id, contentOf(form, id, value)] as const],
  );
  return { cells: Object.fromEntries(known), texts: {}, rows: {}, reasons: {} };
}
