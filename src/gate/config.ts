import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  isAddressRange,
  isMisspelt,
  type Language,
  NATIONAL_REGION,
  ROLES,
  type Role,
  type Text,
  terminalLanguage,
  text,
} from '../kernel/index.ts';
import {
  itemsOf,
  listOf,
  matching,
  matchingOr,
  oneOf,
  oneOfOr,
  type Reader,
  secretsOf,
  WRONG,
} from '../kernel/read-text.ts';
import { refusalOf, spaced } from './config-refusal.ts';
import { wrongHosts } from './database-hosts.ts';

/** Everything that can be set from outside. `.env.example` says what each is for. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly databaseUrl: string;
  /** An account that may change the schema; the ordinary one need not. */
  readonly databaseMigrationUrl: string;
  /** Who signed the certificate of the database server; without it the connection is not encrypted. */
  readonly databaseCaFile: string | undefined;
  readonly dataDir: string;
  readonly packDir: string | undefined;
  readonly origin: string;
  /** That the gate serves: what binds everybody in it takes people who reach all of it. */
  readonly region: string;
  readonly bootstrapKey: string | undefined;
  readonly referralDays: number;
  readonly clearanceDays: number;
  readonly contractDays: number;
  readonly queueMax: number;
  readonly batchMax: number;
  /** Threads for long reads; 0: the thread that decides answers them, too. */
  readonly readersMax: number;
  /** What licence keys are sealed with: the first seals, the others still open. Without any the gate keeps no keys. */
  readonly licenceKeySecrets: readonly string[];
  /** What secrets of webhooks are sealed with, in the same way. Without any, endpoints have only the gate's own signature. */
  readonly webhookSecrets: readonly string[];
  /** The hosts and ports that the gate may call; none unless the operator lists them. */
  readonly outboundAllow: readonly string[];
  /** Addresses and ranges of the proxies before the gate, whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** How persons sign in. */
  readonly sessions: SessionConfig;
  readonly logLevel: LogLevel;
  /** What a person at a terminal reads. */
  readonly language: Language;
  /** For the commands that ask a gate elsewhere. */
  readonly url: string | undefined;
  readonly apiKey: string | undefined;
}

export interface SessionConfig {
  readonly passwordProfile: (typeof PASSWORD_PROFILES)[number];
  readonly idleMinutes: number;
  readonly isCookieSecure: boolean;
  /** What secrets of authenticators are sealed with, in the same way as licence keys. */
  readonly totpKeys: readonly string[];
  readonly totpRequiredRoles: readonly Role[];
}

export type Environment = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const PASSWORD_PROFILES = ['asvs5', 'dengbao3'] as const;

interface Variable<T> {
  readonly read: Reader<T>;
  /** Completes the sentence "NAME must be …". */
  readonly expected: Text;
}

function variable<T>(read: Reader<T>, zh: string, en: string): Variable<T> {
  return { read, expected: text(zh, en) };
}

function isHttpAddress(written: string): boolean {
  return /^https?:\/\//i.test(written) && URL.canParse(written);
}

function wholeNumber(min: number, max: number, fallback: number): Variable<number> {
  const read: Reader<number> = (written = String(fallback)) => {
    const value = /^\d+$/.test(written) ? Number(written) : Number.NaN;
    return value >= min && value <= max ? value : WRONG;
  };
  return variable(read, `${min} 到 ${max} 之间的整数`, `a whole number from ${min} to ${max}`);
}

/** SQLite in memory would be another database for each connection, so the reader would see nothing. */
const databaseUrl = variable(
  matching(/^(sqlite:(?!:memory:).+|mysql:\/\/.[^/\r\n]*\/.+)$/),
  'sqlite:文件路径 或 mysql://用户:密码@主机:3306/数据库（多台主机以逗号分隔）',
  'sqlite:PATH or mysql://USER:PASSWORD@HOST:3306/DATABASE, with commas between several hosts',
);

const presentFile = variable(
  matching({ test: existsSync }),
  '一个存在的文件的路径',
  'the path of a file that is there',
);

const folder = variable(matching(/^.{1,1000}$/s), '文件夹路径', 'the path of a folder');

/** Persons have these; keys of machines and the bootstrap key never sign in. */
const PERSON_ROLES = ROLES.filter((role) => !['machine', 'platform', 'installer'].includes(role));

const personRoles = variable(
  readPersonRoles,
  `以逗号分隔的角色：${PERSON_ROLES.join('、')}`,
  `roles with commas between them: ${PERSON_ROLES.join(', ')}`,
);

