// The chat of a channel page: the messaging protocol of Amazon IVS Chat over the browser's WebSocket.
// Messages are inserted as text, never as markup.

const MAX_MESSAGES = 200;
const MAX_WAIT = 30_000;
const ROLES = ['viewer', 'chatter', 'moderator', 'owner'];

const chat = document.querySelector('[data-chat]');
const part = name => chat.querySelector(`[data-chat-part="${name}"]`);
const log = part('log');
const say = part('say');
const input = say.querySelector('input');
const again = part('again');
const newer = part('newer');
const unsent = part('unsent');

const session = Math.random().toString(36).slice(2);
const unanswered = new Map();
let socket;
let me = {};
let failures = 0;
let requests = 0;

const showStatus = text => { part('status').textContent = text; };
const showProblem = text => { part('problem').textContent = text; };

async function post(form, fields = {}, headers = {}) {
  const body = new URLSearchParams([...new FormData(form), ...Object.entries(fields)]);
  const response = await fetch(form.action, {method: 'POST', body, headers, redirect: 'manual'});
  return {status: response.status, answer: await response.json().catch(() => ({}))};
}

// ---- Connection: each one needs a new token

async function connect() {
  again.hidden = true;
  showStatus('Connecting …');
  try {
    // No user asks for the connection, so it does not keep a session alive.
    const {status, answer} = await post(part('token'), {}, {'X-Automatic': 'chat'});
    if (status === 200) {
      open(answer);
    } else if (status >= 500) {
      retry();
    } else {
      // The banned cannot connect until the ban ends, however often they try.
      stop(answer.problem ?? 'This page is out of date. Please reload it.', Boolean(answer.banned));
    }
  } catch (offline) {
    retry();
  }
}

function open(admission) {
  me = {id: admission.userId, rank: ROLES.indexOf(admission.role)};
  const since = Date.now();
  socket = new WebSocket(admission.endpoint, admission.token);
  socket.addEventListener('open', () => {
    showStatus('Connected.');
    part('empty').hidden = log.children.length > 0;
    say.hidden = me.rank < ROLES.indexOf('chatter');
  });
  socket.addEventListener('message', event => receive(JSON.parse(event.data)));
  socket.addEventListener('close', () => {
    for (const text of unanswered.values()) {
      keep(text);
    }
    if (unanswered.size > 0) {
      showProblem('The connection was lost. These messages may not have been sent.');
      unanswered.clear();
    }
    if (me.dismissed) {
      stop(me.dismissed);
      return;
    }
    if (Date.now() - since > MAX_WAIT) {
      failures = 0;
    }
    retry();
  });
}

function retry() {
  const wait = Math.min(1000 * 2 ** failures++, MAX_WAIT);
  showStatus('The chat is not available. Trying again …');
  // A random delay, so that not all clients reconnect at once after a server failure.
  setTimeout(connect, wait * (0.5 + Math.random() / 2));
}

function stop(reason, forGood = false) {
  if (say.contains(document.activeElement)) {
    log.focus();
  }
  showStatus(reason);
  say.hidden = true;
  again.hidden = forGood;
}

function request(action, members) {
  if (socket?.readyState !== WebSocket.OPEN) {
    showProblem('You are not connected. Please try again in a moment.');
    return '';
  }
  const id = `${session}-${++requests}`;
  socket.send(JSON.stringify({Action: action, RequestId: id, ...members}));
  return id;
}

// ---- Received frames

function receive(frame) {
  if (frame.Type === 'MESSAGE') {
    unanswered.delete(frame.RequestId);
    show(frame);
  } else if (frame.Type === 'ERROR') {
    showError(frame);
  } else if (frame.EventName === 'aws:DELETE_MESSAGE') {
    remove(frame.Attributes.MessageId ?? frame.Attributes.MessageID);
  } else if (frame.EventName === 'aws:DISCONNECT_USER' && frame.Attributes.UserId === me.id) {
    const reason = frame.Attributes.Reason;
    me.dismissed = reason ? `You were disconnected: ${reason}` : 'You were disconnected.';
  }
}

function showError(frame) {
  const text = unanswered.get(frame.RequestId);
  unanswered.delete(frame.RequestId);
  if (text === undefined) {
    showProblem('That was not possible. Please try again.');
    return;
  }
  showProblem(`Your message was not sent: ${frame.ErrorMessage}`);
  if (input.value || say.hidden) {
    keep(text);
  } else {
    input.value = text;
  }
}

