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

/** A tag, a comment, a CDATA section, an instruction, or text up to the next of them. Quoted values may hold a `>`. */
const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<\/([^\s>]+)\s*>|<([^\s/>!?]+)((?:[^>"']|"[^"]*"|'[^']*')*)>|([^<]+)/y;

/** No tag and no comment of a spreadsheet is as long as this. */
const PENDING_MAX = 1_000_000;

/**
 * Reads XML in pieces, without a tree: a sheet of 60,000 rows is never there as a whole. It is no check that a file is
 * well-formed: what it cannot read ends as a spreadsheet that says nothing.
 */
export function scanXml({ open, close, text }: XmlListener): XmlScan {
  let pending = '';
  const takeToken = (found: RegExpExecArray): void => {
    const [, section, closed, opened, attributes = '', written] = found;
    if (written !== undefined) text(written);
    else if (section !== undefined) text(section.replaceAll('&', '&amp;'));
    else if (closed !== undefined) close(localName(closed));
    else if (opened !== undefined) {
      const isEmpty = attributes.endsWith('/');
      open(localName(opened), attributes);
      if (isEmpty) close(localName(opened));
    }
  };
  return {
    write: (piece) => {
      const all = pending + piece;
      let at = 0;
      for (TOKEN.lastIndex = 0; at < all.length; at = TOKEN.lastIndex) {
        TOKEN.lastIndex = at;
        const found = TOKEN.exec(all);
        if (!found) break;
        takeToken(found);
      }
      pending = all.slice(at);
      if (/^<!(?!-|\[)[A-Z]/i.test(pending) || pending.length > PENDING_MAX) throw new NotPlainXml();
    },
    end: () => pending === '',
  };
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The value of an attribute, as it is written. */
export function attributeIn(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return found?.[1] ?? found?.[2];
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
