import { BARE_ROLES, LINE_ROLES } from '../../goods/index.ts';
import { readList, readObject, readStrings } from '../documents/document-reader.ts';
import { below, type Report } from '../documents/offence.ts';
import { readFoldings } from './product-words.ts';

/** Checks the words by which lines are read, so that a word which was typed wrongly cannot read as "none". */
export function validateGoodsWords(value: unknown, pointer: string, report: Report): void {
  const words = readObject(value, pointer, { required: ['foldings', 'roles', 'kit', 'bare'] }, report);
  if (!words) return;
  readFoldings(words.foldings, below(pointer, 'foldings'), report);
  readRoles(words.roles, below(pointer, 'roles'), report, LINE_ROLES);
  readRoles(words.bare, below(pointer, 'bare'), report, BARE_ROLES);
  for (const [index, parts] of (readList(words.kit, below(pointer, 'kit'), report) ?? []).entries()) {
    readStrings(parts, below(below(pointer, 'kit'), index), report);
  }
}

function readRoles(value: unknown, pointer: string, report: Report, roles: readonly string[]): void {
  const lists = readObject(value, pointer, { required: roles }, report);
  for (const role of lists ? roles : []) readStrings(lists?.[role], below(pointer, role), report);
}
