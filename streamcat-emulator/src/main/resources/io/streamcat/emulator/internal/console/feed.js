// The stream of changes: the latest requests, events and messages, and the counts of resources.

const MOST = 500;
const RETRY_MILLIS = 3000;
const KINDS = ['requests', 'events', 'messages'];

export const feed = {status: 'connecting', run: '', revision: -1, counts: {}, faults: [], requests: [], events: [], messages: []};

const last = {};
const listeners = [];
let source = null;

/** Registers a listener for every change of the feed. */
export function onFeed(listener) {
  listeners.push(listener);
}

function changed(status) {
  feed.status = status;
  listeners.forEach(listener => listener());
}

function clear() {
  for (const kind of KINDS) {
    feed[kind] = [];
    last[kind] = 0;
  }
}

function receive(news) {
  // Another run: the emulator was started again or reset.
  if (news.run !== feed.run) {
    feed.run = news.run;
    clear();
  }
  for (const kind of KINDS) {
    const fresh = (news[kind] ?? []).filter(item => item.number > last[kind]);
    if (fresh.length) {
      last[kind] = fresh.at(-1).number;
      feed[kind] = [...fresh.reverse(), ...feed[kind]].slice(0, MOST);
    }
  }
  feed.counts = news.counts ?? feed.counts;
  feed.faults = news.faults ?? feed.faults;
  feed.revision = news.revision ?? feed.revision;
  changed('live');
}

function connect() {
  if (source || document.hidden) {
    return;
  }
  source = new EventSource('changes');
  source.onmessage = event => receive(JSON.parse(event.data));
  source.onerror = () => {
    if (source?.readyState === EventSource.CLOSED) {
      source = null;
      setTimeout(connect, RETRY_MILLIS);
    }
    changed('offline');
  };
}

/** Starts the stream, which pauses while the page is hidden. */
export function startFeed() {
  clear();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      source?.close();
      source = null;
    } else {
      connect();
    }
  });
  connect();
}
