// Fails if a link, an image or an anchor of a rendered page leads nowhere. Javadoc checks its own.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

const site = '../target/site'
const ids = new Map()

function isFile(path) {
  return existsSync(path) && statSync(path).isFile()
}

function hasAnchor(file, anchor) {
  if (!ids.has(file)) {
    const html = readFileSync(file, 'utf8')
    ids.set(file, new Set([...html.matchAll(/\s(?:id|name)="([^"]*)"/g)].map((match) => match[1])))
  }
  return ids.get(file).has(anchor)
}

function isBroken(page, link) {
  const [path, anchor] = link.replaceAll('&amp;', '&').split('#').map(decodeURIComponent)
  const base = path.startsWith('/') ? site : dirname(page)
  let target = path === '' ? page : join(base, path.replace(/\?.*/, ''))
  if (!isFile(target)) {
    target = [`${target}.html`, join(target, 'index.html')].find(isFile)
  }
  return !target || (anchor && target.endsWith('.html') && !hasAnchor(target, anchor))
}

const pages = readdirSync(site, { recursive: true })
  .filter((name) => name.endsWith('.html') && !name.startsWith('apidocs'))
  .map((name) => join(site, name))
let checked = 0
const broken = []
for (const page of pages) {
  const html = readFileSync(page, 'utf8').replace(/<(script|style)\b.*?<\/\1>/gs, '')
  for (const [, link] of html.matchAll(/\s(?:href|src)="([^"]+)"/g)) {
    if (!/^(\w+:|\/\/)/.test(link)) {
      checked++
      if (isBroken(page, link)) {
        broken.push(`${relative(site, page)}: ${link}`)
      }
    }
  }
}
if (broken.length > 0) {
  console.error(broken.join('\n'))
  process.exit(1)
}
console.log(`${checked} links of ${pages.length} pages lead to a page and an anchor.`)
