import { migrate, openDatabase } from '../../src/db/index.ts';
import { systemClock } from '../../src/kernel/index.ts';

// Migrates the database of the first argument and kills itself right after the statement whose number is the second.
const [url = '', last = ''] = process.argv.slice(2);
const db = openDatabase(url);
let statements = 0;
db.writer.on('query-response', () => {
  statements += 1;
  if (statements === Number(last)) process.kill(process.pid, 'SIGKILL');
});
await migrate(db, systemClock);
