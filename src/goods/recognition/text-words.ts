import type { Foldings } from './tokens.ts';

/** The lists by which texts are held against the fields beside them; every word as people write it, in either script. */
export interface TextWords {
  /** What is written otherwise and means the same, wherever it stands. */
  readonly foldings: Foldings;
  readonly systems: readonly SystemWords[];
  readonly processors: readonly ProcessorWords[];
  readonly roles: Readonly<Record<Exclude<TextRole, LaterTextRole>, readonly string[]>> & LaterRoles;
  /** Younger than the rest, and lists of before are without it: what admits in the reasons that the law was got round. */
  readonly admissions?: readonly TogetherWords[];
  /** Younger still: where one of them stands nothing is admitted by those that are denied so: 严禁. */
  readonly denials?: readonly string[];
  /** Younger still: what is admitted by classes of words, whatever word of each class is written. */
  readonly compositions?: Compositions;
  /** As young: what a machine costs and where it comes from. */
  readonly terms?: TermWords;
  /** As young: machines of one name, which have the processors and systems that their maker builds in. */
  readonly families?: readonly FamilyWords[];
  /** Younger still: what makes a number a rough one, or one of several. */
  readonly numbers?: NumberWords;
  /** As young: what tells of the day of delivery. */
  readonly days?: DayWords;
  /** As young: architectures none of whose processors run a system, whatever their model is called. */
  readonly platforms?: readonly PlatformWords[];
  /** As young: systems that come with some machines alone. */
  readonly machineSystems?: readonly MachineSystemWords[];
}

export interface MachineSystemWords {
  /** In the name of such a system: server. */
  readonly written: readonly string[];
  /** Computers of these categories come with it. */
  readonly categories: readonly string[];
  /** And those whose texts have one of these words: 苹果, 服务器. */
  readonly machines: readonly string[];
}

export interface PlatformWords {
  /** As the field has it: loongarch64. */
  readonly architecture: string;
  /** By their names among the systems. */
  readonly runsNot: readonly string[];
}

export const TERM_WORDS = [
  /** Stand before the price of one machine: 单价. */
  'prices',
  /** Where one of them stands the number is no price that is paid: 不超过, 市场价. */
  'limits',
  'yuan',
  'tenThousands',
  /** Say that a machine is imported: 原装进口. */
  'imported',
] as const;

export type TermWords = Readonly<Record<(typeof TERM_WORDS)[number], readonly string[]>>;

export const NUMBER_WORDS = [
  /** The number may be some more or less: 约, 左右. */
  'about',
  /** It may be some less: 近. */
  'nearly',
  /** It is some more, with the word before the number: 逾. */
  'above',
  /** It is some more, with the word behind the number: 余. */
  'more',
  /** Each of several gets so many: 各. */
  'apiece',
  /** Count who gets them: 个. */
  'receivers',
] as const;

export type NumberWords = Readonly<Record<(typeof NUMBER_WORDS)[number], readonly string[]>>;

/** Lists of before have none of them. */
export const NO_NUMBER_WORDS: NumberWords = { about: [], nearly: [], above: [], more: [], apiece: [], receivers: [] };

export const DAY_WORDS = [
  /** Looks like a word of the other lists, and is none: 操作系统. */
  'neutral',
  /** The day beside it is that of the delivery: 到货. */
  'delivered',
  /** By the day beside it the delivery must be over: 安装调试. */
  'finished',
  /** The day before it is that of something else: 招标. */
  'others',
  /** Speaks of other goods, of a part, or of what is over; it holds up to what is of this order: 首批. */
  'aside',
  /** Speaks of this order: 要求. */
  'ofOrder',
  /** Behind the last day: 前. */
  'before',
  /** Behind the first day: 后. */
  'after',
  /** Before the last day: 不晚于. */
  'notLater',
  /** Before the first day: 不早于. */
  'notEarlier',
  /** The day may be missed by some days: 预计. */
  'roughly',
] as const;

export type DayWords = Readonly<Record<(typeof DAY_WORDS)[number], readonly string[]>> & {
  /** From its day a number of days is counted: 合同签订. */
  readonly signing: readonly string[];
  /** Days that have a name. */
  readonly occasions: readonly DayOccasion[];
};

export interface DayOccasion {
  readonly written: readonly string[];
  /** 10-01 in every year, or the days of single years. */
  readonly days: readonly string[];
}

export interface FamilyWords {
  readonly name: string;
  readonly written: readonly string[];
  /** By their names among the processors; a family of several makers has them all. */
  readonly processors: readonly string[];
}

