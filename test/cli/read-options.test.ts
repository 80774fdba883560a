import assert from 'node:assert/strict';
import { readOptions } from '../../src/cli/read-options.ts';

const OPTIONS = {
  gate: { type: 'string' },
  agency: { type: 'string', isList: true },
  'dry-run': { type: 'boolean' },
} as const;

describe('the options of a command', () => {
  const read = (...args: readonly string[]) => readOptions(args, OPTIONS, { wordsMax: 2 });

  it('may stand anywhere, before and behind the words', () => {
    const { values, words } = read('agencies', '--agency', 'a', '--dry-run', 'file.csv', '--agency=b', '--gate=-x');

    assert.deepEqual(words, ['agencies', 'file.csv']);
    assert.deepEqual(values, { gate: '-x', agency: ['a', 'b'], 'dry-run': true });
  });

  it('are absent, empty or false when nobody gives them', () => {
    assert.deepEqual(read(), { values: { gate: undefined, agency: [], 'dry-run': false }, words: [] });
    assert.deepEqual(read('--', '--gate').words, ['--gate']);
  });

  const refused: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['a misspelt option, which must not become a real run', ['--dryrun'], /unknown option --dryrun/],
    ['a short option', ['-d'], /unknown option -d/],
    ['the name of something that every object has', ['--constructor', 'x'], /unknown option --constructor/],
    ['a value where none is taken', ['--dry-run=no'], /--dry-run takes no value/],
    ['an option without its value', ['--gate'], /--gate needs a value/],
    ['another option where a value should be', ['--gate', '--dry-run'], /--gate needs a value/],
    ['one option twice', ['--gate', 'a', '--gate', 'b'], /--gate may stand only once/],
    ['a word too many', ['a', 'b', 'c'], /unexpected argument: c/],
  ];
  for (const [what, args, says] of refused) {
    it(`refuse ${what}`, () => {
      assert.throws(() => read(...args), says);
    });
  }
});
