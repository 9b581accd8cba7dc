import { paths } from '../catalogue/paths.ts'
import { html } from './html.ts'
import type { Page } from './page.ts'

export function aboutPage(): Page {
  return {
    path: paths.about,
    name: 'about',
    title: 'About this demo',
    description: 'What this shop shows, what to try, and what it keeps.',
    body: html`<div class="wrap prose">
      <h1>About this demo</h1>
      <p class="lead">
        The shop is fictional. What happens on it is not: every look, add and order goes to Edgewise, and the
        answer to that very call says what the page should show next.
      </p>
      <h2>Try this</h2>
      <ol class="steps">
        <li>
          <h3>Let the page take the hint</h3>
          <p>
            On the <a href="${paths.home}">front page</a>, use <em>Look</em> on two hiking things. The picture
            on top turns to the mountains and the row below puts hiking first. No reload, nothing jumps.
          </p>
        </li>
        <li>
          <h3>Do nothing for a while</h3>
          <p>
            Add something to the cart, then wait twenty seconds without buying. A reminder appears although
            the page asked for nothing: an alarm at the edge found that the cart had gone idle.
          </p>
        </li>
        <li>
          <h3>Buy in another tab</h3>
          <p>Open the shop twice and check out in one tab. The reminder goes away in the other.</p>
        </li>
        <li>
          <h3>Come back</h3>
          <p>Reload. The right picture is there at once, with no other one shown first.</p>
        </li>
        <li>
          <h3>Look inside</h3>
          <p>
            Press <kbd>Alt</kbd> + <kbd>E</kbd>, or <em>Inspect</em> at the top of every page: each event, the
            segments it changed, what every slot shows and why, and how long it all took.
          </p>
        </li>
      </ol>
      <h2>If Edgewise is away</h2>
      <p>
        Everything above stays as it was delivered: the shop’s own picture, order and texts. Nothing is hidden
        while waiting, so nothing is missing when there is no answer.
      </p>
      <h2>What it keeps</h2>
      <p>
        Your cart, in this browser. And one profile of what you did here, at the edge this page came from. On
        a shop that sold things, it would wait for your consent first; here the script is set to
        <code>data-consent="granted"</code>.
      </p>
      <p>
        <button type="button" class="button button--quiet" data-start-over>Start over as somebody new</button>
      </p>
    </div>`,
  }
}
