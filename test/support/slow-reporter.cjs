const { relative, sep } = require('node:path');
const { reporters, Runner } = require('mocha');
const { changedSince } = require('./changed-files.cjs');

const SLOW_MS = 500;
const AT_MOST = 10;

/** What mocha prints, and at the end which tests of the files that were changed take longer than a test of every day may. */
class SlowReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const slow = [];
    runner.on(Runner.constants.EVENT_TEST_PASS, ({ file, duration, title }) => {
      if (duration > SLOW_MS) slow.push({ file: relative(process.cwd(), file).split(sep).join('/'), duration, title });
    });
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      if (process.env.LONG_RUN !== 'true') tell(slow);
    });
  }
}

function tell(slow) {
  const changed = slow.length > 0 ? changedFiles() : new Set();
  const yours = slow.filter(({ file }) => changed.has(file)).toSorted((one, other) => other.duration - one.duration);
  if (yours.length === 0) return;
  console.log(
    `  Of the files that you changed, ${yours.length} tests take more than ${SLOW_MS} ms here. A smaller size, a signal`,
  );
  console.log('  in place of a wait, or inLongRun (test/support/long.ts) keeps `npm test` short:');
  for (const { file, duration, title } of yours.slice(0, AT_MOST)) console.log(`    ${duration} ms ${file}: ${title}`);
  if (yours.length > AT_MOST) console.log(`    and ${yours.length - AT_MOST} more`);
}

/** Since the commit before the last one. Without git nobody is told. */
function changedFiles() {
  try {
    return new Set(changedSince('HEAD~1'));
  } catch {
    return new Set();
  }
}

module.exports = SlowReporter;
