import { without } from '../../content/without.ts'
import type { DraftExperience } from '../../content/draft-content.ts'

/** The experience with a copy of one of its variants at the end; all get the same share. */
export function addVariant(
  experience: DraftExperience,
  index: number,
): { readonly experience: DraftExperience; readonly id: string } {
  const variants = experience.variants ?? []
  const original = variants[index]
  const taken = new Set(variants.map(({ id }) => id))
  let count = variants.length + 1
  while (taken.has(`variant-${count}`)) count += 1
  const id = `variant-${count}`
  const copy = { ...(original ?? { fields: null }), id, name: `Variant ${count}` }
  return { experience: splitEvenly({ ...experience, variants: [...variants, copy] }), id }
}

/** The experience without one of its variants; the others get the same share. With one left there is nothing to split. */
export function removeVariant(experience: DraftExperience, index: number): DraftExperience {
  const variants = (experience.variants ?? []).filter((_, place) => place !== index)
  if (variants.length > 1) return splitEvenly({ ...experience, variants })
  return { ...without(experience, 'experiment'), variants }
}

/** A split in whole percents that add up to all, the first ones taking what does not divide. */
export function splitEvenly(experience: DraftExperience): DraftExperience {
  const count = experience.variants?.length ?? 0
  const each = Math.floor(100 / count)
  const rest = 100 - each * count
  const distribution = Array.from({ length: count }, (_, place) => (each + (place < rest ? 1 : 0)) / 100)
  return { ...experience, experiment: { ...experience.experiment, distribution } }
}
