import {
  BARE_ROLES,
  COUNTED_ROLES,
  LATER_BARE_ROLES,
  LINE_ROLES,
  STATED_ROLES,
  UNDONE_ROLES,
} from '../../goods/index.ts';
import { type Keys, readEntries, readObject, readStrings } from '../documents/document-reader.ts';
import { below, type Report } from '../documents/offence.ts';
import { readFoldings } from './product-words.ts';

/** Checks the words by which lines are read, so that a word which was typed wrongly cannot read as "none". */
export function validateGoodsWords(value: unknown, pointer: string, report: Report): void {
  const words = readObject(
    value,
    pointer,
    {
      required: ['foldings', 'roles', 'kit', 'bare'],
      optional: ['undone', 'counted', 'stated', 'licences', 'lessons', 'inches', 'furniture'],
    },
    report,
  );
  if (!words) return;
  readFoldings(words.foldings, below(pointer, 'foldings'), report);
  readRoles(words.roles, below(pointer, 'roles'), report, { required: LINE_ROLES });
  const required = BARE_ROLES.filter((role) => !LATER_BARE_ROLES.includes(role));
  readRoles(words.bare, below(pointer, 'bare'), report, { required, optional: LATER_BARE_ROLES });
  if (words.undone !== undefined) readRoles(words.undone, below(pointer, 'undone'), report, { required: UNDONE_ROLES });
  if (words.counted !== undefined)
    readRoles(words.counted, below(pointer, 'counted'), report, { required: COUNTED_ROLES });
  if (words.stated !== undefined) readStated(words.stated, below(pointer, 'stated'), report);
  if (words.lessons !== undefined)
    readRoles(words.lessons, below(pointer, 'lessons'), report, { required: ['heads', 'middles'] });
  if (words.inches !== undefined) readStrings(words.inches, below(pointer, 'inches'), report);
  if (words.furniture !== undefined) readStrings(words.furniture, below(pointer, 'furniture'), report);
  if (words.licences !== undefined) readStrings(words.licences, below(pointer, 'licences'), report);
  readEntries(words.kit, below(pointer, 'kit'), report, readStrings);
}

/** Lists of words, one for each role and no other. */
export function readRoles(value: unknown, pointer: string, report: Report, keys: Keys): void {
  const lists = readObject(value, pointer, keys, report);
  for (const role of lists ? [...keys.required, ...(keys.optional ?? [])] : [])
    readStrings(lists?.[role], below(pointer, role), report);
}

function readStated(value: unknown, pointer: string, report: Report): void {
  const stated = readObject(value, pointer, { required: ['aside', 'pairs'] }, report);
  if (!stated) return;
  readStrings(stated.aside, below(pointer, 'aside'), report);
  readEntries(stated.pairs, below(pointer, 'pairs'), report, (pair, at) =>
    readRoles(pair, at, report, { required: STATED_ROLES }),
  );
}
