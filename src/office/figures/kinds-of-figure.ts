import { text } from '../../kernel/index.ts';
import { REGISTER_KINDS, type RegisterKind, type StatedKinds, unknownAmong } from '../../register/index.ts';

/**
 * Of which lists a figure is counted, by its name and part: it is known once the unit has said that these are whole, or that
 * there is nothing to list. None: what it counts is not kept by the unit.
 */
export function kindsOfFigure(name: string, part: string | null): readonly RegisterKind[] {
  switch (name.split('.')[0]) {
    case 'devices':
      return ['computers'];
    case 'software':
    case 'bought':
      return REGISTER_KINDS.filter((kind) => kind === part);
    case 'ledger':
      return name === 'ledger.unlicensed' ? REGISTER_KINDS : ['computers'];
    default:
      return [];
  }
}

/** Which of the lists that a figure is counted of are not known to be whole. */
export function unknownKindsOf(
  { name, part }: { readonly name: string; readonly part: string | null },
  known: StatedKinds | undefined,
): readonly RegisterKind[] {
  return unknownAmong(kindsOfFigure(name, part), known);
}

/** How lists are called. */
export const REGISTER_KIND_WORDS = {
  computers: text('计算机', 'computers'),
  osClient: text('桌面操作系统', 'operating systems of clients'),
  osServer: text('服务器操作系统', 'operating systems of servers'),
  office: text('办公软件', 'office software'),
  antivirusClient: text('客户端杀毒软件', 'antivirus of clients'),
  antivirusServer: text('服务器端杀毒软件', 'antivirus of servers'),
} as const satisfies Record<RegisterKind, unknown>;
