// Elements, and their update in place, which keeps focus, selection and opened details.
// Data becomes text nodes and attributes only, never markup.

const handlers = new WeakMap();

/** Creates an element. The property "on" holds its event handlers by type; "key" identifies it among its siblings. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) {
      continue;
    }
    if (name === 'on') {
      handlers.set(element, value);
    } else {
      element.setAttribute(name === 'key' ? 'data-key' : name, value === true ? '' : value);
    }
  }
  element.append(...children.flat(Infinity).filter(child => child !== undefined && child !== null && child !== false));
  return element;
}

/** Makes the children of an element equal to new ones. */
export function patch(parent, children) {
  const wanted = new Set(children.map(child => child.dataset?.key));
  const known = new Map();
  for (const child of [...parent.children]) {
    const key = child.dataset.key;
    if (key && !wanted.has(key)) {
      child.remove();
    } else if (key) {
      known.set(key, child);
    }
  }
  let next = parent.firstChild;
  for (const child of children) {
    const key = child.dataset?.key;
    let found = key ? known.get(key) : next;
    if (found && !isSame(found, child)) {
      found = null;
    }
    if (!found) {
      parent.insertBefore(child, next);
    } else {
      if (found === next) {
        next = next.nextSibling;
      } else {
        parent.insertBefore(found, next);
      }
      update(found, child);
    }
  }
  while (next) {
    const rest = next.nextSibling;
    next.remove();
    next = rest;
  }
}

function isSame(one, other) {
  return one.nodeType === other.nodeType && one.nodeName === other.nodeName && one.dataset?.key === other.dataset?.key;
}

function update(node, fresh) {
  if (node.nodeType === Node.TEXT_NODE) {
    if (node.data !== fresh.data) {
      node.data = fresh.data;
    }
    return;
  }
  for (const {name} of [...node.attributes]) {
    // The user opens and closes details.
    if (!fresh.hasAttribute(name) && name !== 'open') {
      node.removeAttribute(name);
    }
  }
  for (const {name, value} of fresh.attributes) {
    if (node.getAttribute(name) !== value) {
      node.setAttribute(name, value);
    }
  }
  if (handlers.has(fresh)) {
    handlers.set(node, handlers.get(fresh));
  } else {
    handlers.delete(node);
  }
  patch(node, [...fresh.childNodes]);
}

for (const type of ['click', 'submit', 'input', 'change', 'toggle']) {
  document.addEventListener(type, event => {
    for (let node = event.target; node; node = node.parentNode) {
      const handler = handlers.get(node)?.[type];
      if (handler) {
        if (type === 'submit') {
          event.preventDefault();
        }
        handler(event, node);
        return;
      }
    }
  }, type === 'toggle');
}
