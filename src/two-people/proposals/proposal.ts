import type { PreparedValues, SignatureSlot, SigningSection, SigningWords } from '../../access/index.ts';
import {
  type Actor,
  canonicalJson,
  digestOf,
  type Grant,
  type Instant,
  type Language,
  type Role,
} from '../../kernel/index.ts';

/**
 * Lapsed is not stored: it is what an open proposal has become by the passing of time. Executing is a long act between its
 * first step, which the last signature did, and its last.
 */
export type ProposalState = 'open' | 'executing' | 'executed' | 'refused' | 'withdrawn' | 'lapsed';

/** The body of a request as it is kept: JSON as it is, a file as one text. */
export interface KeptBody {
  readonly value: unknown;
  /** Null: the body is JSON, or there is none. */
  readonly file: KeptFile | null;
}

export interface KeptFile {
  readonly mediaType: string;
  readonly encoding: 'utf-8' | 'base64';
}

/** One request that waits for a second person, whole: these are the bytes that are signed. */
export interface ProposalContent {
  readonly id: string;
  readonly operation: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: KeptBody;
  readonly ifMatch: number | null;
  readonly language: Language;
  /** A commitment to what was prepared: whoever is to sign may read these bytes, and hashes of secrets are for nobody. */
  readonly prepared: PreparedValues | null;
  readonly maker: Actor;
  /** Who must sign is part of what is signed: a slot that was changed behind our back fits no signature. */
  readonly slots: readonly SignatureSlot[];
  readonly agencies: readonly string[];
  readonly madeAt: Instant;
  readonly lapsesAt: Instant;
  /** Random: the digest enters the log, and without this a name could be guessed from it. */
  readonly salt: string;
}

/** How far a proposal reaches beside the agencies it is about: who does not reach all of it learns nothing of it. */
export interface ProposalReach {
  readonly isGate: boolean;
  readonly grants: readonly Grant[];
}

export interface ProposalBytes {
  readonly bytes: string;
  readonly digest: string;
}

export function bytesOf(content: ProposalContent): ProposalBytes {
  const bytes = canonicalJson(content);
  return { bytes, digest: digestOf(bytes) };
}

export interface ProposalSignature {
  /** Only while it is given, and where the gate has words for it: which were read; null where nobody says so. */
  readonly read?: ReadWords | null;
  readonly person: string;
  readonly name: string | null;
  readonly key: string;
  readonly role: Role;
  readonly at: Instant;
}

/** How a proposal ended without being carried out. */
export interface ProposalClosing {
  readonly person: string;
  readonly name: string | null;
  readonly at: Instant;
  readonly reason: string;
}

/** What the operation would have answered, had one person been enough; lists that are too long are left out. */
export interface KeptAnswer {
  readonly status: number;
  readonly location: string | null;
  readonly body: unknown;
  /** How many steps of a long act are done, and answered here; absent once all are. */
  readonly steps?: number;
}

/** What the gate has put into words, in one language: what a signature names is the digest of its sections. */
export interface SigningText {
  readonly digest: string;
  readonly sections: readonly SigningSection[];
}

/** An answer as it was tried, with what whoever signs is told of it, where the act puts anything into words. */
export interface KeptPreview extends KeptAnswer {
  readonly words?: Readonly<Record<Language, SigningText>>;
}

/** Which words were read by whoever signs. */
export interface ReadWords {
  readonly language: Language;
  readonly digest: string;
}

export function previewWith(answer: KeptAnswer, words: SigningWords | undefined): KeptPreview {
  if (!words) return answer;
  const textOf = (sections: readonly SigningSection[]): SigningText => ({
    digest: digestOf(canonicalJson(sections)),
    sections,
  });
  return { ...answer, words: { 'zh-CN': textOf(words['zh-CN']), en: textOf(words.en) } };
}

export interface Proposal {
  readonly id: string;
  readonly operation: string;
  readonly state: ProposalState;
  readonly digest: string;
  readonly maker: { readonly person: string; readonly name: string | null; readonly key: string; readonly role: Role };
  readonly concerns: string | null;
  readonly slots: readonly SignatureSlot[];
  readonly agencies: readonly string[];
  readonly signatures: readonly ProposalSignature[];
  readonly madeAt: Instant;
  readonly lapsesAt: Instant;
  readonly closing: ProposalClosing | null;
  /** What the trial answered when it was made. */
  readonly preview: KeptPreview;
  readonly result: (KeptAnswer & { readonly at: Instant; readonly logIndex: number }) | null;
}

export type StoredState = Exclude<ProposalState, 'lapsed'>;

/** Checked when used, not when swept: at this very moment it has lapsed. */
export function stateAt(stored: StoredState, lapsesAt: Instant, at: Instant): ProposalState {
  return stored === 'open' && at >= lapsesAt ? 'lapsed' : stored;
}

const KEPT_CHARACTERS_MAX = 16_384;

/** An answer as it is kept beside its proposal: of a long one only the counts and other short members. */
export function keptAnswer(answer: {
  readonly status: number;
  readonly location?: string;
  readonly body: unknown;
}): Omit<KeptAnswer, 'steps'> {
  const { status, location = null, body } = answer;
  return { status, location, body: shortened(body) };
}

/** The same as it will be read: in the order of canonical JSON. */
export function asStored<Answer extends KeptAnswer>(answer: Answer): Answer {
  return JSON.parse(canonicalJson(answer)) as Answer;
}

function shortened(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body ?? null;
  if (canonicalJson(body).length <= KEPT_CHARACTERS_MAX) return body;
  return Object.fromEntries(Object.entries(body).filter(([, value]) => typeof value !== 'object'));
}

/** A proposal with what is asked, as far as that is kept and is what the digest says. */
export interface ProposalReading {
  readonly proposal: Proposal;
  readonly content: ProposalContent | undefined;
}
