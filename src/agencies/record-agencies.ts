import { type Actor, reaches, text } from '../kernel/index.ts';
import { regionsOfAgencies } from '../log/index.ts';
import type { DraftProblem, RecordedKind } from '../reference/index.ts';
import { AGENCY, type Agency } from './agency.ts';

/** Agencies with what only the database knows: whether the one above is there, also earlier in the same file. */
export const AGENCIES: RecordedKind<Agency> = {
  ...AGENCY,
  judge: ({ actor }) => {
    const known = new Set<string>();
    return {
      readFor: async (tx, drafts) => {
        const parents = drafts.flatMap(({ after }) => after.parentCode ?? []);
        for (const code of (await regionsOfAgencies(tx, parents)).keys()) known.add(code);
      },
      problemsOf: ({ after }) => [...reachProblems(actor, after), ...parentProblems(after, known)],
      take: ({ after }) => void known.add(after.code),
    };
  },
};

/** Whoever keeps the agencies of a region can neither add one elsewhere nor move one there. */
function reachProblems(actor: Actor, agency: Agency): readonly DraftProblem[] {
  if (reaches(actor.grant, agency)) return [];
  const message = text('该行政区划不在您的管理范围内。', 'This region is outside your grant.');
  return [{ kind: 'forbidden', code: 'agency.out_of_reach', field: 'region', text: message }];
}

function parentProblems({ code, parentCode }: Agency, known: ReadonlySet<string>): readonly DraftProblem[] {
  const at = { kind: 'unprocessable', code: 'agency.parent', field: 'parentCode' } as const;
  if (parentCode === code)
    return [{ ...at, text: text('上级单位不能是本单位。', 'An agency cannot be above itself.') }];
  if (parentCode === null || known.has(parentCode)) return [];
  return [{ ...at, text: text('未找到上级单位。', 'There is no such agency above it.') }];
}
