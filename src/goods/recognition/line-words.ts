import type { Foldings } from './tokens.ts';

/** The lists by which texts of an order's line are read; every word as people write it, in either script. */
export interface LineWords {
  /** What is written otherwise and means the same, wherever it stands: characters, and words that are often typed wrongly. */
  readonly foldings: Foldings;
  readonly roles: Readonly<Record<LineRole, readonly string[]>>;
  /** Parts of a computer by what they are there for; who buys most of them buys a machine in pieces. */
  readonly kit: readonly (readonly string[])[];
  readonly bare: BareWords;
  /** Younger than the rest, and lists of before are without them: what tells that the system is not there at delivery. */
  readonly undone?: UndoneWords;
  /** Younger still: what names a machine where so many are counted and nothing else is named. */
  readonly counted?: CountedWords;
  /** As young: what is said of a disk, an image or a key that leaves a machine without a genuine system. */
  readonly stated?: StatedWords;
  /** As young: what says of software's name that a licence is bought, and is no other thing: 授权, 客户端. */
  readonly licences?: readonly string[];
  /** Younger still: what tells that the use of software is taught, and no software bought. */
  readonly lessons?: LessonWords;
  /** As young: what screens are measured in (英寸). A large one is a board, which has a computer in it or not. */
  readonly inches?: readonly string[];
  /** As young: goods that no 主机 belongs to but that of a computer: 讲桌. */
  readonly furniture?: readonly string[];
}

export interface LessonWords {
  /** End the name of what is bought: 培训服务. */
  readonly heads: readonly string[];
  /** May stand between the name of the software and the head: 应用技能. Anything else says that more may be bought. */
  readonly middles: readonly string[];
}

/** What a word does in a text; of two roles of one word the one that stands first here counts. */
export const LINE_ROLES = [
  /** Names a machine: 台式机. */
  'machine',
  /** Names a machine by its maker's name for it: OptiPlex. */
  'family',
  /** Names a machine where the number of a model follows: NF5280. */
  'series',
  /** Names a machine or something else, as the words beside it tell: 主机. */
  'perhaps',
  /** What belongs to a computer or is used with it and is none: 电源适配器. */
  'part',
  /** The same, though it is in every machine as well: 内存. */
  'inside',
  /** What is delivered with a machine as often as alone: 显示器. */
  'peripheral',
  /** Other goods, programs and services, also those whose name has that of a machine in it: 串口服务器. */
  'goods',
  /** Service to machines that one has already: 维修. */
  'care',
  /** Machines come with it, though it is called a service: 租赁. */
  'supply',
  /** What stands in it is for somebody's machines, and buys none: 微机室. */
  'place',
  /** Makes a place of what stands before it, as its last word: 室. */
  'room',
  /** Stands behind a machine that something else is for: 专用. */
  'for',
  /** Stands before it: 适用于. */
  'for-what-follows',
  /** What follows comes with what is bought: 含. */
  'with',
  /** Joins it to what is bought: 及. */
  'and',
  /** What follows does not come with it: 不含. */
  'without',
  /** What is named before it is there already or somebody else's affair: 利旧. */
  'aside',
  /** Tells that a perhaps is a machine: 办公. */
  'support',
  /** Tells that a perhaps is none: 消防. */
  'contrary',
  /** Names a processor: 酷睿. */
  'processor',
  /** Tells that there is a machine, since nothing else has it: 操作系统. */
  'evidence',
  /** Sizes of memory and disks are counted in it: GB. */
  'size',
  /** Goods are counted in it: 台. */
  'measure',
  /** Of no account: 一批. */
  'filler',
  /** Ends the name of goods, though only as its last character: 桌. */
  'head',
] as const;

export type LineRole = (typeof LINE_ROLES)[number];

