/** Targets of SLA policies that cannot be meant. */
import type { Resource } from '../core/resource.ts';
import { isPlainStruct, type Value } from '../core/value.ts';
import { levelsOf } from '../providers/zendesk/sla-targets.ts';
import { check, type Finding, resourcesOf } from './check.ts';

const noTargets = check(
  {
    id: 'SLA_WITHOUT_TARGETS',
    stage: 'load',
    severity: 'error',
    title: 'An SLA policy has targets',
    why: 'A policy without targets takes its tickets away from the policies below it and measures nothing.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'sla')) {
      if (levelsOf(resource.attributes.targets).length === 0)
        yield { resource, path: 'targets', summary: 'The policy has no targets' };
    }
  },
);

interface Target {
  readonly level: string;
  readonly metric: string;
  readonly minutes: number;
  readonly hours: Value | undefined;
}

/** The most urgent level first. */
function targetsOf(resource: Resource): readonly Target[] {
  return levelsOf(resource.attributes.targets).flatMap(([level, metrics]) =>
    Object.entries(metrics).flatMap(([metric, target]) =>
      isPlainStruct(target) ? [{ level, metric, minutes: Number(target.minutes), hours: target.hours }] : [],
    ),
  );
}

const moreUrgentIsLonger = check(
  {
    id: 'SLA_URGENT_LONGER',
    stage: 'load',
    severity: 'warning',
    title: 'What is more urgent has no longer target',
    why: 'Two targets are probably in each other’s place.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'sla')) {
      const targets = targetsOf(resource);
      for (const [index, target] of targets.entries()) {
        const shorter = targets
          .slice(index + 1)
          .find((own) => own.metric === target.metric && own.level !== target.level && isLonger(target, own));
        if (shorter !== undefined)
          yield inTargets(resource, `${target.metric} is longer for ${target.level} than for ${shorter.level}`);
      }
    }
  },
);

const solvedBeforeAnswered = check(
  {
    id: 'SLA_RESOLUTION_BEFORE_REPLY',
    stage: 'load',
    severity: 'warning',
    title: 'A ticket has at least as long to be solved as to be answered',
    why: 'The target for the first reply can never be used up.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'sla')) {
      const targets = targetsOf(resource);
      for (const reply of targets.filter(({ metric }) => metric === 'first_reply')) {
        const resolution = targets.find(({ level, metric }) => level === reply.level && metric === 'resolution');
        if (resolution !== undefined && isLonger(reply, resolution))
          yield inTargets(resource, `${reply.level}: the first reply may take longer than the resolution`);
      }
    }
  },
);

/** https://support.zendesk.com/hc/en-us/articles/4408821871642 */
const nextReplyAlone = check(
  {
    id: 'SLA_NEXT_REPLY_ALONE',
    stage: 'load',
    severity: 'warning',
    title: 'A target for the next reply stands beside one for the first',
    why: 'Without a target for the first reply the one for the next is never measured.',
  },
  function* (cx) {
    for (const resource of resourcesOf(cx, 'sla')) {
      for (const [level, metrics] of levelsOf(resource.attributes.targets)) {
        if (metrics.next_reply !== undefined && metrics.first_reply === undefined)
          yield inTargets(resource, `${level}: next_reply needs first_reply beside it`);
      }
    }
  },
);

export const slaChecks = [noTargets, moreUrgentIsLonger, solvedBeforeAnswered, nextReplyAlone] as const;

/** Hours of different kinds cannot be compared. */
function isLonger(one: Target, other: Target): boolean {
  return one.hours === other.hours && one.minutes > other.minutes;
}

function inTargets(resource: Resource, summary: string): Finding {
  return { resource, path: 'targets', summary };
}
