import { Refusal, type Text, text } from '../../kernel/index.ts';
import type { ProposalState } from './proposal.ts';

export function proposalNotFound(): Refusal {
  return new Refusal('not_found', 'proposal.not_found', text('未找到该待签事项。', 'There is no such proposal.'));
}

/** Roles of each signature that nobody can give. */
export function noSigner(slots: readonly (readonly string[])[]): Refusal {
  const message = text(
    `没有人能签署此事项，24 小时内即会失效，故未提交。还缺：${slots.map((roles) => roles.join('或')).join('；')}，须为另一名在用人员，且管辖范围覆盖此事项。`,
    `Nobody could sign this before it lapses in 24 hours, so it was not taken. Missing: another active person as ${slots.map((roles) => roles.join(' or ')).join(', and as ')}, who reaches all of it.`,
  );
  return new Refusal('conflict', 'proposal.no_signer', message);
}

export function contentGone(): Refusal {
  const message = text('该事项的内容已被抹除。', 'What was proposed has been erased.');
  return new Refusal('not_found', 'proposal.content_gone', message);
}

export function noFile(): Refusal {
  const message = text('该事项不是文件导入。', 'This proposal has no file.');
  return new Refusal('not_found', 'proposal.no_file', message);
}

export function samePerson(): Refusal {
  const message = text(
    '发起人不能签署或驳回自己发起的事项，换用其他密钥或会话也不行；发起人可以撤回。',
    'Whoever made a proposal neither signs nor refuses it, by whatever key or session. The maker may withdraw it.',
  );
  return new Refusal('forbidden', 'proposal.same_person', message);
}

export function wrongSignerRole(): Refusal {
  const message = text('该事项不由此角色签署。', 'This proposal is not signed by this role.');
  return new Refusal('forbidden', 'proposal.role', message);
}

export function notTheMaker(): Refusal {
  const message = text('只有发起人可以撤回。', 'Only its maker may withdraw a proposal.');
  return new Refusal('forbidden', 'proposal.not_maker', message);
}

export function ownRoles(): Refusal {
  const message = text(
    '任何人不得发起或签署涉及本人角色或密码的事项。',
    'Nobody proposes or signs what is about his or her own roles or password.',
  );
  return new Refusal('forbidden', 'person.own_roles', message);
}

const STATES: Readonly<Record<ProposalState, Text>> = {
  open: text('待签', 'open'),
  executing: text('正在执行', 'being carried out'),
  executed: text('已执行', 'carried out'),
  refused: text('已驳回', 'refused'),
  withdrawn: text('已撤回', 'withdrawn'),
  lapsed: text('已失效', 'lapsed'),
};

export function notOpen(state: ProposalState): Refusal {
  const named = STATES[state];
  const message = text(`该事项${named['zh-CN']}，不能再处理。`, `The proposal is ${named.en} already.`);
  return new Refusal('conflict', state === 'lapsed' ? 'proposal.lapsed' : 'proposal.state', message);
}

export function otherWords(): Refusal {
  const message = text(
    '您看到的说明文字与该事项保存的不一致，请重新打开该事项。',
    'These are not the words that the gate has for this proposal: open it again.',
  );
  return new Refusal('conflict', 'proposal.words', message);
}

export function signedAlready(): Refusal {
  return new Refusal(
    'conflict',
    'proposal.signed_already',
    text('您已签署过该事项。', 'You have signed this already.'),
  );
}

export function slotTaken(): Refusal {
  const message = text('该角色的签署已满，尚待其他角色签署。', 'Your role has signed; another role is awaited.');
  return new Refusal('conflict', 'proposal.slot', message);
}

export function otherDigest(): Refusal {
  const message = text(
    '所签摘要与待签事项不符，请重新阅读后再签署。',
    'The digest is not that of this proposal. Read it again, then sign what you have read.',
  );
  return new Refusal('conflict', 'proposal.digest', message, [{ pointer: '/digest', message: '' }]);
}

export function makerGone(): Refusal {
  const message = text(
    '发起人已停用、其密钥已吊销，或已不再具有该角色或管辖范围。',
    'The maker is not active any more, the key is revoked, or the role no longer reaches this far.',
  );
  return new Refusal('conflict', 'proposal.maker', message);
}

export function signerGone(): Refusal {
  const message = text(
    '有签署人已停用、其密钥已吊销或到期，或已不再具有签署的角色或管辖范围。',
    'Somebody who signed is not active any more, the key has ended, or the role no longer reaches this far.',
  );
  return new Refusal('conflict', 'proposal.signer', message);
}

export function staleProposal(): Refusal {
  const message = text(
    '该事项现涉及发起时未列明的单位，请重新发起。',
    'By now this is about an agency that was not named when it was proposed. Propose it again.',
  );
  return new Refusal('conflict', 'proposal.stale', message);
}
