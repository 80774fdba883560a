import { ENGINE_CHOICE, releaseDatabases } from './databases.ts';

const LINGERING_MS_MAX = 10_000;

/** Loaded by mocha before every test file. */
export const mochaHooks = {
  beforeAll(): void {
    if (ENGINE_CHOICE.notice) console.warn(`  ${ENGINE_CHOICE.notice}`);
  },
  async afterAll(): Promise<void> {
    await releaseDatabases();
    failWhenSomethingLingers();
  },
};

/** A forgotten connection or timer keeps the process from ending; that fails the run instead of stopping it for ever. */
function failWhenSomethingLingers(): void {
  setTimeout(() => {
    console.error(`  A test has left something open: ${process.getActiveResourcesInfo().join(', ')}`);
    process.exit(1);
  }, LINGERING_MS_MAX).unref();
}
