import { BlockList, isIP, isIPv4 } from 'node:net';
import { Refusal, type Text, text } from '../../kernel/index.ts';

/** One host and port that the operator lets the gate call: an entry of `GATE_OUTBOUND_ALLOW`. */
export interface AllowedHost {
  readonly protocol: 'https:' | 'http:';
  /** As a URL writes it: lower case, an IPv6 address in brackets. */
  readonly hostname: string;
  readonly port: string;
}

const DEFAULT_PORTS = { 'https:': '443', 'http:': '80' } as const;

/** `platform.example.gov.cn:443`, or `http://10.1.2.3:8080` for plain HTTP; undefined when it is written otherwise. */
export function allowedHostOf(entry: string): AllowedHost | undefined {
  const [, http, authority = ''] = /^(http:\/\/)?([^/@\\?#]+:\d+)$/.exec(entry) ?? [];
  const protocol = http ? 'http:' : 'https:';
  const address = readAddress(`${protocol}//${authority}`);
  return typeof address === 'string' ? undefined : { protocol, ...address };
}

const TEXTS = {
  malformed: text('网址格式不正确。', 'This is no address of a web service.'),
  scheme: text('网址应以 https:// 开头。', 'The address must begin with https://.'),
  userinfo: text('网址中不能包含用户名或密码。', 'The address must not carry a name or a password.'),
  spelling: text(
    '请按规范形式填写主机名：小写 ASCII 字符，末尾无点；IP 地址写成点分十进制，国际化域名写成 xn-- 形式。',
    'Write the host plainly: lower-case ASCII without a dot at its end, an IP address in dotted decimals, an international name as xn--.',
  ),
  not_allowed: text(
    '该主机和端口不在 GATE_OUTBOUND_ALLOW 中；如确需访问，请由运维人员添加。',
    'This host and port are not in GATE_OUTBOUND_ALLOW; whoever operates the gate has to add them.',
  ),
} as const satisfies Record<string, Text>;

export type AddressFault = keyof typeof TEXTS;

/**
 * Why the gate would not call an address; undefined when it would. Nothing is called but what the operator has listed,
 * and only in its plain spelling: `2130706433`, `0x7f.1` and `127.0.0.1` are one host, of which one way of writing is taken.
 */
export function faultOfAddress(address: string, allowed: readonly AllowedHost[]): AddressFault | undefined {
  const read = readAddress(address);
  if (typeof read === 'string') return read;
  const protocol = address.startsWith('http:') ? 'http:' : 'https:';
  const isListed = allowed.some(
    (host) => host.protocol === protocol && host.hostname === read.hostname && host.port === read.port,
  );
  if (isListed) return undefined;
  return protocol === 'http:' ? 'scheme' : 'not_allowed';
}

export function refusalOfAddress(fault: AddressFault, pointer: string): Refusal {
  return new Refusal('unprocessable', `outbound.${fault}`, TEXTS[fault], [{ pointer, message: '' }]);
}

/** Host and port as the one plain spelling has them, or what is wrong with how they are written. */
function readAddress(address: string): Pick<AllowedHost, 'hostname' | 'port'> | AddressFault {
  // A parser would drop tabs and line feeds and turn backslashes round.
  if (!/^[\x21-\x7e]+$/.test(address)) return /^[^\s\\]+$/.test(address) ? 'spelling' : 'malformed';
  const [, scheme, authority = '', rest = ''] = /^([a-z]+):\/\/([^/?#\\]*)((?:[/?][^\\#]*)?)$/.exec(address) ?? [];
  if (scheme === undefined || authority === '' || !URL.canParse(address)) return 'malformed';
  if (scheme !== 'https' && scheme !== 'http') return 'scheme';
  if (authority.includes('@')) return 'userinfo';
  const { protocol, hostname, port, pathname, search } = new URL(address);
  const [, host, stated] = /^(.*?)(?::(\d+))?$/.exec(authority) ?? [];
  if (host !== hostname || hostname.endsWith('.') || isNumeric(hostname)) return 'spelling';
  if (stated !== undefined && stated !== String(Number(stated))) return 'spelling';
  // Dots that lead back and the like: what is called must be what was read.
  if (rest !== '' && rest !== `${pathname}${search}`) return 'spelling';
  return { hostname, port: port || DEFAULT_PORTS[protocol as 'https:' | 'http:'] };
}

/** A host of figures that is no IP address would be read as one by somebody. */
function isNumeric(hostname: string): boolean {
  return /^[0-9.x]+$/.test(hostname) && !isIPv4(hostname);
}

/** Never what a service of a government's network has: this machine, its neighbours' cable, a cloud's own services. */
const NEVER = blockList([
  ['0.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['100.100.100.200', 32],
  ['::', 128],
  ['::1', 128],
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32],
  ['2002::', 16],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
  ['fd00:ec2::254', 128],
]);

function blockList(ranges: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [network, bits] of ranges) list.addSubnet(network, bits, isIPv4(network) ? 'ipv4' : 'ipv6');
  return list;
}

/**
 * Whether a name that is listed may stand for an IP address. Private networks are what it is for; a listed name that
 * suddenly means this machine is an attack. Whoever wants to call this machine lists its IP address itself.
 */
export function mayNameStandFor(ip: string): boolean {
  const family = isIP(ip);
  if (family === 0) return false;
  const embedded = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (embedded !== undefined) return mayNameStandFor(embedded);
  return !NEVER.check(ip, family === 4 ? 'ipv4' : 'ipv6');
}
