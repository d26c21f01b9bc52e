/** Results of `test` as JUnit XML, which pipelines show. One suite for each file. */
import type { CaseResult, TestReport } from '../app/testing/run.ts';

/** https://github.com/testmoapp/junitxml describes the form that tools agree on. */
export function junitText({ cases, passed, failed }: TestReport): string {
  const suites = new Map<string, CaseResult[]>();
  for (const one of cases) suites.set(one.at.file, [...(suites.get(one.at.file) ?? []), one]);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="supportctl" tests="${passed + failed}" failures="${failed}">`,
    ...[...suites].flatMap(([file, own]) => suiteLines(file, own)),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

function suiteLines(file: string, cases: readonly CaseResult[]): readonly string[] {
  const failed = cases.filter(({ failures }) => failures.length > 0).length;
  return [
    `  <testsuite name="${escaped(file)}" tests="${cases.length}" failures="${failed}">`,
    ...cases.flatMap((one) => caseLines(file, one)),
    '  </testsuite>',
  ];
}

function caseLines(file: string, { name, at, failures }: CaseResult): readonly string[] {
  const head = `    <testcase classname="${escaped(file)}" name="${escaped(name)}" file="${escaped(file)}" line="${at.line}"`;
  if (failures.length === 0) return [`${head}/>`];
  return [
    `${head}>`,
    ...failures.map(({ what, wanted, got, because, at: place }) => {
      const told = [`${place.file}:${place.line}:${place.column}`, `wanted: ${wanted}`, `got: ${got}`];
      const text = [...told, ...(because === undefined ? [] : [`why: ${because}`])].join('\n');
      return `      <failure message="${escaped(`${what}: wanted ${wanted}, got ${got}`)}">${escaped(text)}</failure>`;
    }),
    '    </testcase>',
  ];
}

/** Characters that XML cannot hold at all become a question mark. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '?')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
}
