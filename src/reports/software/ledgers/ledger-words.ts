import { type Actor, sha256, type Text, text } from '../../../kernel/index.ts';
import { nameKey } from '../../../register/index.ts';
import type { Agreement, Pairing, SoftwareCategory, SoftwareName } from './software-match.ts';

export const AGREEMENT_WORDS: Readonly<Record<Agreement, Text>> = {
  agrees: text('一致', 'agrees'),
  differs: text('与授权不一致', 'differs from the licence'),
  'not-installed': text('未安装', 'not installed'),
  'not-yet-valid': text('授权未生效', 'not yet valid'),
  expired: text('授权已到期', 'expired'),
  'no-licence': text('无授权记录', 'no licence on file'),
};

/** How software and its licence compare; where the licence is not in force, with the day from or until which it is. */
export function agreementWords({ agreement, right }: Pick<Pairing, 'agreement' | 'right'>): Text {
  const words = AGREEMENT_WORDS[agreement];
  if (agreement === 'not-yet-valid') {
    const day = right?.validFrom;
    return text(`${words['zh-CN']}（自 ${day} 起有效）`, `${words.en} (valid from ${day})`);
  }
  if (agreement !== 'expired') return words;
  const day = right?.validUntil;
  return text(`${words['zh-CN']}（有效期至 ${day}）`, `${words.en} (valid until ${day})`);
}

export const SOURCE_WORDS: Readonly<Record<'acceptance' | 'survey' | 'agent' | 'manual', Text>> = {
  acceptance: text('验收登记', 'acceptance'),
  survey: text('自查登记', 'survey'),
  agent: text('客户端上报', 'agent'),
  manual: text('人工登记', 'by hand'),
};

const PREFIXES: Readonly<Record<SoftwareCategory, string>> = {
  'operating-system': 'CZ',
  office: 'BG',
  'antivirus-client': 'SD',
  'antivirus-server': 'SF',
  other: 'QT',
};

/**
 * The number of a piece of software (软件编号): made of what it is, so that it is the same in every agency and every year
 * without a list that somebody would have to keep.
 */
export function softwareNumber(category: SoftwareCategory, { product, edition, version }: SoftwareName): string {
  const identity = [category, product, edition ?? '', version ?? ''].map(nameKey).join('\u0000');
  return `${PREFIXES[category]}-${sha256(identity).toString('hex').slice(0, 8).toUpperCase()}`;
}

/** Stands where a text is not shown. */
export const MASK = '***';

/** The agency's own people and machines. */
function isOfAgency({ role, grant }: Pick<Actor, 'role' | 'grant'>): boolean {
  if (role === 'procurement-officer' || role === 'agency-approver') return true;
  return role === 'machine' && 'agencies' in grant;
}

export interface LedgerMask {
  /** A text about a device. */
  readonly text: (value: string | null, isClassified: boolean) => string | null;
  readonly name: (value: string | null, isClassified: boolean) => string | null;
}

/** What somebody may read of a device: names take a reason to know them, and a classified agency shows itself to itself. */
export function shownTo(actor: Pick<Actor, 'role' | 'grant'>): LedgerMask {
  const isInside = isOfAgency(actor);
  const seesNames = isInside || ['legalization-office', 'audit', 'installer'].includes(actor.role);
  const masked = (value: string | null, isShown: boolean): string | null => (value === null || isShown ? value : MASK);
  return {
    text: (value, isClassified) => masked(value, isInside || !isClassified),
    name: (value, isClassified) => masked(value, isInside || (seesNames && !isClassified)),
  };
}