/** What tells that a machine comes without a genuine system. */
export interface BareWords {
  /** Tell it alone: 裸机, 免激活. */
  readonly signs: readonly string[];
  /** Tell it where nothing follows: 无预装, but not 无预装广告. */
  readonly atEnd: readonly string[];
  /** What a machine may come without: 操作系统. */
  readonly systems: readonly string[];
  /** Systems by their name; where one is not there another may be. */
  readonly named: readonly string[];
  /** Licences and keys, which may be lacking as a system may. */
  readonly keys: readonly string[];
  /** Stand before what is not there: 不含. */
  readonly negators: readonly string[];
  /** Leave it to somebody else, before it or behind it: 自备. */
  readonly apart: readonly string[];
  /** The same, behind it only: 待定. */
  readonly endings: readonly string[];
  /** Whoever is no supplier, and later times: the system that they see to is not delivered. */
  readonly agents: readonly string[];
  /** How they see to it: 安装. */
  readonly doing: readonly string[];
  /** Whoever delivers; what they see to is there. */
  readonly suppliers: readonly string[];
  /** Join what is lacking: 及. */
  readonly listing: readonly string[];
  /** Say that a system is there, though not behind a negator: 预装. */
  readonly affirming: readonly string[];
  /** Of no account beside a system: 任何. */
  readonly between: readonly string[];
  /** Follow a system and make another thing of it: 光盘 in 系统光盘. */
  readonly continued: readonly string[];
  /** Forbid what is said in the same breath: 严禁, 不予验收. */
  readonly forbidding: readonly string[];
  /** Mean nothing of the kind though one of the words is in them: 无线. */
  readonly innocent: readonly string[];
  /** The lists from here on are younger, and lists of before are without them. Tell it where nothing vouches for the system: 永久激活. */
  readonly doubtful?: readonly string[];
  /** Vouch for it, wherever they stand: 正版. */
  readonly vouching?: readonly string[];
  /** Where a licence is from that is another machine's: 旧机. */
  readonly sources?: readonly string[];
  /** Stand beside a system that somebody has changed: 精简版. */
  readonly doctored?: readonly string[];
  /** Put another system in the place of what was delivered: 换成. */
  readonly replacing?: readonly string[];
  /** Leave the system out of the price, whoever sees to it: 另行报价. */
  readonly charged?: readonly string[];
  /** All there is on a machine, where no system is told beside it: 软件. */
  readonly whole?: readonly string[];
}

/**
 * Words by which a system is not there when the machine leaves its maker or is handed over. They are single words that stand
 * in any order and number (出厂时|并未|给|机器|装|系统), so that no list has to hold every way to put them together.
 */
export interface UndoneWords {
  /** When or where: 出厂时, 验收前. */
  readonly moments: readonly string[];
  /** That it is not so: 未, 尚未, 暂缓. */
  readonly denials: readonly string[];
  /** What is not done: 安装, 预装. */
  readonly deeds: readonly string[];
  /** Of those what is done to nothing but software: 出厂无预装 needs no object. */
  readonly preinstalling: readonly string[];
  /** What hands the machine over, which is a moment and a deed: 交货. */
  readonly handing: readonly string[];
  /** Of no account between them: 给, 机器, 任何. */
  readonly passed: readonly string[];
}

/** Words that may name a machine or something else, and tell it by what they are counted in. */
export interface CountedWords {
  /** Of the perhaps those that name a machine where they are counted and stand alone: 整机20台. */
  readonly words: readonly string[];
  /** Of those what names nothing else that is counted so, though it comes with other goods: 随赠笔记本2台. */
  readonly own: readonly string[];
  /** Machines are counted in it: 台. Fewer than the measures of goods. */
  readonly measures: readonly string[];
  /** Stand before a machine that comes in the place of another: 更换. */
  readonly replacing: readonly string[];
  /** Tell that it is computers that are cared for, beside their own names: 信息化. */
  readonly settings: readonly string[];
}

/** Words that tell it two together, in one breath and in either order. */
export interface StatedWords {
  /** Where one of them stands nothing is told: 不得, 旧. */
  readonly aside: readonly string[];
  readonly pairs: readonly { readonly things: readonly string[]; readonly states: readonly string[] }[];
}
