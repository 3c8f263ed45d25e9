'use strict';

// Optional: pages work without this script. It updates pages without a reload, and copies values.

// After a form is sent, its response is the next page; an update at the same time could swallow its message.
let leaving = false;
addEventListener('submit', event => { leaving ||= !event.defaultPrevented; });
addEventListener('pageshow', () => { leaving = false; });

// A part with a form differs in every response, so it carries a version of its own.
const version = part => part.dataset.version ?? part.innerHTML;

function replace(part, fresh) {
  const focused = part.contains(document.activeElement) ? document.activeElement.id : '';
  part.innerHTML = fresh.innerHTML;
  if (fresh.dataset.version) {
    part.dataset.version = fresh.dataset.version;
  }
  if (focused) {
    document.getElementById(focused)?.focus({preventScroll: true});
  }
}

// Fetches the page repeatedly and replaces the parts that have changed.
async function update(live) {
  try {
    const response = leaving ? {} : await fetch(live.dataset.liveUrl, {redirect: 'manual', cache: 'no-store'});
    if (response.ok) {
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
    }
  } catch (offline) {
    // The next update may succeed.
  }
  setTimeout(update, Number(live.dataset.live), live);
}

for (const live of document.querySelectorAll('[data-live]')) {
  setTimeout(update, Number(live.dataset.live), live);
}

// Ignores the second click of a double click, but not a retry a little later.
document.addEventListener('submit', event => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
  }
  form.dataset.sent = 'true';
  setTimeout(() => delete form.dataset.sent, 2000);
});

for (const button of document.querySelectorAll('[data-copy]')) {
  button.hidden = !navigator.clipboard;
  button.addEventListener('click', async () => {
    const label = button.firstChild;
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      label.data = 'Copied';
    } catch (refused) {
      label.data = 'Select and copy';
    }
    button.setAttribute('aria-live', 'polite');
    setTimeout(() => { label.data = 'Copy'; }, 2000);
  });
}
