export { eraseFromDrafts } from './erase-from-drafts.ts';
