import mermaid from 'mermaid/dist/mermaid.min.js?url'
import { useData, useRoute } from 'vitepress'
import DefaultTheme from 'vitepress/theme'
import { nextTick, onMounted, watch } from 'vue'
import './drawings.css'

let loading

/** Loads the part that draws once, and only where a page has a drawing. */
function load() {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement('script')
    script.src = mermaid
    script.onload = resolve
    script.onerror = reject
    document.head.append(script)
  })
  return loading
}

async function draw(isDark) {
  const drawings = [...document.querySelectorAll('pre.mermaid')]
  if (drawings.length === 0) {
    return
  }
  await load()
  window.mermaid.initialize({ startOnLoad: false, theme: isDark ? 'dark' : 'default' })
  for (const [index, drawing] of drawings.entries()) {
    drawing.dataset.source ??= drawing.textContent
    const { svg } = await window.mermaid.render(`drawing-${index}`, drawing.dataset.source)
    drawing.innerHTML = svg
  }
}

export default {
  extends: DefaultTheme,
  setup() {
    const route = useRoute()
    const { isDark } = useData()
    onMounted(() => draw(isDark.value))
    watch([() => route.path, isDark], () => nextTick(() => draw(isDark.value)))
  },
}
