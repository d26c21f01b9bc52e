/** help-center.yaml and kb/: three articles that every client needs first. */
import { PRIORITIES } from '../answers.ts';
import type { Job, Piece } from '../job.ts';
import { filled, markdown } from '../templates.ts';
import { hoursLines } from './hours-text.ts';

/** Nothing where the client has no help center. */
export function helpCenterPiece(job: Job): Piece {
  const { answers, slug, words, language } = job;
  if (!answers.channels.includes('help_center')) return { sheets: [], notes: [] };
  const { helpCenter: titles } = words;
  const values = {
    name: markdown(answers.name),
    priorities: priorityTable(job),
    hours: hoursLines(job)
      .map((line) => `- ${line}`)
      .join('\n'),
  };
  const article = (key: string, title: string) => ({
    key,
    value: { title, section: 'support', body: { file: `kb/${key}.md` } },
  });
  const articles = [
    article('first-request', titles.first),
    article('priorities', titles.priorities),
    article('hours', titles.hours),
  ];
  return {
    sheets: [
      {
        path: 'help-center.yaml',
        intro: [
          'The help center of the default brand. Articles stay drafts until `publish: true`, and nobody is notified.',
        ],
        sections: [
          {
            path: ['help_center', slug, 'categories'],
            blocks: [{ key: 'start', value: { name: titles.start, description: titles.startText } }],
          },
          {
            path: ['help_center', slug, 'sections'],
            blocks: [{ key: 'support', value: { name: titles.help, category: 'start' } }],
          },
          { path: ['help_center', slug, 'articles'], blocks: articles },
        ],
      },
    ],
    texts: new Map(articles.map(({ key }) => [`kb/${key}.md`, filled(`${language}/kb/${key}.md`, values)])),
    notes: [],
  };
}

/** Without targets where the plan keeps none: nothing is promised that nobody measures. */
function priorityTable({ answers, words, features }: Job): string {
  const { targets } = words;
  const head = [targets.priority, targets.meaning, ...(features.slas ? [targets.firstReply, targets.resolution] : [])];
  const rows = PRIORITIES.map((key) => {
    const { name, description } = words.priorities[key];
    const { first_reply, resolution, hours } = answers.sla[key];
    const promised = [first_reply, resolution].map((time) => `${time} (${targets[hours]})`);
    return [`${key.toUpperCase()} ${name}`, description, ...(features.slas ? promised : [])];
  });
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
