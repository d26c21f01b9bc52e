/** slack.yaml: the channels, the webhook that reaches them, and what is told there. */
import type { Job, Piece } from '../job.ts';
import type { SheetBlock } from '../sheet.ts';
import { trigger } from './trigger.ts';

/** Nothing where the client wants no Slack. */
export function slackPiece({ answers, words }: Job): Piece {
  const { slack } = answers;
  if (slack === false) return { sheets: [], notes: [] };
  return {
    sheets: [
      {
        path: 'slack.yaml',
        intro: [
          'What Slack is told. A message carries number, priority, group and link: no text of a customer leaves the platform.',
          'The bot needs chat:write, channels:read and channels:manage; its token is in SLACK_BOT_TOKEN.',
        ],
        sections: [
          {
            path: ['slack', 'channels'],
            blocks: [
              { key: 'critical', value: { name: slack.critical, topic: words.slack.criticalTopic } },
              { key: 'alerts', value: { name: slack.alerts, topic: words.slack.alertsTopic } },
            ],
          },
          {
            path: ['webhooks'],
            blocks: [
              {
                key: 'slack',
                comment: [
                  'The token stands where it is read, never here. After it was changed: `--send-secrets webhook.slack`.',
                ],
                value: {
                  name: 'Slack',
                  description: 'Posts messages to Slack.',
                  endpoint: 'https://slack.com/api/chat.postMessage',
                  method: 'POST',
                  format: 'json',
                  authentication: { type: 'bearer_token', token: { secret: 'env:SLACK_BOT_TOKEN' } },
                },
              },
            ],
          },
          {
            path: ['triggers'],
            blocks: [alert('p1', 'critical', words.slack.critical), alert('p2', 'alerts', words.slack.alerts)],
          },
        ],
      },
    ],
    notes: [],
  };
}

function alert(priority: string, channel: string, title: string): SheetBlock {
  const tag = `slack-${priority}`;
  const message = {
    channel: `{{id:slack_channel.${channel}}}`,
    text: `${priority.toUpperCase()} #{{ticket.id}} for {{ticket.group.name}}: {{ticket.link}}`,
  };
  const all = [
    { field: 'priority', is: priority },
    { field: 'status', less_than: 'solved' },
    { field: 'tags', not_includes: [tag] },
  ];
  const told = { notify_webhook: { webhook: 'slack', body: `${JSON.stringify(message, undefined, 2)}\n` } };
  return trigger({ key: `${priority}_to_slack`, title, category: 'notifications' }, all, [told, { add_tags: [tag] }]);
}
