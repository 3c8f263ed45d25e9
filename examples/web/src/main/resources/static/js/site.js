'use strict';

// Optional: pages work without this script. It updates pages without a reload, copies values, and shows local times.

// After a form is sent, its response is the next page; an update at the same time could swallow its message.
let leaving = false;
addEventListener('submit', event => { leaving ||= !event.defaultPrevented; });
addEventListener('pageshow', () => { leaving = false; });

// ---- Times in the time zone and language of the visitor

const FORMATS = {
  time: {hour: '2-digit', minute: '2-digit'},
  date: {day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit'},
};

function showLocalTimes(root) {
  for (const time of root.querySelectorAll('time[data-format]')) {
    time.title = time.textContent;
    time.textContent = new Intl.DateTimeFormat(undefined, FORMATS[time.dataset.format]).format(new Date(time.dateTime));
  }
}

// ---- Updates

// A part with a form differs in every response, so it carries a version of its own. A part without one is compared as
// it was sent, before times became local.
const sent = new WeakMap();
const version = part => part.dataset.version ?? sent.get(part) ?? part.innerHTML;

function replace(part, fresh) {
  const focused = part.contains(document.activeElement) ? document.activeElement.id : '';
  sent.set(part, fresh.innerHTML);
  part.innerHTML = fresh.innerHTML;
  if (fresh.dataset.version) {
    part.dataset.version = fresh.dataset.version;
  }
  showLocalTimes(part);
  part.dispatchEvent(new CustomEvent('replaced', {bubbles: true}));
  if (focused) {
    document.getElementById(focused)?.focus({preventScroll: true});
  }
}

function showStale(stale) {
  document.getElementById('stale').hidden = !stale;
}

// Fetches the page repeatedly and replaces the parts that have changed. The header says that no user asked for it.
async function update(live) {
  try {
    const response = leaving
        ? {}
        : await fetch(live.dataset.liveUrl, {redirect: 'manual', cache: 'no-store', headers: {'X-Automatic': 'update'}});
    if (response.ok) {
      showStale(false);
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      if (!page.getElementById(live.id)?.dataset.live) {
        location.assign(live.dataset.liveUrl);
        return;
      }
      for (const part of live.querySelectorAll('[data-part]')) {
        const fresh = page.querySelector(`[data-part="${part.dataset.part}"]`);
        if (fresh && version(fresh) !== version(part)) {
          replace(part, fresh);
        }
      }
    } else if (response.type === 'opaqueredirect') {
      location.assign(live.dataset.liveUrl);
      return;
    } else if (response.status) {
      showStale(true);
    }
  } catch (offline) {
    // The next update may succeed.
    showStale(true);
  }
  setTimeout(update, Number(live.dataset.live), live);
}

for (const live of document.querySelectorAll('[data-live]')) {
  for (const part of live.querySelectorAll('[data-part]')) {
    sent.set(part, part.innerHTML);
  }
  setTimeout(update, Number(live.dataset.live), live);
}
showLocalTimes(document);

// ---- Thumbnails

// A recording may have none.
document.addEventListener('error', event => {
  if (event.target.closest?.('.past img')) {
    event.target.remove();
  }
}, {capture: true});
for (const image of document.querySelectorAll('.past img')) {
  if (image.complete && !image.naturalWidth) {
    image.remove();
  }
}

// ---- Forms

// Ignores the second click of a double click, but not a retry a little later.
document.addEventListener('submit', event => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'true';
  const button = event.submitter;
  if (!event.defaultPrevented) {
    button?.setAttribute('aria-busy', 'true');
  }
  setTimeout(() => {
    delete form.dataset.sent;
    button?.removeAttribute('aria-busy');
  }, 2000);
});

for (const input of document.querySelectorAll('input[type=password]')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'small second show';
  button.textContent = 'Show';
  button.setAttribute('aria-label', `Show ${input.labels[0].textContent.toLowerCase()}`);
  button.setAttribute('aria-pressed', 'false');
  button.addEventListener('click', () => {
    const shown = input.type === 'text';
    input.type = shown ? 'password' : 'text';
    button.textContent = shown ? 'Show' : 'Hide';
    button.setAttribute('aria-pressed', String(!shown));
  });
  // Browsers store passwords of password fields only.
  input.form.addEventListener('submit', () => { input.type = 'password'; });
  input.after(button);
  input.parentElement.classList.add('secret');
}

// ---- Copies

async function copy(button, text) {
  const label = button.firstChild;
  try {
    await navigator.clipboard.writeText(await text());
    label.data = 'Copied';
  } catch (refused) {
    label.data = button.dataset.copy ? 'Select and copy' : 'Not possible';
  }
  button.setAttribute('aria-live', 'polite');
  setTimeout(() => { label.data = 'Copy'; }, 2000);
}

for (const button of document.querySelectorAll('[data-copy]')) {
  button.hidden = !navigator.clipboard;
  button.addEventListener('click', () => copy(button, () => document.getElementById(button.dataset.copy).textContent));
}

// Copies a value that the page does not show.
for (const form of document.querySelectorAll('[data-copy-form]')) {
  form.hidden = !navigator.clipboard;
  form.addEventListener('submit', event => {
    event.preventDefault();
    copy(form.querySelector('button'), async () => {
      const response = await fetch(form.action, {method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'manual'});
      if (!response.ok) {
        throw new Error('not available');
      }
      return response.text();
    });
  });
}
