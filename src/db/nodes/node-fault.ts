import { type Text, text } from '../../kernel/index.ts';
import { databaseCodeOf, isCertificateRefused, isRefusal } from '../database-errors.ts';

/** Why a server is not well. */
export interface NodeFault {
  /** What it does, to be read after its name. */
  readonly says: Text;
  /** It is there and refuses, so that no waiting changes it. */
  readonly isRefusal: boolean;
  /** The refusal has to do with TLS. */
  readonly isOfTls: boolean;
  /** It says nothing at all, or nobody is there. */
  readonly isSilent: boolean;
}

export const NOT_SEEN = unready('尚未应答', 'has not answered yet');

export function unready(zh: string, en: string): NodeFault {
  return { says: text(zh, en), isRefusal: false, isOfTls: false, isSilent: false };
}

/** What went wrong on the way to a server, or with it. */
export function faultOf(error: unknown): NodeFault {
  if (!(error instanceof Error)) return unready('没有应答', 'does not answer');
  const { message } = error;
  const code = databaseCodeOf(error);
  const isOfTls = code.startsWith('HANDSHAKE_');
  // A server that is there has a number of its own for what it says.
  const isSilent = !isOfTls && !code.startsWith('ER_');
  return { says: saysOf(error, code || message), isRefusal: isRefusal(error), isOfTls, isSilent };
}

function saysOf(error: Error, code: string): Text {
  if (isCertificateRefused(error)) {
    // Node 24 goes on after a semicolon with advice of its own, and servers are told one after another by semicolons.
    const [reason = ''] = error.message.split(';');
    return text(`的证书不受信任（${reason}）`, `has a certificate that is not trusted (${reason})`);
  }
  if (code === 'HANDSHAKE_NO_SSL_SUPPORT') return text('不提供 TLS', 'offers no TLS');
  if (code === 'HANDSHAKE_SSL_ERROR') {
    return text(`未能建立 TLS 连接（${error.message}）`, `does not come to TLS (${error.message})`);
  }
  if (isRefusal(error)) return text(`拒绝账号或数据库（${code}）`, `refuses the account or the database (${code})`);
  return text(`没有应答（${code}）`, `does not answer (${code})`);
}

interface NamedFault {
  readonly name: string;
  readonly fault: NodeFault | null;
}

/** Every server that is not well, with its own reason. */
export function sayFaults(servers: readonly NamedFault[]): Text {
  const said = (language: keyof Text): readonly string[] =>
    servers.flatMap(({ name, fault }) => (fault ? [`${name} ${fault.says[language]}`] : []));
  return text(said('zh-CN').join('；'), said('en').join('; '));
}

/** The error of the server that was tried, where no other one of the list was well: it names them all. */
export class NoServerWell extends Error {
  readonly says: Text;
  readonly code: string;
  readonly fatal: boolean;
  readonly isRefusal: boolean;
  readonly isOfTls: boolean;

  constructor(tried: Error, servers: readonly NamedFault[]) {
    const says = sayFaults(servers);
    super(says.en, { cause: tried });
    this.name = tried.name;
    this.says = says;
    this.code = databaseCodeOf(tried);
    this.fatal = 'fatal' in tried && tried.fatal === true;
    this.isRefusal = servers.every(({ fault }) => fault?.isRefusal);
    this.isOfTls = servers.some(({ fault }) => fault?.isOfTls);
  }
}

/** An account that is refused is refused by all of them, and is told of as that. */
export function withEveryFault(error: unknown, servers: readonly NamedFault[]): unknown {
  const isOfOne = !(error instanceof Error) || (isRefusal(error) && !faultOf(error).isOfTls);
  if (isOfOne || servers.some(({ fault }) => fault === null)) return error;
  return new NoServerWell(error, servers);
}
