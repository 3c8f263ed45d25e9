// Small parts that all views use.

import {h} from './dom.js';
import {copy} from './actions.js';

const CLOCK = new Intl.DateTimeFormat('en-GB', {hour: '2-digit', minute: '2-digit', second: '2-digit'});
const DAY = new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'short', year: 'numeric'});

/** Returns a time of the emulator's clock: the hour today, with its day otherwise. */
export function time(iso) {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) {
    return h('span', {}, '–');
  }
  const today = date.toDateString() === new Date().toDateString();
  return h('time', {datetime: iso, title: iso}, today ? CLOCK.format(date) : `${DAY.format(date)}, ${CLOCK.format(date)}`);
}

export const idOf = key => key.slice(key.lastIndexOf('/') + 1);

const ARN = /^arn:aws:ivs(chat)?:[^:]*:[^:]*:([a-z-]+)\/[A-Za-z0-9]+$/;

export const isArn = value => typeof value === 'string' && ARN.test(value);
export const typeOfArn = arn => ARN.exec(arn)?.[2] ?? '';
export const hrefOf = arn => `#/resource/${encodeURIComponent(arn)}`;

/** Returns a link to a resource. */
export const link = (arn, text) => h('a', {href: hrefOf(arn)}, text || idOf(arn));

/** Returns a link to a resource with its name and its identifier. */
export const named = resource => resource.name
  ? [link(resource.key, resource.name), ' ', h('span', {class: 'id'}, idOf(resource.key))]
  : link(resource.key);

export const chip = (text, kind = '') => h('span', {class: `chip ${kind}`}, text);

export const unseen = text => h('span', {class: 'unseen'}, text);

/** Returns a button; its subject completes the name for screen readers. */
export const button = (text, action, {subject = '', kind = '', disabled = false} = {}) =>
  h('button', {type: 'button', class: kind, disabled, on: {click: action}}, text, subject && unseen(` ${subject}`));

export const copyButton = (text, subject) => button('Copy', () => copy(text), {subject, kind: 'quiet'});

export const json = value => h('pre', {tabindex: '0', role: 'group', 'aria-label': 'JSON'}, JSON.stringify(value, null, 2));

/** Returns a table in a region that scrolls with the keyboard. */
export function table(caption, columns, rows) {
  return h('div', {class: 'scroll', role: 'region', 'aria-label': caption, tabindex: '0'},
    h('table', {},
      h('caption', {class: 'unseen'}, caption),
      h('thead', {}, h('tr', {}, columns.map(column => h('th', {scope: 'col', class: column.class}, column.title)))),
      h('tbody', {}, rows.map(row => h('tr', {key: row.key}, row.cells.map((cell, i) => h('td', {class: columns[i].class}, cell)))))));
}

/** Returns the text for a view without content, with a command that would create some. */
export const empty = (title, text, command) => h('div', {class: 'empty'},
  h('p', {class: 'title'}, title), h('p', {}, text), command && h('pre', {tabindex: '0', role: 'group', 'aria-label': 'Command'}, command));

export const panel = (title, ...content) => h('section', {class: 'panel', key: title}, h('h2', {}, title), content);

/** Returns a labelled field. */
export const field = (label, input, hint) => h('label', {class: 'field', key: label}, h('span', {}, label), input, hint && h('small', {}, hint));

const filters = new Map();

export const filterOf = view => filters.get(view) ?? '';

/** Returns the field that filters a view. */
export const filter = (view, label, changed) => h('input', {
  type: 'search', class: 'filter', placeholder: 'Filter', 'aria-label': label, key: `filter-${view}`, value: filterOf(view), autocomplete: 'off',
  on: {input: event => { filters.set(view, event.target.value); changed(); }},
});

/** Returns the heading of a view. */
export const heading = (title, ...more) => h('div', {class: 'heading', key: 'heading'}, h('h1', {tabindex: '-1'}, title), more);
