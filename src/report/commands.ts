/** Command lines that reports tell people to run. */

/** `supportctl drift --accept …` for the environment of a plan; words are quoted where a shell needs it. */
export function commandFor(environment: string, ...words: readonly string[]): string {
  const [command = '', ...rest] = words;
  const where = environment === 'default' ? [] : ['--env', environment];
  return ['supportctl', command, ...where, ...rest].map(shellWord).join(' ');
}

/** `word` as a POSIX shell reads it back. */
export function shellWord(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
