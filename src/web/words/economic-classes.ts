import type { BothLanguages } from './both-languages.ts';
import { useWords } from './use-words.ts';

type Names = { readonly [code: string]: string };

/** Departmental economic classes that computers and software are bought from, as the Ministry of Finance names them. */
const zh: Names = {
  '30201': '办公费',
  '30213': '维修（护）费',
  '30214': '租赁费',
  '30227': '委托业务费',
  '30902': '办公设备购置',
  '30907': '信息网络及软件购置更新',
  '31002': '办公设备购置',
  '31007': '信息网络及软件购置更新',
};
const en: Names = {
  '30201': 'office expenses',
  '30213': 'maintenance and repair',
  '30214': 'rent',
  '30227': 'commissioned work',
  '30902': 'office equipment',
  '30907': 'information networks and software',
  '31002': 'office equipment',
  '31007': 'information networks and software',
};
const ECONOMIC_CLASSES: BothLanguages<Names> = { zh, en };

/** A class by its code and, where it is one of those, its name: two lines of one project differ by it. */
export function useEconomicClass(): (code: string) => string {
  const names: Names = useWords(ECONOMIC_CLASSES);
  return (code) => [code, names[code]].filter((part) => part !== undefined).join(' ');
}
