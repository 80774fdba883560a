import { hasPlainCharacters } from '../kernel/index.ts';

/** What an XML text says, in its order. Names come without their prefix; texts as they are written, with their entities. */
export interface XmlListener {
  readonly open: (name: string, attributes: string) => void;
  readonly close: (name: string) => void;
  readonly text: (written: string) => void;
}

export interface XmlScan {
  readonly write: (piece: string) => void;
  /** Whether it ended where a text may end. */
  readonly end: () => boolean;
}

/** Thrown at what no part of a spreadsheet holds: a document type, with which entities are declared. */
export class NotPlainXml extends Error {}

/** No tag and no comment of a spreadsheet is as long as this. */
const PENDING_MAX = 100_000;

/**
 * Reads XML in pieces, without a tree: a sheet of 60,000 rows is never there as a whole. It is no check that a file is
 * well-formed: what it cannot read ends as a spreadsheet that says nothing. Each character is looked at once; a regular
 * expression for tags went back over a name without an end as often as it had characters.
 */
export function scanXml(listener: XmlListener): XmlScan {
  let pending = '';
  return {
    write: (piece) => {
      const all = pending + piece;
      let at = 0;
      for (let end = 0; end >= 0; end = takeToken(all, at, listener)) at = Math.max(at, end);
      pending = all.slice(at);
      if (isDeclaration(pending) || pending.length > PENDING_MAX) throw new NotPlainXml();
    },
    end: () => pending === '',
  };
}

/** A document type or an entity, which no part of a spreadsheet holds. */
function isDeclaration(pending: string): boolean {
  return /^<![A-Z]/i.test(pending);
}

/** Tells what begins there, and where it ends; -1 while its end has not come. */
function takeToken(all: string, at: number, listener: XmlListener): number {
  if (at >= all.length) return -1;
  if (all[at] !== '<') return takeText(all, at, listener);
  switch (all[at + 1]) {
    case '!':
      if (all.startsWith('<!--', at)) return endAfter(all, '-->', at + 4);
      return all.startsWith('<![CDATA[', at) ? takeSection(all, at + 9, listener) : -1;
    case '?':
      return endAfter(all, '?>', at + 2);
    case '/': {
      const end = endAfter(all, '>', at + 2);
      if (end >= 0) listener.close(localName(all.slice(at + 2, end - 1).trimEnd()));
      return end;
    }
    default:
      return takeTag(all, at + 1, listener);
  }
}

function takeText(all: string, at: number, { text }: XmlListener): number {
  const next = all.indexOf('<', at);
  const end = next < 0 ? all.length : next;
  text(all.slice(at, end));
  return end;
}

function takeSection(all: string, at: number, { text }: XmlListener): number {
  const end = endAfter(all, ']]>', at);
  if (end >= 0) text(all.slice(at, end - 3).replaceAll('&', '&amp;'));
  return end;
}

function endAfter(all: string, mark: string, from: number): number {
  const found = all.indexOf(mark, from);
  return found < 0 ? -1 : found + mark.length;
}

/** The rest of a tag: quoted values may hold a `>`. Every character can be taken in one way only. */
const TAG = /[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>/y;
const NAME_END = /[\s/]/;

function takeTag(all: string, at: number, { open, close }: XmlListener): number {
  TAG.lastIndex = at;
  if (!TAG.test(all)) return -1;
  const end = TAG.lastIndex;
  const isEmpty = all[end - 2] === '/';
  const inner = all.slice(at, isEmpty ? end - 2 : end - 1);
  const nameEnd = inner.search(NAME_END);
  const name = localName(nameEnd < 0 ? inner : inner.slice(0, nameEnd));
  open(name, nameEnd < 0 ? '' : inner.slice(nameEnd));
  if (isEmpty) close(name);
  return end;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

const ATTRIBUTE = /\s*([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y;

/** The value of an attribute, as it is written. */
export function attributeIn(attributes: string, name: string): string | undefined {
  ATTRIBUTE.lastIndex = 0;
  for (let found = ATTRIBUTE.exec(attributes); found; found = ATTRIBUTE.exec(attributes)) {
    if (found[1] === name) return found[2] ?? found[3];
  }
  return undefined;
}

/** The attributes of each tag of a name, in a part that is there as a whole. */
export function attributesOf(xml: string, wanted: string): readonly string[] {
  const found: string[] = [];
  const open = (name: string, attributes: string): void => {
    if (name === wanted) found.push(attributes);
  };
  scanXml({ open, close: () => undefined, text: () => undefined }).write(xml);
  return found;
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Entities and the way in which spreadsheets write control characters. What is none stays as it is. */
export function textOfXml(written: string): string {
  const text = written.includes('&')
    ? written.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (all, decimal, hex, name) => {
        if (name !== undefined) return NAMED[name] ?? all;
        const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
        return plainOr(all, code);
      })
    : written;
  return text.includes('_x')
    ? text.replace(/_x([0-9a-f]{4})_/gi, (all, hex) => plainOr(all, Number.parseInt(hex, 16)))
    : text;
}

/** What stands for no character that a text may hold stays as it is written. */
function plainOr(written: string, code: number): string {
  const character = code <= 0x10ffff ? String.fromCodePoint(code) : '';
  return character !== '' && hasPlainCharacters(character) ? character : written;
}
