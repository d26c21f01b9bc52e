/** Themes come and go by jobs: one is ordered, the archive goes into the storage that it names or comes from there, and in between it is waited for. */
import { isRecord } from '../../core/attributes/scalars.ts';
import { fail } from '../../core/diagnostic.ts';
import type { Steps } from '../../core/provider.ts';
import { type Native, nativeIn } from './binding.ts';

const JOBS = '/api/v2/guide/theming/jobs';
/** Milliseconds before the first look, and at most between two. */
const FIRST_MS = 500;
const LONGEST_MS = 5_000;
/** Five minutes: what the platform's own tool waits for. */
const PATIENCE_MS = 300_000;
/** Nothing is lost where an export is given up. */
const EXPORT_PATIENCE_MS = 120_000;

/**
 * Imports or updates a theme and returns its id, where the job says one. Throws `SupportctlError` where the platform does
 * not take the theme. https://developer.zendesk.com/api-reference/help_center/help-center-api/theming/#json-format-for-jobs
 */
export function* sendTheme(
  task: 'imports' | 'updates',
  attributes: Native,
  name: string,
  data: Uint8Array,
): Steps<string | undefined> {
  const body = { job: { attributes: { ...attributes, format: 'zip' } } };
  const job = nativeIn((yield { method: 'POST', path: `${JOBS}/themes/${task}`, body }).body, 'job');
  const told = nativeIn(job, 'data');
  const upload = nativeIn(told, 'upload');
  if (job === undefined || typeof upload?.url !== 'string')
    return fail('BAD_REPLY', `Zendesk names no storage for the theme "${name}"`);
  yield {
    method: 'POST',
    path: '/',
    storage: { url: upload.url, headers: {} },
    form: textsIn(upload.parameters),
    file: { field: 'file', name: 'theme.zip', type: 'application/zip', data },
  };
  yield* finished(job.id, {
    patience: PATIENCE_MS,
    slow: `Zendesk has not taken the theme "${name}" within`,
    after: 'The next plan shows whether it came',
    refused: `Zendesk does not take the theme "${name}"`,
    mend: 'Mend its files, and apply again',
  });
  return told?.theme_id === undefined ? undefined : String(told.theme_id);
}

/**
 * The archive of a theme of the account. Throws `SupportctlError` where the platform does not give it out.
 * https://developer.zendesk.com/api-reference/help_center/help-center-api/theming/#create-theme-export-job
 */
export function* fetchTheme(theme_id: string, name: string): Steps<Uint8Array> {
  const body = { job: { attributes: { theme_id, format: 'zip' } } };
  const ordered = yield { method: 'POST', path: `${JOBS}/themes/exports`, body, harmless: true };
  const job = nativeIn(ordered.body, 'job');
  if (job === undefined) return fail('BAD_REPLY', `Zendesk does not show the job that exports the theme "${name}"`);
  const done = yield* finished(job.id, {
    patience: EXPORT_PATIENCE_MS,
    slow: `Zendesk has not exported the theme "${name}" within`,
    refused: `Zendesk does not export the theme "${name}"`,
  });
  // Jobs tell at their creation what they were created with, and may tell it again.
  const download = nativeIn(nativeIn(done, 'data'), 'download') ?? nativeIn(nativeIn(job, 'data'), 'download');
  if (typeof download?.url !== 'string')
    return fail('BAD_REPLY', `Zendesk does not say where the theme "${name}" can be downloaded`);
  const file = yield { method: 'GET', path: '/', storage: { url: download.url, headers: {} } };
  if (!(file.body instanceof Uint8Array)) return fail('BAD_REPLY', `Nothing came of the theme "${name}"`);
  return file.body;
}

interface Told {
  /** Milliseconds. */
  readonly patience: number;
  /** What is said when that has passed, up to the number of minutes, and what a person does then. */
  readonly slow: string;
  readonly after?: string;
  readonly refused: string;
  readonly mend?: string;
}

/** The job once it is completed. */
function* finished(id: unknown, { patience, slow, after, refused, mend }: Told): Steps<Native> {
  for (
    let waited = 0, pause = FIRST_MS;
    waited < patience;
    waited += pause, pause = Math.min(LONGEST_MS, pause * 1.5)
  ) {
    const { body } = yield { method: 'GET', path: `${JOBS}/${String(id)}`, pause };
    const job = nativeIn(body, 'job');
    if (job?.status === 'completed') return job;
    if (job?.status === 'failed')
      fail('THEME_REFUSED', refused, { detail: reasons(job.errors), ...(mend === undefined ? {} : { hint: mend }) });
  }
  return fail('THEME_SLOW', `${slow} ${patience / 60_000} minutes`, after === undefined ? {} : { hint: after });
}

function reasons(errors: unknown): string {
  const list = Array.isArray(errors) ? errors.filter(isRecord) : [];
  const said = list.flatMap(({ code, message, title, meta }) => [
    `${String(code)}: ${String(message ?? title)}`,
    ...linesOf(meta).map((line) => `  ${line}`),
  ]);
  return said.length === 0 ? 'It does not say why' : said.join('\n');
}

/** `templates/home_page.hbs:22:6 'request_fosrm' does not exist`, or whatever else an error knows. */
function linesOf(meta: unknown): readonly string[] {
  if (!isRecord(meta)) return [];
  return Object.entries(meta).flatMap(([path, value]) =>
    Array.isArray(value)
      ? value.filter(isRecord).map(({ line, column, description }) => `${path}:${line}:${column} ${description}`)
      : [`${path}: ${typeof value === 'string' ? value : JSON.stringify(value)}`],
  );
}

function textsIn(parameters: unknown): Readonly<Record<string, string>> {
  if (!isRecord(parameters)) return {};
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
}
