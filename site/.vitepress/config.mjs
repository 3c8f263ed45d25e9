import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitepress'

// Maven copies the documents of the project into this folder.
const pages = new URL('../target/pages/', import.meta.url)

// GitHub's slugs: the documents link to headings as GitHub shows them.
function slug(heading) {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
}

// A README is the index of its folder.
function page(path) {
  return path.replace(/README\.md(?=#|$)/, 'index.md')
}

/** Returns the menu: the headings, subheadings and links of docs/README.md. */
function menu() {
  const groups = []
  let items
  for (const line of readFileSync(new URL('docs/README.md', pages), 'utf8').split('\n')) {
    if (line.startsWith('## ')) {
      items = []
      groups.push({ text: line.slice(3), collapsed: false, items })
    } else if (groups.length > 0 && /^[A-Z][a-z ]+$/.test(line)) {
      items = []
      groups.at(-1).items.push({ text: line, items })
    }
    for (const [, text, path] of line.matchAll(/\[([^\]]+)]\(([^)#]+\.md)\)/g)) {
      const link = new URL(page(path), 'file:///docs/').pathname.replace(/index\.md$/, '')
      items?.push({ text: text[0].toUpperCase() + text.slice(1), link })
    }
  }
  return groups
}

/** Changes the links of the documents into those of the site. */
function links(markdown) {
  markdown.core.ruler.push('links', (state) => {
    for (const token of state.tokens.flatMap((block) => block.children ?? [])) {
      const path = token.type === 'link_open' ? token.attrGet('href') : null
      if (path === 'LICENSE') {
        token.attrSet('href', 'https://www.apache.org/licenses/LICENSE-2.0')
      } else if (path && !/^\w+:/.test(path)) {
        token.attrSet('href', page(path))
      }
    }
  })
}

/** Leaves drawings to the theme, which renders them in the browser. */
function drawings(markdown) {
  const { fence } = markdown.renderer.rules
  markdown.renderer.rules.fence = (tokens, index, ...rest) =>
    tokens[index].info === 'mermaid'
      ? `<pre class="mermaid" v-pre>${markdown.utils.escapeHtml(tokens[index].content)}</pre>`
      : fence(tokens, index, ...rest)
}

const sidebar = menu()

export default defineConfig({
  title: 'StreamCat',
  description: 'One Amazon IVS channel, chat room and real-time stage for every user',
  srcDir: 'target/pages',
  cacheDir: 'target/cache',
  outDir: '../target/site',
  rewrites: page,
  ignoreDeadLinks: 'localhostLinks',
  markdown: {
    anchor: { slugify: slug },
    config(markdown) {
      links(markdown)
      drawings(markdown)
    },
  },
  themeConfig: {
    nav: [
      ...sidebar.map(({ text }) => ({ text, link: `/docs/#${slug(text)}` })),
      { text: 'Javadoc', link: '/apidocs/index.html', target: '_self' },
    ],
    outline: [2, 3],
    search: { provider: 'local' },
    sidebar,
  },
})
