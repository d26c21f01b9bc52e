import { livesOn } from './life.ts';

livesOn('trial');
