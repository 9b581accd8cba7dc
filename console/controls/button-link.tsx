import { createLink } from '@tanstack/react-router'
import type { ComponentProps } from 'react'
import { buttonClass, ButtonContent, type ButtonLook } from './button.tsx'

function Anchor({ variant, size, icon, children, ...rest }: ButtonLook & ComponentProps<'a'>) {
  return (
    <a {...rest} className={buttonClass({ variant, size, isIcon: children === undefined })}>
      <ButtonContent icon={icon}>{children}</ButtonContent>
    </a>
  )
}

/** A link to a page of the console that looks like a button. */
export const ButtonLink = createLink(Anchor)
