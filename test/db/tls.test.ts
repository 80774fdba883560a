import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import {
  type Database,
  inSnapshot,
  openDatabase,
  openReadingDatabase,
  openStoppableReads,
  selectedRows,
} from '../../src/db/index.ts';
import { loadConfig } from '../../src/gate/config.ts';
import { openGate } from '../../src/gate/gate.ts';
import { readinessProbes } from '../../src/http/readiness.ts';
import { type Refusal, systemClock } from '../../src/kernel/index.ts';
import { freshFolder, runGate } from '../cli/gate-command.ts';
import { ENGINES } from '../support/databases.ts';
import { freePort, type Mariadb, startMariadb } from '../support/mariadb.ts';
import { hasPrograms } from '../support/programs.ts';
import { scratchFolder } from '../support/scratch.ts';

describe('the file of an authority', () => {
  it('that is not there is told at the start', () => {
    assert.throws(() => loadConfig({ DATABASE_CA_FILE: 'no/such/file.pem' }), /DATABASE_CA_FILE/);
    assert.equal(loadConfig({ DATABASE_CA_FILE: 'package.json' }).databaseCaFile, 'package.json');
  });

  it('is of no use for a host that is an address, which would be held against no name of its own', () => {
    const DATABASE_URL = 'mysql://gate:geheim@db1:3306,10.0.0.2:3306,[::1]:3306/gate';
    const file = { DATABASE_CA_FILE: 'package.json' };

    assert.throws(
      () => loadConfig({ ...file, DATABASE_URL }),
      ({ text }: Refusal) => {
        assert.match(text.en, /DATABASE_URL names 10\.0\.0\.2, an address[\s\S]*names ::1, an address/);
        assert.match(text['zh-CN'], /DATABASE_URL 中的 10\.0\.0\.2 是地址/);
        return !/geheim|db1/.test(text.en);
      },
    );
    assert.ok(loadConfig({ DATABASE_URL }));
    assert.ok(loadConfig({ ...file, DATABASE_URL: 'mysql://gate:geheim@db1:3306,db2:3306/gate' }));
  });
});

function cipherIn(db: Database): Promise<unknown> {
  return inSnapshot(db, async (tx) => {
    const [row] = selectedRows<{ Value: string }>(await tx.raw("show session status like 'Ssl_cipher'"));
    return row?.Value;
  });
}

const OPENSSL = { what: 'a database server with a certificate', programs: ['openssl'], from: 'openssl' };

