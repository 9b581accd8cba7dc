/** Markup that was made here of what was escaped: a template writes it out as it is. */
export class SafeHtml {
  readonly html: string

  constructor(html: string) {
    this.html = html
  }
}
