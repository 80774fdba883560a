import type { Instant } from '../../kernel/index.ts';
import { type Difference, type ReadLeaf, withoutRight } from '../../log/index.ts';
import { type ReplayedRights, splitSubject } from './replayed-rights.ts';

/** What the gate does by itself, because time has passed or a process has started. Everything else names who did it. */
const BY_ITSELF: readonly string[] = [
  'campaign.figures-frozen',
  ...[
    'build.started',
    'gate.region-set',
    'gate.code-roles-set',
    'rule-set.drafted',
    'rule-set.entered-force',
    'rule-set.superseded',
  ],
  ...['signing-key.introduced', 'set-up.ended', 'rights.differed', 'order.expired', 'price-percentiles.refreshed'],
  ...['evaluator.disagreed', 'account.frozen', 'fiscal-year.carried', 'fiscal-year.closed', 'backtest.finished'],
];

/** Whether a leaf that names nobody may do so. */
export function judgeLeafOfNobody(rights: ReplayedRights, leaf: ReadLeaf): readonly Difference[] {
  const { type, subject, logIndex: index, at } = leaf;
  if (BY_ITSELF.includes(type)) return [];
  const [, id] = splitSubject(subject);
  if (type === 'api-key.created') {
    const { owner } = leaf.body.key as { readonly owner: string | null };
    if (owner === null && !rights.hasSetUpEnded) return [];
    return [withoutRight({ table: 'api_keys', key: id, index }, 'set-up')];
  }
  if (type === 'api-key.revoked' && rights.keys.get(id)?.owner === null) return [];
  if (type === 'password.set') {
    return isInvited(rights, id, at as Instant)
      ? []
      : [withoutRight({ table: 'passwords', key: id, index }, 'invitation')];
  }
  return [withoutRight({ table: 'log_leaves', key: type, index }, 'nobody')];
}

/** By an invitation, which is used up by it. */
function isInvited({ passwords }: ReplayedRights, person: string, at: Instant): boolean {
  const before = passwords.get(person);
  return before?.type === 'password.invited' && before.invitationExpiresAt !== null && at <= before.invitationExpiresAt;
}
