import { livesOn } from './life.ts';

livesOn('enterprise');
