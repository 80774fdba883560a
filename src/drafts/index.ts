export { askedOf, deskOf } from './draft.ts';
export { countDraftsThat, type DraftsFilter } from './drafts-repository.ts';
export { eraseFromDrafts } from './erase-from-drafts.ts';
