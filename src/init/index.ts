/** The wizard's parts, for the command that runs it. */
export { readAnswers } from './answers-file.ts';
export { buildSpec } from './build.ts';
export { complete } from './defaults.ts';
export { answersFromFlags, over } from './flags.ts';
export { expectEmpty, writeFiles } from './folder.ts';
export { loadPlaces } from './places.ts';
export { askFor } from './questions.ts';
