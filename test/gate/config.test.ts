import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { SESSION_DEFAULTS } from '../../src/access/index.ts';
import { databaseHostsIn } from '../../src/db/database-url.ts';
import { loadConfig, VARIABLE_NAMES } from '../../src/gate/config.ts';
import { Refusal } from '../../src/kernel/index.ts';

const SECRET = 'a-secret-that-no-log-may-ever-see';

describe('the configuration', () => {
  it('is complete without a single variable', () => {
    const config = loadConfig({});

    assert.deepEqual(config, {
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: 'sqlite:data/gate.db',
      databaseMigrationUrl: 'sqlite:data/gate.db',
      databaseCaFile: undefined,
      dataDir: './data',
      packDir: undefined,
      origin: 'genuine-gate.local',
      region: '000000',
      bootstrapKey: undefined,
      referralDays: 30,
      clearanceDays: 90,
      contractDays: 30,
      queueMax: 2000,
      batchMax: 256,
      readersMax: 2,
      licenceKeySecrets: [],
      webhookSecrets: [],
      outboundAllow: [],
      trustedProxies: [],
      sessions: SESSION_DEFAULTS,
      logLevel: 'info',
      language: 'zh-CN',
      url: undefined,
      apiKey: undefined,
    });
  });

  it('takes every variable', () => {
    const config = loadConfig({
      PORT: '8080',
      HOST: '0.0.0.0',
      DATABASE_URL: 'mysql://gate:pass@db:3306/gate',
      DATABASE_MIGRATION_URL: 'mysql://owner:pass@db:3306/gate',
      GATE_DATA_DIR: 'var/gate',
      GATE_PACK_DIR: 'pack',
      GATE_ORIGIN: 'gate.jingzhou.gov.cn/1',
      GATE_REGION: '421000',
      GATE_BOOTSTRAP_KEY: 'k'.repeat(32),
      GATE_REFERRAL_DAYS: '1',
      GATE_CLEARANCE_DAYS: '365',
      GATE_QUEUE_MAX: '1',
      GATE_BATCH_MAX: '1000',
      GATE_READERS: '0',
      GATE_PASSWORD_PROFILE: 'dengbao3',
      GATE_SESSION_IDLE_MINUTES: '30',
      GATE_COOKIE_SECURE: 'true',
      GATE_TOTP_KEY: `${'t'.repeat(32)},${'u'.repeat(32)}`,
      GATE_TOTP_REQUIRED_ROLES: 'finance, security-administrator',
      GATE_LICENCE_KEY_SECRET: `${'n'.repeat(32)},${'o'.repeat(32)}`,
      GATE_WEBHOOK_SECRET: 'w'.repeat(32),
      GATE_OUTBOUND_ALLOW: 'a.example:443, http://10.1.2.3:8080',
      GATE_LOG_LEVEL: 'debug',
      GATE_LANGUAGE: 'en',
      GATE_URL: 'https://gate.example.gov.cn',
      GATE_API_KEY: 'key',
    });

    assert.deepEqual(
      [config.port, config.host, config.databaseUrl, config.databaseMigrationUrl, config.dataDir, config.packDir],
      [8080, '0.0.0.0', 'mysql://gate:pass@db:3306/gate', 'mysql://owner:pass@db:3306/gate', 'var/gate', 'pack'],
    );
    assert.deepEqual(
      [
        config.origin,
        config.region,
        config.referralDays,
        config.clearanceDays,
        config.queueMax,
        config.batchMax,
        config.readersMax,
        config.language,
      ],
      ['gate.jingzhou.gov.cn/1', '421000', 1, 365, 1, 1000, 0, 'en'],
    );
    assert.deepEqual(config.sessions, {
      passwordProfile: 'dengbao3',
      idleMinutes: 30,
      isCookieSecure: true,
      totpKeys: ['t'.repeat(32), 'u'.repeat(32)],
      totpRequiredRoles: ['finance', 'security-administrator'],
    });
    assert.deepEqual(config.licenceKeySecrets, ['n'.repeat(32), 'o'.repeat(32)]);
    assert.deepEqual(config.webhookSecrets, ['w'.repeat(32)]);
    assert.deepEqual(config.outboundAllow, ['a.example:443', 'http://10.1.2.3:8080']);
    assert.deepEqual([config.url, config.apiKey, config.logLevel], ['https://gate.example.gov.cn', 'key', 'debug']);
  });

  it('keeps the embedded database in the data folder', () => {
    assert.equal(loadConfig({ GATE_DATA_DIR: 'elsewhere' }).databaseUrl, 'sqlite:elsewhere/gate.db');
  });

  it('treats an empty variable as absent', () => {
    assert.deepEqual(loadConfig({ PORT: '', GATE_BOOTSTRAP_KEY: '', GATE_URL: '' }), loadConfig({}));
  });

  it('speaks the language of the terminal unless told otherwise', () => {
    const languageOf = (env: Record<string, string>): string => loadConfig(env).language;

    assert.equal(languageOf({ LANG: 'en_GB.UTF-8' }), 'en');
    assert.equal(languageOf({ LANG: 'C.UTF-8' }), 'zh-CN');
    assert.equal(languageOf({ LANG: 'zh_CN.UTF-8' }), 'zh-CN');
    assert.equal(languageOf({ LC_ALL: 'zh_CN.UTF-8', LANG: 'en_US.UTF-8' }), 'zh-CN');
    assert.equal(languageOf({ GATE_LANGUAGE: 'zh-CN', LANG: 'en_US.UTF-8' }), 'zh-CN');
  });

  const WRONG: readonly (readonly [name: string, value: string])[] = [
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '3e3'],
    ['PORT', '80.5'],
    ['HOST', 'http://localhost'],
    ['DATABASE_URL', 'postgres://localhost/gate'],
    ['DATABASE_URL', 'sqlite::memory:'],
    ['DATABASE_URL', 'mysql://localhost'],
    ['GATE_ORIGIN', 'Gate'],
    ['GATE_ORIGIN', 'gate\nroot'],
    ['GATE_REGION', '42100'],
    ['GATE_REGION', '991000'],
    ['GATE_REGION', '420022'],
    ['GATE_REGION', '000001'],
    ['GATE_BOOTSTRAP_KEY', 'k'.repeat(31)],
    ['GATE_BOOTSTRAP_KEY', `${'k'.repeat(32)} `],
    ['GATE_REFERRAL_DAYS', '0'],
    ['GATE_CLEARANCE_DAYS', '366'],
    ['GATE_BATCH_MAX', '1001'],
    ['GATE_PASSWORD_PROFILE', 'easy'],
    ['GATE_SESSION_IDLE_MINUTES', '31'],
    ['GATE_SESSION_IDLE_MINUTES', '1'],
    ['GATE_COOKIE_SECURE', 'yes'],
    ['GATE_TOTP_KEY', 't'.repeat(31)],
    ['GATE_TOTP_REQUIRED_ROLES', 'finance,machine'],
    ['GATE_LICENCE_KEY_SECRET', 'short'],
    ['GATE_LOG_LEVEL', 'loud'],
    ['GATE_LANGUAGE', 'de'],
    ['GATE_URL', 'ftp://gate'],
    ['GATE_QUEU_MAX', '10'],
    ['DATABSE_URL', 'mysql://gate:pass@db:3306/gate'],
    ['DATABASE_URI', 'mysql://gate:pass@db:3306/gate'],
    ['database_url', 'mysql://gate:pass@db:3306/gate'],
    ['GTAE_API_KEY', 'key'],
  ];

  for (const [name, value] of WRONG) {
    it(`refuses ${name}=${JSON.stringify(value)} by name, in both languages`, () => {
      const refusal = refusalOf({ [name]: value });

      assert.equal(refusal.code, 'config.invalid');
      assert.match(refusal.text.en, new RegExp(`- ${name} (must be|is not)`));
      assert.match(refusal.text['zh-CN'], new RegExp(`${name}(，请检查拼写| 应为)`));
    });
  }

  for (const name of ['DATABASE_URL', 'DATABASE_MIGRATION_URL']) {
    it(`refuses what ${name} cannot be read as with a sentence in both languages, and tells no password`, () => {
      const wrong = [
        ...['h1,', ',h1', 'h1,,h2', 'h1:0', 'h1:70000,h2', 'h1,h1:3306', 'h1,H1', 'fe80::1,h2', '[fe80::z]', 'h1;h2'],
        Array.from({ length: 10 }, (_, at) => `h${at}`).join(','),
      ].map((hosts) => `mysql://gate:${SECRET}@${hosts}/gate`);
      const passwords = ['a/b', '100%', '%zz'].map((part) => `mysql://gate:${SECRET}${part}@h1,h2/gate`);

      for (const url of [...wrong, ...passwords]) {
        const { text } = refusalOf({ [name]: url });
        assert.match(text.en, new RegExp(`- ${name} cannot be read`), url);
        assert.match(text['zh-CN'], new RegExp(`- ${name} 无法读取`));
        assert.ok(!text.en.includes(SECRET));
      }
    });
  }

  it('takes several hosts with ports, addresses in brackets and a password that is percent-encoded', () => {
    const url = 'mysql://gate:a%2Fb,c@db1,db2:4302,[fe80::1]:4303/gate';

    assert.equal(loadConfig({ DATABASE_URL: url, DATABASE_MIGRATION_URL: url }).databaseMigrationUrl, url);
    assert.deepEqual(
      databaseHostsIn(url)?.map(({ name, host, port }) => [name, host, port]),
      [
        ['db1:3306', 'db1', 3306],
        ['db2:4302', 'db2', 4302],
        ['[fe80::1]:4303', 'fe80::1', 4303],
      ],
    );
  });

  it('takes a comma in a password', () => {
    const url = 'mysql://gate:a,b@db:3306/gate';

    assert.equal(loadConfig({ DATABASE_URL: url }).databaseUrl, url);
  });

  it('leaves alone what other programs call by names that are a little like its own', () => {
    const others = [
      'HOME',
      'HOSTNAME',
      'PATH',
      'POST',
      'BASE_URL',
      'DATE_URL_',
      'API_KEY',
      'LOG_LEVEL',
      'DATA_DIR',
      'LANGUAGE',
    ];

    const config = loadConfig(Object.fromEntries(others.map((name) => [name, 'x'])));

    assert.deepEqual(config, loadConfig({}));
  });

  it('asks for the key of authenticators where roles need one, or nobody could work in them', () => {
    const keys: readonly Record<string, string>[] = [{}, { GATE_TOTP_KEY: ',' }];
    for (const key of keys) {
      const refusal = refusalOf({ GATE_TOTP_REQUIRED_ROLES: 'finance', ...key });

      assert.match(refusal.text.en, /needs GATE_TOTP_KEY/);
    }
  });

  it('tells everything that is wrong at once, and no secret', () => {
    const refusal = refusalOf({
      PORT: 'x',
      DATABASE_URL: `postgres://u:${SECRET}@h/d`,
      GATE_API_KEY: `${SECRET} x`,
      GATE_X: SECRET,
    });

    const both = refusal.text.en + refusal.text['zh-CN'];
    assert.deepEqual(
      ['PORT', 'DATABASE_URL', 'GATE_API_KEY', 'GATE_X'].filter((name) => !both.includes(name)),
      [],
    );
    assert.doesNotMatch(both, new RegExp(SECRET));
  });

  it('is documented in .env.example, variable by variable, with its defaults', () => {
    const stated = [...readFileSync('.env.example', 'utf8').matchAll(/^# ([A-Z_]+)=(.*)$/gm)];
    const example = Object.fromEntries(stated.map(([, name, value]) => [name, value]));

    assert.deepEqual(Object.keys(example).sort(), [...VARIABLE_NAMES].sort());
    assert.deepEqual(loadConfig(example), loadConfig({}));
  });
});

function refusalOf(env: Record<string, string>): Refusal {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  assert.fail('the configuration was accepted');
}
