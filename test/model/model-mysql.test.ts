import { inLongRun } from '../support/long.ts';
import { tellModel } from './model-story.ts';

inLongRun('model/model-sqlite.test.ts', () => tellModel('mysql'));
