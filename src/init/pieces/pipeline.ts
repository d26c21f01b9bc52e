/** What stands around the spec: the README, the pipeline that reviews changes, and what Git leaves out. */
import { VERSION } from '../../core/version.ts';
import type { Job, Piece } from '../job.ts';
import { filled, markdown } from '../templates.ts';
import { firstTenant } from './tenant.ts';

/** README.md, .gitignore and the workflow. */
export function automationOfReviews({ answers, language, slug }: Job): Piece {
  const both = answers.environment === 'both';
  const production = both ? filled(`${language}/production.md`, {}) : '';
  const slack = answers.slack === false ? '' : ' SLACK_BOT_TOKEN=…';
  const values = {
    name: markdown(answers.name),
    subdomain: firstTenant(answers),
    production,
    slack,
  };
  return {
    sheets: [],
    texts: new Map([
      ['README.md', filled(`${language}/README.md`, values)],
      ['.gitignore', filled('gitignore', {})],
      [
        '.github/workflows/support.yml',
        filled('workflow.yml', { version: VERSION, slug, env: both ? ' --env production' : '' }),
      ],
    ]),
    notes: [],
  };
}
