import { startAboutPage } from './about-page.ts'
import { startAddButtons } from './add-buttons.ts'
import { startCartPage } from './cart-page.ts'
import { startCategoryPage } from './category-page.ts'
import { startCheckoutPage } from './checkout-page.ts'
import { startHeader } from './header.ts'
import { startHomePage } from './home-page.ts'
import { startInspectButton } from './inspect-button.ts'
import { startNudge } from './nudge.ts'
import { startProductPage } from './product-page.ts'
import { startQuickView } from './quick-view.ts'
import { startSlotEntrance } from './slot-entrance.ts'

const pages: Readonly<Record<string, (subject: string) => void>> = {
  home: startHomePage,
  category: startCategoryPage,
  product: startProductPage,
  cart: startCartPage,
  checkout: startCheckoutPage,
  about: startAboutPage,
}

startHeader()
startAddButtons()
startQuickView()
startNudge()
startSlotEntrance()
startInspectButton()

const { page = '', subject = '' } = document.documentElement.dataset
pages[page]?.(subject)
