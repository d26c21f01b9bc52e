/** `simulate`: one ticket, from a case of the tests or from what was said on the command line, as a story. */
import { fail, SupportctlError } from '../../core/diagnostic.ts';
import { prepare } from '../../simulate/index.ts';
import { nearest } from '../../spec/nearest.ts';
import type { TestCase } from '../../spec/tests/model.ts';
import { lengthOf, momentOf } from '../../spec/tests/time.ts';
import type { ProjectOptions } from '../contract.ts';
import { stageOf } from './cast.ts';
import { fits, openBench } from './run.ts';
import { storyOf } from './stories.ts';
import { type Tale, taleOf } from './tale.ts';

export interface SimulateChoice {
  /** Name of a case of the tests, `*` for any words. */
  readonly name?: string;
  /** Or a case as YAML: `given`, `when`. */
  readonly story?: { readonly file: string; readonly text: string };
  /** Until when to go on: a time, or so long after the last event. */
  readonly until?: string;
}

/** The story of one ticket. Throws a `SupportctlError` with everything that is wrong with the spec or the story. */
export async function simulateTicket(options: ProjectOptions, choice: SimulateChoice): Promise<Tale> {
  const bench = await openBench(options, [], choice.story);
  const { suite, desired, compiled } = bench;
  const test = chosenCase(suite.cases, choice);
  const zone = desired.settings.client.timezone ?? 'UTC';
  const stage = stageOf(compiled, suite.fixtures);
  const story = storyOf(test, stage);
  const last = story.until ?? test.given.at;
  const until = choice.until === undefined ? last : endOf(choice.until, last, zone);
  return taleOf(test.name, prepare(stage.account).run({ ...story, until }), stage, zone, until);
}

function chosenCase(cases: readonly TestCase[], { name, story }: SimulateChoice): TestCase {
  const found = cases.filter((test) =>
    story === undefined ? name !== undefined && fits(name, test.name) : test.at.file === story.file,
  );
  const [first] = found;
  if (first !== undefined && (found.length === 1 || story !== undefined)) return first;
  const names = cases.map((test) => test.name);
  if (found.length > 1) {
    const detail = found.map((test) => `"${test.name}"`).join(', ');
    return fail('TEST_NONE', `${found.length} cases are called ${name}`, { detail, hint: 'name one of them' });
  }
  if (name === undefined)
    throw new SupportctlError([{ code: 'TEST_NONE', severity: 'error', summary: 'the story holds no case' }]);
  const near = nearest(name, names);
  return fail('TEST_NONE', `no case is called ${name}`, {
    hint: near === undefined ? 'a part of a name needs stars: "*night*"' : `did you mean "${near}"?`,
  });
}

function endOf(text: string, last: number, zone: string): number {
  const length = lengthOf(text);
  if (length !== undefined) return last + length;
  const moment = momentOf(text, zone);
  if (typeof moment === 'number' && moment >= last) return moment;
  if (typeof moment === 'number') return fail('USAGE', `--until ${text} is before the last event of the story`);
  return fail('USAGE', `--until: ${moment}`, { hint: 'or a length of time such as 3d, counted from the last event' });
}
