import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isMisspelt, type Language, Refusal, ROLES, type Role, type Text, text } from '../kernel/index.ts';

/** Everything that can be set from outside. `.env.example` says what each is for. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly databaseUrl: string;
  /** An account that may change the schema; the ordinary one need not. */
  readonly databaseMigrationUrl: string;
  readonly dataDir: string;
  readonly packDir: string | undefined;
  readonly origin: string;
  readonly bootstrapKey: string | undefined;
  readonly referralDays: number;
  readonly clearanceDays: number;
  readonly contractDays: number;
  readonly queueMax: number;
  readonly batchMax: number;
  /** What licence keys are sealed with: the first seals, the others still open. Without any the gate keeps no keys. */
  readonly licenceKeySecrets: readonly string[];
  /** What secrets of webhooks are sealed with, in the same way. Without any, endpoints have only the gate's own signature. */
  readonly webhookSecrets: readonly string[];
  /** The hosts and ports that the gate may call; none unless the operator lists them. */
  readonly outboundAllow: readonly string[];
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
  readonly totpKey: string | undefined;
  readonly totpRequiredRoles: readonly Role[];
}

type Environment = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const PASSWORD_PROFILES = ['asvs5', 'dengbao3'] as const;

interface Variable<T> {
  readonly schema: z.ZodType<T>;
  /** Completes the sentence "NAME must be …". */
  readonly expected: Text;
}

function variable<T>(schema: z.ZodType<T>, zh: string, en: string): Variable<T> {
  return { schema, expected: text(zh, en) };
}

function wholeNumber(min: number, max: number, fallback: number): Variable<number> {
  const schema = z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(min).max(max)).default(fallback);
  return variable(schema, `${min} 到 ${max} 之间的整数`, `a whole number from ${min} to ${max}`);
}

/** SQLite in memory would be another database for each connection, so the reader would see nothing. */
const databaseUrl = variable(
  z
    .string()
    .regex(/^(sqlite:(?!:memory:).+|mysql:\/\/.+\/.+)$/)
    .optional(),
  'sqlite:文件路径 或 mysql://用户:密码@主机:3306/数据库',
  'sqlite:PATH or mysql://USER:PASSWORD@HOST:3306/DATABASE',
);

const folder = variable(z.string().max(1_000).optional(), '文件夹路径', 'the path of a folder');

/** Persons have these; keys of machines and the bootstrap key never sign in. */
const PERSON_ROLES = ROLES.filter((role) => !['machine', 'platform', 'installer'].includes(role));

const personRoles = variable(
  z
    .string()
    .default('')
    .transform((list) => list.split(',').map((name) => name.trim()))
    .transform((names) => names.filter((name) => name !== ''))
    .pipe(z.array(z.enum(PERSON_ROLES))),
  `以逗号分隔的角色：${PERSON_ROLES.join('、')}`,
  `roles with commas between them: ${PERSON_ROLES.join(', ')}`,
);

const sealingSecrets = variable(
  z
    .string()
    .default('')
    .transform((list) => list.split(',').filter((secret) => secret !== ''))
    .pipe(z.array(z.string().regex(/^[\x21-\x7e]{32,200}$/)).max(10)),
  '以逗号分隔的一个或多个密钥，每个为 32 至 200 个不含空格和逗号的 ASCII 字符',
  'one or more secrets with commas between them, each 32 to 200 ASCII characters without spaces',
);

const VARIABLES = {
  PORT: wholeNumber(0, 65_535, 3_000),
  HOST: variable(
    z
      .string()
      .regex(/^[0-9A-Za-z.:-]+$/)
      .default('127.0.0.1'),
    'IP 地址或主机名',
    'an IP address or a host name',
  ),
  DATABASE_URL: databaseUrl,
  DATABASE_MIGRATION_URL: databaseUrl,
  GATE_DATA_DIR: folder,
  GATE_PACK_DIR: folder,
  GATE_ORIGIN: variable(
    z
      .string()
      .regex(/^[a-z0-9][a-z0-9./-]{0,98}[a-z0-9]$/)
      .default('genuine-gate.local'),
    '形如 gate.example.gov.cn 的小写名称，最多 100 个字符',
    'a lower-case name like gate.example.gov.cn, at most 100 characters',
  ),
  GATE_BOOTSTRAP_KEY: variable(
    z
      .string()
      .regex(/^[\x21-\x7e]{32,200}$/)
      .optional(),
    '32 至 200 个不含空格的 ASCII 字符',
    '32 to 200 ASCII characters without spaces',
  ),
  GATE_REFERRAL_DAYS: wholeNumber(1, 365, 30),
  GATE_CLEARANCE_DAYS: wholeNumber(1, 365, 90),
  GATE_CONTRACT_DAYS: wholeNumber(1, 365, 30),
  GATE_QUEUE_MAX: wholeNumber(1, 100_000, 2_000),
  GATE_BATCH_MAX: wholeNumber(1, 1_000, 256),
  GATE_PASSWORD_PROFILE: variable(
    z.enum(PASSWORD_PROFILES).default('asvs5'),
    `${PASSWORD_PROFILES.join('、')} 之一`,
    `one of ${PASSWORD_PROFILES.join(', ')}`,
  ),
  GATE_SESSION_IDLE_MINUTES: wholeNumber(2, 30, 15),
  GATE_COOKIE_SECURE: variable(z.enum(['true', 'false']).default('false'), 'true 或 false', 'true or false'),
  GATE_TOTP_KEY: variable(
    z
      .string()
      .regex(/^[\x21-\x7e]{32,200}$/)
      .optional(),
    '32 至 200 个不含空格的 ASCII 字符',
    '32 to 200 ASCII characters without spaces',
  ),
  GATE_TOTP_REQUIRED_ROLES: personRoles,
  GATE_LICENCE_KEY_SECRET: sealingSecrets,
  GATE_WEBHOOK_SECRET: sealingSecrets,
  GATE_OUTBOUND_ALLOW: variable(
    z
      .string()
      .default('')
      .transform((list) => list.split(',').map((entry) => entry.trim()))
      .transform((entries) => entries.filter((entry) => entry !== ''))
      .pipe(z.array(z.string().regex(/^(http:\/\/)?(\[[0-9a-f:.]+\]|[a-z0-9.-]+):\d{1,5}$/)).max(100)),
    '以逗号分隔的 主机:端口，需要明文 HTTP 时写作 http://主机:端口',
    'host:port with commas between them, http://host:port where plain HTTP is meant',
  ),
  GATE_LOG_LEVEL: variable(
    z.enum(LOG_LEVELS).default('info'),
    `${LOG_LEVELS.join('、')} 之一`,
    `one of ${LOG_LEVELS.join(', ')}`,
  ),
  GATE_LANGUAGE: variable(z.enum(['zh-CN', 'en']).optional(), 'zh-CN 或 en', 'zh-CN or en'),
  GATE_URL: variable(
    z.url({ protocol: /^https?$/ }).optional(),
    'http:// 或 https:// 网址',
    'an http:// or https:// address',
  ),
  GATE_API_KEY: variable(
    z
      .string()
      .regex(/^[\x21-\x7e]+$/)
      .optional(),
    '不含空格的 ASCII 字符',
    'ASCII characters without spaces',
  ),
};

