/** Opens an address with whatever this system opens addresses with. */
import { spawn } from 'node:child_process';

/** Tries, and does not wait: whoever asks has shown the address as well. */
export function openBrowser(url: string): void {
  const [command, ...args] = openerFor(process.platform, url);
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}

/** The command; `start` takes its first quoted word for a title, and `&` ends a command there. */
function openerFor(platform: NodeJS.Platform, url: string): readonly [string, ...string[]] {
  if (platform === 'darwin') return ['open', url];
  if (platform === 'win32') return ['cmd', '/c', 'start', '', url.replaceAll('&', '^&')];
  return ['xdg-open', url];
}
