import assert from 'node:assert/strict';
import { pino } from 'pino';
import { alarmOfJobs } from '../../src/gate/gate-alarms.ts';

describe('jobs that fail', () => {
  const away = (): Error => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const told = (): {
    readonly alarm: ReturnType<typeof alarmOfJobs>;
    later: (ms: number) => void;
    lines: unknown[];
  } => {
    const lines: unknown[] = [];
    let uptimeMs = 0;
    const write = (line: string): void => {
      const { job, untold, error } = JSON.parse(line);
      lines.push([job, untold, error.code]);
    };
    const alarm = alarmOfJobs(pino({}, { write }), () => uptimeMs);
    const later = (ms: number): void => {
      uptimeMs += ms;
    };
    return { alarm, later, lines };
  };

  it('are told of once a minute for the same reason, each job by itself', () => {
    const { alarm, later, lines } = told();

    for (let second = 0; second < 61; second += 1) {
      for (const job of ['rederive', 'checkpoints']) alarm(away(), job);
      later(1_000);
    }

    assert.deepEqual(lines, [
      ['rederive', 0, 'ECONNREFUSED'],
      ['checkpoints', 0, 'ECONNREFUSED'],
      ['rederive', 59, 'ECONNREFUSED'],
      ['checkpoints', 59, 'ECONNREFUSED'],
    ]);
  });

  it('are told of at once for another reason', () => {
    const { alarm, lines } = told();

    alarm(away(), 'rederive');
    alarm(Object.assign(new Error('gone'), { code: 'PROTOCOL_CONNECTION_LOST' }), 'rederive');
    alarm(away(), 'rederive');

    assert.deepEqual(
      lines.map((line) => (line as string[])[2]),
      ['ECONNREFUSED', 'PROTOCOL_CONNECTION_LOST', 'ECONNREFUSED'],
    );
  });
});
