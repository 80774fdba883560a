import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Database,
  inSnapshot,
  openDatabase,
  openReadingDatabase,
  openStoppableReads,
  selectedRows,
} from '../../src/db/index.ts';
import { loadConfig } from '../../src/gate/config.ts';
import type { Refusal } from '../../src/kernel/index.ts';
import { ENGINES } from '../support/databases.ts';
import { type Mariadb, startMariadb } from '../support/mariadb.ts';
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

if (ENGINES.includes('mysql')) {
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

    it('that another authority signed for, or for another name, is not spoken to', async () => {
      await assert.rejects(cipherOf(path('another.pem')), /certificate/i);

      sign(folder, { by: 'authority', name: 'db.gate.test' });
      await mariadb.administer('flush ssl');

      await assert.rejects(cipherOf(path('authority.pem')), /db\.gate\.test/);
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
