'use strict';

// Everything works without this file; with it, pages that show progress do not blink, and values can be copied.

// What a form has sent decides which page comes next; what that has to say is not for a look at the same time.
let leaving = false;
addEventListener('submit', event => { leaving ||= !event.defaultPrevented; });
addEventListener('pageshow', () => { leaving = false; });

// A part that never reads the same twice, since it has a form, says itself when it has changed.
const version = part => part.dataset.version ?? part.innerHTML;

function takeOver(part, fresh) {
  const focused = part.contains(document.activeElement) ? document.activeElement.id : '';
  part.innerHTML = fresh.innerHTML;
  if (fresh.dataset.version) {
    part.dataset.version = fresh.dataset.version;
  }
  if (focused) {
    document.getElementById(focused)?.focus({preventScroll: true});
  }
}

// A page that waits asks for itself again, one time after the other, and takes over the parts that have changed.
async function look(live) {
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
          takeOver(part, fresh);
        }
      }
    } else if (response.type === 'opaqueredirect') {
      location.assign(live.dataset.liveUrl);
      return;
    }
  } catch (offline) {
    // The next look may succeed.
  }
  setTimeout(look, Number(live.dataset.live), live);
}

for (const live of document.querySelectorAll('[data-live]')) {
  setTimeout(look, Number(live.dataset.live), live);
}

// The second click of a double click sends nothing; a retry a little later does.
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
      label.data = 'Select it and copy';
    }
    button.setAttribute('aria-live', 'polite');
    setTimeout(() => { label.data = 'Copy'; }, 2000);
  });
}
