/** What is checked, each by itself. */
export type CheckName =
  | 'form'
  | 'certificateKey'
  | 'certificateSignature'
  | 'issuer'
  | 'inclusion'
  | 'checkpointForm'
  | 'log'
  | 'checkpointKey'
  | 'checkpointSignature'
  | 'cosignature';

export interface Check {
  readonly name: CheckName;
  readonly isGood: boolean;
  /** What it was about: a key, a gate, a size; empty where that is not known. */
  readonly about: string;
}

/** The public keys that the gate tells. Who does not believe the gate brings keys of his own to `gate verify`. */
export interface GateKeys {
  readonly certificate: readonly { readonly kid: string; readonly x: string }[];
  readonly log: readonly { readonly verifierKey: string; readonly isCompromised: boolean }[];
  /** Who watches the log from outside, and says so with a key of his own. */
  readonly witnesses: readonly { readonly verifierKey: string; readonly endedAt: string | null }[];
}
