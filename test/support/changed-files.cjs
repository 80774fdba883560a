const { execFileSync } = require('node:child_process');

/** The files that differ from a commit, with what is not committed. A reporter of mocha reads it, so it is no module. */
function changedSince(commit) {
  const lines = (...args) =>
    execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
      .split('\n')
      .filter(Boolean);
  return [
    ...new Set([...lines('diff', '--name-only', commit), ...lines('ls-files', '--others', '--exclude-standard')]),
  ];
}

module.exports = { changedSince };
