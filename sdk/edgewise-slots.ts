/**
 * The site's slots: by name, the fields that code gets. Empty until you declare them, and `slot` takes any name; once there
 * is one, `slot` takes no other. `npm run edgewise -- types` writes the declarations from the site's slots.
 *
 * @example
 * import 'edgewise'
 * declare module 'edgewise' {
 *   interface EdgewiseSlots {
 *     hero: { title?: string }
 *   }
 * }
 */
export interface EdgewiseSlots {}
