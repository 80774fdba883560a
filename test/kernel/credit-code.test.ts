import assert from 'node:assert/strict';
import fc from 'fast-check';
import { creditCodeChecksum, isCreditCode } from '../../src/kernel/index.ts';

/** The example of the standard, and well-known companies as published by the State Administration for Market Regulation. */
const VALID = ['91350100M000100Y43', '9144030071526726XG', '914403001922038216'];

const NOT_CODES: readonly (readonly [why: string, code: string])[] = [
  ['the check character is another', '91350100M000100Y44'],
  ['two digits changed places', '91350100M000010Y43'],
  ['it is too short', '91350100M000100Y4'],
  ['it is too long', '91350100M000100Y433'],
  ['it is in small letters', '91350100m000100y43'],
  ['it is empty', ''],
  ['it has a letter that the standard leaves out', '91350100I000100Y43'],
  ['nothing in it is a letter or a digit', '?'.repeat(18)],
  ['it ends with what stands for no check character', '91350100I000100Y4?'],
  ['it is blank', ' '.repeat(18)],
  ['its characters are full-width', '９１３５０１００Ｍ０００１００Ｙ４３'],
];

const first17 = fc.array(fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY'), { minLength: 17, maxLength: 17 });

describe('a unified social credit code', () => {
  for (const code of VALID) it(`can be ${code}`, () => assert.equal(isCreditCode(code), true));

  for (const [why, code] of NOT_CODES) {
    it(`is refused when ${why}: ${code}`, () => assert.equal(isCreditCode(code), false));
  }

  it('has exactly one check character', () => {
    fc.assert(
      fc.property(first17, (characters) => {
        const code = characters.join('');
        const fitting = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].filter((last) => isCreditCode(code + last));
        return fitting.length === 1 && fitting[0] === creditCodeChecksum(code);
      }),
    );
  });

  it('never survives one wrong character', () => {
    const [code = ''] = VALID;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 17 }),
        fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY'),
        (at, wrong) => {
          const changed = code.slice(0, at) + wrong + code.slice(at + 1);
          return isCreditCode(changed) === (changed === code);
        },
      ),
    );
  });
});
