// One command for both sides: node .ci/dev.js
//
// The demo gate starts anew when the server's code changes, and the console shows a change at once, at http://127.0.0.1:5173.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

process.chdir(join(import.meta.dirname, '..'));

const running = [
  spawn('npx', ['tsx', 'watch', '--clear-screen=false', '--exclude', 'src/web/**', 'src/cli/gate.ts', 'demo'], {
    stdio: 'inherit',
  }),
  spawn('npx', ['vite', '--config', '.ci/vite.js'], { stdio: 'inherit' }),
];

// What one of them ends, both end.
for (const child of running) {
  child.on('exit', (code) => {
    for (const other of running) if (other !== child) other.kill('SIGTERM');
    process.exitCode ??= code ?? 1;
  });
}
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    for (const child of running) child.kill(signal);
  });
}
