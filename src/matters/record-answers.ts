import type { ActRequest, SignedActs } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { etagOf } from '../http/etag.ts';
import { Refusal, text } from '../kernel/index.ts';
import type { Governed } from '../log/index.ts';
import type { ReferenceRecord } from '../reference/index.ts';
import { findAwaitedAnswers } from './find-awaited-answers.ts';
import { findMatterBody } from './find-matter-body.ts';
import { findMatter } from './find-matters.ts';
import type { Matter } from './matter.ts';
import { recordMatterStep } from './record-steps.ts';

type AskedAnswer = ActRequest<'answerRectification'> | ActRequest<'answerOnPaper'>;

/** What a unit did about something that it has to put right: its approver signs, or two of the office record its paper. */
export function answerActs(): SignedActs {
  const agencies = async (tx: Tx, asked: AskedAnswer): Promise<readonly string[]> => [
    (await find(tx, asked)).state.owner,
  ];
  return {
    answerRectification: {
      reach: 'stated',
      leavesRights: true,
      agencies,
      act: (entry, asked) => answer(entry, asked, 'answer'),
    },
    answerOnPaper: {
      reach: 'stated',
      leavesRights: true,
      agencies,
      act: (entry, asked) => answer(entry, asked, 'answer-on-paper'),
    },
  };
}

function find(tx: Tx, { params, actor }: AskedAnswer): Promise<ReferenceRecord<Matter>> {
  return findMatter(tx, { id: params.id ?? '', grant: actor.grant });
}

async function answer(entry: Governed, asked: AskedAnswer, act: 'answer' | 'answer-on-paper') {
  const { actor, body, signers } = asked;
  const matter = await find(entry.tx, asked);
  // Only what is tried can wait beside another one: what is signed is that one.
  if (!signers) await refuseAwaited(entry, matter.state);
  const answered = await recordMatterStep(entry, { matter, actor, act, text: body.text, files: body.files });
  await entry.flush();
  const shown = await findMatterBody(entry.tx, { matter: answered, at: entry.at });
  return { status: 200, etag: etagOf(answered.logIndex), body: shown } as const;
}

async function refuseAwaited({ tx, at }: Governed, { id, owner }: Matter): Promise<void> {
  if (!(await findAwaitedAnswers(tx, { agencyCodes: [owner], at })).has(id)) return;
  const message = text('该事项的答复正在等待签署。', 'An answer to this matter waits for its signature.');
  throw new Refusal('conflict', 'matter.awaiting_signature', message);
}
