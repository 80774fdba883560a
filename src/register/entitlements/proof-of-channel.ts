import { type Text, text } from '../../kernel/index.ts';
import type { Evidence, EvidenceKind } from '../evidence/evidence.ts';

/** The way by which a licence was acquired. */
export type Channel =
  | 'oem'
  | 'volume'
  | 'retail'
  | 'subscription'
  | 'site'
  | 'free'
  | 'open-source'
  | 'granted-from-above';

/** What an entitlement has to show for itself. */
interface ProvenLicence {
  readonly channel: Channel;
  readonly evidence: readonly Evidence[];
}

/**
 * The papers that prove a licence of each channel: one kind out of every row. A certificate of authenticity alone proves no
 * boxed licence, because whoever bought a machine has one too.
 */
const PAPERS: Readonly<Record<Channel, readonly (readonly EvidenceKind[])[]>> = {
  oem: [['coa', 'oem-firmware-statement', 'vendor-authorization-letter', 'serial-list']],
  volume: [['licence-certificate', 'licence-page']],
  subscription: [['licence-certificate', 'licence-page']],
  site: [['site-licence-letter']],
  retail: [
    ['invoice', 'purchase-contract'],
    ['licence-certificate', 'coa'],
  ],
  free: [['free-use-statement']],
  'granted-from-above': [['allocation-letter']],
  'open-source': [],
};

const LICENCE_PAPERS = text('授权证书或授权许可页', 'the licence certificate or the licence page');

/** The same in words, for whoever has to bring them. */
const PAPERS_IN_WORDS: Readonly<Record<Channel, Text>> = {
  oem: text(
    '正版标签（COA）、OEM 固件激活证明、厂商授权书或序列号清单',
    'the certificate of authenticity, the statement of activation in firmware, the publisher’s letter or the list of serial numbers',
  ),
  volume: LICENCE_PAPERS,
  subscription: LICENCE_PAPERS,
  site: text('场地授权函', 'the letter of the site licence'),
  retail: text(
    '发票或采购合同，以及授权证书或正版标签（COA）',
    'the invoice or the purchase contract, and the licence certificate or the certificate of authenticity',
  ),
  free: text('免费使用声明', 'the publisher’s statement of free use'),
  'granted-from-above': text('上级分配证明', 'the letter by which the authority above allocates it'),
  'open-source': text('无', 'none'),
};

/** Whether an entitlement has the papers of its channel. A paper that has neither a number nor a file proves nothing. */
export function hasProof({ channel, evidence }: ProvenLicence): boolean {
  const shown = evidence.flatMap(({ kind, reference, file }) => (kind && (reference || file) ? [kind] : []));
  return PAPERS[channel].every((kinds) => kinds.some((kind) => shown.includes(kind)));
}

export function papersInWords({ channel }: Pick<ProvenLicence, 'channel'>): Text {
  return PAPERS_IN_WORDS[channel];
}

/** `hasProof` over the rows of the table: 1 or 0. Evidence is stored as canonical JSON, which writes each kind one way. */
export const HAS_PROOF_SQL = `case when ${Object.entries(PAPERS)
  .map(([channel, rows]) => [`channel = '${channel}'`, ...rows.map(anyOf)].join(' and '))
  .map((condition) => `(${condition})`)
  .join(' or ')} then 1 else 0 end`;

function anyOf(kinds: readonly EvidenceKind[]): string {
  const shown = kinds.flatMap((kind) => [
    `evidence like '%"${kind}","reference":"%'`,
    `evidence like '%","kind":"${kind}"%'`,
  ]);
  return `(${shown.join(' or ')})`;
}
