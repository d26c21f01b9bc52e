/** `supportctl simulate`: the story of one ticket, step by step. */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { SimulateChoice } from '../../app/testing/simulate.ts';
import type { Tale } from '../../app/testing/tale.ts';
import { type Diagnostic, fail, SupportctlError } from '../../core/diagnostic.ts';
import { collect, type ProjectFlags, withProject } from '../flags.ts';
import { openSession, presentJson, type Session } from '../session.ts';
import { printAside, printResult } from '../terminal.ts';

interface Flags extends Omit<ProjectFlags, 'format'> {
  readonly format: 'human' | 'json' | 'html';
  readonly case?: string;
  readonly from?: string;
  readonly by?: string;
  readonly at?: string;
  readonly channel?: string;
  readonly subject?: string;
  readonly comment?: string;
  readonly priority?: string;
  readonly form?: string;
  readonly tag?: readonly string[];
  readonly field?: readonly string[];
  readonly event?: readonly string[];
  readonly until?: string;
  readonly out?: string;
  readonly tried?: true;
}

const EXAMPLES = `
Examples:
  supportctl simulate --case 'A P1 on a holiday*'
  supportctl simulate --from gina --field business_impact=impact_down --at '2027-01-16 03:00' --until 1d
  supportctl simulate --from ivan --event 'after: 1h, by: tom, comment: Which browser?, set: {status: pending}' --until 9d
  supportctl simulate story.yaml --format html --out story.html`;

export function simulateCommand(command: Command): Command {
  return withProject(command, ['human', 'json', 'html'])
    .argument('[story]', 'a YAML file with one case: given, when, and a name if you like')
    .option('--case <name>', 'a case of tests/, * for any words')
    .option('--from <person>', 'requester: a person of the fixtures in tests/')
    .option('--by <person>', 'who writes the ticket, if not the requester')
    .option('--at <time>', 'when it comes in: 2027-03-02 10:00, or ISO 8601; now if not said')
    .option('--channel <word>', 'how: web_form, email, api, chat, …')
    .option('--subject <text>', 'subject')
    .option('--comment <text>', 'first message')
    .option('--priority <word>', "one of the spec's priorities")
    .option('--form <key>', "one of the spec's forms")
    .option('--tag <tag>', 'a tag; repeatable', collect)
    .option('--field <key=value>', 'a field of the spec; repeatable', keyValue)
    .option(
      '--event <yaml>',
      'what happens next, as in a test: after: 2h, by: tom, comment: Hello; repeatable',
      collect,
    )
    .option('--until <time>', 'go on until then: a time, or a length after the last event such as 3d')
    .option('--tried', 'show every rule that was tried, and the condition that kept it from firing')
    .option('--out <file>', 'write it there')
    .addHelpText('after', EXAMPLES)
    .action(run);
}

function keyValue(text: string, previous: readonly string[] = []): readonly string[] {
  if (!/^[^=]+=/.test(text)) throw new InvalidArgumentError('It takes KEY=VALUE.');
  return [...previous, text];
}

async function run(file: string | undefined, flags: Flags): Promise<void> {
  const session = await openSession({ ...flags, format: flags.format === 'json' ? 'json' : 'human' });
  const { app } = await import('../../app/index.ts');
  const choice = choiceOf(file, flags);
  const tale = await app.simulate(session.project, choice).catch((error: unknown) => {
    throw error instanceof SupportctlError && choice.story !== undefined ? asWritten(error, choice.story) : error;
  });
  session.progress.pause();
  if (flags.out === undefined && flags.format === 'json') {
    const { storyDocument } = await import('../../report/story.ts');
    return presentJson(storyDocument(tale));
  }
  const text = await textOf(tale, session, flags);
  if (flags.out === undefined) return printResult(text);
  try {
    writeFileSync(flags.out, text);
  } catch (error) {
    fail('FILE_NOT_WRITTEN', `${flags.out} could not be written`, { detail: messageOf(error) });
  }
  printAside(`Written to ${flags.out}\n`);
}

