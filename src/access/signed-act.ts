import type { StepCaller, Tx } from '../db/index.ts';
import type { AnswerOf, BodyOf, OperationId, QueryOf, StatusOf } from '../http/operation.ts';
import type { Actor, CivilDate, Grant, Language, Refusal, Role } from '../kernel/index.ts';
import type { Governed } from '../log/index.ts';

/** What was asked of an operation that needs two people: by whom, and with which parameters and body. */
export interface ActRequest<Op extends OperationId> {
  /** Who asks. When a second person signs later, it is still done in this person's name and reach. */
  readonly actor: Actor;
  readonly params: Readonly<Record<string, string>>;
  readonly query: QueryOf<Op>;
  readonly body: BodyOf<Op>;
  /** Of the body. A file that was proposed is given back as it was sent; a text file in UTF-8. */
  readonly contentType?: string | undefined;
  /** The log index of `If-Match`; undefined where the operation asks for none. */
  readonly ifMatch: number | undefined;
  /** In which language the rows of a file are answered. */
  readonly language: Language;
  /** What `prepare` made, if the act has one. */
  readonly prepared?: PreparedValues;
  /** Who has signed, in their order, when it is done for good; absent when it is only tried, or done during set-up. */
  readonly signers?: readonly ActSigner[];
  /** The agencies that its signers agreed to; absent when it is only tried, or done during set-up. */
  readonly agencies?: readonly string[];
}

export interface ActSigner {
  readonly personId: string;
  /** The key or session by which it was signed. */
  readonly keyId: string;
  readonly role: Role;
}

/** Done is done: 202 is what the operation answers while it waits for a signature. */
type DoneStatus<Op extends OperationId> = Exclude<StatusOf<Op>, 202>;

export interface ActAnswer<Op extends OperationId> {
  readonly status: DoneStatus<Op>;
  readonly etag?: string;
  readonly location?: string;
  readonly body: WithoutSecret<AnswerOf<Op, DoneStatus<Op>>>;
}

/** A secret is no part of an act's answer: it was told to the maker by `prepare`, and to nobody else. */
type WithoutSecret<Body> = Body extends { readonly secret: string } | { readonly secrets?: readonly unknown[] }
  ? Omit<Body, 'secret' | 'secrets'>
  : Body;

/** One signature that is needed: a person with any of these roles gives it. */
export type SignatureSlot = readonly Role[];

export type PreparedValues = Readonly<Record<string, string>>;

/** What an act needs that is made when it is proposed: what is kept with the proposal, and what its maker is told, once. */
export interface Preparation {
  readonly kept: PreparedValues;
  readonly told: ToldSecrets;
}

/** One secret, or one for each of many persons. */
export type ToldSecrets = { readonly secret: string } | { readonly secrets: PersonSecret[] };

