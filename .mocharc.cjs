const { execFileSync } = require('node:child_process');

/**
 * A process of a test lives for seconds, of which the compiler of V8 would take a sixth: functions that run a few hundred
 * times are not worth optimizing, as V8 of Node 20 and that of Node 24 are told by other words. With room for young objects
 * a tenth less goes to collecting them. Processes that tests start are given it as well (test/cli/other-clock.ts).
 */
const SHORT_LIVED = ['interrupt-budget=540672', 'invocation-count-for-turbofan=20000'];

/** V8 renames what it is set by from version to version, and Node does not start with a flag that it does not know. */
function knownOf(flags) {
  const known = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  return flags.filter((flag) => known.includes(`\n  --${flag.split('=')[0]} (`));
}

module.exports = {
  recursive: true,
  extension: ['ts'],
  ignore: ['test/**/!(*.test).ts'],
  require: ['test/support/hooks.ts', 'test/support/in-memory.ts'],
  'node-option': [
    'import=tsx',
    'disable-proto=throw',
    'max-semi-space-size=64',
    'no-experimental-require-module',
    ...knownOf(SHORT_LIVED),
  ],
  reporter: 'test/support/slow-reporter.cjs',
  timeout: 180_000,
  slow: 2_000,
};