/** What a text of an order may admit besides a purchase before the approval and a tender that is got round. */
export const ADMITTED = [
  /** That a licence is another machine's, everybody's or nobody's. */
  'licence',
  /** That another system is put on the machine. */
  'system',
  /** That something is stated for those who look at it. */
  'show',
  /** That another price is paid, or in another way. */
  'payment',
  /** That other machines are delivered. */
  'goods',
  /** That machines are replaced which are young. */
  'young',
] as const;

/** Words that say something in one clause: one of each list, and none of those that deny it. */
export interface TogetherWords {
  /** Younger than the rest: what they admit; without it a purchase before the approval, or a tender that is got round. */
  readonly admits?: (typeof ADMITTED)[number];
  /** As young: they may stand anywhere in one sentence. */
  readonly within?: 'sentence';
  /** As young: the denials of the list say that it is not so. */
  readonly denied?: boolean;
  /** As young: a system is named beside them that no computer of the order has. */
  readonly otherSystem?: boolean;
  /** Where one of them stands nothing is said: 严禁, 原有. */
  readonly aside: readonly string[];
  readonly all: readonly (readonly string[])[];
}

/** Classes of words and the patterns in which they admit something, so that a word is written once for all patterns. */
export interface Compositions {
  readonly classes: readonly WordClass[];
  readonly patterns: readonly ClassPattern[];
}

export interface WordClass {
  readonly name: string;
  readonly written: readonly string[];
}

/** As TogetherWords, by the names of classes; the denials of the list count for each. */
export interface ClassPattern extends Pick<TogetherWords, 'admits' | 'within'> {
  readonly aside: readonly string[];
  readonly all: readonly string[];
}

/** Systems that are one to a buyer, whatever their edition and release. */
export interface SystemWords {
  readonly name: string;
  readonly written: readonly string[];
  /** Releases that are no more one to a buyer, by the numbers that may stand behind the name; older lists have none. */
  readonly releases?: readonly SystemRelease[];
}

export interface SystemRelease {
  readonly name: string;
  readonly written: readonly string[];
}

/** Processors of one maker. */
export interface ProcessorWords {
  readonly name: string;
  readonly written: readonly string[];
  readonly architectures: readonly string[];
  /** Systems, by their names here, that no such processor runs. */
  readonly runsNot: readonly string[];
}

/** What a word does in a text; of two roles of one word the one that stands first here counts. */
export const TEXT_ROLES = [
  /** Names no system and no processor though such a name is in it: Windows版. */
  'neutral',
  /** An edition for homes: 家庭版. */
  'home',
  /** What is named behind it is really there, whatever else the text says: 实装. */
  'inFact',
  /** What is named behind it comes with the machine: 预装. */
  'comes',
  /** Speaks of what this order buys: 本次采购. */
  'bought',
  /** Speaks of what is there already and goes: 原有. */
  'there',
  /** What is named behind it only stands beside the machine, or is refused: 兼容, 不预装. */
  'beside',
  /** Refuses what the clause tells of: 严禁. */
  'averse',
  /** What is named before it is for something else: 应用程序. */
  'ofOther',
  /** Whatever is named in the same breath is there besides: 双系统. */
  'besides',
  /** The number behind it is that of everything: 共. */
  'total',
  /** The number behind it is that of one set: 每套. */
  'each',
  /** The number behind it is that of a part, or no number of goods: 其中. */
  'share',
  /** Of no account between a name and what is said of it: 系统. */
  'between',
  /** Machines are counted in it: 台. */
  'machineMeasure',
  /** Sets are counted in it: 套. */
  'setMeasure',
  /** The number before it is no release: 代 in 11代. */
  'counted',
  /** Numbers beside it are what is lacking or planned, not what this order buys: 缺口. */
  'needed',
  /** Numbers beside it, and behind it up to what is bought, are of machines that somebody has: 共有. */
  'held',
  /** Counts twelve: 打 in 两打. */
  'dozen',
  /** What is counted behind it comes besides what is bought, and nobody pays for it: 另赠. */
  'given',
  /** The number behind it is what one must buy to be given some: 买 in 买10送1. */
  'bargain',
  /** The number behind it is given to whoever buys so many: 送 in 买10送1. */
  'gives',
] as const;

export type TextRole = (typeof TEXT_ROLES)[number];

/** Roles that are younger than the first words for texts. */
export const LATER_TEXT_ROLES = [
  'counted',
  'needed',
  'held',
  'dozen',
  'given',
  'bargain',
  'gives',
] as const satisfies readonly TextRole[];
type LaterTextRole = (typeof LATER_TEXT_ROLES)[number];
type LaterRoles = Readonly<Partial<Record<LaterTextRole, readonly string[]>>>;

/** The younger roles of lists of before, which are without them. */
export const NO_LATER_ROLES: Required<LaterRoles> = {
  counted: [],
  needed: [],
  held: [],
  dozen: [],
  given: [],
  bargain: [],
  gives: [],
};