if (ENGINES.includes('mysql') && hasPrograms(OPENSSL)) {
  describe('a database server with a certificate', () => {
    const folder = mkdtempSync(join(scratchFolder(), 'genuine-gate-tls-'));
    const path = (name: string): string => join(folder, name);
    const certifiedBy = (name: string) => [`--ssl-cert=${path(`${name}.pem`)}`, `--ssl-key=${path(`${name}.key`)}`];
    let mariadb: Mariadb;
    before(async () => {
      makeAuthority(folder, 'authority');
      makeAuthority(folder, 'another');
      sign(folder, { by: 'authority', name: 'localhost' });
      mariadb = await startMariadb(certifiedBy('server'));
      await mariadb.administer('create database gate');
    });
    after(async () => {
      await mariadb.remove();
      rmSync(folder, { recursive: true });
    });

    const cipherOf = async (caFile?: string): Promise<unknown> => {
      const db = openDatabase(mariadb.urlOf('gate').replace('127.0.0.1', 'localhost'), caFile);
      try {
        return await cipherIn(db);
      } finally {
        await db.close();
      }
    };

    it('is spoken to by TLS with the file of its authority, and without one as before', async () => {
      assert.match(String(await cipherOf(path('authority.pem'))), /^TLS_|GCM|CHACHA/);
      assert.equal(await cipherOf(), '');
    });

    it('is found in a list of hosts, of which the first was signed for by another authority', async () => {
      sign(folder, { by: 'another', name: 'localhost', file: 'stranger' });
      const stranger = await startMariadb(certifiedBy('stranger'));
      const names = [stranger, mariadb].map(({ port }) => `localhost:${port}`);
      const url = `mysql://root@${names}/gate`;
      const caFile = path('authority.pem');
      const opened = [openDatabase(url, caFile), openReadingDatabase(url, openStoppableReads(), caFile)];
      try {
        for (const db of opened) {
          assert.match(String(await cipherIn(db)), /^TLS_|GCM|CHACHA/);
          assert.equal(db.nodes?.used().name, names[1]);
        }
      } finally {
        for (const db of opened) await db.close();
        await stranger.remove();
      }
    });

    /** What a command at this server says on its way out. */
    const said = async (command: string, env: Readonly<Record<string, string>>): Promise<string> => {
      const DATABASE_URL = mariadb.urlOf('gate').replace('127.0.0.1', 'localhost');
      const { code, stderr } = await runGate([command], {
        env: { GATE_DATA_DIR: freshFolder(), DATABASE_URL, ...env },
      });
      assert.equal(code, 1, stderr);
      return stderr;
    };

    it('that another authority signed for is told of at once, and with the file that does not fit', async () => {
      const env = { DATABASE_CA_FILE: path('another.pem') };
      const place = `localhost:${mariadb.port}`;

      assert.match(
        await said('serve', env),
        new RegExp(`^Error: the certificate of the database at ${place} is not trusted by DATABASE_CA_FILE \\(.*\\); `),
      );
      assert.match(
        await said('migrate', { ...env, GATE_LANGUAGE: 'zh-CN' }),
        new RegExp(`^错误：DATABASE_CA_FILE 不信任数据库 ${place} 的证书（.*）：`),
      );
    });

    it('refuses an account that requires TLS as it refuses a wrong password, and both are told of without a file', async () => {
      await mariadb.administer("create user secure@'%' identified by 'geheim' require ssl");
      await mariadb.administer("grant all on gate.* to secure@'%'");
      const DATABASE_URL = mariadb.urlOf('gate').replace('root@127.0.0.1', 'secure:geheim@localhost');
      const wrong = { DATABASE_URL: DATABASE_URL.replace('geheim', 'falsch'), DATABASE_CA_FILE: path('authority.pem') };

      const [inEnglish, inChinese, byTls] = [
        await said('migrate', { DATABASE_URL }),
        await said('migrate', { DATABASE_URL, GATE_LANGUAGE: 'zh-CN' }),
        await said('migrate', wrong),
      ];

      assert.match(
        inEnglish,
        /check user and password in DATABASE_URL\. An account that requires TLS .* DATABASE_CA_FILE/,
      );
      assert.match(inChinese, /要求 TLS 的账号（REQUIRE SSL）在未设置 DATABASE_CA_FILE 时同样被拒绝/);
      assert.equal(byTls, 'Error: the database refuses the sign-in; check user and password in DATABASE_URL.\n');
    });

    it('that is not trusted is named with its reason, beside one of the list that is away', async () => {
      sign(folder, { by: 'another', name: 'localhost', file: 'stranger' });
      const [stranger, plain] = await Promise.all([
        startMariadb(certifiedBy('stranger')),
        startMariadb(['--skip-ssl']),
      ]);
      const away = await freePort();
      const caFile = path('authority.pem');
      const urlOf = (ports: readonly number[]) => `mysql://root@${ports.map((port) => `localhost:${port}`)}/gate`;
      const commandOn = (ports: readonly number[], command: string, GATE_LANGUAGE = 'en') =>
        said(command, { DATABASE_URL: urlOf(ports), DATABASE_CA_FILE: caFile, GATE_LANGUAGE });
      const db = openDatabase(urlOf([away, stranger.port, plain.port, mariadb.port]), caFile);
      try {
        await inSnapshot(db, async () => undefined);
        const [probe] = await readinessProbes(db, systemClock);
        const reason = `localhost:${stranger.port} has a certificate that is not trusted \\([^;]*certificate[^;]*\\)`;

        assert.equal(probe?.ok, true);
        assert.match(
          String(probe?.detail?.en),
          new RegExp(
            `^localhost:${mariadb.port} is used; not well: localhost:${away} does not answer \\(ECONNREFUSED\\); ${reason}; localhost:${plain.port} offers no TLS\\.$`,
          ),
        );
        assert.match(
          String(probe?.detail?.['zh-CN']),
          new RegExp(
            `；异常的服务器：localhost:${away} 没有应答（ECONNREFUSED）；localhost:${stranger.port} 的证书不受信任（.*）；localhost:${plain.port} 不提供 TLS。$`,
          ),
        );
        assert.match(
          await commandOn([away, stranger.port], 'migrate'),
          new RegExp(
            `^Error: no database server can be used: localhost:${away} does not answer \\(ECONNREFUSED\\); ${reason}\\. .*DATABASE_CA_FILE`,
          ),
        );
        assert.match(
          await commandOn([away, stranger.port], 'verify', 'zh-CN'),
          new RegExp(
            `^错误：没有可用的数据库服务器：localhost:${away} 没有应答（ECONNREFUSED）；localhost:${stranger.port} 的证书不受信任（.*）。.*DATABASE_CA_FILE`,
          ),
        );
        // None of these changes by waiting, so the start does not wait.
        assert.match(
          await commandOn([stranger.port, plain.port], 'serve'),
          new RegExp(
            `^Error: no database server can be used: ${reason}; localhost:${plain.port} offers no TLS\\. .*DATABASE_CA_FILE`,
          ),
        );
      } finally {
        await db.close();
        for (const server of [stranger, plain]) await server.remove();
      }
    });

    it('that is not trusted is in the log of the gate that uses another one', async () => {
      sign(folder, { by: 'another', name: 'localhost', file: 'stranger' });
      const stranger = await startMariadb(certifiedBy('stranger'));
      const lines: { server?: string; reason?: string }[] = [];
      const logger = pino({ level: 'warn' }, { write: (line) => lines.push(JSON.parse(line)) });
      const [name, used] = [stranger, mariadb].map(({ port }) => `localhost:${port}`);
      const config = loadConfig({
        DATABASE_URL: `mysql://root@${name},${used}/gate`,
        DATABASE_CA_FILE: path('authority.pem'),
        GATE_DATA_DIR: freshFolder(),
      });
      const gate = await openGate({ config, logger });
      await gate.stopReads();
      await gate.close();
      await stranger.remove();

      const [line, ...others] = lines.filter(({ server }) => server !== undefined);
      assert.deepEqual([line?.server, others], [name, []]);
      assert.match(String(line?.reason), /^has a certificate that is not trusted \(.*certificate.*\)$/);
    });

    it('that offers no TLS where the gate asks for it is told of at once, and what to do', async () => {
      const plain = await startMariadb(['--skip-ssl']);
      await plain.administer('create database gate');
      const place = `localhost:${plain.port}`;
      const env = { DATABASE_URL: `mysql://root@${place}/gate`, DATABASE_CA_FILE: path('authority.pem') };

      const [inEnglish, inChinese] = [
        await said('serve', env),
        await said('migrate', { ...env, GATE_LANGUAGE: 'zh-CN' }),
      ];
      await plain.remove();

      assert.match(
        inEnglish,
        new RegExp(
          `^Error: the database at ${place} offers no TLS, which DATABASE_CA_FILE asks for; set ssl_cert and ssl_key on the server`,
        ),
      );
      assert.match(
        inChinese,
        new RegExp(
          `^错误：数据库 ${place} 不提供 TLS，而设置了 DATABASE_CA_FILE 时连接必须使用 TLS：请在服务器上设置 ssl_cert`,
        ),
      );
    });

    it('that another authority signed for, or for another name, is not spoken to', async () => {
      await assert.rejects(cipherOf(path('another.pem')), /certificate/i);

      sign(folder, { by: 'authority', name: 'db.gate.test' });
      await mariadb.administer('flush ssl');

      await assert.rejects(cipherOf(path('authority.pem')), /db\.gate\.test/);
      assert.match(
        await said('migrate', { DATABASE_CA_FILE: path('authority.pem') }),
        /^Error: the certificate of the database .* is not trusted by DATABASE_CA_FILE \(.*DNS:db\.gate\.test\); /,
      );
    });
  });
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];

function makeAuthority(folder: string, name: string): void {
  const files = ['-keyout', join(folder, `${name}.key`), '-out', join(folder, `${name}.pem`)];
  openssl(['req', '-x509', ...NEW_KEY, '-subj', `/CN=${name}`, ...files]);
}

interface Certificate {
  readonly by: string;
  readonly name: string;
  readonly file?: string;
}

function sign(folder: string, { by, name, file = 'server' }: Certificate): void {
  const files = ['-keyout', join(folder, `${file}.key`), '-out', join(folder, `${file}.pem`)];
  const authority = ['-CA', join(folder, `${by}.pem`), '-CAkey', join(folder, `${by}.key`)];
  const subject = [
    '-subj',
    `/CN=${name}`,
    '-addext',
    `subjectAltName=DNS:${name}`,
    '-addext',
    'basicConstraints=CA:FALSE',
  ];
  openssl(['req', '-x509', ...NEW_KEY, ...authority, ...subject, ...files]);
}

function openssl(options: readonly string[]): void {
  execFileSync('openssl', options, { stdio: ['ignore', 'ignore', 'pipe'] });
}
