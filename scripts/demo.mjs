/**
 * `npm run demo`: a spec is checked, planned and applied to a local tenant, somebody edits the tenant by hand, and both
 * ways out of the drift are taken. Needs no account and no secret. Fails if a command ends otherwise than it should.
 * `--built` takes the build that is there.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare, ROOT } from './prepare.mjs';

const PATIENCE_MS = 60_000;
const started = Date.now();
const trouble = process.argv.includes('--built') ? undefined : prepare();
if (trouble === undefined) await demo();
else {
  console.error(`\n${trouble}`);
  process.exitCode = 1;
}

async function demo() {
  const { startSandbox } = await import(pathToFileURL(join(ROOT, 'dist/sandbox/index.js')).href);
  const sandbox = await startSandbox({ port: 0, profile: 'enterprise' });
  const folder = mkdtempSync(join(tmpdir(), 'supportctl-demo-'));
  cpSync(join(ROOT, 'examples/acme'), folder, { recursive: true });
  try {
    await story(sandbox, folder);
    say(
      `That was all of it, in ${((Date.now() - started) / 1000).toFixed(1)} s. The same with a tenant of your own: README.md.`,
    );
  } catch (error) {
    console.error(`\nThe demo did not go as it should: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  } finally {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function story(sandbox, folder) {
  const supportctl = (args, expected) => command(sandbox, folder, args, expected);
  const NOTHING = { code: 0, says: 'No changes.' };

  say(
    'A local Enterprise tenant, and a copy of examples/acme: a client in full, on some twenty kinds. First offline: is the spec sound?',
  );
  await supportctl('validate', { code: 0, says: 'Valid' });
  say(
    'Do the rules do what the client was promised? Sample tickets through all of them, days in milliseconds, still offline.',
  );
  await supportctl('test --coverage', { code: 0, says: 'Coverage 100 %' });
  say('What would change? Planned from the spec and the live tenant; nothing is written.');
  await supportctl('plan', { code: 0, says: 'Plan:' });
  say('Write it, and take over what the account began with. The rules are switched on at the end, all together.');
  await supportctl('apply --yes', { code: 0, says: 'Applied:' });
  say('A second plan is empty.');
  await supportctl('plan', NOTHING);

  say('Now somebody renames a trigger in the admin pages.');
  await editByHand(sandbox, 'triggers', 'Confirmed bug to engineering-bugs', {
    title: 'Confirmed bug: tell Engineering',
  });
  await supportctl('drift', { code: 2, says: 'Confirmed bug: tell Engineering' });
  say('Without a word about it, nothing is overwritten.');
  await supportctl('apply --yes', { code: 4, says: 'DRIFT' });
  say('One way out: keep the edit. It goes into the YAML, where only its line changes.');
  const before = readFileSync(join(folder, 'notifications.yaml'), 'utf8');
  await supportctl('drift --accept trigger.bug_to_engineering', { code: 0, says: 'notifications.yaml' });
  showChange(before, readFileSync(join(folder, 'notifications.yaml'), 'utf8'));
  await supportctl('plan', NOTHING);

  say('Somebody else changes what a group is for.');
  await editByHand(sandbox, 'groups', 'Support Tier 2', { description: 'Nobody knows any more.' });
  await supportctl('drift', { code: 2, says: 'Nobody knows any more.' });
  say("The other way out: put the spec's text back.");
  await supportctl('apply --yes --overwrite-drift', { code: 0, says: 'Applied:' });
  await supportctl('plan', NOTHING);
}

/** Runs one command as a person would type it, shows its output as it comes, and checks how it ended. */
async function command(sandbox, folder, args, { code, says }) {
  console.log(`\n$ supportctl ${args}`);
  const colour = process.stdout.isTTY && !process.env.NO_COLOR ? { FORCE_COLOR: '1' } : {};
  const columns = process.stdout.columns ? { COLUMNS: String(process.stdout.columns) } : {};
  const env = { ...plainEnvironment(), ...tenant(sandbox), ...colour, ...columns };
  const child = spawn(process.execPath, [join(ROOT, 'bin/supportctl.js'), ...args.split(' ')], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: PATIENCE_MS,
  });
  let output = '';
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ]) {
    from.setEncoding('utf8');
    from.on('data', (chunk) => {
      output += chunk;
      to.write(chunk);
    });
  }
  const ended = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, signal) => resolve(signal ?? exitCode));
  });
  if (code !== 0) console.log(`(exit code ${ended})`);
  if (ended !== code) throw new Error(`\`supportctl ${args}\` ended with ${ended} instead of ${code}`);
  if (!output.includes(says)) throw new Error(`\`supportctl ${args}\` did not say "${says}"`);
}

/** The variables that `supportctl sandbox` prints. */
function tenant(sandbox) {
  return {
    SUPPORTCTL_ZENDESK_URL: sandbox.zendeskUrl,
    SUPPORTCTL_SLACK_URL: sandbox.slackUrl,
    ZENDESK_SUBDOMAIN: 'acme',
    ZENDESK_OAUTH_TOKEN: 'sandbox-token',
    SLACK_BOT_TOKEN: 'xoxb-sandbox',
    SLACK_USER_TOKEN: 'xoxp-sandbox',
    SLACK_RELAY_TOKEN: 'relay-demo',
    ON_CALL_TOKEN: 'on-call-demo',
    NO_PROXY: '127.0.0.1',
  };
}

/** Ours without anything that names a tenant or a credential of yours. */
function plainEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(ZENDESK|SLACK|SUPPORTCTL)_/.test(name)));
}

/** The sandbox's back door does what a person in the admin pages would. */
async function editByHand(sandbox, kind, title, change) {
  const objects = `${sandbox.url}/_sandbox/objects/${kind}`;
  const found = (await (await fetch(objects)).json()).find((object) => (object.title ?? object.name) === title);
  if (found === undefined) throw new Error(`the tenant has no "${title}" among its ${kind}`);
  const headers = { 'content-type': 'application/json' };
  const reply = await fetch(`${objects}/${found.id}`, { method: 'PATCH', headers, body: JSON.stringify(change) });
  if (!reply.ok) throw new Error(`the tenant refused the edit by hand: ${await reply.text()}`);
}

function showChange(before, after) {
  const [old, now] = [before.split('\n'), after.split('\n')];
  for (const [index, line] of now.entries()) if (line !== old[index]) console.log(`- ${old[index] ?? ''}\n+ ${line}`);
}

function say(text) {
  console.log(`\n── ${text}`);
}
