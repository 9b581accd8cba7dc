/**
 * The site's events: by name, what each carries. Empty until you declare them, and `track` takes any event; once there
 * is one, `track` takes no other, and each with what it carries. `npm run edgewise -- types` writes the declarations from the
 * site's catalogue.
 *
 * The trap: a file that declares them must be a module, with an import or export of its own, or it replaces the
 * package's types instead of adding to them.
 *
 * @example
 * import 'edgewise'
 * declare module 'edgewise' {
 *   interface EdgewiseEvents {
 *     'Product Added': { product_id: string; price?: number }
 *   }
 * }
 */
export interface EdgewiseEvents {}
