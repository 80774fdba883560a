export { readLogSize } from './feed-repository.ts';
