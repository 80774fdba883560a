import { membersIn } from './bytes.ts';
import { type JudgedCertificate, judgeCertificate } from './certificate.ts';
import type { GateKeys } from './check.ts';
import { type JudgedCheckpoint, judgeCheckpoint } from './note.ts';
import { type JudgedReceipt, judgeReceipt } from './receipt.ts';

export type Judged =
  | ({ readonly kind: 'certificate'; readonly token: string } & JudgedCertificate)
  | ({ readonly kind: 'receipt' } & JudgedReceipt)
  | ({ readonly kind: 'checkpoint' } & JudgedCheckpoint);

/**
 * Finds out what somebody brought, and checks it with the keys of the gate. Undefined for what is none of the three. White
 * space around it means nothing: it is lost or added where people copy.
 */
export function judge(brought: string, keys: GateKeys): Judged | undefined {
  const text = brought.replace(/\r\n/g, '\n').trim();
  const note = `${text}\n`;
  const receipt = judgeReceipt(note, keys);
  if (receipt) return { kind: 'receipt', ...receipt };
  const token = tokenIn(text);
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return { kind: 'certificate', token, ...judgeCertificate(token, keys) };
  return /\n\n— /.test(note) ? { kind: 'checkpoint', ...judgeCheckpoint(note, keys) } : undefined;
}

/** The token itself, from the address of its QR code, the gate's PDF or the answer of the gate. */
function tokenIn(text: string): string {
  // Keywords of a PDF are an object of their own, of which nothing says whose they are; the header of a token is JSON.
  if (isPdf(text)) return /\((eyJ[\w-]+\.[\w-]+\.[\w-]+)\)/.exec(text)?.[1] ?? '';
  if (/^https?:\/\//.test(text)) return text.slice(text.indexOf('#') + 1);
  const { certificate } = membersIn(text);
  return typeof certificate === 'string' ? certificate : text;
}

/** As in a file that was read as text, which leaves its ASCII as it was. */
export function isPdf(text: string): boolean {
  return text.startsWith('%PDF-');
}

/** An order's or a decision's number, as it is printed on the certificate: short, in one piece. */
export function isNumber(text: string): boolean {
  return /^[^\s.]{1,64}$/.test(text.trim());
}
