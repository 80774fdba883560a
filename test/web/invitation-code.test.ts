import assert from 'node:assert/strict';
import { hashOfToken, newTokenHalf } from '../../src/access/people/invitation-token.ts';
import { faultsIn, halfOf, placed } from '../../src/web/door/invitation-code.ts';

const NOTHING = { first: '', second: '' };

describe('the code of an invitation, as a person types it', () => {
  const [first, second] = [newTokenHalf('first'), newTokenHalf('second')];

  it('is known by the page as the gate has made it', () => {
    for (const half of ['first', 'second'] as const)
      for (let made = 0; made < 200; made += 1) assert.equal(halfOf(newTokenHalf(half)), half);
    assert.equal(halfOf(` ${first.toLowerCase().replaceAll('-', ' ')} `), 'first');
  });

  it('is whole with one half in each place, in either order', () => {
    assert.deepEqual(faultsIn({ first, second }), {});
    assert.deepEqual(faultsIn({ first: second, second: first }), {});
    assert.deepEqual(faultsIn({ first, second: first }), { second: 'twice' });
    assert.deepEqual(faultsIn({ first, second: ' ' }), { second: 'missing' });
    assert.deepEqual(faultsIn({ first: `${first.slice(0, -2)}ZZ`, second }), { first: 'wrong' });
  });

  it('is not called the same half twice where one half is mistyped into the kind of the other', () => {
    const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    const most = newHalfThatCanGrow();
    const grown = `${most.slice(0, -1)}${digits[digits.indexOf(most.slice(-1)) + 1]}`;

    assert.equal(halfOf(grown), 'second');
    assert.deepEqual(faultsIn({ first: grown, second }), { second: 'alike' });

    function newHalfThatCanGrow(): string {
      const made = newTokenHalf('first');
      return made.endsWith('Z') ? newHalfThatCanGrow() : made;
    }
  });

  it('goes to its place from the address of a slip, and both halves from the one code that set-up tells', () => {
    const scanned = placed({ first, second: '' }, 'first', `https://gate.example/console/invitation#${second}`);
    const whole = placed(NOTHING, 'first', `${first}${second}`);

    assert.deepEqual(scanned, { first, second });
    assert.deepEqual(whole, { first, second });
    assert.equal(hashOfToken(`${whole.first} ${whole.second}`), hashOfToken(first + second));
  });
});
