const section = (index: number): string =>
  `<section><h2>Section ${index}</h2><p>${'A line of text about nothing in particular. '.repeat(8)}</p></section>`

const sections = Array.from({ length: 60 }, (_, index) => section(index + 1)).join('\n')

/** A page of sixty sections under a headline, the same for everybody but for its head. */
export function pageHtml(head: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bench</title>
<meta name="viewport" content="width=device-width">
<style>body { font: 1rem/1.5 sans-serif; max-width: 60rem; margin: auto } .hero { min-height: 6rem }</style>
<link rel="icon" href="data:,">
${head}</head><body>
<div class="hero" data-ew-slot="bench"><h1 id="headline">Welcome</h1></div>
${sections}
</body></html>`
}
