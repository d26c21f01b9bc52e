/**
 * A document's `console` blocks as a person would run them: each command in one shell, one after another, and its output
 * compared with what the document shows. `…` stands for anything in a line, and alone for any lines.
 */
import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Sandbox, startSandbox } from '../../src/sandbox/index.ts';
import { variablesFor } from './project.ts';

const BINARY = resolve(import.meta.dirname, '../../bin/supportctl.js');

export interface Step {
  readonly line: number;
  /** A command with the lines that belong to it (`> ` in the document). */
  readonly command: string;
  readonly shown: readonly string[];
}

/** What a document does, in order: commands, and edits that somebody makes in the admin pages. */
export type Act = ({ readonly type: 'step' } & Step) | ({ readonly type: 'edit' } & Edit);

export interface Edit {
  readonly kind: string;
  readonly title: string;
  readonly change: Readonly<Record<string, string>>;
}

const EDIT = /^<!-- by hand: (\w+) "([^"]+)" (\{.*\}) -->$/;

/** The acts of a Markdown text. */
export function actsIn(markdown: string): readonly Act[] {
  const acts: Act[] = [];
  let inside = false;
  let step: { line: number; command: string; shown: string[] } | undefined;
  for (const [index, text] of markdown.split('\n').entries()) {
    const edit = EDIT.exec(text);
    if (edit !== null)
      acts.push({ type: 'edit', kind: edit[1] ?? '', title: edit[2] ?? '', change: JSON.parse(edit[3] ?? '{}') });
    if (text.startsWith('```')) {
      inside = !inside && text === '```console';
      step = undefined;
      continue;
    }
    if (!inside) continue;
    if (text.startsWith('$ ')) {
      step = { line: index + 1, command: text.slice(2), shown: [] };
      acts.push({ type: 'step', ...step });
    } else if (text.startsWith('> ') && step !== undefined && step.shown.length === 0) {
      step.command += `\n${text.slice(2)}`;
      acts[acts.length - 1] = { type: 'step', ...step };
    } else step?.shown.push(text);
  }
  return acts;
}

/** Runs the acts and returns, for each command whose output is not what was shown, both. */
export async function differences(
  acts: readonly Act[],
  profile: 'trial' | 'enterprise',
  more: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const sandbox = await startSandbox({ rateLimit: 0, profile });
  const home = await mkdtemp(join(tmpdir(), 'supportctl-walk-'));
  const shell = await openShell(home, { ...variablesFor(sandbox), ...more });
  const wrong: string[] = [];
  try {
    for (const act of acts) {
      if (act.type === 'edit') {
        editByHand(sandbox, act);
        continue;
      }
      const printed = await shell.run(act.command);
      if (!pattern(act.shown).test(printed))
        wrong.push(`line ${act.line}: $ ${act.command}\nprinted:\n${printed}\nshown:\n${act.shown.join('\n')}`);
    }
  } finally {
    shell.close();
    await sandbox.close();
    await rm(home, { recursive: true, force: true });
  }
  return wrong;
}

function editByHand({ control }: Sandbox, { kind, title, change }: Edit): void {
  const found = control.objects(kind).filter((object) => object.title === title || object.name === title);
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`not one of ${kind} is called ${title}`);
  control.edit(kind, String(only.id), change);
}

/** Trailing white space and empty lines at the end mean nothing. */
function pattern(shown: readonly string[]): RegExp {
  const lines = trimmed(shown.join('\n')).split('\n');
  const source = lines.map((line) =>
    line.trim() === '…' ? '(?:.*\\n)*?' : `${line.split('…').map(literal).join('.*')}\\n`,
  );
  return new RegExp(`^${source.join('')}$`);
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function trimmed(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
}

/** One shell for the whole document, so that `cd` and `export` hold. */
async function openShell(home: string, variables: Readonly<Record<string, string>>) {
  const bin = join(home, 'bin');
  await mkdir(bin);
  await writeFile(join(bin, 'supportctl'), `#!/bin/sh\nexec '${process.execPath}' '${BINARY}' "$@"\n`);
  await chmod(join(bin, 'supportctl'), 0o755);
  const env = {
    ...variables,
    PATH: `${bin}:${process.env.PATH ?? ''}`,
    HOME: home,
    NO_COLOR: '1',
    COLUMNS: '120',
  };
  const child = spawn('bash', ['--norc'], { cwd: home, env });
  let printed = '';
  let waiting: (() => void) | undefined;
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      printed += String(chunk);
      waiting?.();
    });
  let count = 0;
  return {
    async run(command: string): Promise<string> {
      count += 1;
      const mark = `@@done ${count}@@`;
      printed = '';
      child.stdin.write(`{ ${command}\n} 2>&1\necho '${mark}'\n`);
      await new Promise<void>((done, failed) => {
        waiting = () => printed.includes(mark) && done();
        child.once('exit', () => failed(new Error(`the shell ended:\n${printed}`)));
      });
      return `${trimmed(printed.slice(0, printed.indexOf(mark)))}\n`;
    },
    close: () => child.kill(),
  };
}