function readPersonRoles(written = ''): readonly Role[] | typeof WRONG {
  const roles = itemsOf(written).map((name) => PERSON_ROLES.find((role) => role === name));
  return roles.every((role) => role !== undefined) ? roles : WRONG;
}

const sealingSecrets = variable(
  listOf(/^[\x21-\x7e]{32,200}$/, { itemsMax: 10, split: secretsOf }),
  '以逗号分隔的一个或多个密钥，每个为 32 至 200 个不含空格和逗号的 ASCII 字符',
  'one or more secrets with commas between them, each 32 to 200 ASCII characters without spaces',
);

const secret = variable(
  matching(/^[\x21-\x7e]{32,200}$/),
  '32 至 200 个不含空格的 ASCII 字符',
  '32 to 200 ASCII characters without spaces',
);

const VARIABLES = {
  PORT: wholeNumber(0, 65_535, 3_000),
  HOST: variable(matchingOr(/^[0-9A-Za-z.:-]+$/, '127.0.0.1'), 'IP 地址或主机名', 'an IP address or a host name'),
  DATABASE_URL: databaseUrl,
  DATABASE_MIGRATION_URL: databaseUrl,
  DATABASE_CA_FILE: presentFile,
  GATE_DATA_DIR: folder,
  GATE_PACK_DIR: folder,
  GATE_ORIGIN: variable(
    matchingOr(/^[a-z0-9][a-z0-9./-]{0,98}[a-z0-9]$/, 'genuine-gate.local'),
    '形如 gate.example.gov.cn 的小写名称，最多 100 个字符',
    'a lower-case name like gate.example.gov.cn, at most 100 characters',
  ),
  // A province of GB/T 2260 and what lies in it; 4200 with a county would be a county of no city.
  GATE_REGION: variable(
    matchingOr(/^(000000|(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])(0000|(?!00)\d{4}))$/, NATIONAL_REGION),
    'GB/T 2260 的六位行政区划代码，如 421000，全国为 000000',
    'a six-digit code of GB/T 2260 like 421000, or 000000 for the nation',
  ),
  GATE_BOOTSTRAP_KEY: secret,
  GATE_REFERRAL_DAYS: wholeNumber(1, 365, 30),
  GATE_CLEARANCE_DAYS: wholeNumber(1, 365, 90),
  GATE_CONTRACT_DAYS: wholeNumber(1, 365, 30),
  GATE_QUEUE_MAX: wholeNumber(1, 100_000, 2_000),
  GATE_BATCH_MAX: wholeNumber(1, 1_000, 256),
  GATE_READERS: wholeNumber(0, 16, 2),
  GATE_PASSWORD_PROFILE: variable(
    oneOfOr(PASSWORD_PROFILES, 'asvs5'),
    `${PASSWORD_PROFILES.join('、')} 之一`,
    `one of ${PASSWORD_PROFILES.join(', ')}`,
  ),
  GATE_SESSION_IDLE_MINUTES: wholeNumber(2, 30, 15),
  GATE_TRUSTED_PROXIES: variable(
    listOf({ test: isAddressRange }, { itemsMax: 100, split: itemsOf }),
    '以逗号分隔的 IP 地址或网段，如 10.0.0.5,192.168.7.0/24',
    'IP addresses or ranges with commas between them, like 10.0.0.5,192.168.7.0/24',
  ),
  GATE_COOKIE_SECURE: variable(oneOfOr(['true', 'false'], 'false'), 'true 或 false', 'true or false'),
  GATE_TOTP_KEY: sealingSecrets,
  GATE_TOTP_REQUIRED_ROLES: personRoles,
  GATE_LICENCE_KEY_SECRET: sealingSecrets,
  GATE_WEBHOOK_SECRET: sealingSecrets,
  GATE_OUTBOUND_ALLOW: variable(
    listOf(/^(http:\/\/)?(\[[0-9a-f:.]+\]|[a-z0-9.-]+):\d{1,5}$/, { itemsMax: 100, split: itemsOf }),
    '以逗号分隔的 主机:端口，需要明文 HTTP 时写作 http://主机:端口',
    'host:port with commas between them, http://host:port where plain HTTP is meant',
  ),
  GATE_LOG_LEVEL: variable(
    oneOfOr(LOG_LEVELS, 'info'),
    `${LOG_LEVELS.join('、')} 之一`,
    `one of ${LOG_LEVELS.join(', ')}`,
  ),
  GATE_LANGUAGE: variable(oneOf(['zh-CN', 'en']), 'zh-CN 或 en', 'zh-CN or en'),
  GATE_URL: variable(
    (written) => (written === undefined || isHttpAddress(written.trim()) ? written?.trim() : WRONG),
    'http:// 或 https:// 网址',
    'an http:// or https:// address',
  ),
  GATE_API_KEY: variable(matching(/^[\x21-\x7e]+$/), '不含空格的 ASCII 字符', 'ASCII characters without spaces'),
};

