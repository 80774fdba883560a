import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { closedAtLast } from '../support/left-open.ts';

/** What a server that is none answers to whatever is asked of it once it has let somebody in. */
export type OddAnswer = (socket: Socket) => void;

export interface OddDatabase {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Speaks MySQL's protocol as far as letting everybody in; from then on it answers as a test wants. */
export async function startOddDatabase(answer: OddAnswer, { hello = HELLO } = {}): Promise<OddDatabase> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write(hello);
    socket.once('data', () => {
      socket.write(packet(2, OK));
      socket.on('data', () => answer(socket));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = closedAtLast(`a server on port ${port} that is no database`, async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return { port, close };
}

function packet(sequence: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from([body.length & 0xff, body.length >> 8, 0, sequence]), body]);
}

const HELLO = packet(
  0,
  Buffer.concat([
    Buffer.from('\n11.8.0-MariaDB\0'),
    Buffer.from([1, 0, 0, 0]),
    Buffer.from('12345678\0'),
    // What it can do, its character set and status, and how long the rest of the scramble is.
    Buffer.from([0xff, 0xf7, 33, 2, 0, 0xff, 0xc1, 21]),
    Buffer.alloc(10),
    Buffer.from('123456789012\0mysql_native_password\0'),
  ]),
);
const OK = Buffer.from([0, 0, 0, 2, 0, 0, 0]);
const END = Buffer.from([0xfe, 0, 0, 2, 0]);

function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([value.length]), Buffer.from(value)]);
}

function column(name: string): Buffer {
  const names = ['def', '', 't', 't', name, name].map(text);
  return Buffer.concat([...names, Buffer.from([12, 33, 0, 255, 0, 0, 0, 0xfd, 0, 0, 0, 0, 0])]);
}

/** A null is the byte 0xfb. */
function rows(columns: readonly string[], values: readonly (readonly (string | null)[])[]): Buffer {
  const cells = values.map((row) =>
    Buffer.concat(row.map((cell) => (cell === null ? Buffer.from([0xfb]) : text(cell)))),
  );
  const bodies = [Buffer.from([columns.length]), ...columns.map(column), END, ...cells, END];
  return Buffer.concat(bodies.map((body, place) => packet(place + 1, body)));
}

const NAMED = ['Variable_name', 'Value'];
const WELL = rows(NAMED, [['read_only', 'OFF']]);
const writing =
  (bytes: Buffer): OddAnswer =>
  (socket) =>
    void socket.write(bytes);

/** Answers that no database gives, by what is odd about them. */
export const ODD_ANSWERS: Readonly<Record<string, OddAnswer>> = {
  'OK where rows are asked for': writing(packet(1, OK)),
  'OK three times': writing(Buffer.concat([packet(1, OK), packet(1, OK), packet(1, OK)])),
  'no rows': writing(rows(NAMED, [])),
  'rows of something else': writing(rows(['x'], [['y']])),
  'rows without values': writing(rows(NAMED, [[null, null]])),
  'a column that is no name': writing(rows(['__proto__', 'Value'], [['read_only', 'OFF']])),
  'two answers at once, of which one is none': writing(
    Buffer.concat([packet(1, Buffer.from([0, 0, 0, 8, 0, 0, 0])), packet(2, OK)]),
  ),
  'a packet without content': writing(packet(1, Buffer.alloc(0))),
  'a row that ends in the middle': writing(
    Buffer.concat([rows(NAMED, []).subarray(0, -9), packet(5, Buffer.from([0xfc, 0xff])), packet(6, END)]),
  ),
  'an error without a word': writing(packet(1, Buffer.from([0xff]))),
  'the wish for a file': writing(packet(1, Buffer.from('\xfb/etc/passwd', 'latin1'))),
  'half an answer, and then nothing is open any more': (socket) => void socket.end(WELL.subarray(0, -8)),
  'OK, and then nothing is open any more': (socket) => void socket.end(packet(1, OK)),
};

/** What says nothing of MySQL at all. */
export const ODD_GREETINGS: Readonly<Record<string, Buffer>> = {
  'a greeting that ends in the middle': packet(0, Buffer.from('\n11.8')),
  'an empty greeting': packet(0, Buffer.alloc(0)),
  zeros: Buffer.alloc(5_000),
};
