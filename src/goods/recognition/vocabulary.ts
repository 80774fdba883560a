import type { Foldings } from './tokens.ts';

/** Days on which support ends and so on are `YYYY-MM-DD`; every name is written as people write it, in either script. */
export interface Vocabulary {
  /** What is written otherwise and means the same, wherever it stands: characters, and names that are often typed wrongly. */
  readonly foldings: Foldings;
  readonly products: readonly ProductWords[];
  readonly editions: readonly EditionWords[];
  /** What says neither which product it is nor whether it may be bought: 正版, 64位, 简体中文. */
  readonly fillers: readonly string[];
  /** Words that people write without a space between them: winpro, kylinv10. */
  readonly joined?: readonly string[];
  /** What a number counts when it stands before one of these: 64 位, 50 点. */
  readonly units: readonly string[];
  /** Words that change what a product may be bought for, whichever it is. */
  readonly signs: readonly SignWords[];
}

export type SoftwareKind = 'operating-system' | 'office' | 'antivirus' | 'other';

export interface ProductWords {
  readonly name: string;
  /** What it is called to people, where that is not its name. */
  readonly called?: string;
  readonly kind: SoftwareKind;
  readonly names: readonly string[];
  /** Names that mean it only before one of its releases: W of W11. */
  readonly short?: readonly string[];
  /** What editions of it are written as beside what they are of any product: H of Win11H. */
  readonly editions?: readonly EditionWords[];
  /** It is this product only if one of these stands anywhere beside its name: 服务器 beside 麒麟. */
  readonly beside?: readonly string[];
  /** Free of charge for persons, whatever its edition: nobody may sell it to an office. */
  readonly isFreeForPersons?: boolean;
  /** Made for tablets and delivered on them: nobody buys it apart, and it has no paper of its own. */
  readonly isOwnOfTablets?: boolean;
  /** What an edition for persons of it is: bought for the home, or free. */
  readonly personal?: 'home-edition' | 'free-for-persons';
  /** The releases that there are, each with what it is written as; left out where any number is a release. */
  readonly releases?: readonly ReleaseWords[];
  /** What may follow a release: service packs and builds. */
  readonly updates?: readonly UpdateWords[];
}

export interface ReleaseWords {
  readonly name: string;
  readonly written: readonly string[];
  readonly endedOn?: string;
  /** Editions for which support goes on all the same. */
  readonly goesOnFor?: readonly string[];
}

export interface UpdateWords {
  readonly name: string;
  readonly written: readonly string[];
  readonly endedOn?: string;
  readonly goesOnFor?: readonly string[];
  /** The release that it can only be of, where none is said: 1070 is of V20. */
  readonly of?: string;
  /** A line of its own, whose support does not end with that of the release: LTSC 2021 of Windows 10. */
  readonly isLine?: boolean;
}

export interface EditionWords {
  readonly name: string;
  readonly written: readonly string[];
  readonly isFor?: 'home' | 'persons';
}

export interface SignWords {
  /** `not-genuine` tells of a copy or an activator: then it is no product at all. */
  readonly sign: 'trial' | 'free-for-persons' | 'not-genuine';
  readonly written: readonly string[];
}
