/** What `doctor` looks at in a Slack workspace: the bot's token and what it may do. */
import type { Examination, ExamineOptions, Finding } from '../../core/provider.ts';
import { HttpError } from '../../http/errors.ts';
import { createTrace } from '../../http/trace.ts';
import { createSlackClient, type SlackIdentity } from './client.ts';

/** Of each line one is enough: the scopes of a bot, those of older apps (https://docs.slack.dev/reference/scopes). */
const READING = [['channels:read'], ['groups:read']] as const;
const WRITING = [['channels:manage', 'channels:write'], ['groups:write'], ['channels:join', 'channels:write']] as const;
const APPS = 'https://api.slack.com/apps, OAuth & Permissions';

/** The token, its workspace and its scopes. */
export async function examineSlack(options: ExamineOptions): Promise<Examination> {
  try {
    const client = createSlackClient({ env: options.env, trace: createTrace(options.trace) });
    const me = await client.whoami().finally(() => client.close());
    return { account: me.teamId, findings: [...aboutToken(me), ...aboutScopes(me)] };
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    const hint =
      error.kind === 'auth' || error.kind === 'anonymous'
        ? `Set SLACK_BOT_TOKEN to the bot's token, xoxb-…, from ${APPS}`
        : 'Check the network, and try again';
    return { findings: [{ check: 'slack', status: 'error', summary: error.message, hint }] };
  }
}

function aboutToken({ user, team }: SlackIdentity): readonly Finding[] {
  return [{ check: 'slack', status: 'ok', summary: `Uses the token in SLACK_BOT_TOKEN: ${user} in ${team}.` }];
}

function aboutScopes({ scopes }: SlackIdentity): readonly Finding[] {
  const lacks = (needed: readonly (readonly string[])[]) =>
    needed.filter((any) => !any.some((scope) => scopes.includes(scope))).map(([scope]) => scope);
  const check = 'slack scopes';
  const [unread, unwritten] = [lacks(READING), lacks(WRITING)];
  if (unread.length + unwritten.length === 0) {
    return [{ check, status: 'ok', summary: 'The token may read and write channels.' }];
  }
  const add = `Add ${[...unread, ...unwritten].join(', ')} at ${APPS}, and install the app again`;
  const summary =
    unread.length > 0
      ? `The token lacks ${unread.join(', ')}: channels cannot be read, and a plan leaves them out.`
      : `The token lacks ${unwritten.join(', ')}: plan works, apply cannot write channels.`;
  return [{ check, status: 'warning', summary, hint: add }];
}
