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

const session = Math.random().toString(36).slice(2);
const unanswered = new Map();
let socket;
let me = {};
let failures = 0;
let requests = 0;

const showStatus = text => { part('status').textContent = text; };
const showProblem = text => { part('problem').textContent = text; };

async function post(form, fields = {}) {
  const body = new URLSearchParams([...new FormData(form), ...Object.entries(fields)]);
  const response = await fetch(form.action, {method: 'POST', body, redirect: 'manual'});
  return {status: response.status, answer: await response.json().catch(() => ({}))};
}

// ---- Connection: each one needs a new token

async function connect() {
  again.hidden = true;
  showStatus('Connecting …');
  try {
    const {status, answer} = await post(part('token'));
    if (status === 200) {
      open(answer);
    } else if (status >= 500) {
      retry();
    } else {
      stop(answer.problem ?? 'This page is out of date. Please reload it.');
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
    say.hidden = me.rank < ROLES.indexOf('chatter');
  });
  socket.addEventListener('message', event => receive(JSON.parse(event.data)));
  socket.addEventListener('close', () => {
    if (unanswered.size > 0) {
      showProblem('The connection was lost. Your last message may not have been sent.');
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

function stop(reason) {
  showStatus(reason);
  again.hidden = false;
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
    showProblem(`That did not work: ${frame.ErrorMessage}`);
    return;
  }
  showProblem(`Your message was not sent: ${frame.ErrorMessage}`);
  input.value ||= text;
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function show(message) {
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
  const {name = 'Unknown', role = 'chatter'} = message.Sender.Attributes ?? {};
  const line = element('p', message.Sender.UserId === me.id ? 'mine' : '', '');
  line.dataset.message = message.Id;
  line.append(element('b', '', name), ' ');
  if (ROLES.indexOf(role) > ROLES.indexOf('chatter')) {
    line.append(element('span', 'chip', role), ' ');
  }
  line.append(element('span', 'said', message.Content));
  if (me.rank >= ROLES.indexOf('moderator')) {
    line.append(moderationMenu(message, name, ROLES.indexOf(role)));
  }
  log.append(line);
  while (log.children.length > MAX_MESSAGES) {
    log.firstElementChild.remove();
  }
  if (atEnd) {
    log.scrollTop = log.scrollHeight;
  }
}

function remove(id) {
  const line = [...log.children].find(child => child.dataset.message === id);
  if (line?.contains(document.activeElement)) {
    log.focus();
  }
  line?.remove();
}

// ---- Moderation by owners and moderators

function moderationMenu(message, name, rank) {
  const menu = element('details', 'powers', '');
  const summary = element('summary', '', 'Moderate');
  summary.append(element('span', 'unseen', ` the message of ${name}`));
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
