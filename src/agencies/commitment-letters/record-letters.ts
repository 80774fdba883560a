import type { Tx } from '../../db/index.ts';
import { type Text, text } from '../../kernel/index.ts';
import { selectIn } from '../../log/index.ts';
import type { Draft, DraftProblem, RecordedKind } from '../../reference/index.ts';
import { fileJudge } from '../../register/index.ts';
import { COMMITMENT_LETTER, type CommitmentLetter } from './commitment-letter.ts';

/** Letters with what only the database knows: whose responsible person somebody is, and which files an agency has sent. */
export const COMMITMENT_LETTERS: RecordedKind<CommitmentLetter> = {
  ...COMMITMENT_LETTER,
  judge: ({ on }) => {
    const persons = new Map<string, string>();
    const files = fileJudge();
    return {
      readFor: async (tx, drafts) => {
        for (const [id, agency] of await listAgenciesOfPersons(tx, drafts)) persons.set(id, agency);
        await files.readFor(
          tx,
          drafts.map(({ after }) => shownBy(after)),
        );
      },
      problemsOf: ({ after }) => [
        ...kindProblems(after),
        ...(after.person !== null && persons.get(after.person) !== after.agencyCode ? [UNKNOWN_PERSON] : []),
        ...(after.signedOn > on ? [SIGNED_LATER] : []),
        ...files.problemsOf(shownBy(after)).map((problem) => ({ ...problem, field: 'file' })),
      ],
      take: () => undefined,
    };
  },
};

function shownBy({ agencyCode, file }: CommitmentLetter) {
  return { agencyCode, evidence: [{ file }] };
}

/** It is of one person, or a count: both numbers of it, and no more signed than were due. */
function kindProblems({ person, staffSigned, staffDue }: CommitmentLetter): readonly DraftProblem[] {
  const isCount = staffSigned !== null && staffDue !== null;
  const isOfPerson = person !== null && staffSigned === null && staffDue === null;
  if (!isOfPerson && (person !== null || !isCount)) return [NEITHER];
  return isCount && staffSigned > staffDue ? [MORE_THAN_DUE] : [];
}

async function listAgenciesOfPersons(
  tx: Tx,
  drafts: readonly Draft<CommitmentLetter>[],
): Promise<readonly (readonly [string, string])[]> {
  const ids = drafts.flatMap(({ after }) => after.person ?? []);
  const rows = await selectIn(tx, 'responsible_persons', 'id', ids);
  return rows.map((row) => [String(row.id), String(row.agency_code)]);
}

function unprocessable(code: string, field: string, message: Text): DraftProblem {
  return { kind: 'unprocessable', code: `commitment_letter.${code}`, field, text: message };
}

const NEITHER = unprocessable(
  'kind',
  'person',
  text(
    '请填写责任人，或同时填写其他人员的已签人数与应签人数。',
    'Name a responsible person, or say how many of the other staff have signed and how many are to.',
  ),
);
const MORE_THAN_DUE = unprocessable(
  'count',
  'staffSigned',
  text('已签人数不能超过应签人数。', 'No more can have signed than are to sign.'),
);
const UNKNOWN_PERSON = unprocessable(
  'person',
  'person',
  text('该人员不是本单位备案的责任人。', 'The agency has no such responsible person.'),
);
const SIGNED_LATER = unprocessable(
  'signed_on',
  'signedOn',
  text('签订日期不能晚于今天。', 'It cannot have been signed on a day in the future.'),
);
