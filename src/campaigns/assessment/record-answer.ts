import { type Actor, Refusal, text } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { recordChanged } from '../../reference/index.ts';
import { getFormOf } from '../asked/find-form.ts';
import { FILING, filingState, isFinal } from '../filings/filing.ts';
import { wrongForm } from '../filings/judged-filing.ts';
import { refuseScorers } from '../filings/require-others.ts';
import { refuseForeignFiles } from '../filings/submit-filing.ts';
import type { AssessmentAnswer, AssessmentRound } from './assessment.ts';
import { updateAnswer } from './assessments-repository.ts';
import type { FilingToAssess } from './find-assessment.ts';
import { strangeIn } from './judged-sheet.ts';

/** The unit agrees to its score as it stands. */
export async function recordAgreement(entry: Governed, toAssess: FilingToAssess, actor: Actor): Promise<void> {
  await refuseScorers(entry.tx, [getOpenRound(toAssess).scoredIndex], actor);
  await record(entry, toAssess, { ...{ actor, answer: 'agreed', files: [] }, notes: {} });
}

export interface Objection {
  readonly actor: Actor;
  readonly text: string;
  readonly cells: Readonly<Record<string, string>>;
  readonly files: readonly string[];
}

/** The unit says what is wrong with its score, while it may. */
export async function recordObjection(
  entry: Governed,
  toAssess: FilingToAssess,
  { actor, text: words, cells, files }: Objection,
): Promise<void> {
  const { filing, campaign, owner } = toAssess;
  if (getOpenRound(toAssess).respondBy < entry.on) throw objectionLate();
  const form = await getFormOf(entry.tx, campaign.state);
  const strange = strangeIn(form, cells, '/cells');
  if (strange.length > 0) throw wrongForm(form, strange);
  await refuseForeignFiles(entry.tx, [filing.state.agencyCode, owner], files);
  const written = Object.keys(cells).length === 0 ? undefined : cells;
  await record(entry, toAssess, { ...{ actor, answer: 'objected', files }, notes: { text: words, cells: written } });
}

function objectionLate(): Refusal {
  return new Refusal(
    'conflict',
    'filing.objection_late',
    text('异议期限已过。', 'The days for an objection are over.'),
  );
}

/** The score that waits for the unit's answer. */
function getOpenRound({ filing, rounds }: FilingToAssess): AssessmentRound {
  const last = rounds.at(-1);
  const { assessment } = filing.state;
  if (assessment === 'confirmed') throw isFinal();
  if (assessment !== 'scored' || !last)
    throw filingState(text('当前没有待答复的评分。', 'There is no score that waits for an answer.'));
  return last;
}

interface AnswerToRecord {
  readonly actor: Actor;
  readonly answer: AssessmentAnswer;
  readonly files: readonly string[];
  readonly notes: Readonly<Record<string, unknown>>;
}

async function record(entry: Governed, toAssess: FilingToAssess, { actor, answer, files, notes }: AnswerToRecord) {
  const { filing } = toAssess;
  const last = getOpenRound(toAssess);
  const kind = {
    ...FILING,
    notesOf: () => ({ answered: { round: last.round, digest: last.digest, answer, files }, ...notes }),
    write: async ({ tx, at }: Governed, recorded: readonly { readonly logIndex: number }[]) => {
      for (const { logIndex } of recorded)
        await updateAnswer(tx, last, { answer, answeredAt: at, answeredIndex: logIndex, answerFiles: files });
    },
  };
  const draft = { key: filing.key, before: filing, changes: null, after: { ...filing.state, assessment: answer } };
  await recordChanged(entry, kind, { drafts: [draft], act: answer, actor, why: {} });
}
