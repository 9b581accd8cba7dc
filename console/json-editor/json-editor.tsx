import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { json, jsonParseLinter } from '@codemirror/lang-json'
import {
  bracketMatching,
  defaultHighlightStyle,
  HighlightStyle,
  syntaxHighlighting,
} from '@codemirror/language'
import { linter } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { EditorView, keymap, lineNumbers } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import styles from './json-editor.module.css'

interface Props {
  /** What it is, for readers. */
  readonly label: string
  readonly value: string
  readonly isReadOnly: boolean
  readonly onChange: (value: string) => void
}

/** A text of JSON. It stands in a shadow root: there its styles are adopted, where elsewhere the policy refuses them. */
export default function JsonEditor({ label, value, isReadOnly, onChange }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const told = useRef(onChange)
  useEffect(() => {
    told.current = onChange
  }, [onChange])
  useEffect(() => {
    if (host.current === null) return
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' })
    const editor = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: value,
        extensions: [
          lineNumbers(),
          history(),
          bracketMatching(),
          json(),
          linter(jsonParseLinter()),
          syntaxHighlighting(HIGHLIGHTS),
          keymap.of([...defaultKeymap, ...historyKeymap]),
          EditorView.lineWrapping,
          EditorState.readOnly.of(isReadOnly),
          EditorView.contentAttributes.of({ 'aria-label': label }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) told.current(update.state.doc.toString())
          }),
          LOOK,
        ],
      }),
    })
    view.current = editor
    return () => {
      view.current = null
      editor.destroy()
    }
    // It is made once: what changes later is put into it
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [label, isReadOnly])
  useEffect(() => {
    const editor = view.current
    const there = editor?.state.doc.toString()
    if (editor === null || there === value) return
    editor.dispatch({ changes: { from: 0, to: there?.length ?? 0, insert: value } })
  }, [value])
  return <div ref={host} className={styles['host']} />
}

/** What the editor tells apart, in the colours of the page's theme: its own are for white only. */
const ROLES: Readonly<Record<string, string>> = {
  '#a11': 'var(--success)',
  '#164': 'var(--accent)',
  '#219': 'var(--warning)',
}
const HIGHLIGHTS = HighlightStyle.define(
  defaultHighlightStyle.specs.map(({ color, ...spec }) => ({
    ...spec,
    ...(typeof color === 'string' && { color: ROLES[color] ?? 'var(--text)' }),
  })),
)

/** Roles of the page's own theme: custom properties reach into a shadow root. */
const LOOK = EditorView.theme({
  '&': { backgroundColor: 'var(--surface)', color: 'var(--text)', fontSize: '12px' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '2px' },
  '.cm-content': { fontFamily: 'var(--font-mono)', caretColor: 'var(--text)' },
  '.cm-gutters': { backgroundColor: 'var(--surface-sunken)', color: 'var(--text-muted)', border: 'none' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': {
    backgroundColor: 'var(--surface-selected)',
  },
})
