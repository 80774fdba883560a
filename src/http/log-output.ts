import { writeSync } from 'node:fs';
import { Counter, type Registry } from 'prom-client';
import { text } from '../kernel/index.ts';
import type { ReadinessProbe } from './readiness.ts';

/** Where the lines of the request log go. Writing never throws and never waits for long. */
export interface LogOutput {
  readonly write: (line: string) => void;
  /** Lines that could not be written since the start. */
  readonly lost: () => number;
  /** Whether the last line was among them. */
  readonly isFailing: () => boolean;
}

const LINE_FEED = Buffer.from('\n');
const TRIES_MAX = 20;
const PAUSE_MS = 5;
const pausing = new Int32Array(new SharedArrayBuffer(4));

/**
 * Writes to a file descriptor. A line that is not taken, because the disk is full or nobody reads the pipe any more, is
 * dropped and counted: the stream of the logging library held every request up for a full disk, and then ended the process.
 */
export function openLogOutput(descriptor: number): LogOutput {
  let lost = 0;
  let isFailing = false;
  let isTorn = false;
  const writeWhole = (bytes: Buffer): void => {
    for (let at = 0, tries = 0; at < bytes.length; ) {
      try {
        at += writeSync(descriptor, bytes, at);
        isTorn = at < bytes.length;
      } catch (error) {
        // A pipe that is full for a moment. Where the line before was lost already, it is not only for a moment.
        if (!isBusy(error) || isFailing || ++tries > TRIES_MAX) throw error;
        Atomics.wait(pausing, 0, 0, PAUSE_MS);
      }
    }
  };
  return {
    write: (line) => {
      const bytes = Buffer.from(line);
      try {
        // What a full disk has taken of a line would make the next one unreadable.
        writeWhole(isTorn ? Buffer.concat([LINE_FEED, bytes]) : bytes);
        isFailing = false;
      } catch {
        lost += 1;
        isFailing = true;
      }
    },
    lost: () => lost,
    isFailing: () => isFailing,
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN';
}

/** Lines that are missing are counted where somebody looks. */
export function countLostLines(registry: Registry, output: Pick<LogOutput, 'lost'>): void {
  new Counter({
    name: 'gate_log_lines_lost',
    help: 'Lines of the request log that could not be written since the start, as on a full disk.',
    registers: [registry],
    collect() {
      this.reset();
      this.inc(output.lost());
    },
  });
}

/** The gate decides all the same; whoever watches it should make room. */
export function logOutputWarnings({ lost, isFailing }: LogOutput): readonly ReadinessProbe[] {
  if (!isFailing()) return [];
  const detail = text(
    `运行日志无法写入，已丢失 ${lost()} 行。`,
    `The request log cannot be written; lines lost so far: ${lost()}.`,
  );
  return [{ name: 'request-log', ok: true, detail }];
}
