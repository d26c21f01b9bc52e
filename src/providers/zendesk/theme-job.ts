/** Themes come by jobs: one is ordered, the archive goes into the storage that it names, and then it is waited for. */
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
  yield* finished(String(job.id), name);
  return told?.theme_id === undefined ? undefined : String(told.theme_id);
}

function* finished(id: string, name: string): Steps<void> {
  for (
    let waited = 0, pause = FIRST_MS;
    waited < PATIENCE_MS;
    waited += pause, pause = Math.min(LONGEST_MS, pause * 1.5)
  ) {
    const { body } = yield { method: 'GET', path: `${JOBS}/${id}`, pause };
    const job = nativeIn(body, 'job');
    if (job?.status === 'completed') return;
    if (job?.status === 'failed') refused(name, job.errors);
  }
  fail('THEME_SLOW', `Zendesk has not taken the theme "${name}" within ${PATIENCE_MS / 60_000} minutes`, {
    hint: 'The next plan shows whether it came',
  });
}

function refused(name: string, errors: unknown): never {
  const list = Array.isArray(errors) ? errors.filter(isRecord) : [];
  const said = list.flatMap(({ code, message, title, meta }) => [
    `${String(code)}: ${String(message ?? title)}`,
    ...linesOf(meta).map((line) => `  ${line}`),
  ]);
  fail('THEME_REFUSED', `Zendesk does not take the theme "${name}"`, {
    detail: said.length === 0 ? 'It does not say why' : said.join('\n'),
    hint: 'Mend its files, and apply again',
  });
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
