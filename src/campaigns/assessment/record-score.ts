import { type Actor, addDays, type CivilDate, canonicalJson, digestOf, Refusal, text } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { recordChanged } from '../../reference/index.ts';
import { wrongDays } from '../asked/campaign.ts';
import { getFormOf } from '../asked/find-form.ts';
import { findObjectionDay } from '../asked/find-office-days.ts';
import type { FiledBody } from '../filings/filed-bytes.ts';
import { FILING, type Filing, filingState, isFinal } from '../filings/filing.ts';
import { findFigures } from '../filings/find-figures.ts';
import { findWritten } from '../filings/find-filing.ts';
import { refuseFilers } from '../filings/require-others.ts';
import { refuseForeignFiles } from '../filings/submit-filing.ts';
import type { AssessedBody } from './assessment.ts';
import { insertRound } from './assessments-repository.ts';
import { type FilingToAssess, findWrittenInRounds } from './find-assessment.ts';
import { type JudgedSheet, judgeSheet, refuseUnanswered, type ScoredContent } from './judged-sheet.ts';

export interface Score extends ScoredContent {
  readonly actor: Actor;
  readonly text: string;
  readonly files: readonly string[];
  readonly respondBy: CivilDate | null;
}

/** An office proposes a score of what was filed, and the unit has some days to object. */
export async function recordScore(entry: Governed, toAssess: FilingToAssess, score: Score): Promise<void> {
  const { filing, campaign, newest, owner } = toAssess;
  refuseState(filing.state);
  await refuseFilers(entry.tx, { newest, agencies: [filing.state.agencyCode, owner] }, score.actor);
  const form = await getFormOf(entry.tx, campaign.state);
  refuseUnanswered(await findObjected(entry, toAssess), score.reasons);
  const filed = JSON.parse(newest.body) as FiledBody;
  const { rows = {} } = await findWritten(entry.tx, newest);
  const figures = await findFigures(entry.tx, campaign.key, filing.state.agencyCode);
  const sheet = judgeSheet({ form, figures, filed, rows }, score);
  const { agencyCode } = filing.state;
  await refuseForeignFiles(entry.tx, [campaign.state.officeAgency, agencyCode, owner], score.files);
  const respondBy = await respondDay(entry, toAssess, score.respondBy);
  const { body, digest, round } = assessedBytes(toAssess, sheet, score);
  await record(entry, toAssess, {
    actor: score.actor,
    after: { ...filing.state, assessment: 'scored', score: sheet.score, grade: sheet.grade, respondBy },
    notes: {
      scored: { revision: newest.revision, round, digest, respondBy },
      ...{ texts: unlessEmpty(sheet.texts), reasons: unlessEmpty(score.reasons), text: score.text },
    },
    write: (scoredIndex) =>
      insertRound(entry.tx, {
        ...{ filingId: filing.key, round, revision: newest.revision, body, digest, respondBy },
        ...{ scoredAt: entry.at, scoredIndex, answer: null, answeredAt: null, answeredIndex: null },
        ...{ answerFiles: [], confirmedAt: null, confirmedIndex: null },
      }),
  });
}

function refuseState({ state, assessment }: Filing): void {
  if (assessment === 'confirmed') throw isFinal();
  if (state !== 'accepted')
    throw filingState(text('只有审核通过的评分表才能评分。', 'Only an accepted sheet is scored.'));
  if (assessment === 'agreed')
    throw filingState(text('单位已认可该评分。', 'The agency has agreed to the score: it is not changed.'));
}

/** The cells that the unit objected to and nobody has answered. */
async function findObjected({ tx }: Governed, { filing, rounds }: FilingToAssess): Promise<readonly string[]> {
  const last = rounds.at(-1);
  if (filing.state.assessment !== 'objected' || !last) return [];
  const { answerCells = {} } = (await findWrittenInRounds(tx, [last]))(last);
  return Object.keys(answerCells);
}

/** Whatever the office names, the unit has its working days; where nobody can count them, the office names the day. */
async function respondDay(entry: Governed, { campaign }: FilingToAssess, named: CivilDate | null): Promise<CivilDate> {
  if (named === null) return findObjectionDay(entry, campaign.state);
  const least = await leastDay(entry, campaign);
  if (named >= least) return named;
  throw wrongDays('/respondBy', `异议期限不得早于 ${least}。`, `The agency has at least until ${least}.`);
}

async function leastDay(entry: Governed, campaign: FilingToAssess['campaign']): Promise<CivilDate> {
  try {
    return await findObjectionDay(entry, campaign.state);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'calendar.year_unknown') return addDays(entry.on, DAYS_AT_LEAST);
    throw error;
  }
}

/** Five working days are no fewer days than that. */
const DAYS_AT_LEAST = 5;

function assessedBytes({ filing, campaign, newest, rounds }: FilingToAssess, sheet: JudgedSheet, score: Score) {
  const { form, formDigest } = campaign.state;
  const round = (rounds.at(-1)?.round ?? 0) + 1;
  const assessed: AssessedBody = {
    ...{ schema: 'gate-assessment/1', campaign: campaign.key, form, formDigest: formDigest ?? '' },
    ...{ agency: filing.state.agencyCode, round, revision: newest.revision, filed: newest.digest },
    ...{ cells: sheet.cells, computed: sheet.computed, inapplicable: sheet.inapplicable },
    ...{ score: sheet.score, grade: sheet.grade, files: score.files },
    texts: Object.keys(sheet.texts).toSorted(),
    reasons: Object.keys(score.reasons).toSorted(),
  };
  const body = canonicalJson(assessed);
  return { body, digest: digestOf(body), round };
}

interface ScoreToRecord {
  readonly actor: Actor;
  readonly after: Filing;
  readonly notes: Readonly<Record<string, unknown>>;
  readonly write: (logIndex: number) => Promise<void>;
}

async function record(entry: Governed, { filing }: FilingToAssess, { actor, after, notes, write }: ScoreToRecord) {
  const kind = {
    ...FILING,
    notesOf: () => notes,
    write: async (_entry: Governed, recorded: readonly { readonly logIndex: number }[]) => {
      for (const { logIndex } of recorded) await write(logIndex);
    },
  };
  const draft = { key: filing.key, before: filing, changes: null, after };
  await recordChanged(entry, kind, { drafts: [draft], act: 'scored', actor, why: {} });
}

function unlessEmpty<T extends object>(texts: T): T | undefined {
  return Object.keys(texts).length === 0 ? undefined : texts;
}
