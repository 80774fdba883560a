import { isCivilDay } from '../policy/civil-day.ts';

/** How the reference judges one comparison. */
export type Judge = (left: unknown, right: unknown) => boolean;

/**
 * The operators of the profile as json-rules-engine runs them. They are written apart from the closures on purpose: two
 * accounts of one meaning can be held against each other. Each throws on a value of another type, where the engine's own
 * operators would coerce: there `'10' > '9'` is false, `-1 < null` is true, and `notIn` holds for a fact that is undefined.
 */
export const REFERENCE_EVALUATOR_OPERATORS: Readonly<Record<string, Judge>> = {
  equal: (left, right) => sameKind(left, right) && left === right,
  notEqual: (left, right) => sameKind(left, right) && left !== right,
  in: (left, right) => texts(right).some((member) => member === text(left)),
  notIn: (left, right) => texts(right).every((member) => member !== text(left)),
  contains: (left, right) => texts(left).some((member) => member === text(right)),
  doesNotContain: (left, right) => texts(left).every((member) => member !== text(right)),
  ...numeric('integer'),
  ...numeric('fen'),
  'date.equal': (left, right) => dayNumber(left) === dayNumber(right),
  'date.before': (left, right) => dayNumber(left) < dayNumber(right),
  'date.onOrBefore': (left, right) => dayNumber(left) <= dayNumber(right),
  'date.after': (left, right) => dayNumber(left) > dayNumber(right),
  'date.onOrAfter': (left, right) => dayNumber(left) >= dayNumber(right),
};

function numeric(type: 'integer' | 'fen'): Readonly<Record<string, Judge>> {
  return {
    [`${type}.equal`]: (left, right) => whole(left) - whole(right) === 0,
    [`${type}.notEqual`]: (left, right) => whole(left) - whole(right) !== 0,
    [`${type}.greaterThan`]: (left, right) => whole(left) > whole(right),
    [`${type}.atLeast`]: (left, right) => whole(left) >= whole(right),
    [`${type}.lessThan`]: (left, right) => whole(left) < whole(right),
    [`${type}.atMost`]: (left, right) => whole(left) <= whole(right),
  };
}

function sameKind(left: unknown, right: unknown): true {
  const isPlain = typeof left === 'string' || typeof left === 'boolean';
  if (!isPlain || typeof left !== typeof right)
    throw new TypeError('equal and notEqual compare two texts or two claims');
  return true;
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('a text was wanted');
  return value;
}

function texts(value: unknown): readonly string[] {
  if (!Array.isArray(value)) throw new TypeError('a list of texts was wanted');
  return value.map(text);
}

function whole(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new TypeError('a whole number was wanted');
  return value;
}

/** Days counted from year 0 in the shape 20260331, so that order is order of numbers and not of texts. */
function dayNumber(value: unknown): number {
  if (typeof value !== 'string' || !isCivilDay(value)) throw new TypeError('a day that exists was wanted');
  return Number(value.replaceAll('-', ''));
}
