/** A field of the body of an act, as the contract describes it. */
export interface BodyField {
  readonly name: string;
  readonly as: 'text' | 'texts' | 'day' | 'money' | 'whole' | 'choice' | 'yesNo' | 'region' | 'code';
  /** What a choice is of. */
  readonly values?: readonly string[];
  /** The least that a number may be. */
  readonly from?: number;
  readonly isNeeded?: boolean;
  /** Whether it may be told that there is none. */
  readonly orNone?: boolean;
}
