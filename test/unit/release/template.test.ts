import { describe, expect, test } from 'vitest'
import { issuesAfter } from './site.ts'

function templateIssues(template: string) {
  return issuesAfter({ '/slots/0/template': template })
}

describe('a template', () => {
  test.each([
    ['{{ titel }}', 'line 1, column 4', 'did you mean "title"?'],
    ['<p>\n{{ image.source }}', 'line 2, column 4', 'did you mean "image.src"?'],
    ['{{ title.text }}', 'line 1, column 4', 'a member of the text title'],
    ['{% if cta.url %}x{% endif %}', 'line 1', 'cta.href'],
  ])('[REL8] cannot read what the slot has not: %s', (template, place, expected) => {
    const issues = templateIssues(template)
    expect(issues).toHaveLength(1)
    expect(issues[0]?.pointer).toBe('/slots/0/template')
    expect(issues[0]?.found).toContain(place)
    expect(issues[0]?.expected).toContain(expected)
  })

  test.each([
    ['{{ title | upcse }}', 'did you mean "upcase"?'],
    ['{% fi title %}', 'did you mean "if"?'],
    ['{% include "x" %}', 'a tag ('],
    ['{{ title | raw }}', 'a filter ('],
    ['{% for x in points %}', 'not closed'],
    ['{{ title', 'not closed'],
  ])('[REL7] with wrong Liquid is refused: %s', (template, expected) => {
    const issues = templateIssues(template)
    expect(issues).toHaveLength(1)
    expect(issues[0]?.found).toMatch(/ at line 1, column 1$/)
    expect(issues[0]?.expected).toContain(expected)
  })

  test('[REL7] an expression that is missing is found as nothing, at its place', () => {
    expect(templateIssues('{% if %}{% endif %}')[0]?.found).toBe('nothing at line 1, column 6')
  })

  test.each([
    // inside markup
    '<p {{ title }}>x</p>',
    '<{{ title }}>x',
    '<!-- {{ title }} -->',
    '<p class={{ title }}>x</p>',
    '<p class=a{{ title }}>x</p>',
    // inside code
    '<script>{{ title }}</script>',
    '<STYLE>p { color: {{ title }} }</STYLE>',
    '<p onclick="{{ title }}">x</p>',
    '<p style="color: {{ title }}">x</p>',
    '<iframe srcdoc="{{ title }}"></iframe>',
    // as the scheme of an address
    '<a href="{{ title }}">x</a>',
    "<a href = '{{ title }}'>x</a>",
    '<a href="{{ cta.label }}">x</a>',
    '<a href="{{ cta.href | append: title }}">x</a>',
    '<a href="{{ title | safe_url | append: title }}">x</a>',
    '<a href="java{{ title }}">x</a>',
    '<a href="javascript:{{ title }}">x</a>',
    '<img SRC="{{ image.alt }}">',
    '<form action="{{ title }}"></form>',
    '<a href="{% if wide %}{{ title }}{% endif %}">x</a>',
    '<a href="{{ cta.href }}" {{ title }}>x</a>',
    '<a href="{{ cta.href }}{{ cta.href }}">x</a>',
    '<a href="{{ cta.href }}:8080/">x</a>',
    '<a href="{{ cta.href }}x:y">x</a>',
    // in branches
    '<a href="{% if wide %}/x{% else %}{{ title }}{% endif %}">x</a>',
    '<a href="{{ cta.href }}{% if wide %}/{% endif %}:x">x</a>',
    '<p title="{% if wide %}">{% endif %}{{ title }}',
    '{% if wide %}<a href="{% else %}<a title="{% endif %}{{ title }}">x</a>',
    '<p {% unless wide %}title={% endunless %}"{{ title }}">x</p>',
    '{% for point in points %}<p title="{% endfor %}{{ title }}">x</p>',
    '{% case size %}{% when 1 %}<!--{% else %}{% endcase %}{{ title }}',
    // under the name of another
    '{% assign cta = data %}<a href="{{ cta.href }}">x</a>',
    '{% capture cta %}x{% endcapture %}<a href="{{ cta.href }}">x</a>',
    '{% for cta in points %}<a href="{{ cta.href }}">x</a>{% endfor %}',
    // written out
    '<script>alert(1)</script>',
    '<p onclick="alert(1)">x</p>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href=javascript:alert(1)>x</a>',
    '<img src=x onerror=alert(1)>',
    '<p/onclick=alert(1)>x</p>',
    // an object, where one of its members was meant
    '<p>{{ image }}</p>',
  ])('[REL9] that would let a field be more than text is refused: %s', (template) => {
    const issues = templateIssues(template)
    expect(issues.length).toBeGreaterThan(0)
    expect(issues.every(({ pointer }) => pointer === '/slots/0/template')).toBe(true)
  })

  test.each([
    '{{ title }}',
    '1 < 2 and {{ title }}',
    '<p class="a {{ title }}" data-x=\'{{ title }}\' title="{{ title }}">{{ title }}</p>',
    '<a href="{{ cta.href }}"{% if wide %} class="wide"{% endif %}>{{ cta.label }}</a>',
    '<a href="/search/{{ title | url_encode }}?n={{ size }}">x</a>',
    '<a href="https://shop.example/{{ title }}">x</a>',
    '<a href="{{ data.url | safe_url }}">x</a>',
    '<p{% if wide %} class="a {% if size %}b{% else %}{{ title }}{% endif %}"{% endif %}>{{ title }}</p>',
    '{% case size %}{% when 1 %}<b>{{ title }}</b>{% when 2 %}{{ title }}{% else %}<i>-</i>{% endcase %}',
    '{% assign point = points[0] %}<a href="{{ point.href | safe_url }}">{{ point.label }}</a>',
    '<a href="{{ cta.href }}#a:{{ title }}">x</a>',
    '<a href="{{ cta.href }}/{{ title }}?x={{ size }}">x</a>',
    '{% for point in points %}<li>{{ point }}</li>{% endfor %}',
    '<!-- no output here --><p hidden>{{ title }}</p>',
    '<style>p { color: red }</style><p>{{ title }}</p>',
    '<img src="{{ image.src }}" alt="{{ image.alt }}" width="{{ image.width }}">',
    '<a href=/x>{{ title }}</a>',
    '{%- if title.size > 3 -%}{{- title -}}{%- endif -%}',
  ])('[REL9] that puts fields out as text passes: %s', (template) => {
    expect(templateIssues(template)).toEqual([])
  })
})
