import type { Slot } from '../slot.ts'

/** A slot as most sites have one, for an editor to begin with: its fields, its markup, and what it says at first. */
export interface SlotTemplate {
  readonly id: string
  readonly name: string
  /** What it is for, for people. */
  readonly description: string
  readonly slot: Pick<Slot, 'fields' | 'template'>
  /** Content that shows what the fields are for; it fits them. */
  readonly example: Readonly<Record<string, unknown>>
}

const text = (description: string, required = true) => ({ type: 'text' as const, required, description })
const link = (description: string, required = false) => ({ type: 'link' as const, required, description })
const image = (description: string, required = true) => ({ type: 'image' as const, required, description })

const SIZE = (path: string) =>
  `{% if ${path}.width and ${path}.height %} width="{{ ${path}.width }}" height="{{ ${path}.height }}"{% endif %}`
const BUTTON = (part: string) =>
  `{% if link %}<a class="ew-${part}__link" href="{{ link.href }}">{{ link.label }}</a>{% endif %}`

/**
 * The slots that come ready made. Their markup has no styles of its own, and no scripts: a page's style sheet reaches it by
 * its classes, all of which begin with `ew-`, and a strict content security policy has nothing to refuse.
 */
export const SLOT_TEMPLATES: readonly SlotTemplate[] = [
  {
    id: 'announcement-bar',
    name: 'Announcement bar',
    description: 'One sentence across the page, with a link if you like.',
    slot: {
      fields: { text: text('One short sentence.'), link: link('Where it leads.') },
      template: `<p class="ew-announcement">{{ text }}{% if link %} <a class="ew-announcement__link" href="{{ link.href }}">{{ link.label }}</a>{% endif %}</p>`,
    },
    example: { text: 'Free delivery this week.', link: { href: '/delivery', label: 'How it works' } },
  },
  {
    id: 'hero',
    name: 'Hero',
    description: 'The first thing on a page: a headline, a sentence, a button and a picture.',
    slot: {
      fields: {
        title: text('The headline.'),
        text: text('A sentence below it.', false),
        link: link('The button.'),
        image: image('The picture beside it.', false),
      },
      template: `<section class="ew-hero"><div class="ew-hero__body"><h1 class="ew-hero__title">{{ title }}</h1>{% if text %}<p class="ew-hero__text">{{ text }}</p>{% endif %}${BUTTON('hero')}</div>{% if image %}<img class="ew-hero__image" src="{{ image.src }}" alt="{{ image.alt }}"${SIZE('image')}>{% endif %}</section>`,
    },
    example: {
      title: 'Made for the way you go',
      text: 'New this season, and in store today.',
      link: { href: '/new', label: 'See what is new' },
    },
  },
  {
    id: 'banner',
    name: 'Banner',
    description: 'A short offer between other things: a headline, some words, a button.',
    slot: {
      fields: {
        title: text('The headline.'),
        body: { type: 'richText', required: false, description: 'Some words.' },
        link: link('The button.'),
      },
      template: `<aside class="ew-banner"><h2 class="ew-banner__title">{{ title }}</h2>{% if body %}<div class="ew-banner__text">{{ body }}</div>{% endif %}${BUTTON('banner')}</aside>`,
    },
    example: {
      title: 'Two for one',
      body: 'On **everything** in the sale, until Sunday.',
      link: { href: '/sale', label: 'To the sale' },
    },
  },
  {
    id: 'card-row',
    name: 'Row of cards',
    description: 'Several things side by side, each with a title, some words, a picture and a link.',
    slot: {
      fields: {
        title: text('A headline above the row.', false),
        cards: {
          type: 'list',
          required: true,
          description: 'The cards, in their order.',
          item: { title: 'text', text: 'text', link: 'link', image: 'image' },
        },
      },
      template: `<section class="ew-cards">{% if title %}<h2 class="ew-cards__title">{{ title }}</h2>{% endif %}<ul class="ew-cards__row">{% for card in cards %}<li class="ew-card">{% if card.image %}<img class="ew-card__image" src="{{ card.image.src | safe_url }}" alt="{{ card.image.alt }}"${SIZE('card.image')}>{% endif %}<h3 class="ew-card__title">{{ card.title }}</h3>{% if card.text %}<p class="ew-card__text">{{ card.text }}</p>{% endif %}{% if card.link %}<a class="ew-card__link" href="{{ card.link.href | safe_url }}">{{ card.link.label }}</a>{% endif %}</li>{% endfor %}</ul></section>`,
    },
    example: {
      title: 'Popular now',
      cards: [
        { title: 'First', text: 'What it is good for.', link: { href: '/first', label: 'See it' } },
        { title: 'Second', text: 'What it is good for.', link: { href: '/second', label: 'See it' } },
      ],
    },
  },
  {
    id: 'text',
    name: 'Text',
    description: 'Paragraphs with bold and italic words, links and lists.',
    slot: {
      fields: { body: { type: 'richText', required: true, description: 'The text.' } },
      template: '<div class="ew-text">{{ body }}</div>',
    },
    example: { body: 'Words with **weight**, and [a link](/about).' },
  },
  {
    id: 'image',
    name: 'Picture',
    description: 'One picture, with a link and a line below it if you like.',
    slot: {
      fields: {
        image: image('The picture.'),
        caption: text('A line below it.', false),
        link: link('Where it leads.'),
      },
      template: `<figure class="ew-image"><img class="ew-image__image" src="{{ image.src }}" alt="{{ image.alt }}"${SIZE('image')}>{% if caption or link %}<figcaption class="ew-image__caption">{{ caption }}{% if link %} <a class="ew-image__link" href="{{ link.href }}">{{ link.label }}</a>{% endif %}</figcaption>{% endif %}</figure>`,
    },
    example: {
      image: { src: '/images/picture.jpg', alt: 'What the picture shows', width: 1200, height: 800 },
    },
  },
  {
    id: 'data',
    name: 'Data for code',
    description: 'Values without markup, for a page that draws itself. A developer reads them.',
    slot: { fields: { data: { type: 'json', required: true, description: 'Any JSON.' } } },
    example: { data: {} },
  },
]
