import { foldedNumber } from './folded-number.ts';

/** What people write before a number to say that it is one, and before the name of what it numbers. */
const PREFIX = /^(?:S\/N|SN(?=[:#.])|NO(?=[:#.])|№|编号|序列号|合同编号|合同号|备案编号|备案号|发票号码|发票号)[:#.]*/u;

/** What does not make another number where it is left out: signs between the digits, characters that nobody sees. */
const SIGNS = /[^\p{L}\p{N}]/gu;

/**
 * A number without signs and without what is written before it: `S/N: ab-12` is `AB12`. Different numbers may come to the
 * same, so that it is looked up by and never unique; `areNumbersAlike` tells. Null where nothing is left.
 */
export function looseNumber(number: string): string | null {
  const loose = withoutPrefix(number).replaceAll(SIGNS, '');
  return loose === '' ? null : loose;
}

/**
 * Whether a person has to look whether two numbers are one: they differ, and only by signs that one of them leaves out.
 * `2026-1-12` and `2026-11-2` have signs in other places and are two numbers.
 */
export function areNumbersAlike(one: string, other: string): boolean {
  if (foldedNumber(one) === foldedNumber(other) || looseNumber(one) === null) return false;
  if (looseNumber(one) !== looseNumber(other)) return false;
  const [ofOne, ofOther] = [placesOfSigns(one), placesOfSigns(other)];
  return isWithin(ofOne, ofOther) || isWithin(ofOther, ofOne);
}

function withoutPrefix(number: string): string {
  return foldedNumber(number)
    .replaceAll(/\p{Cf}/gu, '')
    .replace(PREFIX, '');
}

/** After how many letters and digits there is a sign, but for the ends. */
function placesOfSigns(number: string): ReadonlySet<number> {
  const parts = withoutPrefix(number)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '');
  const places = new Set<number>();
  let passed = 0;
  for (const part of parts.slice(0, -1)) {
    passed += part.length;
    places.add(passed);
  }
  return places;
}

function isWithin(some: ReadonlySet<number>, all: ReadonlySet<number>): boolean {
  return [...some].every((place) => all.has(place));
}
