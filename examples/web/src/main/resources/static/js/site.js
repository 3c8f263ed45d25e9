'use strict';

// Everything works without this file; with it, pages that show progress do not blink, and values can be copied.

// A page that waits asks for itself again, and takes over the parts that have changed.
async function look(live) {
  try {
    const response = await fetch(live.dataset.liveUrl, {redirect: 'manual', cache: 'no-store'});
    if (response.ok) {
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      if (!page.querySelector('[data-live]')) {
        location.assign(live.dataset.liveUrl);
        return;
      }
      for (const part of live.querySelectorAll('[data-part]')) {
        const fresh = page.querySelector(`[data-part="${part.dataset.part}"]`);
        if (fresh && fresh.innerHTML !== part.innerHTML) {
          part.innerHTML = fresh.innerHTML;
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
for (const form of document.forms) {
  form.addEventListener('submit', event => {
    if (form.dataset.sent) {
      event.preventDefault();
    }
    form.dataset.sent = 'true';
    setTimeout(() => delete form.dataset.sent, 2000);
  });
}

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