type Variables = typeof VARIABLES;
type Values = { readonly [N in keyof Variables]: Variables[N] extends Variable<infer T> ? T : never };

export const VARIABLE_NAMES = Object.keys(VARIABLES);

/** Reads a `.env` file, when there is one, and the environment, which wins over it. */
export function readConfig(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return loadConfig(process.env);
}

/**
 * Checks every variable at once, so that one start tells everything that is wrong. An unknown `GATE_…` and what looks like
 * one of ours is refused: a misspelt limit would otherwise be no limit. An empty variable counts as absent.
 */
export function loadConfig(env: Environment): Config {
  const stated = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const problems = [...unknownNames(stated), ...wrongValues(stated), ...missingKeys(stated)];
  if (problems.length > 0) throw refusalOf(problems);
  const values = valuesOf(stated);
  const dataDir = values.GATE_DATA_DIR ?? './data';
  const database = values.DATABASE_URL ?? `sqlite:${join(dataDir, 'gate.db')}`;
  return {
    port: values.PORT,
    host: values.HOST,
    databaseUrl: database,
    databaseMigrationUrl: values.DATABASE_MIGRATION_URL ?? database,
    dataDir,
    packDir: values.GATE_PACK_DIR,
    origin: values.GATE_ORIGIN,
    bootstrapKey: values.GATE_BOOTSTRAP_KEY,
    referralDays: values.GATE_REFERRAL_DAYS,
    clearanceDays: values.GATE_CLEARANCE_DAYS,
    contractDays: values.GATE_CONTRACT_DAYS,
    queueMax: values.GATE_QUEUE_MAX,
    batchMax: values.GATE_BATCH_MAX,
    licenceKeySecrets: values.GATE_LICENCE_KEY_SECRET,
    webhookSecrets: values.GATE_WEBHOOK_SECRET,
    outboundAllow: values.GATE_OUTBOUND_ALLOW,
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
    totpKey: values.GATE_TOTP_KEY,
    totpRequiredRoles: values.GATE_TOTP_REQUIRED_ROLES,
  };
}

function valuesOf(env: Environment): Values {
  const values = Object.entries(VARIABLES).map(([name, { schema }]) => [name, schema.parse(env[name])]);
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
  if (roles === undefined || key !== undefined) return [];
  return [
    text('设置 GATE_TOTP_REQUIRED_ROLES 时须同时设置 GATE_TOTP_KEY', 'GATE_TOTP_REQUIRED_ROLES needs GATE_TOTP_KEY'),
  ];
}

/** Says what was expected and never what was given: keys and passwords must not reach a log. */
function wrongValues(env: Environment): readonly Text[] {
  return Object.entries(VARIABLES)
    .filter(([name, { schema }]) => !schema.safeParse(env[name]).success)
    .map(([name, { expected }]) => text(`${name} 应为${spaced(expected['zh-CN'])}`, `${name} must be ${expected.en}`));
}

/** Chinese typography puts a space between a Chinese and a Latin character. */
function spaced(chinese: string): string {
  return /^[\x21-\x7e]/.test(chinese) ? ` ${chinese}` : chinese;
}

function refusalOf(problems: readonly Text[]): Refusal {
  const list = (language: Language): string => problems.map((problem) => `\n  - ${problem[language]}`).join('');
  return new Refusal(
    'invalid',
    'config.invalid',
    text(
      `配置有误（全部变量见 .env.example）：${list('zh-CN')}`,
      `the configuration is wrong (.env.example has every variable):${list('en')}`,
    ),
  );
}

/** Chinese, unless the terminal says that it speaks English. */
function terminalLanguage(env: Environment): Language {
  const locale = env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG ?? '';
  return /^en(_|-|\.|$)/i.test(locale) ? 'en' : 'zh-CN';
}