type Variables = typeof VARIABLES;
type Values = { readonly [N in keyof Variables]: Variables[N] extends Variable<infer T> ? T : never };

export const VARIABLE_NAMES = Object.keys(VARIABLES);

/** Reads a `.env` file, when there is one, and the environment, which wins over it. */
export function readEnvironment(): Environment {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}

/**
 * Checks every variable at once, so that one start tells everything that is wrong. An unknown `GATE_…` and what looks like
 * one of ours is refused: a misspelt limit would otherwise be no limit. An empty variable counts as absent.
 */
export function loadConfig(env: Environment): Config {
  const stated = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const problems = [...unknownNames(stated), ...wrongValues(stated), ...wrongHosts(stated), ...missingKeys(stated)];
  if (problems.length > 0) throw refusalOf(problems);
  const values = valuesOf(stated);
  const dataDir = values.GATE_DATA_DIR ?? './data';
  const database = values.DATABASE_URL ?? `sqlite:${join(dataDir, 'gate.db')}`;
  return {
    port: values.PORT,
    host: values.HOST,
    databaseUrl: database,
    databaseMigrationUrl: values.DATABASE_MIGRATION_URL ?? database,
    databaseCaFile: values.DATABASE_CA_FILE,
    dataDir,
    packDir: values.GATE_PACK_DIR,
    origin: values.GATE_ORIGIN,
    region: values.GATE_REGION,
    bootstrapKey: values.GATE_BOOTSTRAP_KEY,
    referralDays: values.GATE_REFERRAL_DAYS,
    clearanceDays: values.GATE_CLEARANCE_DAYS,
    contractDays: values.GATE_CONTRACT_DAYS,
    queueMax: values.GATE_QUEUE_MAX,
    batchMax: values.GATE_BATCH_MAX,
    readersMax: values.GATE_READERS,
    licenceKeySecrets: values.GATE_LICENCE_KEY_SECRET,
    webhookSecrets: values.GATE_WEBHOOK_SECRET,
    outboundAllow: values.GATE_OUTBOUND_ALLOW,
    trustedProxies: values.GATE_TRUSTED_PROXIES,
    sessions: sessionsIn(values),
    logLevel: values.GATE_LOG_LEVEL,
    language: values.GATE_LANGUAGE ?? terminalLanguage(stated),
    url: values.GATE_URL,
    apiKey: values.GATE_API_KEY,
  };
}

function sessionsIn(values: Values): SessionConfig {
  return {
    passwordProfile: values.GATE_PASSWORD_PROFILE,
    idleMinutes: values.GATE_SESSION_IDLE_MINUTES,
    isCookieSecure: values.GATE_COOKIE_SECURE === 'true',
    totpKeys: values.GATE_TOTP_KEY,
    totpRequiredRoles: values.GATE_TOTP_REQUIRED_ROLES,
  };
}

function valuesOf(env: Environment): Values {
  const values = Object.entries(VARIABLES).map(([name, { read }]) => [name, read(env[name])]);
  return Object.fromEntries(values) as Values;
}

function unknownNames(env: Environment): readonly Text[] {
  return Object.keys(env)
    .filter((name) => !VARIABLE_NAMES.includes(name) && (name.startsWith('GATE_') || isMisspelt(name, VARIABLE_NAMES)))
    .map((name) =>
      text(`不认识变量 ${name}，请检查拼写`, `${name} is not a variable of the gate; check how it is spelt`),
    );
}

/** Who must sign in with a code and cannot get one would never come in. */
function missingKeys({ GATE_TOTP_REQUIRED_ROLES: roles, GATE_TOTP_KEY: key }: Environment): readonly Text[] {
  if (roles === undefined || secretsOf(key ?? '').length > 0) return [];
  return [
    text('设置 GATE_TOTP_REQUIRED_ROLES 时须同时设置 GATE_TOTP_KEY', 'GATE_TOTP_REQUIRED_ROLES needs GATE_TOTP_KEY'),
  ];
}

/** Says what was expected and never what was given: keys and passwords must not reach a log. */
function wrongValues(env: Environment): readonly Text[] {
  return Object.entries(VARIABLES)
    .filter(([name, { read }]) => read(env[name]) === WRONG)
    .map(([name, { expected }]) => text(`${name} 应为${spaced(expected['zh-CN'])}`, `${name} must be ${expected.en}`));
}