// Keeps a message that was not sent, so that none is lost when several are rejected.
function keep(text) {
  const line = element('li', '', '');
  const said = element('span', 'said', text);
  said.dir = 'auto';
  const edit = element('button', 'small second', 'Edit');
  edit.type = 'button';
  edit.append(element('span', 'unseen', ` ${text}`));
  edit.addEventListener('click', () => {
    if (!say.hidden) {
      const current = input.value;
      input.value = text;
      line.remove();
      if (current) {
        keep(current);
      }
      input.focus();
    }
  });
  line.append(said, ' ', edit);
  unsent.append(line);
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

// A colour for each person, the same for everyone who watches.
function hue(id) {
  let sum = 0;
  for (const letter of id) {
    sum = (sum * 31 + letter.codePointAt(0)) % 6;
  }
  return `hue-${sum}`;
}

const CLOCK = new Intl.DateTimeFormat(undefined, {hour: '2-digit', minute: '2-digit'});

function show(message) {
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  const {name = 'Unknown', role = 'chatter'} = message.Sender.Attributes ?? {};
  const mine = message.Sender.UserId === me.id;
  const line = element('p', mine ? 'mine' : '', '');
  line.dataset.message = message.Id;
  const sentAt = new Date(message.SendTime);
  if (!Number.isNaN(sentAt.getTime())) {
    const time = element('time', 'aside', CLOCK.format(sentAt));
    time.dateTime = sentAt.toISOString();
    line.append(time, ' ');
  }
  const author = element('b', hue(message.Sender.UserId), name);
  author.dir = 'auto';
  line.append(author, ' ');
  if (ROLES.indexOf(role) > ROLES.indexOf('chatter')) {
    line.append(element('span', 'chip', role), ' ');
  }
  const said = element('span', 'said', message.Content);
  said.dir = 'auto';
  line.append(said);
  if (me.rank >= ROLES.indexOf('moderator')) {
    line.append(moderationMenu(message, name, ROLES.indexOf(role)));
  }
  part('empty').hidden = true;
  log.append(line);
  while (log.children.length > MAX_MESSAGES) {
    dispose(log.firstElementChild);
  }
  if (atEnd || mine) {
    log.scrollTop = log.scrollHeight;
  } else {
    newer.hidden = false;
  }
}

newer.addEventListener('click', () => {
  log.scrollTop = log.scrollHeight;
  log.focus();
});
log.addEventListener('scroll', () => {
  if (log.scrollHeight - log.scrollTop - log.clientHeight < 40) {
    newer.hidden = true;
  }
});

function dispose(line) {
  if (line.contains(document.activeElement)) {
    log.focus();
  }
  line.remove();
}

function remove(id) {
  const line = [...log.children].find(child => child.dataset.message === id);
  if (line) {
    dispose(line);
  }
}

// ---- Moderation by owners and moderators

// The menus are reached from the log with the arrow keys: the tab key goes on to the message field.
log.addEventListener('keydown', event => {
  const step = {ArrowUp: -1, ArrowDown: 1}[event.key];
  const menus = [...log.querySelectorAll('summary')];
  if (step && menus.length > 0) {
    event.preventDefault();
    const current = menus.findIndex(menu => menu.parentElement.contains(document.activeElement));
    const next = current < 0 ? menus.length - 1 : Math.min(Math.max(current + step, 0), menus.length - 1);
    menus[next].focus();
  }
});

function moderationMenu(message, name, rank) {
  const menu = element('details', 'powers', '');
  const summary = element('summary', '', 'Moderate');
  summary.append(element('span', 'unseen', ` the message of ${name}`));
  summary.tabIndex = -1;
  menu.append(summary, moderationButton('Delete', ` the message of ${name}`, () => request('DELETE_MESSAGE', {Id: message.Id})));
  if (me.rank > rank) {
    const userId = message.Sender.UserId;
    menu.append(
        moderationButton('Disconnect', ` ${name}`, () => request('DISCONNECT_USER', {UserId: userId})),
        moderationButton('Ban', ` ${name}`, () => ban(userId, name)));
  }
  return menu;
}

function moderationButton(label, object, use) {
  const button = element('button', 'small second', label);
  button.type = 'button';
  button.append(element('span', 'unseen', object));
  button.addEventListener('click', () => {
    showProblem('');
    use();
  });
  return button;
}

async function ban(userId, name) {
  try {
    const {status, answer} = await post(part('ban'), {viewer: userId});
    if (status === 200) {
      showStatus(`${name} is banned.`);
    } else {
      showProblem(answer.problem ?? `${name} could not be banned.`);
    }
  } catch (offline) {
    showProblem(`${name} could not be banned.`);
  }
}

say.addEventListener('submit', event => {
  event.preventDefault();
  const content = input.value.trim();
  showProblem('');
  const id = content && request('SEND_MESSAGE', {Content: content});
  if (id) {
    unanswered.set(id, content);
    input.value = '';
  }
});

again.addEventListener('click', connect);

connect();
