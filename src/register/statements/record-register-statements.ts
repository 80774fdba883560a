import type { Tx } from '../../db/index.ts';
import { type Text, text } from '../../kernel/index.ts';
import type { DraftProblem, RecordedKind } from '../../reference/index.ts';
import { findStatedKinds, type StatedKinds } from './find-stated-kinds.ts';
import { kindOfCopy, REGISTER_KINDS, type RegisterKind } from './register-kinds.ts';
import { REGISTER_STATEMENT, type RegisterStatement } from './register-statement.ts';
import { listComputerOwners, listInstalledCategories } from './statements-repository.ts';

/** Statements with what only the database knows: whether the register says the opposite. */
export const REGISTER_STATEMENTS: RecordedKind<RegisterStatement> = {
  ...REGISTER_STATEMENT,
  judge: ({ on }) => {
    let listed: ReadonlySet<string> = new Set();
    let known: ReadonlyMap<string, StatedKinds> = new Map();
    return {
      readFor: async (tx, drafts) => {
        const agencyCodes = [...new Set(drafts.map(({ after }) => after.agencyCode))];
        listed = await findListed(tx, agencyCodes);
        known = await findStatedKinds(tx, agencyCodes, on);
      },
      problemsOf: ({ after }) => [
        ...(after.asOfOn > on ? [LATER] : []),
        ...unreadProblems(after, known.get(after.agencyCode)),
        ...REGISTER_KINDS.flatMap((kind) => contradiction(kind, after, listed.has(`${after.agencyCode}/${kind}`))),
      ],
      take: () => undefined,
    };
  },
};

/** Which kinds the register has something of, by agency and kind. */
async function findListed(tx: Tx, agencyCodes: readonly string[]): Promise<ReadonlySet<string>> {
  const computers = await listComputerOwners(tx, agencyCodes);
  const copies = await listInstalledCategories(tx, agencyCodes);
  return new Set([
    ...computers.map(({ agency_code: code }) => `${code}/computers`),
    ...copies.map((row) => `${row.agency_code}/${kindOfCopy(String(row.category), Number(row.on_server) === 1)}`),
  ]);
}

function contradiction(
  kind: RegisterKind,
  { kinds }: Pick<RegisterStatement, 'kinds'>,
  isListed: boolean,
): readonly DraftProblem[] {
  const said = kinds[kind];
  if (said === 'none' && isListed) return [problemOf(`kinds/${kind}`, NOT_NONE)];
  if (said === 'whole' && !isListed) return [problemOf(`kinds/${kind}`, NOTHING_LISTED)];
  return [];
}

/** A list in which a name was not read is neither whole nor empty. */
function unreadProblems({ kinds }: RegisterStatement, known: StatedKinds | undefined): readonly DraftProblem[] {
  return REGISTER_KINDS.flatMap((kind) => {
    const names = known?.unread.get(kind) ?? [];
    const claims = kinds[kind] === 'none' || kinds[kind] === 'whole';
    return claims && names[0] !== undefined ? [problemOf(`kinds/${kind}`, unreadText(names[0], names.length))] : [];
  });
}

function unreadText(first: string, count: number): Text {
  return text(
    `导入的台账中有 ${count} 个此类名称未识别（如“${first}”），对应软件未登记；请先确认名称并重新导入。`,
    `Imported lists have ${count} names of this kind that mean no product, such as “${first}”. Say what they mean and import the list again.`,
  );
}

function problemOf(field: string, message: Text): DraftProblem {
  return { kind: 'unprocessable', code: 'register_statement.kinds', field, text: message };
}

const NOT_NONE = text(
  '台账中已有此类，不能声明为“没有”；如台账所列即为全部，请声明“已全部登记”。',
  'The register has some of this kind, so there cannot be none. If that is all there is, say that the list is whole.',
);
const NOTHING_LISTED = text(
  '台账中没有此类；确实没有的，请声明“没有”，否则请先登记。',
  'The register has nothing of this kind. If there is none, say so; else register it first.',
);
const LATER: DraftProblem = {
  kind: 'unprocessable',
  code: 'register_statement.as_of_on',
  field: 'asOfOn',
  text: text('声明截至日期不能晚于今天。', 'Nothing can be stated of a day that is to come.'),
};
