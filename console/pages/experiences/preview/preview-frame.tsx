import { useEffect, useRef, useState } from 'react'
import plainStyles from './preview-plain.css?url'
import styles from './preview.module.css'
import { slotElement, type PageShell } from './page-shell.ts'

/** How high screens of a width are, in CSS pixels. */
const SCREENS: Readonly<Record<number, number>> = { 375: 667, 768: 900, 1280: 800 }

interface Props {
  readonly slot: string
  /** Null: the page keeps what it has. */
  readonly html: string | null
  /** The page it is shown on; null: a plain one. */
  readonly shell: PageShell | null
  /** In CSS pixels. */
  readonly width: number
  readonly isDark: boolean
  /** The language of the words. */
  readonly locale: string | undefined
}

/**
 * The slot as a page shows it, in a frame in which nothing runs. The frame is as wide as the screen that is asked for, and
 * made smaller to fit.
 */
export function PreviewFrame({ slot, html, shell, width, isDark, locale }: Props) {
  const frame = useRef<HTMLIFrameElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const [scale, setScale] = useState(1)
  const [height, setHeight] = useState(320)
  /** Counts the documents that the frame has loaded: each is to be filled. */
  const [loaded, setLoaded] = useState(0)

  useEffect(() => {
    if (box.current === null) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setScale(Math.min(1, entry.contentRect.width / width))
    })
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [width])

  useEffect(() => {
    const inner = frame.current?.contentDocument
    const element = inner && slotElement(inner, slot)
    if (!inner || !element) return
    inner.documentElement.dataset['scheme'] = isDark ? 'dark' : 'light'
    inner.documentElement.lang = locale ?? 'en'
    if (html !== null) element.innerHTML = html
    rebase(element, shell?.baseUrl ?? location.origin)
    // `scrollIntoView` would scroll the console, too
    const { top } = element.getBoundingClientRect()
    inner.defaultView?.scrollBy({ top: top - 40, behavior: 'instant' })
    // A page is cut to a screen, a slot by itself is shown whole
    const measure = (): void =>
      setHeight(
        shell === null ? Math.min(1_200, Math.max(160, inner.body.scrollHeight)) : (SCREENS[width] ?? 700),
      )
    measure()
    const images = [...element.querySelectorAll('img')]
    for (const image of images) image.addEventListener('load', measure)
    return () => {
      for (const image of images) image.removeEventListener('load', measure)
    }
  }, [slot, html, shell, width, isDark, locale, loaded])

  return (
    <div ref={box} className={styles['box']}>
      <div className={styles['screen']} style={{ inlineSize: width * scale, blockSize: height * scale }}>
        <iframe
          ref={frame}
          title="Preview"
          sandbox="allow-same-origin"
          srcDoc={shell?.html ?? plainPage(slot)}
          className={styles['frame']}
          style={{ inlineSize: width, blockSize: height, transform: `scale(${scale})` }}
          onLoad={() => setLoaded((count) => count + 1)}
        />
      </div>
    </div>
  )
}

/** Paths of the shop would be looked for beside the console. */
function rebase(element: Element, baseUrl: string): void {
  for (const image of element.querySelectorAll('img')) {
    const src = image.getAttribute('src') ?? ''
    if (URL.canParse(src, baseUrl)) image.src = new URL(src, baseUrl).href
  }
}

function plainPage(slot: string): string {
  const page = document.implementation.createHTMLDocument('Preview')
  const sheet = page.createElement('link')
  sheet.rel = 'stylesheet'
  sheet.href = plainStyles
  const element = page.createElement('div')
  element.dataset['ewSlot'] = slot
  element.textContent = 'What the page has written here.'
  page.head.append(sheet)
  page.body.append(element)
  return page.documentElement.outerHTML
}
