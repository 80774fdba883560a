import { tellModel } from './model-story.ts';

tellModel('mysql');
