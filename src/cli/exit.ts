/** The only place where the process ends on purpose. */

/** Ends the process once stdout and stderr have taken what was written to them. */
export async function exit(code: number): Promise<never> {
  await Promise.all([drained(process.stdout), drained(process.stderr)]);
  return exitNow(code);
}

/** Ends the process at once: a second Ctrl-C. */
export function exitNow(code: number): never {
  process.exit(code);
}

function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || stream.writableEnded) resolve();
    else stream.write('', () => resolve());
  });
}
