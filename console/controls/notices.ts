/** Something to say, wherever in the console one is. */
export interface Notice {
  readonly title: string
  readonly description?: string
  /** @default 'done' */
  readonly kind?: 'done' | 'failed'
  /** Takes it back. Such a notice stays ten seconds. */
  readonly undo?: () => void
}

type Show = (notice: Notice) => void

/** What is said waits here until there is somebody to show it. */
class Notices {
  #show: Show | null = null
  #waiting: Notice[] = []

  add(notice: Notice): void {
    if (this.#show === null) this.#waiting.push(notice)
    else this.#show(notice)
  }

  /** Has notices shown, those that wait first. Answers what ends it. */
  shownBy(show: Show): () => void {
    this.#show = show
    for (const notice of this.#waiting.splice(0)) show(notice)
    return () => {
      this.#show = null
    }
  }
}

export const notices = new Notices()
