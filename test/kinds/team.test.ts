import { livesOn } from './life.ts';

livesOn('team');
