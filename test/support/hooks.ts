import { ENGINE_CHOICE, releaseDatabases } from './databases.ts';

/** Loaded by mocha before every test file. */
export const mochaHooks = {
  beforeAll(): void {
    if (ENGINE_CHOICE.notice) console.warn(`  ${ENGINE_CHOICE.notice}`);
  },
  async afterAll(): Promise<void> {
    await releaseDatabases();
  },
};
