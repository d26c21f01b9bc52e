/** How an account stands, as one page of HTML that needs nothing beside itself. Every text in it may be hostile. */
import type { HealthReport } from '../app/contract.ts';
import type { Severity } from '../core/diagnostic.ts';
import type { Finding } from '../lint/rule.ts';
import { html, joined, type Markup } from './html.ts';
import { byKind, headingOf } from './kinds.ts';
import { byRule, type RuleFindings } from './lint.ts';
import { cleaned, count } from './text.ts';

const WORDS: Readonly<Record<Severity, { readonly many: string; readonly says: string }>> = {
  error: { many: 'Errors', says: 'Something does not work, or will stop working on a known day.' },
  warning: { many: 'Warnings', says: 'It works, and surprises people.' },
  info: { many: 'Notes', says: 'Good to know.' },
};
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];
/** Of one rule; a page that lists thousands is read by nobody. */
const MOST = 20;

/** The page. */
export function healthPage(dirty: HealthReport): string {
  const report = cleaned(dirty);
  const { linted, account, objects, at } = report;
  const groups = byRule(linted.findings);
  const day = new Date(at).toISOString().slice(0, 10);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Health of ${account}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<p class="over">Support configuration</p>
<h1>Health of ${account}</h1>
<p>${day}. ${count(objects, 'object')} read, nothing written.</p>
</header>
<main>
<section class="tiles">${joined(SEVERITIES.map((severity) => tile(severity, linted.findings)))}</section>
${verdict(linted.findings)}
${joined(SEVERITIES.map((severity) => section(severity, groups)))}
${kinds(report)}
${notLookedAt(report)}
</main>
<footer>Written by supportctl from the account itself. Rules, reasons and sources: docs/lint.md.</footer>
</body>
</html>
`;
  return page.text;
}

function tile(severity: Severity, findings: readonly Finding[]): Markup {
  const { many, says } = WORDS[severity];
  const number = findings.filter((own) => own.severity === severity).length;
  return html`<div class="tile ${severity}"><strong>${number}</strong><span>${many}</span><small>${says}</small></div>`;
}

function verdict(findings: readonly Finding[]): Markup {
  return findings.length > 0 ? html`` : html`<p class="clean">Nothing was found that a team would regret.</p>`;
}

function section(severity: Severity, groups: readonly RuleFindings[]): Markup {
  const own = groups.filter(({ findings }) => findings[0]?.severity === severity);
  if (own.length === 0) return html``;
  return html`<section><h2>${WORDS[severity].many}</h2>${joined(own.map((group) => card(severity, group)))}</section>`;
}

function card(severity: Severity, { id, rule, findings }: RuleFindings): Markup {
  const more = findings.length - MOST;
  const shown = findings.slice(0, MOST).map((finding) => item(finding, rule?.mend));
  return html`<article class="${severity}">
<p class="over">${rule === undefined ? 'About' : 'Should hold'}</p>
<h3>${rule?.title ?? id} <code>${id}</code></h3>
${rule === undefined ? html`` : html`<p>${rule.reason}</p><p class="mend"><b>What to do:</b> ${rule.mend}</p>`}
<ul>${joined(shown)}</ul>
${more > 0 ? html`<p class="more">and ${more} more; <code>supportctl health --format json</code> lists them all</p>` : html``}
</article>`;
}

function item({ address, title, summary, detail, witness, mend }: Finding, usual: string | undefined): Markup {
  return html`<li>${title === undefined ? html`` : html`<b>${title}</b> `}${address === undefined ? html`` : html`<code>${address}</code> `}
<br>${summary}.${detail === undefined ? html`` : html` ${detail}`}
${witness === undefined ? html`` : html`<br><small>Seen with a ticket: ${witness}</small>`}
${mend === usual ? html`` : html`<br><small><b>Here:</b> ${mend}</small>`}</li>`;
}

function kinds({ counts, linted }: HealthReport): Markup {
  const found = new Map<string, number>();
  for (const { address } of linted.findings) {
    const kind = address?.split('.')[0] ?? '';
    found.set(kind, (found.get(kind) ?? 0) + 1);
  }
  const rows = byKind([...counts], ([kind]) => kind).flatMap(([kind, list]) =>
    list.map(
      ([, number]) => html`<tr><td>${headingOf(kind)}</td><td>${number}</td><td>${found.get(kind) ?? ''}</td></tr>`,
    ),
  );
  return html`<section><h2>What is there</h2><table><thead><tr><th>Kind</th><th>Objects</th><th>Findings</th></tr></thead><tbody>${joined(rows)}</tbody></table></section>`;
}

function notLookedAt({ linted, leftOut, warnings }: HealthReport): Markup {
  const items = [
    ...linted.unseen.map(({ what, why, rule }) => html`<li>${what} <small>${why}</small> <code>${rule}</code></li>`),
    ...leftOut.map(({ title, why, kind }) => html`<li><b>${title}</b> <code>${kind}</code> <small>${why}</small></li>`),
    ...warnings.map(({ summary }) => html`<li>${summary}</li>`),
  ];
  return items.length === 0
    ? html``
    : html`<section><h2>What was not looked at</h2><ul>${joined(items)}</ul></section>`;
}

const STYLE = html`
:root{color-scheme:light dark;--ink:#1b1f24;--soft:#5b6470;--paper:#fff;--line:#e3e6ea;--error:#c0342b;--warning:#b36b00;--info:#2b6cb0}
@media (prefers-color-scheme:dark){:root{--ink:#e8eaed;--soft:#9aa4b0;--paper:#16191d;--line:#2c3238;--error:#ff7b72;--warning:#e3a23c;--info:#79b8ff}}
*{box-sizing:border-box}
body{margin:0;font:16px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;color:var(--ink);background:var(--paper);overflow-wrap:anywhere}
header,main,footer{max-width:56rem;margin:0 auto;padding:1.5rem}
header{padding-top:3rem}
h1{font-size:2rem;line-height:1.2;margin:.2rem 0}
h2{margin:2.5rem 0 1rem;font-size:1.3rem}
h3{margin:0 0 .5rem;font-size:1.05rem}
.over,footer,small,.more{color:var(--soft)}
.over{margin:0;text-transform:uppercase;letter-spacing:.08em;font-size:.8rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:1rem}
.tile{border:1px solid var(--line);border-top:4px solid var(--tone);border-radius:.5rem;padding:1rem;display:flex;flex-direction:column}
.tile strong{font-size:2.2rem;line-height:1;color:var(--tone)}
article{border:1px solid var(--line);border-left:4px solid var(--tone);border-radius:.5rem;padding:1rem 1.25rem;margin:0 0 1rem;break-inside:avoid}
article p{margin:.4rem 0}
article p.over{margin:0;font-size:.7rem}
article ul{margin:.8rem 0 0;padding-left:1.2rem}
li{margin:.4rem 0}
.error{--tone:var(--error)}.warning{--tone:var(--warning)}.info{--tone:var(--info)}
code{font:.85em ui-monospace,monospace;color:var(--soft)}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--line)}
td+td,th+th{text-align:right}
.clean{border-left:4px solid #2e8b57;padding-left:1rem;font-size:1.1rem}
footer{font-size:.85rem}
@media print{body{font-size:12px}header{padding-top:0}}
`;
