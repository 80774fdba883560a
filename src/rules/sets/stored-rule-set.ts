import type { Instant } from '../../kernel/index.ts';

export type RuleSetState = 'draft' | 'scheduled' | 'in-force' | 'superseded' | 'withdrawn';

/** A rule set as it is kept: its canonical JSON, found by number, known by digest. */
export interface StoredRuleSet {
  readonly number: number;
  readonly digest: string;
  readonly parentDigest: string | null;
  readonly content: string;
  readonly state: RuleSetState;
  /** When it came into force, or will. */
  readonly inForceAt: Instant | null;
  readonly supersededAt: Instant | null;
  /** Of a change that one person signed for: why, until when another must confirm it, and when that was done. */
  readonly emergencyReason: string | null;
  readonly confirmBy: Instant | null;
  readonly confirmedAt: Instant | null;
  /** Who drafted it; null for what came with the program. */
  readonly author: string | null;
  readonly authorRole: string | null;
  /** The canonical JSON of what its tests proved, and its digest; null for the pack of the first start. */
  readonly review: string | null;
  readonly reviewDigest: string | null;
  readonly logIndex: number;
}
