/** For crash tests only: kills this very process at a chosen point of a chosen write. */

type Point = 'before' | 'reply' | 'log';

/** `SUPPORTCTL_TEST_STOP=reply:3` stops after the reply to the third write, as `kill -9` would. */
export function stopHook(
  variables: Readonly<Record<string, string | undefined>>,
): (point: Point, write: number) => void {
  const wanted = variables.SUPPORTCTL_TEST_STOP;
  return (point, write) => {
    if (wanted === `${point}:${write}`) process.kill(process.pid, 'SIGKILL');
  };
}
