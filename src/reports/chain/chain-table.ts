import type { Column } from '../../documents/index.ts';
import { dayOfDayOrInstant, type Text, text } from '../../kernel/index.ts';
import { valueWords } from '../../rules/index.ts';
import { AGREEMENT_WORDS } from '../software/ledgers/ledger-words.ts';
import { type ChainLink, isMissing, STEP_WORDS } from './chain-link.ts';

/** A link with its place in the chain. */
export interface PlacedLink {
  readonly place: number;
  readonly link: ChainLink;
}

/** States of orders, decisions, devices and licences, and kinds of proofs, in words. */
export function stateWords(state: string): Text {
  return STATES[state] ?? valueWords('line.os.evidenceKinds', state);
}

const STATES: Readonly<Record<string, Text>> = {
  ...AGREEMENT_WORDS,
  approved: text('通过', 'approved'),
  referred: text('转人工', 'referred'),
  rejected: text('不予通过', 'rejected'),
  contracted: text('已签合同', 'contracted'),
  accepted: text('已验收', 'accepted'),
  closed: text('已办结', 'closed'),
  withdrawn: text('已撤回', 'withdrawn'),
  expired: text('已失效', 'expired'),
  terminated: text('已终止', 'terminated'),
  ordered: text('已订购', 'ordered'),
  received: text('已到货', 'received'),
  'in-use': text('在用', 'in use'),
  idle: text('闲置', 'idle'),
  retired: text('已退出', 'retired'),
  declared: text('仅申报，未经核实', 'declared only, not verified'),
  verified: text('已核实', 'verified'),
  open: text('有效', 'open'),
  ended: text('已结束', 'ended'),
  return: text('因退货结束', 'ended by a return'),
  retirement: text('因设备退出结束', 'ended with its device'),
  reallocation: text('因调剂结束', 'ended by a reallocation'),
};

const MISSING = text('缺失', 'missing');

export const CHAIN_COLUMNS: readonly Column<PlacedLink>[] = [
  { title: text('环节', 'Step'), kind: 'text', of: ({ link }, language) => STEP_WORDS[link.step][language] },
  { title: text('内容', 'What'), kind: 'text', of: ({ link }, language) => link.about[language] },
  {
    title: text('状态', 'State'),
    kind: 'text',
    of: ({ link }, language) => {
      if (isMissing(link)) return MISSING[language];
      return link.state === null ? null : stateWords(link.state)[language];
    },
  },
  { title: text('日期', 'Day'), kind: 'day', of: ({ link }) => (link.on === null ? null : dayOfDayOrInstant(link.on)) },
  { title: text('编号', 'Id'), kind: 'text', of: ({ link }) => link.id },
  { title: text('上一环节编号', 'Hangs on'), kind: 'text', of: ({ link }) => link.of.join(' ') },
  { title: text('日志序号', 'Leaf'), kind: 'count', of: ({ link }) => link.logIndex },
];

export const CHAIN_NOTES: readonly Text[] = [
  text(
    '每一环节所列日志序号为最近一次记载该事项的日志记录，可据根散列验证（/v1/log/proofs/inclusion）；标注“缺失”的环节在本闸口无记录。',
    'The leaf of each step is the one that last said something about it, and can be proven by the root hash (/v1/log/proofs/inclusion). A step that is “missing” is not on file at this gate.',
  ),
];
