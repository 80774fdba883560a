/** The lists by which texts of an order's line are read; every word as people write it, in either script. */
export interface LineWords {
  /** What is written otherwise and means the same, wherever it stands: characters, and words that are often typed wrongly. */
  readonly foldings: readonly (readonly [written: string, meant: string])[];
  readonly roles: Readonly<Record<LineRole, readonly string[]>>;
  /** Parts of a computer by what they are there for; who buys most of them buys a machine in pieces. */
  readonly kit: readonly (readonly string[])[];
  readonly bare: BareWords;
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
}