/** What is said of one thing to whoever signs. */
export interface SigningSection {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** What a signature would bring about, put into words by the gate. */
export type SigningWords = Readonly<Record<Language, readonly SigningSection[]>>;

export interface PersonSecret {
  readonly email: string;
  readonly secret: string;
}

/**
 * An operation that needs two people, as something that can be done now (the installer, during set-up) or in the very
 * transaction of the last signature. It runs inside a governed transaction, appends its leaf by `entry.append`, and
 * refuses by throwing a `Refusal`; it opens no transaction and touches nothing outside the database.
 */
export interface SignedAct<Op extends OperationId> extends ActTerms<ActRequest<Op>> {
  readonly act: (entry: Governed, asked: ActRequest<Op>) => Promise<ActAnswer<Op>>;
  /**
   * What `dryRun=true` answers, at once and for one person. It is the trial of a proposal as well, so it refuses whatever
   * the act would refuse; without it the act itself is tried and taken back, while everybody waits.
   */
  readonly preview?: (tx: Tx, asked: ActRequest<Op>) => Promise<ActAnswer<Op>>;
  /** What follows from it by the rules alone, in the same transaction and in leaves that nobody signed; answers for both. */
  readonly follow?: (entry: Governed, asked: ActRequest<Op>, done: ActAnswer<Op>) => Promise<ActAnswer<Op>>;
}

/**
 * Whom an act binds, and so how far its maker and each of its signers must reach. `gate`: everybody whom the gate serves, as
 * a rule or a product does. `stated`: those whom its `agencies` and `gives` name; when they name nobody, the gate again.
 */
export type ReachOfAct = 'gate' | 'stated';

/** The order that an act is about, and the day until which it is in time, where it has them. */
export interface AboutAct {
  readonly order?: { readonly reference: string; readonly decisionId: string } | undefined;
  readonly dueOn?: CivilDate | undefined;
}

/** What is known of an act beside what it does. */
interface ActTerms<Request> {
  readonly reach: ReachOfAct;
  /** It changes nobody's rights: callers who are known stay known, while thousands do it on one day. Absent: it may. */
  readonly leavesRights?: true;
  /** Who must sign, where that depends on what is asked; otherwise the contract's `x-second-person.signers` say it. */
  readonly slots?: (tx: Tx, asked: Request) => Promise<readonly SignatureSlot[]>;
  /** The agencies it is about: whoever signs must reach each of them. */
  readonly agencies?: (tx: Tx, asked: Request) => Promise<readonly string[]>;
  /** The person whose own rights it is about, who neither proposes nor signs it; null: nobody's. */
  readonly concerns?: (asked: Request) => string | null;
  /** Refuses as if it were not there what whoever proposes does not see at all; before their reach is compared. */
  readonly requireSeen?: (tx: Tx, asked: Request) => Promise<void>;
  /** The reaches it gives to somebody: whoever proposes and whoever signs must reach as far. */
  readonly gives?: (tx: Tx, asked: Request) => Promise<readonly Grant[]>;
  /** Why somebody who may propose it does not sign it, such as the author of what is signed; undefined: no reason. */
  readonly barsSigner?: (tx: Tx, asked: Request, signer: Pick<Actor, 'personId'>) => Promise<Refusal | undefined>;
  /** Reads by `readOnce` what it will ask for when it is carried out, before the head is taken; it refuses nothing yet. */
  readonly readAhead?: (tx: Tx, asked: Request) => Promise<void>;
  /** Refuses what needs no database before the log's head is taken, which everybody waits for. */
  readonly check?: (asked: Request) => Promise<void> | void;
  /**
   * Puts into words what would be signed, where a request names by digest what nobody can read in it. They are made once, when
   * it is proposed, and a signature names the digest of those that were read.
   */
  readonly words?: (asked: Request, caller: StepCaller) => Promise<SigningWords>;
  /** What a list of proposals says of each request, all of a page at once, beside what the request says itself. */
  readonly about?: (tx: Tx, asked: readonly Request[]) => Promise<readonly AboutAct[]>;
  readonly prepare?: (asked: Request) => Preparation;
  /** The same at the last signature, whose giver is told it: what no one of the two may have whole. */
  readonly prepareSignature?: (asked: Request) => Preparation;
}

/**
 * An act that may be too long for one transaction, such as a file of 50,000 rows. Its steps stand alone, and a step that
 * was done already changes nothing when it is done again: stopped anywhere, it can be gone on with (ADR 0016).
 */
export interface LongAct<Request> extends ActTerms<Request> {
  readonly check: (asked: Request) => Promise<void>;
  readonly steps: (asked: Request, done?: StepsDone) => AsyncIterable<ActStep<Governed>>;
  /** The same without writing: what `dryRun=true` answers, and the trial of a proposal. */
  readonly trial: (asked: Request) => AsyncIterable<ActStep<Tx>>;
}

/** How far a long act has come, and what its steps so far have answered. */
export interface StepsDone {
  readonly steps: number;
  readonly body: unknown;
}

export interface ActStep<Within> {
  readonly isLast: boolean;
  /** It runs again when its transaction does, so what it found counts only once it is kept. */
  readonly take: (within: Within) => Promise<StepResult>;
}

export interface StepResult {
  /** Of this step and those before it. */
  readonly answer: AnyAnswer;
  readonly keep: () => void;
}

/** Takes step after step, each in a transaction of its own, and answers what the last one answered. */
export async function takeSteps<Within>(
  steps: AsyncIterable<ActStep<Within>>,
  inOne: (step: ActStep<Within>) => Promise<StepResult>,
): Promise<AnyAnswer> {
  let last: StepResult | undefined;
  for await (const step of steps) {
    last = await inOne(step);
    last.keep();
  }
  if (!last) throw new Error('an act has a step');
  return last.answer;
}

/** By operation id: what a domain gives to be done by two people. */
export type SignedActs = { readonly [Op in OperationId]?: SignedAct<Op> | LongAct<ActRequest<Op>> };

/** The same for an operation that is known only when it runs. Its types were checked where the act was written. */
export interface AnyRequest {
  readonly actor: Actor;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly contentType?: string | undefined;
  readonly ifMatch: number | undefined;
  readonly language: Language;
  readonly prepared?: PreparedValues;
  readonly signers?: readonly ActSigner[];
  readonly agencies?: readonly string[];
}

export interface AnyAnswer {
  readonly status: number;
  readonly etag?: string;
  readonly location?: string;
  /** Of a long answer its short members: what is kept beside a proposal. */
  readonly body: unknown;
  /** The whole of an answer that is too long to be kept, as its exact JSON. */
  readonly text?: () => string;
}

export interface ShortAct extends ActTerms<AnyRequest> {
  readonly act: (entry: Governed, asked: AnyRequest) => Promise<AnyAnswer>;
  readonly preview?: (tx: Tx, asked: AnyRequest) => Promise<AnyAnswer>;
  readonly follow?: (entry: Governed, asked: AnyRequest, done: AnyAnswer) => Promise<AnyAnswer>;
}

export type AnyAct = ShortAct | LongAct<AnyRequest>;

export function isLong(act: AnyAct): act is LongAct<AnyRequest> {
  return 'steps' in act;
}

/** Refuses acts that do not say whom they bind: two people of any reach would otherwise do them. */
export function requireStatedReach(acts: ReadonlyMap<string, AnyAct>): void {
  const silent = [...acts].filter(([, act]) => !statesReach(act)).map(([id]) => id);
  if (silent.length > 0) throw new Error(`these acts do not say whom they bind: ${silent.join(', ')}`);
}

function statesReach({ reach, agencies, gives }: AnyAct): boolean {
  return reach === 'gate' || (reach === 'stated' && (agencies ?? gives) !== undefined);
}

export function actsById(acts: SignedActs): ReadonlyMap<string, AnyAct> {
  return new Map(Object.entries(acts) as unknown as readonly (readonly [string, AnyAct])[]);
}
