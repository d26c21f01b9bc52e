/** Operators that look at what an update did to a value. */
import type { Context, Scene } from '../context.ts';
import { type Truth, truth } from './condition.ts';

/** The value that a condition is about, in a moment of the ticket. */
export type Reader = (scene: Scene, cx: Context) => string;

/**
 * The test of a change operator; nothing if it is another operator. Before its creation a ticket has no values, so a
 * value given at creation counts as a change (hc/4408893545882).
 */
export function changeTest(
  operator: string,
  read: Reader,
  wanted: (cx: Context) => string,
): ((cx: Context) => Truth) | undefined {
  const previous = (cx: Context) => (cx.before === undefined ? '' : read(cx.before, cx));
  const changed = (cx: Context) => previous(cx) !== read(cx.scene, cx);
  const changedTo = (cx: Context) => read(cx.scene, cx) === wanted(cx) && changed(cx);
  const changedFrom = (cx: Context) => previous(cx) === wanted(cx) && changed(cx);
  switch (operator) {
    case 'changed':
      return (cx) => truth(changed(cx));
    case 'not_changed':
      return (cx) => truth(!changed(cx));
    case 'value':
    case 'changed_to':
      return (cx) => truth(changedTo(cx));
    case 'not_value':
    case 'not_changed_to':
      return (cx) => truth(!changedTo(cx));
    case 'value_previous':
    case 'changed_from':
      return (cx) => truth(changedFrom(cx));
    case 'not_value_previous':
    case 'not_changed_from':
      return (cx) => truth(!changedFrom(cx));
    default:
      return undefined;
  }
}

const CHANGES = /changed|^(not_)?value(_previous)?$/;

/** What a trace shows as the value found. */
export function shownChange(operator: string, read: Reader): (cx: Context) => string {
  if (!CHANGES.test(operator)) return (cx) => read(cx.scene, cx);
  return (cx) => {
    const before = cx.before === undefined ? '' : read(cx.before, cx);
    const after = read(cx.scene, cx);
    return before === after ? after : `${before || '(none)'} → ${after || '(none)'}`;
  };
}
