import { Refusal, text } from '../../../kernel/index.ts';
import { NotPlainXml, scanXml, textOfXml } from '../../../tables/index.ts';

/**
 * A scan that an agent of GLPI, FusionInventory or OCS Inventory wrote as XML (`<REQUEST>`), in the shape of GLPI's JSON: its
 * sections have the same names in lower case. Sections that nothing is read of are left out.
 */
export function scanOfXml(written: string): object {
  const path: string[] = [];
  const content = new Map<string, Record<string, string> | Record<string, string>[]>();
  let section: Record<string, string> = {};
  let value = '';
  const scan = scanXml({
    open: (name) => {
      path.push(name.toLowerCase());
      if (path.length > DEPTH_MAX) throw new NotPlainXml();
      value = '';
      if (path.length === SECTION_DEPTH) section = {};
    },
    text: (some) => {
      value += some;
    },
    close: (name) => {
      if (path.at(-1) !== name.toLowerCase()) throw new NotPlainXml();
      const own = path.pop() ?? '';
      const isContent = path[0] === 'request' && path[1] === 'content';
      if (isContent && path.length === SECTION_DEPTH && !(own in section)) section[own] = textOfXml(value).trim();
      if (isContent && path.length === SECTION_DEPTH - 1) keep(content, own, section);
      value = '';
    },
  });
  if (!wellFormed(() => scan.write(written.trim())) || !scan.end() || path.length > 0 || content.size === 0) {
    throw notAnInventory();
  }
  return { content: Object.fromEntries(content) };
}

const SECTION_DEPTH = 3;
const DEPTH_MAX = 32;
const SECTIONS = ['accesslog', 'bios', 'hardware', 'operatingsystem'];

/** Of programs there are many, each a section of its own; of anything else the first counts. */
function keep(
  content: Map<string, Record<string, string> | Record<string, string>[]>,
  name: string,
  section: Record<string, string>,
): void {
  const known = content.get(name);
  if (name === 'softwares') {
    if (Array.isArray(known)) known.push(section);
    else content.set(name, [section]);
  } else if (SECTIONS.includes(name) && !known) content.set(name, section);
}

function wellFormed(read: () => void): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (error instanceof NotPlainXml) return false;
    throw error;
  }
}

function notAnInventory(): Refusal {
  const message = text(
    '文件是 XML，但不是 GLPI、FusionInventory 或 OCS Inventory 客户端写出的清单（<REQUEST>、<CONTENT>）。请以 glpi-inventory --json > 文件.json 另行导出，或导出 OCS REST 接口 /computer/{id} 的 JSON。',
    'The file is XML, but no inventory as agents of GLPI, FusionInventory or OCS Inventory write it (<REQUEST>, <CONTENT>). Export JSON instead: glpi-inventory --json > file.json, or what /computer/{id} of the OCS REST API answers.',
  );
  return new Refusal('invalid', 'import.no_scans', message, [{ pointer: '', message: '' }]);
}
