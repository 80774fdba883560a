import { type Database, type Engine, openDatabase } from '../../src/db/index.ts';
import { type FreshDatabase, freshDatabaseUrl } from './databases.ts';

/** A migrated database, open before each test of the block and gone after it. */
export function databaseForEachTest(engine: Engine): { readonly db: Database; readonly url: string } {
  let fresh: FreshDatabase | undefined;
  let db: Database | undefined;

  beforeEach(async () => {
    fresh = await freshDatabaseUrl(engine);
    db = openDatabase(fresh.url);
  });

  afterEach(async () => {
    await db?.close();
    await fresh?.drop();
  });

  return {
    get db() {
      if (!db) throw new Error('the database is open only while a test runs');
      return db;
    },
    get url() {
      if (!fresh) throw new Error('the database is there only while a test runs');
      return fresh.url;
    },
  };
}
