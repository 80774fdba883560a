import {
  createInvited,
  hashOfHalves,
  newTokenHalves,
  outdatedInvitation,
  type PreparedValues,
  type SignedAct,
} from '../../access/index.ts';
import { Refusal, text } from '../../kernel/index.ts';
import type { GovernedDeps } from '../../log/index.ts';
import { HAS_ACCOUNT } from './account.ts';
import { type JudgedPerson, validateAccounts } from './validate-accounts.ts';

/**
 * Accounts for many persons of agencies by one proposal and one signature. Each has a token of two halves of its own: the maker
 * is told all first halves, the signer all second ones, and a list alone opens nobody's account.
 */
export function personsImport(deps: Pick<GovernedDeps, 'newId'>): SignedAct<'importPersons'> {
  return {
    reach: 'stated',
    prepare: ({ body }) => {
      const { hashes, secrets } = newTokenHalves('first', emailsOf(body));
      return { kept: { firstHalves: hashes.join(' ') }, told: { secrets } };
    },
    prepareSignature: ({ body }) => {
      const { hashes, secrets } = newTokenHalves('second', emailsOf(body));
      return { kept: { secondHalves: hashes.join(' ') }, told: { secrets } };
    },
    check: ({ prepared }) => {
      if (prepared && prepared.firstHalves === undefined) throw outdatedInvitation();
    },
    gives: async (_tx, { body }) => [{ agencies: [...new Set(body.persons.map(({ agencyCode }) => agencyCode))] }],
    act: async (entry, { actor, body, prepared }) => {
      const judged = await validateAccounts(entry.tx, body.persons, actor.grant);
      refuseFaulty(judged);
      const hashes = hashesOfTokens(prepared, judged.length);
      const creations = judged.map(({ person: { name, email, role, agencyCode } }, at) => ({
        ...{ name, email, invitationHash: hashes[at] ?? '' },
        roles: [{ role, grant: { agencies: [agencyCode] } }],
      }));
      const { persons, expiresAt } = await createInvited(entry, deps, { actor, creations });
      const made = judged.map(({ person, agencyName }, at) => ({
        ...{ person: persons[at]?.id ?? '', ...person, agencyName: agencyName ?? '' },
      }));
      return { status: 201, body: { count: made.length, expiresAt, persons: made } };
    },
  };
}

function emailsOf({ persons }: { readonly persons: readonly { readonly email: string }[] }): readonly string[] {
  return persons.map(({ email }) => email);
}

/** Everybody or nobody: what was agreed on is what is done. */
function refuseFaulty(judged: readonly JudgedPerson[]): void {
  const errors = judged.flatMap(({ faults, hasAccount }, at) => [
    ...faults.map(({ field, text: message }) => ({ pointer: `/persons/${at}/${field}`, message })),
    ...(hasAccount ? [{ pointer: `/persons/${at}/email`, message: HAS_ACCOUNT }] : []),
  ]);
  if (errors.length === 0) return;
  const message = text(
    '名单中有不能开户的人员，未开通任何账户。',
    'The list has persons who cannot have an account. Nobody was given one.',
  );
  throw new Refusal('unprocessable', 'accounts.refused', message, errors);
}

function hashesOfTokens(prepared: PreparedValues | undefined, count: number): readonly string[] {
  const [first = [], second = []] = [prepared?.firstHalves?.split(' '), prepared?.secondHalves?.split(' ')];
  if (first.length !== count || second.length !== count) throw new Error('as many tokens as persons');
  return first.map((hash, at) => hashOfHalves(hash, second[at] ?? ''));
}
