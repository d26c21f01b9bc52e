/** One ticket's story as a page of its own that a client understands: nothing is loaded, everything from outside is escaped. */
import type { Moment, SentLine, Tale, TargetLine } from '../app/testing/tale.ts';
import { changeWords, clockOf, lengthWords } from './story.ts';
import { clean } from './text.ts';

export function storyHtml(tale: Tale): string {
  const clock = clockOf(tale.zone);
  const { name, zone, from, subject } = tale;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${text(name)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<h1>${text(name)}</h1>
<p>A ticket from <b>${text(from)}</b>: “${text(subject)}”. Times are those of ${text(zone)}.</p>
</header>
<section class="end" aria-label="Where it ends">
${tale.end.map(({ what, value }) => `<div><dt>${text(words(what))}</dt><dd>${text(value)}</dd></div>`).join('\n')}
<div><dt>lists</dt><dd>${text(tale.views.map((view) => words(view)).join(', ') || 'none')}</dd></div>
</section>
<ol class="story">
${tale.moments.map((moment) => momentHtml(moment, clock)).join('\n')}
</ol>
${tale.targets.length === 0 ? '' : targetsHtml(tale.targets, clock)}
${tale.findings.map((finding) => `<p class="finding">${text(finding)}</p>`).join('\n')}
</main>
</body>
</html>
`;
}

function momentHtml(moment: Moment, clock: (at: number) => string): string {
  const { at, kind, title, text: message, internal, changes, fired, sent } = moment;
  const own = (rule: string) => sent.filter((one) => one.rule === rule);
  const missed = title.endsWith('missed') ? ' missed' : '';
  return `<li class="${kind}${missed}">
<time datetime="${new Date(at).toISOString()}">${text(clock(at))}</time>
<div>
<h2>${text(title)}</h2>
${message === undefined ? '' : `<blockquote${internal === true ? ' class="internal"' : ''}>${text(message)}</blockquote>`}
${changes.length === 0 ? '' : `<p class="changes">${changes.map((change) => `<span>${text(changeWords(change))}</span>`).join(' ')}</p>`}
${fired
  .map(
    ({ rule, title: called, changes: done }) => `<div class="rule">
<p><b>${text(called)}</b> <code>${text(rule)}</code></p>
${done.length === 0 ? '' : `<p class="changes">${done.map((change) => `<span>${text(changeWords(change))}</span>`).join(' ')}</p>`}
${own(rule).map(sentHtml).join('\n')}
</div>`,
  )
  .join('\n')}
</div>
</li>`;
}

function sentHtml({ kind, to, subject, body, suppressed }: SentLine): string {
  const what = kind === 'mail' ? 'Mail to' : kind === 'webhook' ? 'Call of' : `${kind} to`;
  const held = suppressed === undefined ? '' : `<p class="finding">Not sent: ${text(suppressed)}</p>`;
  return `<details><summary>${text(what)} ${text(to)}${subject === '' ? '' : `: ${text(subject)}`}</summary>${held}<pre>${text(body)}</pre></details>`;
}

function targetsHtml(targets: readonly TargetLine[], clock: (at: number) => string): string {
  const rows = targets.map(({ metric, minutes, hours, due, state, breached, policy }) => {
    const now = breached ? 'missed' : state === 'closed' ? 'met' : state;
    return `<tr class="${breached ? 'missed' : ''}"><td>${text(words(metric))}</td><td>${text(lengthWords(minutes))} ${hours === 'business' ? 'of working hours' : 'around the clock'}</td><td>${due === undefined ? '' : text(clock(due))}</td><td>${now}</td><td><code>${text(policy)}</code></td></tr>`;
  });
  return `<h2>What was promised</h2>
<table><thead><tr><th>Target</th><th>Within</th><th>Due</th><th></th><th></th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table>`;
}

function words(name: string): string {
  return name.replace(/^[a-z_]+\./, '').replaceAll('_', ' ');
}

function text(value: string): string {
  return clean(value)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

const STYLE = `
:root { color-scheme: light dark; --line: #d5dae1; --soft: #f4f6f8; --ink: #1d2733; --dim: #5b6875; --go: #1f6f43; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --line: #3a4450; --soft: #232b34; --ink: #e8edf2; --dim: #9aa7b4; --go: #6fcf97; --bad: #ff8a80; } body { background: #161c23; } }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); }
main { max-width: 52rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
header p { color: var(--dim); margin: 0 0 1.5rem; }
.end { display: flex; flex-wrap: wrap; gap: .5rem; margin-bottom: 2rem; }
.end div { background: var(--soft); border-radius: .5rem; padding: .4rem .75rem; max-width: 100%; }
dt { font-size: .75rem; color: var(--dim); } dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
.story { list-style: none; margin: 0; padding: 0; border-left: 2px solid var(--line); }
.story > li { position: relative; padding: 0 0 1.75rem 1.5rem; }
.story > li::before { content: ""; position: absolute; left: -.45rem; top: .45rem; width: .75rem; height: .75rem; border-radius: 50%; background: var(--ink); }
.story > li.time::before { background: var(--dim); } .story > li.target::before { background: var(--go); } .story > li.missed::before { background: var(--bad); }
time { font-size: .85rem; color: var(--dim); font-variant-numeric: tabular-nums; }
h2 { font-size: 1.05rem; margin: .1rem 0 .4rem; }
.missed h2, tr.missed td { color: var(--bad); }
blockquote { margin: .4rem 0; padding: .5rem .9rem; background: var(--soft); border-radius: .5rem; white-space: pre-wrap; overflow-wrap: anywhere; }
blockquote.internal { border: 1px dashed var(--line); background: none; }
.changes { margin: .3rem 0; } .changes span { display: inline-block; border: 1px solid var(--line); border-radius: 1rem; padding: 0 .6rem; margin: 0 .25rem .25rem 0; font-size: .85rem; overflow-wrap: anywhere; }
.rule { margin: .6rem 0 0; padding-left: .9rem; border-left: 3px solid var(--go); } .rule p { margin: 0 0 .2rem; }
code { color: var(--dim); font-size: .8rem; overflow-wrap: anywhere; }
details { margin: .3rem 0; } summary { cursor: pointer; overflow-wrap: anywhere; } pre { background: var(--soft); padding: .75rem; border-radius: .5rem; white-space: pre-wrap; overflow-wrap: anywhere; margin: .4rem 0; font-size: .85rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; } th, td { text-align: left; padding: .35rem .5rem; border-bottom: 1px solid var(--line); }
.finding { color: var(--bad); }
@media print { details { display: block; } }
`;