async function textOf(tale: Tale, session: Session, { format, tried }: Flags): Promise<string> {
  const [{ storyDocument, storyText }, { jsonText }] = await Promise.all([
    import('../../report/story.ts'),
    import('../../report/text.ts'),
  ]);
  switch (format) {
    case 'human':
      return storyText(tale, session.look, { tried: tried === true });
    case 'json':
      return jsonText(storyDocument(tale));
    case 'html':
      return (await import('../../report/story-html.ts')).storyHtml(tale);
    default:
      return format satisfies never;
  }
}

const TOLD = [
  'from',
  'by',
  'at',
  'channel',
  'subject',
  'comment',
  'priority',
  'form',
  'tag',
  'field',
  'event',
] as const;

/** A story as a test file. */
interface Story {
  readonly file: string;
  readonly text: string;
  /** How much further down and to the right it stands in `text` than where it was written; absent if flags say it all. */
  readonly moved?: { readonly lines: number; readonly columns: number };
}

interface Choice extends SimulateChoice {
  readonly story?: Story;
}

function choiceOf(file: string | undefined, flags: Flags): Choice {
  const until = flags.until === undefined ? {} : { until: flags.until };
  const told = TOLD.filter((name) => flags[name] !== undefined);
  if (flags.case !== undefined || file !== undefined) {
    const other = told[0] ?? (flags.case !== undefined && file !== undefined ? 'case' : undefined);
    if (other !== undefined)
      fail('USAGE', `--${other} tells another ticket than ${file ?? `the case "${flags.case}"`}`, {
        hint: 'take one of them out',
      });
    return flags.case === undefined ? { story: readStory(file ?? ''), ...until } : { name: flags.case, ...until };
  }
  return { story: { file: 'the command line', text: storyFrom(flags) }, ...until };
}

function readStory(file: string): Story {
  try {
    const text = readFileSync(file, 'utf8');
    if (/^(cases|tables|fixtures|defaults):/m.test(text))
      return { file: basename(file), text, moved: { lines: 0, columns: 0 } };
    // A case alone is as good as a file of cases, and needs no name where it is the only one.
    const name =
      /^(given|when):/m.test(text) && !/^name:/m.test(text) ? ` name: ${JSON.stringify(basename(file))}` : '';
    const whole = `cases:\n  -${name}\n${text.replace(/^(?=.)/gm, '    ')}`;
    return { file: basename(file), text: whole, moved: { lines: 2, columns: 4 } };
  } catch (error) {
    return fail('TEST_NO_FILE', `${file} cannot be read`, { detail: messageOf(error) });
  }
}

/** What is wrong with a story, at the place where a person wrote it: flags have none, they are named by what they say. */
function asWritten(error: SupportctlError, { file, moved }: Story): SupportctlError {
  const diagnostics = error.diagnostics.map((diagnostic): Diagnostic => {
    const { at, ...rest } = diagnostic;
    if (at?.file !== file) return diagnostic;
    if (moved === undefined) return rest;
    const line = Math.max(1, at.line - moved.lines);
    return { ...rest, at: { ...at, line, column: Math.max(1, at.column - moved.columns) } };
  });
  return new SupportctlError(diagnostics, error.exitCode);
}

/** What the flags say as a test file, so that one reader judges both. JSON is YAML. */
function storyFrom(flags: Flags): string {
  if (flags.from === undefined) {
    fail('USAGE', 'simulate needs a ticket: --case NAME, a story file, or --from PERSON', {
      hint: 'people stand under `fixtures` in tests/; docs/testing.md shows how',
    });
  }
  const now = `${new Date().toISOString().slice(0, 16)}:00Z`;
  const given = {
    at: flags.at ?? now,
    from: flags.from,
    by: flags.by,
    channel: flags.channel,
    subject: flags.subject,
    comment: flags.comment,
    priority: flags.priority,
    form: flags.form,
    tags: flags.tag,
    fields: flags.field === undefined ? undefined : Object.fromEntries(flags.field.map((pair) => splitAt(pair))),
  };
  const events = (flags.event ?? []).map((event) => `      - {${event}}`);
  const head = [`  - name: ${JSON.stringify(flags.subject ?? 'A ticket')}`, `    given: ${JSON.stringify(given)}`];
  return ['cases:', ...head, ...(events.length === 0 ? [] : ['    when:', ...events]), ''].join('\n');
}

function splitAt(pair: string): readonly [string, string] {
  const at = pair.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
