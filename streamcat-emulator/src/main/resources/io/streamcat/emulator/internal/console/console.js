// The frame: finds the view of the address, and keeps it up to date.

import {h, patch} from './dom.js';
import {feed, onFeed, startFeed} from './feed.js';
import {forgetProblem, read, reset} from './actions.js';
import {empty, heading} from './format.js';
import {channels, compositions, configurations, configurationTypes, recordings, rooms, search, stages} from './lists.js';
import {hideSecrets, resource} from './details.js';
import {events, overview, requests} from './activity.js';
import {faults} from './faults.js';

const VIEWS = Object.fromEntries([overview, channels, rooms, stages, compositions, recordings, configurations, events, requests, faults]
  .map(view => [view.id, view]));
const STATUS = {connecting: 'Connecting', live: 'Connected', offline: 'Reconnecting'};

const main = document.getElementById('main');
const status = document.getElementById('status');
const searchField = document.getElementById('search');
const resetDialog = document.getElementById('reset');

let view = overview;
let content;
let problem = '';
let loading = false;
let outdated = false;
let loaded = '';
let entered = true;
let drawing = false;

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch (malformed) {
    return '';
  }
}

function find() {
  const [name, ...rest] = location.hash.replace(/^#\/?/, '').split('/');
  const argument = decoded(rest.join('/'));
  if (name === 'resource' && argument) {
    return resource(argument);
  }
  if (name === 'search' && argument) {
    return search(argument);
  }
  return VIEWS[name || 'overview'] ?? {
    id: '', title: 'Not found', render: () => [heading('Not found'), empty('There is no such view', 'The address may be mistyped.')],
  };
}

/** Returns a text that differs whenever a resource may have changed. */
const version = () => `${feed.run} ${feed.revision}`;

/** Loads the content of the view, again if something changes meanwhile, and draws it. */
async function refresh() {
  if (loading) {
    outdated = true;
    return;
  }
  loading = true;
  do {
    outdated = false;
    const current = view;
    loaded = version();
    try {
      const fresh = current.load ? await current.load() : {};
      if (current === view) {
        content = fresh;
        problem = '';
      }
    } catch (failure) {
      if (current === view) {
        problem = failure instanceof TypeError ? 'The emulator does not answer.' : failure.message;
      }
    }
    outdated ||= current !== view;
  } while (outdated);
  loading = false;
  draw();
}

/** Draws once for all changes before the next frame. */
function draw() {
  if (!drawing) {
    drawing = true;
    requestAnimationFrame(() => {
      drawing = false;
      drawNow();
    });
  }
}

function drawNow() {
  drawFrame();
  if (!problem && !content) {
    return;
  }
  if (!entered) {
    main.replaceChildren();
  }
  const log = main.querySelector('.log');
  const isAtEnd = !log || log.scrollTop + log.clientHeight >= log.scrollHeight - 8;
  if (problem) {
    patch(main, [heading(view.title), empty('This view is not available', problem)]);
  } else {
    patch(main, view.render(content, refresh).flat(Infinity).filter(Boolean));
  }
  if (isAtEnd) {
    main.querySelector('.log')?.scrollTo(0, Number.MAX_SAFE_INTEGER);
  }
  document.title = `${view.title} · StreamCat emulator`;
  if (!entered) {
    entered = true;
    main.scrollTo(0, 0);
    scrollTo(0, 0);
    main.querySelector('h1')?.focus({preventScroll: true});
  }
}

const COUNTS = {
  channels: counts => counts.channel,
  rooms: counts => counts.room,
  stages: counts => counts.stage,
  compositions: counts => counts.composition,
  recordings: counts => (counts['stream-recording'] ?? 0) + (counts['participant-recording'] ?? 0),
  configurations: counts => configurationTypes.reduce((sum, type) => sum + (counts[type] ?? 0), 0),
  faults: () => feed.faults.length,
};

function drawFrame() {
  status.textContent = STATUS[feed.status];
  status.dataset.status = feed.status;
  for (const item of document.querySelectorAll('nav a')) {
    const id = item.getAttribute('href').slice(2) || 'overview';
    if (id === view.id) {
      item.setAttribute('aria-current', 'page');
    } else {
      item.removeAttribute('aria-current');
    }
    const number = COUNTS[id]?.(feed.counts);
    item.querySelector('.count')?.replaceChildren(number ? String(number) : '');
  }
}

function navigate(first) {
  view = find();
  content = undefined;
  problem = '';
  entered = first === true;
  hideSecrets();
  forgetProblem();
  refresh();
}

addEventListener('hashchange', navigate);

onFeed(() => {
  if (view.load && (problem || loaded !== version())) {
    refresh();
  } else {
    draw();
  }
});

document.getElementById('search-form').addEventListener('submit', event => {
  event.preventDefault();
  const text = searchField.value.trim();
  if (text) {
    location.hash = `#/search/${encodeURIComponent(text)}`;
  }
});

document.getElementById('skip').addEventListener('click', event => {
  event.preventDefault();
  main.querySelector('h1')?.focus();
});

document.getElementById('reset-button').addEventListener('click', () => resetDialog.showModal());
document.getElementById('reset-cancel').addEventListener('click', () => resetDialog.close());
document.getElementById('reset-form').addEventListener('submit', async event => {
  event.preventDefault();
  resetDialog.close();
  if (await reset()) {
    location.hash = '#/';
  }
});

addEventListener('keydown', event => {
  if (event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest('input, select, textarea, dialog')) {
    event.preventDefault();
    searchField.focus();
  }
});

read('health').then(health => {
  document.getElementById('place').replaceChildren(h('span', {}, health.region), ' ', h('span', {}, health.accountId));
}).catch(() => {});

startFeed();
navigate(true);
