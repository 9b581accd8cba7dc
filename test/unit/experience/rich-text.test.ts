import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { richTextTemplate } from '../../../shared/experience/rich-text/rich-text-template.ts'
import { contentOf, decideHero, showing } from './content.ts'

const slot = {
  id: 'hero',
  fields: { body: { type: 'richText' }, title: { type: 'text' } },
  template: '<div>{{ body }}</div>{% if title %}<h2>{{ title }}</h2>{% endif %}',
}

function render(body: string, traits = {}, title = '') {
  const fields = { body, title }
  return decideHero(contentOf([showing('x', { variants: [{ id: 'only', fields }] })], [slot]), { traits })
}

describe('a rich text', () => {
  test.each([
    ['One\ntwo\n\nthree', '<p>One<br>two</p><p>three</p>'],
    ['**bold** and *italic*, ***no*', '<p><strong>bold</strong> and <em>italic</em>, **<em>no</em></p>'],
    ['**bold with *italic* in it**', '<p><strong>bold with <em>italic</em> in it</strong></p>'],
    ['2 * 3 * 4', '<p>2 * 3 * 4</p>'],
    ['[A **link**](/a?b=1&c=2)', '<p><a href="/a?b=1&amp;c=2">A <strong>link</strong></a></p>'],
    ['[a](/a_(b))', '<p><a href="/a_(b)">a</a></p>'],
    [
      'Before\n- one\n- two\n1. first\n2) second',
      '<p>Before</p><ul><li>one</li><li>two</li></ul><ol><li>first</li><li>second</li></ol>',
    ],
    ['\\*not\\* \\[a link\\](/x)', '<p>*not* [a link](/x)</p>'],
    ['', ''],
  ])('[CON86] has paragraphs, breaks, bold, italic, links and lists: %j', (source, markup) => {
    expect(render(source).fields?.['body']).toBe(markup)
    expect(render(source).html).toContain(`<div>${markup}</div>`)
  })

  test('[CON86] is text in all else: markup of its own, and marks that come out of a merge tag', () => {
    expect(render('<b>x</b> & "y"').html).toBe(
      '<div><p>&lt;b&gt;x&lt;/b&gt; &amp; &#34;y&#34;</p></div><h2></h2>',
    )
    const name = '**<img src=x onerror=alert(1)>** [x](javascript:alert(1))'
    expect(render('**Hello {{ traits.name | default: "you" }}**', { name }).fields?.['body']).toBe(
      '<p><strong>Hello **&lt;img src=x onerror=alert(1)&gt;** [x](javascript:alert(1))</strong></p>',
    )
    expect(render('**Hello {{ traits.name | default: "you" }}**').fields?.['body']).toBe(
      '<p><strong>Hello you</strong></p>',
    )
  })

  test('[CON86] never makes an element or attribute that is not its own, whatever is written', () => {
    const piece = fc.constantFrom(
      '*',
      '**',
      '[',
      ']',
      '(',
      ')',
      '\\',
      '<',
      '>',
      '"',
      "'",
      '&',
      '-',
      '1.',
      ' ',
      '\n',
      'a',
      '/x',
      'javascript:',
      'onclick=',
      '{{ traits.a }}',
      '\uE000',
      '\uE0010\uE001',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
        let markup: string
        try {
          markup = richTextTemplate(pieces.join(''))
        } catch {
          return
        }
        const rest = markup
          .replaceAll(/\{\{.*?\}\}/g, '')
          .replaceAll(/<a href="[^"<>']*">|<\/?(?:p|ul|ol|li|strong|em)>|<\/a>|<br>/g, '')
        expect(rest).not.toMatch(/[<>"']/)
        expect(markup).not.toMatch(/href="\s*javascript:/i)
      }),
      { numRuns: 2_000, seed: 86 },
    )
  })
})
